"""Divisions: five levels, parent by prefix, retired codes known."""

import pytest

from policies import areas
from policies.areas import Level
from policies.errors import UnknownArea

VILLAGE, TOWN, COUNTY, CITY, PROVINCE = "433101002001", "433101002", "433101", "433100", "430000"


def test_every_level_has_a_name_and_its_parent():
    assert areas.area(COUNTY).name == "吉首市"
    assert areas.area(CITY).name == "湘西土家族苗族自治州"
    assert areas.area(TOWN).level is Level.TOWN
    assert areas.area(VILLAGE).level is Level.VILLAGE
    assert areas.ancestors(VILLAGE) == (TOWN, COUNTY, CITY, PROVINCE, "000000")
    assert areas.ancestors("000000") == ()


def test_a_name_is_spelt_out_from_the_province_down():
    assert areas.full_name(COUNTY) == "湖南省湘西土家族苗族自治州吉首市"
    assert areas.full_name("000000") == "全国"


def test_an_area_is_within_itself_and_those_above_and_no_other():
    assert all(areas.is_within(VILLAGE, above) for above in (VILLAGE, TOWN, COUNTY, CITY, PROVINCE, "000000"))
    assert not areas.is_within(COUNTY, "433122")
    assert not areas.is_within(CITY, COUNTY)


def test_a_long_form_of_a_county_code_is_the_county():
    assert areas.normalise("433101000000") == COUNTY
    assert areas.area("433101002000").code == TOWN


@pytest.mark.parametrize("code", ["4331", "43310a", "", None, "43310100200"])
def test_what_is_no_code_is_refused(code):
    with pytest.raises(UnknownArea, match="6、9 或 12 位"):
        areas.normalise(code)
    assert not areas.exists(code)


def test_a_code_that_no_table_has_is_unknown():
    with pytest.raises(UnknownArea, match="439999"):
        areas.area("439999")


def test_a_retired_code_is_known_and_marked():
    wangcheng = areas.area("430122")
    assert (wangcheng.name, wangcheng.retired, wangcheng.retired_in) == ("望城县", True, 2011)
    assert not areas.area(COUNTY).retired


def test_codes_created_lately_are_known():
    assert areas.area("431181").name == "祁阳市"


def test_the_prefecture_has_its_eight_counties():
    names = [one.name for one in areas.children(CITY)]
    assert names == ["吉首市", "泸溪县", "凤凰县", "花垣县", "保靖县", "古丈县", "永顺县", "龙山县"]


def test_towns_have_villages_where_the_tables_go_that_deep():
    assert all(one.level is Level.TOWN for one in areas.children(COUNTY))
    assert all(one.code.startswith(TOWN) for one in areas.children(TOWN))
    assert areas.children(TOWN)


@pytest.mark.parametrize("code", ["433100", "532300", "210000", "330400"])
def test_every_county_of_the_five_documents_areas_has_towns(code):
    counties = [one for one in areas.children(code) if one.level is Level.COUNTY]
    counties = counties or [county for city in areas.children(code) for county in areas.children(city.code)]
    assert [one.name for one in counties if not areas.children(one.code)] == []


def test_a_name_is_found_within_an_area():
    assert [one.code for one in areas.named("凤凰县")] == ["433123"]
    assert areas.named("凤凰县", within="532300") == ()


def test_every_division_hangs_on_one_that_exists():
    orphans = [code for code in areas._divisions()
               if areas.level(code) is Level.CITY and not areas.exists(areas.parent(code))]
    assert orphans == []


def test_an_area_belongs_to_one_city_and_a_province_has_several():
    assert {areas.city_of(code) for code in (VILLAGE, TOWN, COUNTY, CITY)} == {CITY}
    assert areas.cities_within(CITY) == (CITY,)
    assert len(areas.cities_within(PROVINCE)) == 14
    with pytest.raises(UnknownArea, match="市州"):
        areas.city_of(PROVINCE)
