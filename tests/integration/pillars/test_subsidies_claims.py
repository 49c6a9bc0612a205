"""Claims on a real database: review by levels, the budget, the legal clock, holds and refusals."""

import threading
from collections import Counter

import pytest

from chassis.clock import start_of
from contracts.actors import Role
from contracts.loans import LoanKind, LoanState
from contracts.loans.domain_events import LoanOverdue
from contracts.problems import Conflict, Forbidden
from contracts.subsidies.claim_states import RefusalCode
from contracts.subsidies.commands import (
    AcceptOffer,
    ApproveClaim,
    RefuseClaim,
    ResubmitClaim,
    ResumeClaim,
    ReturnClaim,
    VerifyClaim,
    WithdrawClaim,
)
from contracts.subsidies.questions import ShowBudget, ShowClaim, Verify
from tests.building import JISHOU, XIANGXI, a_citizen, a_command, an_actor, on, the_city
from tests.integration.pillars.claimants import CLERK, PROGRAMME, REVIEWER, Town


@pytest.fixture(scope="module")
def town(desk, migrated):
    town = Town(desk("subsidies"), migrated)
    town.give_budget(1_000_000)
    return town


def budget(town, area=XIANGXI) -> dict:
    return town.act(ShowBudget, the_city(), area=area, year=2024, programme=PROGRAMME)


def test_a_claim_is_verified_by_the_clerk_and_approved_by_another_person_who_reserves_the_money(town):
    before = budget(town)
    claim_id = town.claim("levels-1")
    with pytest.raises(Conflict):
        town.act(ApproveClaim, REVIEWER, claim_id=claim_id)
    with pytest.raises(Forbidden):
        town.act(VerifyClaim, REVIEWER, claim_id=claim_id)
    town.act(VerifyClaim, CLERK, claim_id=claim_id)
    with pytest.raises(Forbidden):
        town.act(ApproveClaim, an_actor(Role.REVIEWER, person_id="clerk-1"), claim_id=claim_id)
    assert town.act(ApproveClaim, REVIEWER, claim_id=claim_id)["outcome"] == "granted"
    after = budget(town)
    assert (town.state_of(claim_id), town.last("approved", "levels-1")["due_on"]) == ("approved", None)
    assert float(before["free"]) - float(after["free"]) == 5000
    assert float(after["committed"]) - float(before["committed"]) == 5000


def test_a_desk_of_another_county_may_not_touch_a_claim(town):
    claim_id = town.claim("elsewhere-1")
    with pytest.raises(Forbidden):
        town.act(VerifyClaim, an_actor(Role.CLERK, area="433122"), claim_id=claim_id)


def test_fifty_approvals_at_once_on_money_for_ten_give_exactly_ten_and_forty_that_wait(town):
    people = [f"fifty-{number}" for number in range(50)]
    for person in people:
        town.person_registered(person, area="433122")
        town.business_registered(person, area="433122")
    clerk, reviewer = (an_actor(role, area="433122", person_id=f"{role}-luxi") for role in (Role.CLERK, Role.REVIEWER))
    town.give_budget(50_000, area="433122")
    claims = [town.act(AcceptOffer, a_citizen(person), offer_id=town.last("offered", person)["offer_id"])["claim_id"]
              for person in people]
    for claim_id in claims:
        town.act(VerifyClaim, clerk, claim_id=claim_id)
    outcomes = all_at_once([a_command(ApproveClaim, reviewer, claim_id=claim_id) for claim_id in claims], town)
    assert Counter(outcomes) == {"granted": 10, "referred": 40}
    assert Counter(town.state_of(claim_id) for claim_id in claims) == {"approved": 10, "waiting_for_budget": 40}
    assert budget(town, "433122")["free"] == "0.00"
    town.give_budget(5_000, area="433122")
    waiting = next(claim_id for claim_id in claims if town.state_of(claim_id) == "waiting_for_budget")
    assert town.act(ApproveClaim, reviewer, claim_id=waiting)["outcome"] == "granted"
    assert town.act(Verify, the_city())["faults"] == []


def all_at_once(commands, town) -> list[str]:
    outcomes, lock = [], threading.Lock()

    def give(part):
        for command in part:
            outcome = town.desk.give(command)["outcome"]
            with lock:
                outcomes.append(outcome)

    threads = [threading.Thread(target=give, args=(commands[n::10],)) for n in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_a_withdrawn_or_refused_claim_gives_its_money_back(town):
    before = budget(town)["free"]
    first, second = town.approved("back-1"), town.approved("back-2")
    town.act(WithdrawClaim, a_citizen("back-1"), claim_id=first)
    refused = town.act(RefuseClaim, REVIEWER, claim_id=second, code=RefusalCode.NOT_OPERATING,
                       ground="经实地核查未实际经营")
    assert budget(town)["free"] == before
    assert refused["outcome"] == "refused"
    told = town.last("refused", "back-2")
    assert (told["ground"], "申诉" in told["appeal"]) == ("经实地核查未实际经营", True)


def test_after_a_persons_refusal_nothing_is_offered_by_itself(town):
    claim_id = town.claim("refused-1")
    town.act(RefuseClaim, REVIEWER, claim_id=claim_id, code=RefusalCode.NOT_OPERATING,
             ground="经实地核查未实际经营")
    town.status_confirmed("refused-1", version=2)
    assert len(town.events("offered", "refused-1")) == 1
    assert town.last("assessed", "refused-1")["state"] == "cannot_tell"


def test_a_citizen_and_the_clerk_see_one_due_date_and_a_correction_moves_it(town):
    claim_id = town.claim("clock-1")
    due = town.last("claim_submitted", "clock-1")["due_on"]
    town.act(ReturnClaim, CLERK, claim_id=claim_id, faults=("请补充经营场所照片", "请确认银行账户"))
    assert town.act(ShowClaim, CLERK, claim_id=claim_id)["due_on"] is None
    assert len(town.last("returned", "clock-1")["faults"]) == 2
    town.move_to(start_of(on("2024-05-09")))
    with pytest.raises(Forbidden):
        town.act(ResubmitClaim, a_citizen("somebody-else"), claim_id=claim_id)
    town.act(ResubmitClaim, a_citizen("clock-1"), claim_id=claim_id, files=("file-1",))
    again = town.last("claim_submitted", "clock-1")["due_on"]
    shown = town.act(ShowClaim, CLERK, claim_id=claim_id)
    assert (due, again, shown["due_on"]) == ("2024-05-24", "2024-05-29", "2024-05-29")
    assert (shown["elapsed"], shown["paused"], len(shown["pauses"])) == (0, 3, 1)


def test_the_desk_is_reminded_before_the_last_day_and_its_lateness_leaves_the_claim_alive(town):
    claim_id = town.claim("remind-1")
    due = on(town.last("claim_submitted", "remind-1")["due_on"])
    town.move_to(start_of(due))
    town.run_calendar()
    assert len(town.events("due_soon", "remind-1")) == 1
    town.move_to(start_of(on("2024-06-03")))
    town.run_calendar()
    assert [len(town.events(type_, "remind-1")) for type_ in ("due_soon", "overdue")] == [1, 1]
    assert town.state_of(claim_id) == "submitted"
    assert town.act(VerifyClaim, CLERK, claim_id=claim_id)["outcome"] == "granted"


def test_a_business_closed_while_the_claim_is_reviewed_holds_it_for_a_person_who_may_let_it_go_on(town):
    claim_id = town.approved("hold-1")
    free = budget(town)["free"]
    town.business_closed("hold-1")
    assert (town.state_of(claim_id), town.last("referred", "hold-1")["referred_to"]) == ("held", "reviewer")
    town.business_registered("hold-1", version=3)
    town.act(ResumeClaim, REVIEWER, claim_id=claim_id, ground="核实为变更登记，经营未中断")
    town.act(VerifyClaim, CLERK, claim_id=claim_id)
    assert town.act(ApproveClaim, REVIEWER, claim_id=claim_id)["outcome"] == "granted"
    assert budget(town)["free"] == free


def test_an_overdue_loan_holds_the_claim_once_and_a_person_decides(town):
    claim_id = town.verified("overdue-1")
    town.hear(LoanOverdue, loan_id="loan-overdue-1", person_id="overdue-1", area=JISHOU, city=XIANGXI,
              kind=LoanKind.PERSONAL, title="贷款", amount=10000000, term_months=24, bank_id="bank-1",
              state=LoanState.OVERDUE, line=1, overdue_since=on("2024-05-06"), arrears=100000)
    assert town.state_of(claim_id) == "held"
    town.act(ResumeClaim, REVIEWER, claim_id=claim_id, ground="借款人已与银行达成还款安排")
    town.act(VerifyClaim, CLERK, claim_id=claim_id, note="已核对还款安排")
    answer = town.act(ApproveClaim, REVIEWER, claim_id=claim_id)
    assert (answer["outcome"], town.state_of(claim_id)) == ("returned", "in_review")
    assert town.act(ApproveClaim, REVIEWER, claim_id=claim_id, note="同意继续办理")["outcome"] == "granted"
