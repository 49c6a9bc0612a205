"""Reading what people write about themselves: each `read_*` returns the normal form or says what is wrong."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

from contracts.problems import Invalid
from contracts.zone import LOST_DIGITS
from gateway.accounts.model import IdNumber
from policies import areas
from policies.errors import UnknownArea

EARLIEST_BIRTH = date(1900, 1, 1)
_DOTS = re.compile(r"[\u2022\u2027\u2219\u22c5\u30fb\uff65\uff0e.\u25cf]")
VARIATION_SELECTORS = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
# The unified ideographs and their extensions A to I and beyond, compatibility forms, 〇 and 々.
_IDEOGRAPHS = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x3FFFD), (0xF900, 0xFAFF), (0x3005, 0x3007))


class Faulty(ValueError):
    """A value that cannot be right; the text says why in Chinese and never repeats the value."""


def read_all(**readers: Callable[[], Any]) -> dict[str, Any]:
    """Every reader's value by field name; raises Invalid that names all wrong fields at once."""
    values, faults = {}, {}
    for name, reader in readers.items():
        try:
            values[name] = reader()
        except Faulty as fault:
            faults[name] = [str(fault)]
    if faults:
        raise Invalid("请检查标出的内容", fields=faults)
    return values


def read_name(text: str) -> str:
    """A Chinese name in NFC, rare characters and the middle dot of minority names included."""
    name = _DOTS.sub("·", unicodedata.normalize("NFC", text).strip())
    name = re.sub(r"\s", "", name)
    if not name:
        raise Faulty("请填写姓名")
    if any(0xE000 <= ord(sign) <= 0xF8FF for sign in name):
        raise Faulty("姓名中有生僻字用了自造字编码，请换用标准字库中的字")
    if not all(_may_stand_in_name(sign) for sign in name) or name.startswith("·") or name.endswith("·"):
        raise Faulty("姓名只能填写汉字和间隔号“·”")
    letters = len([sign for sign in name if not within(sign, VARIATION_SELECTORS)])
    if not 2 <= letters <= 50:
        raise Faulty("姓名应为 2 至 50 个字")
    return name


def _may_stand_in_name(sign: str) -> bool:
    return sign == "·" or within(sign, _IDEOGRAPHS) or within(sign, VARIATION_SELECTORS)


def within(sign: str, ranges) -> bool:
    """Whether a sign lies in one of the code point ranges."""
    return any(low <= ord(sign) <= high for low, high in ranges)


def read_id_number(text: str, today: date) -> IdNumber:
    """A resident's number: check digit and birth date decide, the area part is only doubted.

    Real numbers carry areas that were created or abolished later than any table knows, so that an unknown
    area never refuses (python-stdnum's own check raises KeyError for some of them and is not asked).
    """
    if text == LOST_DIGITS:
        raise Faulty("身份证号被 Excel 存成了数字，末几位已丢失，请把该列设为文本后重新填写")
    number = ric.compact(unicodedata.normalize("NFKC", text)).upper()
    if not number:
        raise Faulty("请填写身份证号")
    if re.fullmatch(r"[0-9]{15}", number):
        raise Faulty("请填写 18 位身份证号，15 位的旧号码已停用")
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise Faulty("身份证号应为 18 位，前 17 位是数字，末位是数字或 X")
    born_on = _birth_date(number)
    if not EARLIEST_BIRTH <= born_on <= today:
        raise Faulty("身份证号中的出生日期不正确")
    if ric.calc_check_digit(number) != number[-1]:
        raise Faulty("身份证号校验不通过，请核对是否有误")
    return IdNumber(number=number, born_on=born_on, doubt=_doubt_about_area(number[:6]))


def _birth_date(number: str) -> date:
    try:
        return ric.get_birth_date(number)
    except ValidationError as error:
        raise Faulty("身份证号中的出生日期不正确") from error


def _doubt_about_area(code: str) -> str | None:
    try:
        found = areas.area(code)
    except UnknownArea:
        return "身份证号前六位不在区划代码表中，请核对；如与证件一致，不影响登记"
    if found.retired:
        return "身份证号前六位对应的行政区划已撤销，如与证件一致，不影响登记"
    return None


def read_phone(text: str) -> str:
    """A mainland mobile number as eleven digits."""
    phone = re.sub(r"[\s\-()]", "", unicodedata.normalize("NFKC", text))
    phone = re.sub(r"^(\+86|0086|86(?=1\d{10}$))", "", phone)
    if not re.fullmatch(r"1[3-9][0-9]{9}", phone):
        raise Faulty("手机号应为 11 位数字，以 1 开头")
    return phone


def read_residence(code: str) -> str:
    """A place where somebody lives or trades: a county or below, in use today."""
    found = read_area(code)
    if found.level in (areas.Level.NATION, areas.Level.PROVINCE) or (
            found.level is areas.Level.CITY and areas.children(found.code)):
        raise Faulty("请选择到县（市、区）或以下")
    return found.code


def read_area(code: str) -> areas.Area:
    """A division in use."""
    try:
        found = areas.area(code)
    except UnknownArea as error:
        raise Faulty("区划代码表中没有这个地区") from error
    if found.retired:
        raise Faulty(f"该行政区划已于 {found.retired_in} 年撤销，请选择现行区划")
    return found


def read_credit_code(text: str) -> str:
    """A unified social credit code with a right check digit."""
    try:
        return uscc.validate(unicodedata.normalize("NFKC", text))
    except ValidationError as error:
        raise Faulty("统一社会信用代码应为 18 位且校验正确") from error


def read_account(text: str) -> str:
    """A bank account: 8 to 30 digits."""
    account = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text))
    if not re.fullmatch(r"[0-9]{8,30}", account):
        raise Faulty("银行账号应为 8 至 30 位数字")
    return account


def read_words(text: str, label: str, at_least: int = 1, at_most: int = 100) -> str:
    """A line of text without control characters, in NFC."""
    words = unicodedata.normalize("NFC", text).strip()
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in words):
        raise Faulty(f"{label}含有不能显示的字符")
    if not at_least <= len(words) <= at_most:
        raise Faulty(f"{label}长度应为 {at_least} 至 {at_most} 个字")
    return words


def read_day(text: str, label: str) -> date:
    """A day as people write it in a sheet: 2024-05-06, 2024/5/6, 2024年5月6日 or 20240506."""
    numbers = re.fullmatch(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", text.strip())
    numbers = numbers or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text.strip())
    try:
        return date(*(int(part) for part in numbers.groups()))
    except (AttributeError, ValueError) as error:
        raise Faulty(f"{label}不是日期，请写成 2024-05-06") from error


def normal_address(address: str) -> str:
    """An address without what people write differently for one place: width, spaces, punctuation."""
    plain = unicodedata.normalize("NFKC", address).upper()
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] in "LN")
