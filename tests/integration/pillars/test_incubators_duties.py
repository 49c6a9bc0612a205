"""What bases owe each year, counted from what was recorded."""


from datetime import datetime

import pytest

from chassis.clock import SHANGHAI
from chassis.inbox import Repeated
from contracts.actors import CALENDAR_ACTOR, Role
from contracts.incubators.commands import CloseVisitYear, HoldBaseStaffCourse, RecommendBase, RefreshData
from contracts.problems import Conflict, Invalid
from tests.building import a_command, an_actor, sent
from tests.integration.pillars.incubation import a_place, a_visit, all_at_once, person


@pytest.fixture
def place(desk):
    return a_place(desk("incubators"))


def test_two_visits_show_two_of_three_and_the_third_meets_the_duty(place):
    base = place.recognise(places=1)
    for _ in range(3):
        event = a_visit(place, base)
        place.desk.give(event)
    with pytest.raises(Repeated):
        place.desk.give(event)
    counts = [e for e in place.desk.events("incubators.visit_counted.v1") if e["base_id"] == base]
    shown = [(e["counted"], e["required"], e["state"]) for e in counts]
    assert shown == [(1, 3, "open"), (2, 3, "open"), (3, 3, "met")]


def test_visits_at_once_are_all_counted_and_one_heard_before_its_base_too(place):
    base = f"base-{place.name}"
    place.desk.give(a_visit(place, base))
    place.recognise(places=1, base_id=base)
    all_at_once(place.desk.give, [a_visit(place, base) for _ in range(8)])
    last = [e for e in place.desk.events("incubators.visit_counted.v1") if e["base_id"] == base][-1]
    assert (last["counted"], last["base_name"]) == (9, f"{place.name}孵化基地")


def test_a_bases_data_is_complete_only_when_base_and_every_tenant_are_confirmed(place):
    base = place.recognise(places=2)
    tenancy = place.apply(person(place), base)
    place.admit(tenancy)
    place.desk.give(a_command(RefreshData, place.operator(), base_id=base))
    assert [e for e in place.desk.events("incubators.base_data_updated.v1") if e["base_id"] == base] == []
    place.desk.give(a_command(RefreshData, place.operator(), base_id=base, tenancy_id=tenancy))
    [done] = [e for e in place.desk.events("incubators.base_data_updated.v1") if e["base_id"] == base]
    assert (done["tenants_refreshed"], done["tenants"], done["on_time"]) == (1, 1, True)


def test_a_staff_course_names_which_of_the_four_subjects_it_left_out(place):
    city = an_actor(Role.CITY_STAFF, area=place.city)
    answer = place.desk.give(sent(HoldBaseStaffCourse, city, area=place.city, held_on="2024-05-06", attended=40,
                                  subjects=["handling_on_platform", "start_up_guidance"]))
    held = place.desk.events("incubators.base_staff_course_held.v1")[-1]
    assert held["missing_subjects"] == ["platform_building", "errands_for_tenants"]
    assert answer["reasons"][0]["status"] == "unmet"


def test_a_city_recommends_a_base_once_a_year_upward_only(place):
    base = place.recognise(places=1, level="city")
    city = an_actor(Role.CITY_STAFF, area=place.city)
    place.desk.give(sent(RecommendBase, city, base_id=base, level="province"))
    assert place.desk.events("incubators.base_recommended.v1")[-1]["level"] == "province"
    for level, problem in (("city", Invalid), ("province", Conflict)):
        with pytest.raises(problem):
            place.desk.give(sent(RecommendBase, city, base_id=base, level=level))


def test_the_year_of_visits_ends_at_its_midnight_and_what_is_missing_is_late(place):
    base = place.recognise(places=1)
    place.desk.give(a_visit(place, base))
    [(due,)] = place.desk.sql("SELECT due_at FROM timers WHERE key = %s", f"visits:{base}:2024")
    assert due == datetime(2025, 1, 1, tzinfo=SHANGHAI)
    place.desk.give(a_command(CloseVisitYear, CALENDAR_ACTOR, base_id=base, year=2024))
    assert place.desk.sql("SELECT 1 FROM timers WHERE key = %s", f"visits:{base}:2025")
