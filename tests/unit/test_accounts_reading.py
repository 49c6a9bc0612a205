"""Reading what people write about themselves, and what is shown of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.problems import Invalid
from contracts.zone import LOST_DIGITS
from gateway.accounts.rules.masking import mask_account, mask_address, mask_id_number, mask_name, mask_phone
from gateway.accounts.rules.reading import (
    Faulty,
    normal_address,
    read_account,
    read_all,
    read_area,
    read_credit_code,
    read_day,
    read_id_number,
    read_name,
    read_phone,
    read_residence,
)
from policies import areas
from tests.people import a_credit_code, an_id_number, an_id_number_ending_in_x

TODAY = date(2024, 5, 6)
IDEOGRAPHS = st.one_of(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
                       st.characters(min_codepoint=0x20000, max_codepoint=0x2EE5D),
                       st.characters(min_codepoint=0x30000, max_codepoint=0x323AF))
BIRTHS = st.dates(min_value=date(1900, 1, 1), max_value=TODAY)


@given(born=BIRTHS, serial=st.integers(0, 999), area=st.integers(110000, 659999))
def test_every_number_with_a_right_check_digit_is_read_whatever_its_area(born, serial, area):
    number = an_id_number(serial, area=str(area), born=f"{born:%Y%m%d}")
    read = read_id_number(number.lower(), TODAY)
    assert (read.number, read.born_on, read.birth_month) == (number, born, f"{born:%Y-%m}")


@given(born=BIRTHS, place=st.integers(0, 17), digit=st.sampled_from("0123456789X"))
def test_one_wrong_digit_is_always_noticed(born, place, digit):
    number = an_id_number(12, born=f"{born:%Y%m%d}")
    changed = number[:place] + digit + number[place + 1:]
    if changed != number:
        with pytest.raises(Faulty):
            read_id_number(changed, TODAY)


@given(born=BIRTHS, place=st.integers(0, 16))
def test_two_neighbouring_digits_in_wrong_order_are_always_noticed(born, place):
    number = an_id_number(12, born=f"{born:%Y%m%d}")
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2:]
    if swapped != number:
        with pytest.raises(Faulty):
            read_id_number(swapped, TODAY)


@given(st.text())
def test_any_text_is_either_read_or_told_in_words(text):
    for read in (read_name, read_phone, read_account, read_credit_code, read_residence,
                 lambda value: read_id_number(value, TODAY)):
        try:
            read(text)
        except Faulty as fault:
            assert str(fault)


@given(st.text("0123456789X", min_size=8, max_size=20))
def test_what_is_wrong_with_a_number_is_told_without_repeating_it(text):
    for read in (read_phone, read_credit_code, lambda value: read_id_number(value, TODAY)):
        try:
            read(text)
        except Faulty as fault:
            assert text not in str(fault)


def test_a_number_that_ends_in_x_is_read_in_either_case_and_width():
    number = an_id_number_ending_in_x()
    wide = number.translate({ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789X"})
    for written in (number, number.lower(), f" {number} ", wide):
        assert read_id_number(written, TODAY).number == number


def test_a_person_born_after_today_or_in_the_eighteenth_century_is_no_person():
    for born in ("20240507", "17900101"):
        with pytest.raises(Faulty, match="出生日期"):
            read_id_number(an_id_number(born=born), TODAY)


def test_every_area_of_2021_and_every_retired_one_is_taken_with_a_number():
    codes = [code for code in areas._divisions() if areas.level(code) is areas.Level.COUNTY] + list(areas._retired())
    for code in codes:
        assert read_id_number(an_id_number(area=code), TODAY).number[:6] == code


def test_digits_that_excel_lost_are_told_as_such():
    with pytest.raises(Faulty, match="Excel"):
        read_id_number(LOST_DIGITS, TODAY)


@given(st.text(IDEOGRAPHS, min_size=2, max_size=50))
def test_names_of_common_and_rare_characters_are_kept_as_they_are(name):
    assert read_name(name) == name


def test_a_compatibility_character_becomes_the_one_it_stands_for():
    assert read_name("石\U0002f800") == "石\u4e3d"


@pytest.mark.parametrize("dot", "•‧∙⋅・･．.·●")
def test_every_way_to_write_the_middle_dot_is_one(dot):
    assert read_name(f"买买提{dot}艾力") == "买买提·艾力"


@pytest.mark.parametrize("name", ["石", "石1", "Anna", "·石花", "石花·", "石\x00花", "石\u202e花", "石🌸", "石" * 51])
def test_what_is_no_name_is_told(name):
    with pytest.raises(Faulty):
        read_name(name)


@pytest.mark.parametrize(("name", "shown"), [
    ("石秀花", "石*花"), ("张三", "张*"), ("欧阳娜娜", "欧**娜"), ("买买提·艾力", "买****力"), ("石", "*"),
    ("\U00030edd秀\U0002b0dd", "\U00030edd*\U0002b0dd"), ("葛\U000e0100秀花", "葛\U000e0100*花"),
])
def test_a_masked_name_shows_its_first_and_last_sign(name, shown):
    assert mask_name(name) == shown


@given(st.text(IDEOGRAPHS, min_size=2, max_size=10))
def test_a_masked_name_hides_something_and_keeps_its_length(name):
    assert len(mask_name(name)) == len(name)
    assert "*" in mask_name(name)


def test_masks_show_only_what_helps_to_recognise():
    assert mask_id_number("433101199003150123") == "4331************23"
    assert mask_phone("13812345678") == "138****5678"
    assert mask_account("6217000012345678") == "************5678"
    assert mask_address("吉首市乾州街道1号") == "吉首市乾****"
    assert mask_address("一号") == "一****"


@pytest.mark.parametrize("written", ["13800000012", "+86 138 0000 0012", "0086-13800000012", "１３８００００００１２",
                                     "8613800000012"])
def test_a_phone_is_eleven_digits_however_it_is_written(written):
    assert read_phone(written) == "13800000012"


def test_addresses_that_differ_only_in_signs_are_one():
    assert normal_address("吉首市 乾州街道１号（东）") == normal_address("吉首市乾州街道1号(东)")


@pytest.mark.parametrize(("written", "day"), [
    ("2024-05-06", date(2024, 5, 6)), ("2024/5/6", date(2024, 5, 6)), ("2024年5月6日", date(2024, 5, 6)),
    ("20240506", date(2024, 5, 6)), ("2024.05.06", date(2024, 5, 6))])
def test_days_are_read_as_people_write_them(written, day):
    assert read_day(written, "日期") == day


@pytest.mark.parametrize("written", ["", "2024-02-30", "明天", "2024-13-01", "24-5-6"])
def test_what_is_no_day_is_told(written):
    with pytest.raises(Faulty, match="有效期至"):
        read_day(written, "有效期至")


def test_residence_is_a_county_or_below_in_use():
    assert read_residence("433101") == "433101"
    assert read_residence("433101000000") == "433101"
    assert read_residence("441900") == "441900"
    for code, words in (("430000", "县"), ("433100", "县"), ("433021", "撤销"), ("123456", "没有"), ("x", "没有")):
        with pytest.raises(Faulty, match=words):
            read_residence(code)
    assert read_area("430000").code == "430000"


def test_a_credit_code_is_read_with_its_check_digit_only():
    code = a_credit_code(7)
    assert read_credit_code(f" {code.lower()} ") == code
    with pytest.raises(Faulty):
        read_credit_code(code[:-1] + ("A" if code[-1] != "A" else "B"))


def test_all_wrong_fields_are_told_together():
    with pytest.raises(Invalid) as told:
        read_all(name=lambda: read_name("x"), phone=lambda: read_phone("1"), day=lambda: TODAY)
    assert set(told.value.fields) == {"name", "phone"}
