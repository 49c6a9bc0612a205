"""What is shown of personal data by default."""

from gateway.accounts.rules.reading import VARIATION_SELECTORS, within


def mask_name(name: str) -> str:
    """石秀花 → 石*花, 张三 → 张*; the first sign, and from three signs on the last, stay."""
    signs = _signs(name)
    if len(signs) < 2:
        return "*"
    if len(signs) == 2:
        return signs[0] + "*"
    return signs[0] + "*" * (len(signs) - 2) + signs[-1]


def _signs(name: str) -> list[str]:
    """The signs of a name; a variation selector belongs to the sign before it."""
    signs: list[str] = []
    for sign in name:
        if signs and within(sign, VARIATION_SELECTORS):
            signs[-1] += sign
        else:
            signs.append(sign)
    return signs


def mask_id_number(number: str) -> str:
    """The first four and the last two digits stay."""
    return number[:4] + "*" * (len(number) - 6) + number[-2:]


def mask_phone(phone: str) -> str:
    """138****5678."""
    return phone[:3] + "****" + phone[-4:]


def mask_account(account: str) -> str:
    """The last four digits stay."""
    return "*" * (len(account) - 4) + account[-4:]


def mask_address(address: str) -> str:
    """The first six signs stay, at most half of them."""
    shown = min(6, len(address) // 2)
    return address[:shown] + "****"


MASKS = {"name": mask_name, "id_number": mask_id_number, "phone": mask_phone, "address": mask_address,
         "bank_account": mask_account}
