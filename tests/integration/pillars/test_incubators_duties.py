"""What bases owe each year, counted from what was recorded."""


import pytest

from chassis.store import Repeated
from contracts.incubators.commands import (
    RefreshData,
)
from tests.building import a_command
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
