"""After payment, in memory: when a claim is looked at again, what is to come back, and what it rests on."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.decisions import Status
from contracts.subsidies import ClaimState, ClawBackState
from contracts.subsidies.commands import DecideClawBack
from policies.reader import Policies
from services.subsidies.model import Business, Claim, ClawBack, EarlierClaim, Facts
from services.subsidies.rules import decide_claw_back
from services.subsidies.rules.claims import claim_reasons
from services.subsidies.rules.claw_backs import owed_on, parts_of
from services.subsidies.rules.holding import check_days, must_hold_on
from tests.building import a_command, the_city

PAID_ON = date(2024, 5, 31)
HUNAN = Policies.load().subsidies("433101", on=PAID_ON)
CLAIM = Claim(claim_id="c-1", person_id="p-1", area="433101", programme="startup_subsidy", period="once", title="补贴",
              state=ClaimState.PAID, amount=500_000, submitted_on=date(2024, 5, 6), allowed=15)


def test_a_paid_claim_is_looked_at_every_three_months_and_the_last_time_at_the_end_of_its_year():
    assert check_days(CLAIM, PAID_ON, HUNAN) == (date(2024, 8, 31), date(2024, 11, 30), date(2025, 2, 28),
                                                 date(2025, 5, 31))


@pytest.mark.parametrize(("today", "must_hold"), [(date(2025, 5, 31), True), (date(2025, 6, 1), False)])
def test_conditions_must_hold_through_the_last_day_and_not_on_the_next(today, must_hold):
    assert must_hold_on(CLAIM, PAID_ON, HUNAN, today) is must_hold


@given(amount=st.integers(100, 10**9), number=st.integers(1, 36), repaid=st.integers(0, 10**9))
def test_the_parts_of_what_is_to_come_back_lose_no_cent_and_the_earliest_is_repaid_first(amount, number, repaid):
    parts = parts_of(amount, number, PAID_ON)
    assert sum(part.amount for part in parts) == amount
    assert max(part.amount for part in parts) - min(part.amount for part in parts) < number
    owed = list(owed_on(parts, repaid).values())
    assert sum(owed) == max(0, amount - repaid)
    still = [place for place, left in enumerate(owed) if left]
    assert still == list(range(number))[number - len(still):]


def test_what_is_asked_back_is_due_after_the_days_of_policy():
    case = ClawBack(claw_back_id="w-1", claim_id="c-1", payment_id="pay-1", person_id="p-1", area="433101",
                    programme="startup_subsidy", title="追回", amount=500_000, state=ClawBackState.OPEN)
    command = a_command(DecideClawBack, the_city(), claw_back_id="w-1", recover=True, ground="应予追回")
    scheduled = decide_claw_back(command, case, CLAIM, "letter-1", PAID_ON, HUNAN, PAID_ON).events[2]
    assert scheduled.due_on == date(2024, 6, 30)


def test_a_paid_claim_does_not_stand_in_its_own_way_and_another_of_the_programme_does():
    facts = Facts(businesses=(Business(business_id="b-1", kind="enterprise", state="open", area="433101",
                                       registered_on=date(2024, 5, 6)),))

    def first_claim(*paid: str) -> Status:
        earlier = tuple(EarlierClaim(claim_id=name, programme="startup_subsidy", period="once", state=ClaimState.PAID,
                                     paid=True) for name in paid)
        return next(reason.status for reason in claim_reasons(CLAIM, facts, earlier, HUNAN, PAID_ON)
                    if reason.code == "first_claim")

    assert first_claim("c-1") is Status.MET
    assert first_claim("c-1", "c-0") is Status.UNMET
