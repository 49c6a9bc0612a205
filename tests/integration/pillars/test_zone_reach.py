"""How far subsidies reach and how long they take, from what the zone was told; last year beside this year."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from chassis.clock import SHANGHAI
from chassis.database import Database
from contracts.events.domain_events import MentorVisitRecorded
from contracts.incubators.domain_events import TenantAdmitted, TenantLeft
from contracts.subsidies.domain_events import (
    ClaimApproved,
    ClaimRefused,
    ClaimSubmitted,
    ClaimVerified,
    SubsidyPaid,
    SubsidyRevoked,
)
from contracts.training.domain_events import CertificateRevoked, TrainingCompleted
from contracts.zone.domain_events import BusinessClosed, BusinessRegistered
from gateway.zone.coverage import Span, coverage, coverage_cases, share_of
from gateway.zone.projection import project
from gateway.zone.queries import Zone
from gateway.zone.step_times import step_cases, step_times
from policies.reader import Policies
from policies.working_calendar import WorkingCalendar
from tests.building import JISHOU, XIANGXI, heard
from tests.contracts.compatibility import sample
from tests.integration.databases import conninfo_for

LUXI, JIAXING = "433122", "330402"
AUGUST = date(2024, 8, 1)
CALENDAR = WorkingCalendar.load()


@pytest.fixture(scope="module")
def zone(migrated):
    reader = Database(conninfo_for(migrated, "zone_reader"), "zone", size=2)
    yield Zone(reader, Policies.load())
    reader.close()


@pytest.fixture(scope="module")
def write(migrated):
    writer = Database(conninfo_for(migrated, "zone"), "zone", size=2)

    def write_them(*events):
        with writer.connection() as connection:
            return project(connection, list(events))

    yield write_them
    writer.close()


def told(event_class, person_id, *, at="2024-05-06", version=1, **changes):
    """An event about a person, heard at noon of a day."""
    data = sample(event_class.type) | {"person_id": person_id} | changes
    event = heard(event_class, "zone", version=version, **data)
    noon = datetime.fromisoformat(f"{at}T12:00").replace(tzinfo=SHANGHAI)
    return event.with_envelope(replace(event.envelope, occurred_at=noon, person_id=person_id))


def a_business(person_id, area=JISHOU, registered_on="2024-02-01", **more):
    return told(BusinessRegistered, person_id, business_id=f"b-{person_id}", area=area, state="open", closed_on=None,
                registered_on=registered_on, **more)


def a_course(person_id, at="2024-03-01", area=JISHOU):
    return told(TrainingCompleted, person_id, enrolment_id=f"e-{person_id}", area=area, at=at, completed_on=at)


def a_payment(person_id, paid_on="2024-06-20", area=JISHOU, programme="startup_subsidy"):
    return told(SubsidyPaid, person_id, payment_id=f"p-{person_id}-{programme}", claim_id=f"c-{person_id}-{programme}",
                area=area, programme=programme, paid_on=paid_on, at=paid_on)


def a_claim(person_id, at="2024-05-06", area=JISHOU, programme="startup_subsidy"):
    return told(ClaimSubmitted, person_id, claim_id=f"c-{person_id}-{programme}", area=area, programme=programme, at=at)


def line(zone, measure, area=JISHOU, programme=None, today=AUGUST, within=XIANGXI):
    found = coverage(zone, within, today.year, today)
    return next((one for one in found if (one["measure"], one["area"], one["programme"]) == (
        measure, area, programme)), None)


def test_of_the_trainees_projects_those_whose_founder_was_paid_are_covered(zone, write):
    for person_id in ("t-1", "t-2", "t-3"):
        write(a_business(person_id), a_course(person_id))
    write(a_payment("t-1"))
    found = line(zone, "trainees")
    assert (found["base"], found["got"], found["share"]) == (3, 1, "33.3")
    assert (found["force"], found["citation"]) == ("aim", {"document": "hunan-2024", "clause": "二（五）2"})
    assert found["target"] is found["reached"] is None


def test_a_trainee_without_a_project_or_whose_certificate_was_revoked_or_business_closed_is_no_base(zone, write):
    before = line(zone, "trainees")["base"]
    write(a_course("t-none"))
    write(a_business("t-revoked"), a_course("t-revoked"), told(
        CertificateRevoked, "t-revoked", enrolment_id="e-t-revoked", version=2, at="2024-04-01", area=JISHOU))
    write(a_business("t-closed"), a_course("t-closed"), told(
        BusinessClosed, "t-closed", business_id="b-t-closed", version=2, area=JISHOU, state="closed",
        registered_on="2024-02-01", closed_on="2024-07-01"))
    assert line(zone, "trainees")["base"] == before
    assert line(zone, "trainees", today=date(2024, 6, 30))["base"] == before + 1


def test_a_tenant_who_left_and_a_founder_visited_by_a_mentor_are_counted_as_they_stand(zone, write):
    admitted = {"tenancy_id": "y-1", "area": LUXI, "state": "admitted"}
    write(a_business("i-1", area=LUXI), told(TenantAdmitted, "i-1", **admitted))
    write(a_business("m-1", area=LUXI), told(MentorVisitRecorded, "m-1", visit_id="v-1", area=LUXI,
                                             held_on="2024-04-02"))
    assert (line(zone, "incubated", LUXI)["base"], line(zone, "mentored", LUXI)["base"]) == (1, 1)
    write(told(TenantLeft, "i-1", **admitted | {"state": "left"}, version=2, at="2024-07-15"))
    assert line(zone, "incubated", LUXI) is None
    assert line(zone, "incubated", LUXI, today=date(2024, 7, 14))["base"] == 1


def test_the_whole_area_is_the_sum_of_its_counties_and_each_programme_has_its_own_line(zone, write):
    write(a_business("l-1", area=LUXI), a_course("l-1", area=LUXI))
    write(a_payment("l-1", area=LUXI, programme="venue_subsidy"))
    whole, jishou, luxi = (line(zone, "trainees", area) for area in (XIANGXI, JISHOU, LUXI))
    assert (whole["base"], whole["got"]) == (jishou["base"] + luxi["base"], jishou["got"] + luxi["got"])
    assert line(zone, "trainees", LUXI, "venue_subsidy")["got"] == 1
    assert line(zone, "trainees", LUXI, "startup_subsidy")["got"] == 0


def test_last_year_stands_beside_with_its_own_base_up_to_the_same_day(zone, write):
    write(a_business("last-1", registered_on="2023-01-10"), a_course("last-1", at="2023-02-01"))
    write(a_business("last-2", registered_on="2023-09-10"), a_course("last-2", at="2023-09-20"))
    write(a_payment("last-1", paid_on="2023-07-31"))
    found = line(zone, "trainees")
    assert (found["base_last_year"], found["got_last_year"], found["share_last_year"]) == (1, 1, "100.0")
    assert line(zone, "trainees", today=date(2024, 7, 30))["got_last_year"] == 0


def test_a_figure_opens_its_cases_those_without_first(zone):
    found = coverage_cases(zone, "trainees", JISHOU, 2024, "", AUGUST)
    shown = line(zone, "trainees")
    assert (len(found), sum(case["got"] for case in found)) == (shown["base"], shown["got"])
    assert [case["got"] for case in found] == sorted(case["got"] for case in found)


def test_of_the_eligible_applicants_95_percent_is_met_by_95_of_100_and_not_by_94(zone, write):
    for number in range(20):
        write(a_claim(f"j-{number}", area=JIAXING, programme="training_subsidy"))
    for number in range(19):
        write(a_payment(f"j-{number}", area=JIAXING, programme="training_subsidy"))
    found = line(zone, "applicants", JIAXING, within=JIAXING)
    assert (found["base"], found["got"], found["share"], found["target"]) == (20, 19, "95.0", 95)
    assert found["reached"] is True
    assert found["citation"]["clause"] == "三（一）2"
    write(a_claim("j-20", area=JIAXING, programme="training_subsidy"))
    assert line(zone, "applicants", JIAXING, within=JIAXING)["reached"] is False


def test_who_was_refused_is_no_eligible_applicant_and_where_no_document_says_so_there_is_no_target(zone, write):
    write(a_claim("r-1"), told(ClaimRefused, "r-1", claim_id="c-r-1-startup_subsidy", version=2, area=JISHOU,
                               programme="startup_subsidy", state="refused"))
    write(a_claim("r-2"))
    found = line(zone, "applicants")
    assert (found["base"], found["got"], found["target"], found["reached"]) == (1, 0, None, None)


def test_a_claim_counts_in_the_year_in_which_it_first_came_and_what_was_revoked_counts_as_had_nowhere(zone, write):
    before = line(zone, "applicants")
    write(a_claim("o-1", at="2023-12-30"), a_claim("o-2"), a_payment("o-2"), a_business("o-2"), a_course("o-2"))
    write(told(ClaimSubmitted, "o-1", claim_id="c-o-1-startup_subsidy", version=2, at="2024-01-10", area=JISHOU,
               programme="startup_subsidy"))
    found, had = line(zone, "applicants"), line(zone, "trainees")
    assert (found["base"], found["got"]) == (before["base"] + 1, before["got"] + 1)
    write(told(SubsidyRevoked, "o-2", claim_id="c-o-2-startup_subsidy", version=3, area=JISHOU, state="revoked",
               programme="startup_subsidy"))
    assert line(zone, "applicants")["base"] == before["base"]
    assert (line(zone, "trainees")["base"], line(zone, "trainees")["got"]) == (had["base"], had["got"] - 1)


@pytest.mark.parametrize(("counted", "share"), [
    ((3, 2), "66.6"), ((1000, 949), "94.9"), ((7, 7), "100.0"), ((0, 0), None)])
def test_shares_are_cut_off_and_never_rounded_up(counted, share):
    assert share_of(counted) == share


def test_the_29th_of_february_compares_with_the_28th():
    assert Span.of(2024, date(2024, 2, 29)).a_year_before().last == date(2023, 2, 28)


def a_way(person_id, submitted, verified, approved):
    claim = {"claim_id": f"c-{person_id}-startup_subsidy", "area": LUXI, "programme": "startup_subsidy"}
    return (a_claim(person_id, at=submitted, area=LUXI),
            told(ClaimVerified, person_id, **claim, version=2, at=verified, state="in_review"),
            told(ClaimApproved, person_id, **claim, version=3, at=approved, state="approved"))


def test_each_step_is_counted_in_working_days_beside_last_years(zone, write):
    write(*a_way("s-1", "2025-05-06", "2025-05-08", "2025-05-13"))
    write(*a_way("s-2", "2025-05-06", "2025-05-06", "2025-05-09"))
    write(*a_way("s-3", "2025-05-06", "2025-05-12", "2025-05-12"))
    write(*a_way("s-0", "2024-05-06", "2024-05-10", "2024-05-10"))
    lines = {(one["area"], one["step"]): one for one in step_times(zone, CALENDAR, XIANGXI, 2025, date(2025, 8, 1))
             if one["programme"] == "startup_subsidy"}
    found = lines[LUXI, "verification"]
    assert (found["claims"], found["mean_days"], found["middle_days"], found["longest_days"]) == (3, "2.0", 2, 4)
    assert (found["claims_last_year"], found["mean_days_last_year"]) == (1, "4.0")
    assert lines[LUXI, "approval"]["claims"] == lines[XIANGXI, "approval"]["claims"] == 3
    slowest = step_cases(zone, CALENDAR, "verification", LUXI, 2025, "", date(2025, 8, 1))[0]
    assert (slowest["entity_id"], slowest["days"]) == ("c-s-3-startup_subsidy", 4)


def test_days_of_a_year_without_a_table_of_working_days_are_not_guessed(zone, write):
    write(*a_way("s-old", "2022-05-09", "2022-05-10", "2022-05-11"))
    found = [one for one in step_times(zone, CALENDAR, XIANGXI, 2022, AUGUST) if one["step"] == "verification"]
    assert {(one["claims"], one["mean_days"]) for one in found} == {(0, None)}
