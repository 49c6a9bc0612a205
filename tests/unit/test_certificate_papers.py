"""Certificates on paper: rare characters are set or named, the code leads to the public check, a slip is told."""

from datetime import date

import pytest

from gateway.printing import certificates, fonts
from gateway.printing.certificates import Paper, code_points, print_certificate
from gateway.routes.certificates import number_fault
from policies.reader import Policies
from services.training.rules.certificates import certificate_number, certificate_series

pytestmark = pytest.mark.skipif(not set(fonts.FAMILIES) & set(fonts.fonts().families()), reason="no Chinese font here")
NUMBER = "CY4331012024010000016"


def a_paper(**changes) -> Paper:
    fields = {"number": NUMBER, "name": "石秀花", "course": "SIYB", "title": "吉首市SIYB第一期",
              "issuer": "湘西启航培训学校", "completed_on": date(2024, 5, 15), "issued_on": date(2024, 5, 15),
              "address": f"http://127.0.0.1:8000/#/certificates/{NUMBER}"}
    return Paper(**fields | changes)


@pytest.mark.parametrize("name", ["石秀花", "买买提·艾力", "龘䶮", "𠮷野", "㼆"])
def test_ordinary_and_many_rare_names_are_set_in_full(name):
    content, missing = print_certificate(a_paper(name=name))
    assert content.startswith(b"%PDF")
    assert missing == ()


def test_a_character_that_no_font_has_is_named_on_the_paper_and_to_the_caller():
    content, missing = print_certificate(a_paper(name="田\U000313a0"))
    assert content.startswith(b"%PDF")
    assert missing == ("\U000313a0",)
    assert code_points(missing) == "U+313A0"


def test_the_stand_in_and_the_note_are_what_is_set(monkeypatch):
    set_as = {}
    monkeypatch.setattr(certificates, "compiled", lambda source, **inputs: set_as.update(inputs) or b"%PDF")
    print_certificate(a_paper(name="田\U000313a0", stamp="已撤销"))
    assert (set_as["name"], set_as["stamp"]) == ("田〓", "已撤销")
    assert "U+313A0" in set_as["note"]
    assert "<svg" in set_as["code"]


def test_without_any_chinese_font_it_is_told_which_packages_bring_one(monkeypatch):
    monkeypatch.setattr(fonts, "FAMILIES", {"No Such Family": "none"})
    fonts.families.cache_clear()
    try:
        with pytest.raises(fonts.NoFont, match="apt-get install fonts-noto-cjk"):
            print_certificate(a_paper())
    finally:
        fonts.families.cache_clear()


# numbers


def numbers(how_many: int) -> list[str]:
    policy = Policies.load().view("training", area="433101", on=date(2024, 5, 6))
    series = certificate_series(policy, "433101", 2024, "siyb")
    return [certificate_number(policy, series, serial) for serial in range(1, how_many + 1)]


def test_a_number_is_prefix_county_year_course_serial_and_check_digit():
    assert numbers(1) == [NUMBER]
    assert not [number for number in numbers(500) if number_fault(number)]


def test_every_slip_of_one_digit_is_told_from_a_number_that_does_not_exist():
    slips = [NUMBER[:place] + digit + NUMBER[place + 1:] for place in range(2, len(NUMBER)) for digit in "0123456789"
             if digit != NUMBER[place]]
    assert {number_fault(slip) for slip in slips} == {"证书编号校验不通过，请核对是否抄错"}


@pytest.mark.parametrize("text", ["", "CY", "CY12", "43310120240100000", "证书", NUMBER + "0"])
def test_what_is_no_number_is_told(text):
    assert "字母开头" in number_fault(text)


def test_a_number_from_before_the_check_digit_is_looked_up():
    assert number_fault("CY433101202401000001") is None
