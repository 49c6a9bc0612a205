"""Numbers of people in texts that are meant for something else: found, so that they are sent back and not kept."""

import re
import unicodedata

from stdnum import luhn
from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from gateway.accounts.rules.reading import Faulty, read_words

NOT_HERE = "请不要在此填写身份证号、手机号或银行账号"
# What looks born later is a contract's or a class's number that holds its own date.
LATEST_BIRTH_YEAR = 2012
_ALONE = r"(?<![0-9A-Za-z]){}(?![0-9A-Za-z])"
_ID_NUMBER = re.compile(_ALONE.format(r"[0-9]{17}[0-9Xx]"))
_PHONE = re.compile(_ALONE.format(r"(?:\+?86)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}"))
_CARD = re.compile(_ALONE.format(r"62[0-9]{14,17}"))
_DIGITS = re.compile(r"[0-9][0-9 -]{9,}[0-9]")


def holds_number_of_a_person(text: str) -> bool:
    """Whether an ID number with a right check digit, a mobile number or a bank card's number stands in `text`."""
    plain = unicodedata.normalize("NFKC", text)
    if not _DIGITS.search(plain):
        return False
    return (any(map(_is_id_number, _ID_NUMBER.findall(plain))) or bool(_PHONE.search(plain))
            or any(map(luhn.is_valid, _CARD.findall(plain))))


def _is_id_number(text: str) -> bool:
    number = text.upper()
    try:
        born = ric.get_birth_date(number)
    except ValidationError:
        return False
    return 1900 <= born.year <= LATEST_BIRTH_YEAR and ric.calc_check_digit(number) == number[-1]


def read_source(text: str) -> str:
    """Where evidence comes from: a line of text that travels in events, hence without numbers of people."""
    source = read_words(text, "来源")
    if holds_number_of_a_person(source):
        raise Faulty(NOT_HERE)
    return source
