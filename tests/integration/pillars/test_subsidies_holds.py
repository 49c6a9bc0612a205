"""What is held after its approval: the desk has a day for its decision, is reminded of it, and everybody reads it."""

from datetime import date, timedelta

import pytest

from chassis.clock import start_of
from contracts.subsidies.claim_states import RefusalCode
from contracts.subsidies.commands import (
    ApproveBatch,
    CheckBatch,
    RaiseObjection,
    RecountDueDays,
    RefuseClaim,
    ResolveObjection,
    ResumeClaim,
)
from contracts.subsidies.questions import ShowClaim, Verify
from tests.building import the_city
from tests.integration.pillars.claimants import APPROVER, CHECKER, CLERK, REVIEWER, Town


@pytest.fixture(scope="module")
def town(desk, migrated):
    town = Town(desk("subsidies"), migrated)
    town.give_budget(100_000)
    return town


def shown(town, claim_id: str) -> dict:
    return town.act(ShowClaim, CLERK, claim_id=claim_id)


def by_changed_basis(town, person: str) -> str:
    claim_id = town.approved(person)
    town.business_closed(person)
    return claim_id


def by_objection(town, person: str) -> str:
    notice_id, [claim_id] = town.publicised(person)
    objected = town.act(RaiseObjection, the_city(), notice_id=notice_id, claim_id=claim_id, ground="未实际经营")
    town.act(ResolveObjection, REVIEWER, objection_id=objected["subject"], upheld=True, finding="核查属实")
    return claim_id


def by_batch_approval(town, person: str) -> str:
    [claim_id] = town.cleared(person)
    batch_id = town.batch(claim_id)["batch_id"]
    town.business_closed(person)
    town.act(CheckBatch, CHECKER, batch_id=batch_id)
    town.act(ApproveBatch, APPROVER, batch_id=batch_id)
    return claim_id


@pytest.mark.parametrize("way", [by_changed_basis, by_objection, by_batch_approval])
def test_a_claim_held_after_its_approval_has_a_last_day_which_the_desk_is_reminded_of(town, way):
    person = f"due-{way.__name__}"
    claim_id = way(town, person)
    told, seen = town.last("referred", person), shown(town, claim_id)
    assert (town.state_of(claim_id), seen["due_on"], seen["allowed"]) == ("held", told["due_on"], 10)
    assert told["clock"]["started_on"] == town.today.isoformat()
    last = date.fromisoformat(told["due_on"])
    town.move_to(start_of(last))
    town.run_calendar()
    assert [len(town.events(type_, person)) for type_ in ("due_soon", "overdue")] == [1, 0]
    town.move_to(start_of(last + timedelta(days=1)))
    town.run_calendar()
    assert town.last("overdue", person)["due_on"] == told["due_on"]
    assert (town.state_of(claim_id), town.act(Verify, the_city())["faults"]) == ("held", [])


def test_a_recount_of_the_calendar_leaves_the_day_of_a_hold_as_it_is(town):
    claim_id = by_changed_basis(town, "recount-1")
    due_on = shown(town, claim_id)["due_on"]
    town.act(RecountDueDays, the_city(), area="433101")
    assert (shown(town, claim_id)["due_on"], town.events("due_day_moved", "recount-1")) == (due_on, [])


def test_a_claim_that_goes_on_takes_up_the_clock_of_its_review_again(town):
    claim_id = town.verified("goes-on-1")
    left = shown(town, claim_id)["left"]
    town.move_to(start_of(town.today + timedelta(days=1)))
    town.run_calendar()
    claim_id = by_changed_basis(town, "goes-on-2")
    town.business_registered("goes-on-2", version=3)
    town.act(ResumeClaim, REVIEWER, claim_id=claim_id, ground="核实为变更登记，经营未中断")
    seen = shown(town, claim_id)
    assert (seen["allowed"], seen["left"]) == (15, left)


def test_a_refusal_stops_the_clock_of_the_hold(town):
    claim_id = by_changed_basis(town, "refused-1")
    town.act(RefuseClaim, REVIEWER, claim_id=claim_id, code=RefusalCode.NOT_OPERATING, ground="上门核实未营业")
    refused = town.last("refused", "refused-1")["clock"]
    assert (refused["allowed"], refused["stopped_on"]) == (10, town.today.isoformat())
    assert town.act(Verify, the_city())["faults"] == []
