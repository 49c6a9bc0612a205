"""Whatever people, desks and the calendar do in whichever order: what must hold of assessments, offers and claims."""

import itertools
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from casework.working_days import read_clock, working_days_of
from contracts.actors import Role
from contracts.legal_clock import ClockFacts
from contracts.problems import Problem
from contracts.subsidies import ClaimState
from contracts.subsidies.claim_states import ReferredTo, RefusalCode
from contracts.subsidies.commands import (
    AcceptOffer,
    AppealRefusal,
    ApproveClaim,
    DecideAppeal,
    OpenBudget,
    ReferClaim,
    RefuseClaim,
    ResubmitClaim,
    ResumeClaim,
    ReturnClaim,
    SubmitClaims,
    TakeAppeal,
    TakeInClaims,
    VerifyClaim,
    WithdrawAppeal,
    WithdrawClaim,
)
from contracts.subsidies.questions import ShowClaim, Verify
from services.subsidies.rules.timing import RUNS
from tests.building import JISHOU, XIANGXI, a_citizen, a_command, an_actor, the_city
from tests.integration.pillars.claimants import CLERK, PROGRAMME, Town

NUMBERS = itertools.count(1)
DESK = st.sampled_from([an_actor(role, person_id=person) for role, person in (
    (Role.CLERK, "clerk-1"), (Role.REVIEWER, "reviewer-1"), (Role.REVIEWER, "reviewer-2"))] + [the_city()])
STAYS_RIGHT = {
    "more than one claim is alive": "SELECT 1 FROM claims WHERE person_id = %s AND state NOT IN ('withdrawn',"
    " 'refused') GROUP BY programme, period HAVING count(*) > 1",
    "offered although claimed": "SELECT 1 FROM offers o JOIN claims c USING (person_id, programme, period)"
    " WHERE person_id = %s AND o.state = 'offered' AND c.state NOT IN ('withdrawn', 'refused')",
    "offered although not eligible": "SELECT 1 FROM offers o JOIN assessments a USING (person_id, programme, period)"
    " WHERE person_id = %s AND o.state = 'offered' AND a.state <> 'eligible'",
    "claimed without a claim, or the other way round": "SELECT 1 FROM assessments a WHERE person_id = %s"
    " AND (a.state = 'claimed') <> EXISTS (SELECT 1 FROM claims c WHERE (c.person_id, c.programme, c.period) ="
    " (a.person_id, a.programme, a.period) AND c.state NOT IN ('withdrawn', 'refused'))",
    "the clock stands still exactly while returned": "SELECT 1 FROM claims c WHERE person_id = %s AND (state ="
    " 'returned') <> EXISTS (SELECT 1 FROM claim_pauses p WHERE p.claim_id = c.claim_id AND p.resumed_on IS NULL)",
    "a refusal without a person or a letter": "SELECT 1 FROM claims WHERE person_id = %s AND state = 'refused'"
    " AND (refused_by IS NULL OR letter_id IS NULL OR letter_id NOT IN (SELECT letter_id FROM letters))",
    "an open appeal without a refusal": "SELECT 1 FROM appeals a JOIN claims c USING (claim_id) WHERE a.person_id = %s"
    " AND a.state IN ('open', 'taken') AND c.state <> 'refused'",
    "an appeal decided by the refuser": "SELECT 1 FROM appeals WHERE person_id = %s AND taken_by = refused_by",
    "more than one correction notice": "SELECT 1 FROM events WHERE type = 'subsidies.returned.v1' AND person_id = %s"
    " AND data ->> 'automatic' = 'false' GROUP BY entity_id HAVING count(*) > 1",
    "money reserved for what is over": "SELECT 1 FROM claims WHERE person_id = %s AND budget_id IS NOT NULL"
    " AND state IN ('withdrawn', 'refused')",
}


class Desk(RuleBasedStateMachine):
    """One person at one desk. Everybody tries everything; what is not possible is told and changes nothing."""

    town: Town

    def __init__(self):
        super().__init__()
        self.person, self.version = f"machine-{next(NUMBERS)}", itertools.count(1)
        self.town.person_registered(self.person, version=next(self.version))
        self.town.business_registered(self.person, version=next(self.version))

    def attempt(self, command_class: type, by, **fields) -> None:
        try:
            self.town.act(command_class, by, **fields)
        except Problem as told:
            assert told.detail or told.fields

    @property
    def me(self):
        return a_citizen(self.person)

    def newest(self, table: str, id_: str) -> str:
        rows = self.town.desk.sql(
            f"SELECT {id_} FROM {table} WHERE person_id = %s ORDER BY version DESC, {id_} LIMIT 1", self.person)
        return rows[0][0] if rows else "none"

    @property
    def claim_id(self) -> str:
        rows = self.town.desk.sql(
            "SELECT entity_id FROM events WHERE type = 'subsidies.claim_submitted.v1' AND person_id = %s"
            " ORDER BY seq DESC LIMIT 1", self.person)
        return rows[0][0] if rows else "none"

    # what happens

    @rule(open_=st.booleans())
    def business(self, open_):
        (self.town.business_registered if open_ else self.town.business_closed)(self.person, version=next(self.version))

    @rule(holds=st.booleans())
    def status(self, holds):
        (self.town.status_confirmed if holds else self.town.status_lapsed)(self.person, version=next(self.version))

    @rule(days=st.sampled_from([1, 4, 25]))
    def time_passes(self, days):
        now = self.town.desk.sql("SELECT clock.business_now()")[0][0]
        self.town.move_to(now + timedelta(days=days))
        self.town.run_calendar()

    # what the person does

    @rule()
    def take_offer(self):
        self.attempt(AcceptOffer, self.me, offer_id=self.newest("offers", "offer_id"))

    @rule(counter=st.booleans())
    def hand_in(self, counter):
        if counter:
            self.attempt(TakeInClaims, CLERK, person_id=self.person, programmes=(PROGRAMME,))
        else:
            self.attempt(SubmitClaims, self.me, programmes=(PROGRAMME,))

    @rule(by_clerk=st.booleans())
    def correct(self, by_clerk):
        self.attempt(ResubmitClaim, CLERK if by_clerk else self.me, claim_id=self.claim_id, files=("paper",))

    @rule()
    def withdraw(self):
        self.attempt(WithdrawClaim, self.me, claim_id=self.claim_id)

    @rule(taken_back=st.booleans())
    def appeal(self, taken_back):
        if taken_back:
            self.attempt(WithdrawAppeal, self.me, appeal_id=self.newest("appeals", "appeal_id"))
        else:
            self.attempt(AppealRefusal, self.me, claim_id=self.claim_id, ground="一直在营业")

    # what desks do

    @rule(by=DESK)
    def send_back(self, by):
        if by.role in ReturnClaim.by:
            self.attempt(ReturnClaim, by, claim_id=self.claim_id, faults=("请补充照片",))

    @rule(by=DESK, note=st.none() | st.just("已核对"))
    def confirm(self, by, note):
        act = VerifyClaim if by.role is Role.CLERK else ApproveClaim
        self.attempt(act, by, claim_id=self.claim_id, note=note)

    @rule(by=DESK, to=st.sampled_from(list(ReferredTo)))
    def refer(self, by, to):
        self.attempt(ReferClaim, by, claim_id=self.claim_id, to=to, ground="类别界定需要明确")

    @rule(by=DESK)
    def resume(self, by):
        if by.role in ResumeClaim.by:
            self.attempt(ResumeClaim, by, claim_id=self.claim_id, ground="核实后继续办理")

    @rule(by=DESK, code=st.sampled_from(list(RefusalCode)))
    def refuse(self, by, code):
        if by.role in RefuseClaim.by:
            self.attempt(RefuseClaim, by, claim_id=self.claim_id, code=code, ground="经核查决定不予通过")

    @rule(by=DESK, overturned=st.booleans())
    def decide_appeal(self, by, overturned):
        if by.role in DecideAppeal.by:
            appeal_id = self.newest("appeals", "appeal_id")
            self.attempt(TakeAppeal, by, appeal_id=appeal_id)
            self.attempt(DecideAppeal, by, appeal_id=appeal_id, overturned=overturned, finding="经复核已有结论")

    # what holds

    @invariant()
    def stays_right(self):
        wrong = [words for words, statement in STAYS_RIGHT.items() if self.town.desk.sql(statement, self.person)]
        assert wrong == []

    @invariant()
    def citizen_and_clerk_read_one_clock_and_only_running_ones_remind(self):
        rows = self.town.desk.sql(
            "SELECT DISTINCT ON (entity_id) entity_id, data FROM events WHERE entity = 'claim' AND person_id = %s"
            " ORDER BY entity_id, entity_version DESC", self.person)
        for claim_id, newest in rows:
            shown = self.town.act(ShowClaim, CLERK, claim_id=claim_id)
            told = self.read(newest)
            assert {name: shown[name] for name in told} == told
            assert shown["state"] == newest["state"]
            self.reminds(claim_id, ClaimState(shown["state"]), shown["due_on"])

    def read(self, newest: dict) -> dict:
        with self.town.desk.service.store.reading(a_command(ShowClaim, CLERK, claim_id="none")) as tx:
            facts = ClockFacts.from_data(newest["clock"])
            return read_clock(facts, working_days_of(tx, JISHOU), tx.today).as_data()

    def reminds(self, claim_id: str, state: ClaimState, due_on: str | None) -> None:
        kinds = {key.rpartition(":")[2] for (key,) in self.town.desk.sql(
            "SELECT key FROM timers WHERE key LIKE %s", f"claim:{claim_id}:%")}
        allowed = {"soon", "over", "report"} if state in RUNS and due_on else {"correction"}
        assert kinds <= (allowed if state in (*RUNS, ClaimState.RETURNED) else set())

    def teardown(self):
        assert self.town.act(Verify, the_city())["faults"] == []


@pytest.fixture(scope="module")
def town(desk, migrated):
    town = Town(desk("subsidies"), migrated)
    for year in (2024, 2025, 2026):
        town.act(OpenBudget, the_city(), area=XIANGXI, year=year, programme=PROGRAMME, amount=100_000_000,
                 ground="演示用预算")
    return town


def test_assessments_offers_and_claims_stay_right_whatever_is_done_in_whichever_order(town):
    Desk.town = town
    run_state_machine_as_test(Desk, settings=settings(
        max_examples=8, stateful_step_count=20, phases=(Phase.generate,), deadline=None, derandomize=True,
        database=None, suppress_health_check=list(HealthCheck)))
