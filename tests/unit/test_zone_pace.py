"""How a plan goes through the year, and what documents aim at for a whole area, without a database."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.zone.cockpit import cockpit
from gateway.zone.pace import days_elapsed, expected_by, pace
from policies.reader import Policies

POLICIES = Policies.load()
XIANGXI, JISHOU = "433100", "433101"


class Counted:
    """A zone that has counted this: {measure: {area: number}}, summed by city or county as the read model does, and
    {measure: {month: number}}.
    """

    def __init__(self, counted=None, months=None):
        self.counted, self.months = counted or {}, months or {}

    def figures(self, area, year, *, up_to=False, by_county=False):
        found = {measure: Counter() for measure in self.counted}
        for measure, places in self.counted.items():
            for place, number in places.items():
                found[measure][place[:6] if by_county else place[:4] + "00"] += number
        return found

    def figures_by_month(self, measures, area, year):
        return {name: self.months[name] for name in measures if name in self.months}


def course(page, code="siyb"):
    return next(each for each in page["courses"] if each["course"] == code)


@pytest.mark.parametrize(("today", "elapsed"), [
    (date(2024, 1, 1), (1, 366)), (date(2024, 6, 30), (182, 366)), (date(2024, 12, 31), (366, 366)),
    (date(2025, 3, 1), (366, 366)), (date(2023, 12, 31), (0, 366))])
def test_the_day_itself_counts_as_over_and_another_year_is_over_or_has_not_begun(today, elapsed):
    assert days_elapsed(today, 2024) == elapsed


@given(st.integers(0, 100_000), st.integers(0, 366))
def test_what_is_expected_is_never_more_than_the_days_share_and_the_whole_plan_at_the_end(plan, over):
    assert expected_by(plan, (over, 366)) * 366 <= plan * over
    assert expected_by(plan, (366, 366)) == plan


def test_a_course_shows_its_plan_what_is_expected_and_by_how_many_it_is_behind():
    zone = Counted(months={"training.completed.siyb": {3: 100, 5: 200}})
    page = pace(zone, POLICIES, XIANGXI, 2024, date(2024, 6, 30))
    siyb = course(page)
    assert (siyb["planned"], siyb["actual"], siyb["expected"], siyb["behind"]) == (690, 300, 343, 43)
    assert [siyb["months"][month]["done"] for month in (1, 2, 4)] == [0, 100, 300]
    assert page["citation"] == {"document": "hunan-2024", "clause": "附件"}
    assert page["reading_citation"]["unsourced"]


@pytest.mark.parametrize(("village_leader", "complete"), [(209, False), (210, True)])
def test_a_total_that_is_reached_with_one_course_short_is_not_complete(village_leader, complete):
    done = {"siyb": 700, "online_shop": 400, "live_stream": 300, "simulation": 400, "village_leader": village_leader}
    zone = Counted(months={f"training.completed.{code}": {12: number} for code, number in done.items()})
    assert pace(zone, POLICIES, XIANGXI, 2024, date(2024, 12, 31))["complete"] is complete


def test_a_county_goes_by_its_share_and_without_one_by_no_plan():
    zone = Counted({"training.shared.siyb": {JISHOU: 120}}, {"training.completed.siyb": {5: 30}})
    page = pace(zone, POLICIES, JISHOU, 2024, date(2024, 12, 31))
    assert (course(page)["planned"], course(page)["behind"]) == (120, 90)
    assert course(page, "simulation")["planned"] is None
    assert pace(Counted(), POLICIES, JISHOU, 2024, date(2024, 12, 31))["complete"] is None


def test_where_no_document_sets_a_plan_by_course_nothing_is_behind():
    page = pace(Counted(), POLICIES, "330400", 2024, date(2024, 6, 30))
    assert (page["complete"], page["reading"], course(page)["behind"]) == (None, None, None)


def targets(area, year, today, counted):
    page = cockpit(Counted(counted), POLICIES, area, year, today)
    return {(line["measure"], line["unit"]): (line["area"], line["planned"], line["actual"], line["reached"])
            for line in page["targets"]}


@pytest.mark.parametrize(("done", "reached"), [(9999, False), (10000, True)])
def test_liaonings_ten_thousand_a_year_are_person_times_of_the_province_as_a_whole(done, reached):
    shown = targets("210100", 2024, date(2024, 12, 31), {"training.completed": {"210100": done - 1, "210200": 1}})
    assert shown == {("training.completed", "人次"): ("210000", 10000, done, reached)}
    assert targets("210000", 2025, date(2025, 1, 1), {}) == {}


@pytest.mark.parametrize(("day", "there"), [(date(2024, 7, 24), False), (date(2024, 7, 25), True)])
def test_chuxiongs_ten_thousand_are_people_of_the_industry_and_not_completions_of_classes(day, there):
    counted = {"training.completed": {"532300": 20000}, "training.counted.health_industry_trainees_target": {
        "532300": 9999}}
    shown = targets("532300", 2024, day, counted)
    wanted = {("training.counted.health_industry_trainees_target", "人"): ("532300", 10000, 9999, False),
              ("incubators.conferred.demonstration_bases", "个"): ("532300", 3, 0, False)}
    assert shown == (wanted if there else {})


@pytest.mark.parametrize(("conferred", "reached"), [(2, False), (3, True)])
def test_of_three_to_five_demonstration_bases_two_are_not_enough_and_three_are(conferred, reached):
    counted = {"incubators.conferred.demonstration_bases": {"532300": conferred}}
    shown = targets("532300", 2024, date(2024, 12, 31), counted)
    assert shown["incubators.conferred.demonstration_bases", "个"] == ("532300", 3, conferred, reached)


def test_jiaxings_four_counters_are_kept_apart_and_each_ends_with_its_own_year():
    counted = {"training.counted.guidance_trainees_target": {"330400": 30000}, "training.lecturers": {"330400": 149}}
    shown = targets("330400", 2015, date(2015, 12, 31), counted)
    assert {name.removeprefix("training.counted."): line[1:] for (name, _), line in shown.items()} == {
        "guidance_trainees_target": (30000, 30000, True), "backbone_trainees_target": (6000, 0, False),
        "graduate_talents_target": (3000, 0, False), "leading_talents_target": (300, 0, False),
        "training.lecturers": (150, 149, False)}
    assert ("training.lecturers", "人") not in targets("330400", 2016, date(2016, 12, 31), counted)
    assert targets("330400", 2017, date(2017, 1, 1), counted) == {}


def test_a_citys_counties_are_shown_with_their_shares_and_what_happened_where_none_was_given():
    counted = {"training.shared.siyb": {JISHOU: 120}, "training.completed.siyb": {JISHOU: 30, "433123": 5}}
    lines = {line["area"]: (line["planned"], line["actual"], line["citation"])
             for line in cockpit(Counted(counted), POLICIES, XIANGXI, 2024, date(2024, 6, 1))["counties"]}
    assert lines == {JISHOU: (120, 30, {"document": "hunan-2024", "clause": "二（一）1"}), "433123": (None, 5, None)}
    only = cockpit(Counted(counted), POLICIES, JISHOU, 2024, date(2024, 6, 1))["counties"]
    assert [line["area"] for line in only] == [JISHOU]
    assert cockpit(Counted(counted), POLICIES, "430000", 2024, date(2024, 6, 1))["counties"] == []


def test_a_county_shows_its_own_figures_and_its_totals_are_theirs():
    counted = {"training.completed.siyb": {JISHOU: 30}, "loans.disbursed_fen": {JISHOU: 45_000_000}}
    page = cockpit(Counted(counted), POLICIES, JISHOU, 2024, date(2024, 6, 1))
    for lines in (page["rows"], page["totals"]):
        shown = {line["measure"]: (line["area"], line["planned"], line["actual"]) for line in lines}
        assert shown["training.completed.siyb"] == (JISHOU, None, 30)
        assert shown["loans.disbursed_fen"] == (JISHOU, None, 45)


@pytest.mark.parametrize(("fen", "wan", "reached"), [
    (21_000 * 1_000_000, 21_000, True), (21_000 * 1_000_000 - 1, 20_999, False), (-1, 0, False)])
def test_a_plan_is_reached_by_the_whole_of_it_and_money_is_not_rounded_up_to_it(fen, wan, reached):
    page = cockpit(Counted({"loans.disbursed_fen": {XIANGXI: fen}}), POLICIES, XIANGXI, 2024, date(2024, 12, 31))
    [line] = [one for one in page["totals"] if one["measure"] == "loans.disbursed_fen"]
    assert (line["planned"], line["actual"], line["reached"]) == (21_000, wan, reached)
