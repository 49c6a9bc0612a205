"""Made-up people and organisations for demonstrations and tests: valid check digits, nobody real."""

import random
from datetime import date, timedelta

from stdnum.cn import ric, uscc

_FAMILY = "石龙向田彭吴杨麻符梁张李王刘陈"
_GIVEN = ["秀英", "建国", "晓峰", "玉兰", "志强", "春花", "海燕", "国庆", "小芳", "大勇", "阿依古丽", "𬱖"]


def a_name(seed: str) -> str:
    """A name, the same for the same seed."""
    chance = random.Random(f"name:{seed}")
    return chance.choice(_FAMILY) + chance.choice(_GIVEN)


def an_id_number(seed: str, area: str = "433101") -> str:
    """An ID number with a valid check digit, the same for the same seed. Its holder does not exist."""
    chance = random.Random(f"id:{seed}")
    born = date(1970, 1, 1) + timedelta(days=chance.randrange(0, 12_000))
    body = f"{area}{born:%Y%m%d}{chance.randrange(1000):03d}"
    return body + ric.calc_check_digit(body + "0")


def a_phone(seed: str) -> str:
    return f"199{random.Random(f'phone:{seed}').randrange(10**8):08d}"


def a_credit_code(seed: str, area: str = "433101") -> str:
    """A unified social credit code with a valid check digit."""
    chance = random.Random(f"code:{seed}")
    body = f"91{area}" + "".join(chance.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(9))
    return body + uscc.calc_check_digit(body)
