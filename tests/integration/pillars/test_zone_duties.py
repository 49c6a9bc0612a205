"""Duties counted by the zone: evidence from events, standing by day, the same after a rebuild."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from chassis.database import Database
from contracts.events.domain_events import (
    ActivityHeld,
    MentorJoined,
    MentorResumptionProposed,
    MentorVerified,
    MentorVisitRecorded,
)
from contracts.incubators.domain_events import BaseRecognised
from contracts.training.domain_events import DispatchAnswered, LecturerAppraised, LecturerRegistered
from gateway.zone.checking import Recount
from gateway.zone.cockpit import STOCKS
from gateway.zone.duties import duties_of
from gateway.zone.projection import project
from gateway.zone.queries import Zone
from policies.reader import Policies
from tests.building import JISHOU, XIANGXI, heard
from tests.contracts.compatibility import sample
from tests.integration.databases import conninfo_for

JUNE = date(2024, 6, 3)


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


def told(event_class, version=1, **changes):
    return heard(event_class, "zone", version=version, **sample(event_class.type) | changes)


def a_base(base_id="base-1", level="county", area=JISHOU):
    return told(BaseRecognised, base_id=base_id, level=level, area=area, state="recognised")


def a_visit(number, held_on="2024-06-01", base_id="base-1"):
    return told(MentorVisitRecorded, visit_id=f"visit-{number}", base_id=base_id, area=JISHOU, held_on=held_on)


def line(zone, code, debtor, today=JUNE, area=XIANGXI, year=2024):
    [found] = [one for one in duties_of(zone, area, year, today, code) if one["debtor"] == debtor]
    return found


def test_two_visits_show_two_of_three_for_the_base_and_the_third_meets_it(zone, write):
    write(a_base(), a_visit(1), a_visit(2))
    two = line(zone, "guide_at_base", "base-1")
    assert (two["counted"], two["at_least"], two["state"]) == (2, 3, "open")
    assert two["citation"] == {"document": "hunan-2024", "clause": "二（三）2"}
    write(a_visit(3))
    assert line(zone, "guide_at_base", "base-1")["state"] == "met"


def test_the_same_visit_told_twice_counts_once_and_one_of_last_year_not_at_all(zone, write):
    write(a_base("base-2"))
    visit = a_visit(20, base_id="base-2")
    write(visit)
    write(visit, a_visit(21, held_on="2023-12-31", base_id="base-2"))
    assert line(zone, "guide_at_base", "base-2")["counted"] == 1


def test_a_county_owes_a_base_of_its_own_level_and_a_citys_does_not_count(zone, write):
    write(a_base("base-3", level="city", area="433122"))
    assert line(zone, "recognise_county_base", "433122")["counted"] == 0
    assert line(zone, "recognise_county_base", JISHOU)["state"] == "met"


def test_every_county_of_the_city_stands_in_the_list_also_with_nothing_done(zone):
    owed = [one["debtor"] for one in duties_of(zone, XIANGXI, 2024, JUNE, "recognise_county_base")]
    assert len(owed) == 8 and set(owed) >= {JISHOU, "433122", "433130"}


def test_only_an_activity_of_its_own_for_founders_counts_as_the_dedicated_one(zone, write):
    write(told(ActivityHeld, activity_id="activity-1", area=JISHOU, held_on="2024-05-20", dedicated=False))
    assert line(zone, "hold_dedicated_event", JISHOU)["counted"] == 0
    assert line(zone, "hold_featured_activity", JISHOU)["state"] == "met"
    write(told(ActivityHeld, activity_id="activity-2", area=JISHOU, held_on="2024-05-21", dedicated=True))
    assert line(zone, "hold_dedicated_event", JISHOU)["state"] == "met"


def test_a_mentor_is_open_on_the_last_day_and_late_on_the_next(zone, write):
    write(told(MentorVerified, mentor_id="mentor-1", area=JISHOU))
    assert line(zone, "verify_mentor", "mentor-1")["state"] == "met"
    write(told(MentorJoined, mentor_id="mentor-2", area=JISHOU))
    assert line(zone, "verify_mentor", "mentor-2", date(2024, 6, 30))["state"] == "open"
    assert line(zone, "verify_mentor", "mentor-2", date(2024, 7, 1))["state"] == "late"


def test_who_completes_the_update_too_late_is_late_with_the_day_on_which_it_was_done(zone, write):
    write(told(MentorJoined, mentor_id="mentor-4", area=JISHOU))
    proposed = told(MentorResumptionProposed, version=2, mentor_id="mentor-4", area=JISHOU)
    write(proposed.with_envelope(replace(proposed.envelope, occurred_at=datetime(2024, 7, 3, 4, tzinfo=UTC))))
    late = line(zone, "verify_mentor", "mentor-4", date(2024, 8, 1))
    assert (late["state"], late["counted"], late["met_on"]) == ("late", 1, date(2024, 7, 3))


def test_who_joins_after_the_last_day_owes_no_update_of_that_year(zone, write):
    write(told(MentorJoined, mentor_id="mentor-3", area=JISHOU, due_on=None))
    owed = [one["debtor"] for one in duties_of(zone, XIANGXI, 2024, date(2024, 8, 1), "verify_mentor")]
    assert "mentor-2" in owed and "mentor-3" not in owed


def test_only_a_lecturer_who_taught_owes_an_appraisal_and_last_years_is_not_this_years(zone, write):
    for name in ("who-taught", "who-did-not", "whose-class-was-cancelled", "to-teach-later"):
        write(told(LecturerRegistered, lecturer_id=name, person_id=f"person-{name}", area=JISHOU))
    accepted = {"state": "accepted", "area": "433122", "starts_on": "2024-05-06", "ends_on": "2024-05-15"}
    for name, changes in {"who-taught": {}, "whose-class-was-cancelled": {"state": "released"},
                          "to-teach-later": {"starts_on": "2024-07-01"}}.items():
        write(told(DispatchAnswered, dispatch_id=f"dispatch-{name}", lecturer_id=name, person_id=f"person-{name}",
                   **accepted | changes))
    owed = [one["debtor"] for one in duties_of(zone, XIANGXI, 2024, JUNE, "appraise_lecturer")]
    assert owed == ["who-taught"]
    of_lecturer = {"lecturer_id": "who-taught", "person_id": "person-who-taught", "area": JISHOU}
    write(told(LecturerAppraised, version=2, **of_lecturer, year=2023))
    assert line(zone, "appraise_lecturer", "who-taught")["state"] == "open"
    write(told(LecturerAppraised, version=3, **of_lecturer, year=2024))
    assert line(zone, "appraise_lecturer", "who-taught")["state"] == "met"


def test_the_evidence_is_part_of_what_verify_counts_again():
    recount = Recount()
    recount.add([a_visit(30)])
    assert recount.figures[("duty:guide_at_base:base-1", JISHOU, 2024)] == 1


def test_a_county_sees_its_own_duties_and_none_of_its_neighbours(zone):
    areas = {one["area"] for one in duties_of(zone, JISHOU, 2024, JUNE)}
    assert areas == {JISHOU}


def test_outside_the_documents_nothing_is_owed(zone):
    assert duties_of(zone, "110100", 2024, JUNE) == []


def test_behind_a_figure_are_all_its_events_page_by_page_and_behind_a_stock_those_of_earlier_years(zone, write):
    days = [datetime(year, 6, day, tzinfo=UTC) for year, day in ((2023, 1), (2024, 1), (2024, 2))]
    bases = [a_base(f"stock-{number}", area="433127") for number in range(3)]
    bases = [one.with_envelope(replace(one.envelope, occurred_at=day)) for one, day in zip(bases, days, strict=True)]
    write(*bases)
    assert zone.figures("433127", 2024, up_to=True, by_county=True)["incubators.bases"] == {"433127": 3}
    assert "incubators.bases" in STOCKS

    def behind(before=None, limit=10, **up_to):
        return zone.behind_figure("incubators.bases", "433127", 2024, before, limit, **up_to)

    assert [row["event_id"] for row in behind()] == [bases[2].id, bases[1].id]
    first = behind(limit=1, up_to=True)
    rest = behind([first[0]["occurred_at"].isoformat(), first[0]["event_id"]], up_to=True)
    assert [row["event_id"] for row in first + rest] == [base.id for base in reversed(bases)]
