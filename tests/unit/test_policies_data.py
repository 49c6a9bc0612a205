"""The figures of the five documents, as entered, against what the documents print."""

import re
from datetime import date

import pytest

from policies.areas import area, children, exists
from policies.reader import Policies

OPENING, PROVINCE = date(2024, 5, 6), "430000"
COURSES = ("siyb", "online_shop", "live_stream", "simulation", "village_leader")
PRINTED_TOTALS = {"training_plan_total": 91000, "new_loans_plan": 370000, "jobs_from_loans_plan": 70000,
                  "bases_plan": 400, "tenants_plan": 10000, "tenant_jobs_plan": 50000}
PILLAR_OF = {"training_plan_total": "training", "new_loans_plan": "loans", "jobs_from_loans_plan": "loans",
             "bases_plan": "incubators", "tenants_plan": "incubators", "tenant_jobs_plan": "incubators"}
XIANGXI_ROW = [2000, 690, 400, 300, 400, 210, 21000, 4000, 13, 350, 1750]


@pytest.fixture(scope="module")
def policies():
    return Policies.load()


def cities():
    return [one.code for one in children(PROVINCE)]


def row(policies, code):
    """One line of the annex in the order of its columns."""
    def value(pillar, key):
        return policies.view(pillar, area=code, on=OPENING).value(key)

    courses = value("training", "training_plan")
    return [value("training", "training_plan_total"), *(courses[course] for course in COURSES),
            *(value(PILLAR_OF[key], key) for key in list(PRINTED_TOTALS)[1:])]


def test_the_plan_has_fourteen_cities_that_decided_their_own_line(policies):
    for key, pillar in PILLAR_OF.items():
        setting = [code for code in policies.regions_setting(pillar, key) if code.startswith("43")]
        assert setting == [PROVINCE, *cities()]
    assert len(cities()) == 14


def test_every_column_of_the_annex_adds_up_to_its_printed_total(policies):
    columns = zip(*(row(policies, code) for code in cities()), strict=True)
    assert [sum(column) for column in columns] == row(policies, PROVINCE)


def test_the_totals_are_those_printed(policies):
    total = row(policies, PROVINCE)
    assert [total[0], *total[6:]] == list(PRINTED_TOTALS.values())
    assert total[1:6] == [40300, 17000, 15000, 16000, 2700]


def test_every_row_of_the_annex_adds_up_over_its_courses(policies):
    for code in [PROVINCE, *cities()]:
        line = row(policies, code)
        assert sum(line[1:6]) == line[0], area(code).name


def test_every_row_has_five_jobs_a_tenant(policies):
    assert all(line[10] == 5 * line[9] for line in (row(policies, code) for code in cities()))


def test_xiangxis_row_is_as_printed(policies):
    assert row(policies, "433100") == XIANGXI_ROW


def test_the_goal_of_37_hundred_million_yuan_is_the_annexs_370000_wan(policies):
    assert policies.loans(PROVINCE, on=OPENING).fen("new_loans_plan") == 37 * 10**8 * 100


DEADLINES = [
    ("incubators", "base_data_deadline", "2024-05-30"),
    ("events", "mentor_update_deadline", "2024-06-30"),
    ("training", "lecturer_update_deadline", "2024-06-30"),
    ("subsidies", "last_year_base_service_subsidy_deadline", "2024-08-30"),
    ("incubators", "self_check_deadline", "2024-09-30"),
    ("zone", "policy_sheet_deadline", "2024-09-30"),
    ("incubators", "city_and_county_recognition_deadline", "2024-11-30"),
    ("incubators", "provincial_recommendation_deadline", "2024-12-30"),
    ("training", "lecturer_appraisal_deadline", "2024-12-31"),
]


@pytest.mark.parametrize(("pillar", "key", "day"), DEADLINES)
def test_the_provinces_deadlines_are_the_days_printed(policies, pillar, key, day):
    assert policies.view(pillar, area=PROVINCE, on=OPENING).value(key) == day


FIGURES = [
    ("430000", "2024-05-06", "loans", "counter_guarantee_free_up_to", 100000),
    ("430000", "2024-05-06", "training", "success_rate_aim", "4.5"),
    ("430000", "2024-05-06", "zone", "jobs_target_to_exceed", 200000),
    ("430000", "2024-05-06", "zone", "founders_target", 50000),
    ("430000", "2024-05-06", "incubators", "mentor_visits_per_base_and_year", 3),
    ("430000", "2024-05-06", "incubators", "bases_recommended_to_province_per_city", 2),
    ("430000", "2024-05-06", "incubators", "bases_recognised_per_county", 1),
    ("430000", "2024-05-06", "zone", "news_items_per_year", 4),
    ("433100", "2024-09-15", "campaigns", "county_notice_at_least", 7),
    ("433100", "2024-09-15", "campaigns", "cultivation_2024_winners", {"county": 1, "town": 5, "village": 10}),
    ("433100", "2024-09-15", "campaigns", "cultivation_2024_award",
     {"county": 300000, "town": 100000, "village": 50000}),
    ("532300", "2024-07-25", "training", "health_industry_trainees_target", 10000),
    ("532300", "2024-07-25", "loans", "founders_supported_by_loans_target", 2000),
    ("532300", "2024-07-25", "loans", "jobs_from_loans_plan", 5000),
    ("532300", "2024-07-25", "events", "mentors_target", 200),
    ("210000", "2024-05-06", "training", "training_per_year_aim", 10000),
    ("210000", "2024-05-06", "zone", "graduate_founders_aim", 3000),
    ("210000", "2024-05-06", "loans", "extension_at_most", 12),
    ("210000", "2024-05-06", "incubators", "base_award_at_most", 5000000),
    ("330400", "2014-01-01", "training", "pass_rate_aim", "90"),
    ("330400", "2014-01-01", "training", "lecturers_target", 150),
    ("330400", "2014-01-01", "subsidies", "share_of_eligible_reached", "95"),
    ("330400", "2014-01-01", "events", "new_projects_target", 450),
    ("330400", "2014-01-01", "incubators", "city_bases_target", 100),
]


@pytest.mark.parametrize(("code", "on", "pillar", "key", "value"), FIGURES)
def test_the_figures_of_the_five_documents_are_as_printed(policies, code, on, pillar, key, value):
    assert policies.view(pillar, area=code, on=date.fromisoformat(on)).value(key) == value


def test_the_campaigns_awards_come_to_1_300_000(policies):
    view = policies.view("campaigns", area="433100", on=date(2024, 9, 15))
    winners, award = view.value("cultivation_2024_winners"), view.value("cultivation_2024_award")
    assert sum(award[kind] * number for kind, number in winners.items()) == 1_300_000


def test_the_campaigns_stages_follow_each_other_without_gap(policies):
    dates = policies.view("campaigns", area="433100", on=date(2024, 9, 15)).value("cultivation_2024_dates")
    days = [(date.fromisoformat(stage["first"]), date.fromisoformat(stage["last"])) for stage in dates.values()]
    assert days[0][0] == date(2024, 9, 15)
    assert days[-1][1] == date(2024, 11, 20)
    assert all((after[0] - before[1]).days == 1 for before, after in zip(days, days[1:], strict=False))


def test_every_parameter_has_a_label_and_every_value_a_citation(policies):
    for one in policies.series():
        assert one.label, one.key
        for version in one.versions:
            cited = version.citation
            assert bool(cited.document and cited.clause) != bool(cited.unsourced), (one.area, one.key)


def unsourced_marks(policies):
    for one in policies.series():
        for version in one.versions:
            yield one.key, version.citation.unsourced
            for condition in version.value.get("conditions", ()) if isinstance(version.value, dict) else ():
                yield one.key, condition["cite"].get("unsourced")


def test_every_unsourced_mark_says_who_must_confirm_it(policies):
    silent = [key for key, mark in unsourced_marks(policies) if mark and not re.search("确认|核对", mark)]
    assert silent == []


def test_every_condition_of_a_programme_says_what_it_asks_and_on_what_clause(policies):
    for key, pillar in (("startup_subsidy", "subsidies"), ("invitation_to_incubation", "incubators")):
        conditions = policies.view(pillar, area="433101", on=OPENING).value(key)["conditions"]
        assert conditions
        for condition in conditions:
            assert set(condition) == {"predicate", "params", "text", "force", "cite"}


def test_every_region_is_an_area_that_exists(policies):
    assert [one.area for one in policies.series() if not exists(one.area)] == []


def duties(policies):
    return [(one.key, version.value) for one in policies.series() if one.pillar == "duties"
            for version in one.versions]


def test_every_duty_says_who_owes_what_until_when_and_which_event_shows_it(policies):
    assert len(duties(policies)) >= 20
    for key, duty in duties(policies):
        assert {"owed_by", "pillar", "at_least", "due", "shown_by", "when_late"} <= set(duty), key
        assert re.fullmatch(r"[a-z]+\.[a-z_]+\.v\d+", duty["shown_by"]), key
        assert duty["due"] is None or date.fromisoformat(duty["due"]), key


def test_an_authoritys_lateness_is_shown_and_never_refuses_anybody(policies):
    authorities = [(key, duty["when_late"]) for key, duty in duties(policies) if duty["owed_by"] in ("city", "county")]
    assert {key for key, late in authorities if late != "shown"} == {"send_up_nominations"}


@pytest.mark.parametrize(("code", "pillar", "key", "first"), [
    ("532300", "zone", "service_windows_target", "2024-07-25"),
    ("330400", "training", "uniform_rules", "2013-10-11"),
])
def test_a_plan_holds_from_its_first_day_in_its_own_area_only(policies, code, pillar, key, first):
    begun = date.fromisoformat(first)
    assert policies.view(pillar, area=code, on=begun).has(key)
    assert not policies.view(pillar, area=code, on=date.fromordinal(begun.toordinal() - 1)).has(key)
    assert not policies.view(pillar, area="433100", on=begun).has(key)


def test_liaonings_plan_ends_with_2024_and_holds_nowhere_else(policies):
    def extends(code, on):
        return policies.loans(code, on=on).has("extension_at_most")

    assert extends("210102", date(2024, 12, 31))
    assert not extends("210102", date(2025, 1, 1))
    assert not extends("433101", OPENING)


@pytest.mark.parametrize(("pillar", "key", "last"), [
    ("zone", "satisfaction_aim", "2015-12-31"),
    ("training", "lecturers_target", "2015-12-31"),
    ("incubators", "city_bases_target", "2016-10-10"),
    ("training", "guidance_trainees_target", "2016-12-31"),
])
def test_each_target_of_jiaxing_has_its_own_end(policies, pillar, key, last):
    ends = date.fromisoformat(last)
    assert policies.view(pillar, area="330400", on=ends).has(key)
    assert not policies.view(pillar, area="330400", on=date.fromordinal(ends.toordinal() + 1)).has(key)


def test_no_clause_is_cited_for_a_list_that_it_does_not_hold(policies):
    view = policies.view("subsidies", area="433101", on=date(2024, 9, 15))
    listed = view.parameter("programmes")
    assert "base_service_subsidy" in listed.value, "which xiangxi-2024 二（二） does not name"
    assert (listed.citation.clause, bool(listed.citation.unsourced)) == (None, True)
    assert "给个人的评选奖励没有来源" in view.parameter("campaign_award").reading
    assert view.value("campaign_award")["once_per"]["cite"].get("unsourced")
