"""Refusals, appeals and the legal clock on a real database."""

from datetime import timedelta

import psycopg
import pytest

from casework.working_days import read_clock, working_days_of
from chassis.clock import start_of
from chassis.host import Host
from contracts.actors import Role
from contracts.legal_clock import ClockFacts
from contracts.problems import Conflict, Forbidden, Invalid
from contracts.subsidies.claim_states import RefusalCode
from contracts.subsidies.commands import (
    AppealRefusal,
    ApproveClaim,
    DecideAppeal,
    RefuseClaim,
    ResubmitClaim,
    ReturnClaim,
    SubmitClaims,
    TakeAppeal,
    VerifyClaim,
    WithdrawAppeal,
)
from contracts.subsidies.questions import ShowClaim, Verify
from contracts.zone.domain_events import PolicyPublished
from policies.publishing import content_hash
from tests.building import JISHOU, a_citizen, a_command, an_actor, on, the_city
from tests.integration.pillars.claimants import CLERK, PROGRAMME, REVIEWER, Town

SECOND_REVIEWER = an_actor(Role.REVIEWER, person_id="reviewer-2")
LUXI = "433122"


@pytest.fixture(scope="module")
def town(desk, migrated):
    town = Town(desk("subsidies"), migrated)
    town.give_budget(1_000_000)
    return town


def refused(town, person: str) -> str:
    claim_id = town.verified(person)
    town.act(RefuseClaim, REVIEWER, claim_id=claim_id, code=RefusalCode.NOT_OPERATING, ground="经实地核查未实际经营")
    return claim_id


def appealed(town, person: str) -> tuple[str, str]:
    claim_id = refused(town, person)
    answer = town.act(AppealRefusal, a_citizen(person), claim_id=claim_id, ground="一直在营业，有进货单据")
    return claim_id, answer["appeal_id"]


def test_a_day_off_that_is_published_later_moves_the_last_day_for_everybody_and_its_reminders(town):
    claim_id, (_, appeal_id) = town.claim("calendar-1"), appealed(town, "calendar-2")
    before, open_until = timers(town, claim_id), town.last("appeal_opened", "calendar-2")["due_on"]
    reminders = appeal_timers(town, appeal_id)
    change = {"pillar": "zone", "area": JISHOU, "key": "working_days_2024", "value": {"days_off": ["2024-05-13"]},
              "cite": {"unsourced": "演示：州庆调休"}, "label": "2024年工作日", "unit": None}
    town.hear(PolicyPublished, **change, from_day=on("2024-01-01"), draft_id="draft-calendar", drafted_by="person-a",
              approved_by="person-b", hash=content_hash(change | {"from": "2024-01-01"}))
    town.run_calendar()
    moved = town.last("due_day_moved", "calendar-1")
    assert (moved["due_before"], moved["due_on"]) == ("2024-05-24", "2024-05-27")
    assert town.act(ShowClaim, CLERK, claim_id=claim_id)["due_on"] == "2024-05-27"
    assert timers(town, claim_id)[f"claim:{claim_id}:over"] > before[f"claim:{claim_id}:over"]
    moved = town.last("appeal_due_day_moved", "calendar-2")
    assert (moved["state"], moved["due_before"]) == ("open", open_until)
    assert moved["due_on"] > open_until
    assert town.desk.sql("SELECT due_on::text FROM appeals WHERE appeal_id = %s", appeal_id) == [(moved["due_on"],)]
    assert appeal_timers(town, appeal_id)[f"appeal:{appeal_id}:over"] > reminders[f"appeal:{appeal_id}:over"]


def appeal_timers(town, appeal_id: str) -> dict:
    return dict(town.desk.sql("SELECT key, due_at FROM timers WHERE key LIKE %s", f"appeal:{appeal_id}:%"))


def test_a_refusal_has_a_code_a_ground_and_a_letter_with_every_condition_and_the_way_to_appeal(town):
    refused(town, "letter-1")
    told, letter = town.last("refused", "letter-1"), town.last("letter_issued", "letter-1")
    assert (told["code"], told["letter_id"], told["appeal_by"]) == (
        "not_operating", letter["letter_id"], letter["act_by"])
    assert {reason["code"] for reason in letter["reasons"]} >= {"in_target_group", "business_registered", "first_claim"}
    assert "申诉" in letter["appeal"]


def test_a_refusal_for_an_unmet_condition_needs_one(town):
    claim_id = town.verified("code-1")
    with pytest.raises(Invalid) as told:
        town.act(RefuseClaim, REVIEWER, claim_id=claim_id, code=RefusalCode.CONDITION_UNMET, ground="不符合条件")
    assert list(told.value.fields) == ["code"]
    town.business_closed("code-1")
    answer = town.act(RefuseClaim, REVIEWER, claim_id=claim_id, code=RefusalCode.CONDITION_UNMET, ground="已经注销")
    assert answer["outcome"] == "refused"


def test_an_overturned_refusal_opens_the_claim_again_for_others_and_its_clock_leaves_the_appeal_out(town):
    claim_id = town.verified("overturn-1")
    before = town.act(ShowClaim, CLERK, claim_id=claim_id)
    town.act(RefuseClaim, REVIEWER, claim_id=claim_id, code=RefusalCode.NOT_OPERATING, ground="经实地核查未实际经营")
    appeal_id = town.act(AppealRefusal, a_citizen("overturn-1"), claim_id=claim_id, ground="一直在营业")["appeal_id"]
    for involved in (REVIEWER, an_actor(Role.REVIEWER, person_id="clerk-1")):
        with pytest.raises(Forbidden):
            town.act(TakeAppeal, involved, appeal_id=appeal_id)
    with pytest.raises(Forbidden):
        town.act(DecideAppeal, SECOND_REVIEWER, appeal_id=appeal_id, overturned=True, finding="经核实正常经营")
    town.act(TakeAppeal, SECOND_REVIEWER, appeal_id=appeal_id)
    town.move_to(start_of(on("2024-05-09")))
    answer = town.act(DecideAppeal, SECOND_REVIEWER, appeal_id=appeal_id, overturned=True, finding="经核实正常经营")
    after = town.act(ShowClaim, CLERK, claim_id=claim_id)
    assert (answer["outcome"], after["state"], after["elapsed"], after["decided_on"]) == (
        "granted", "submitted", before["elapsed"], None)
    assert after["due_on"] > before["due_on"]
    with pytest.raises(Forbidden):
        town.act(RefuseClaim, REVIEWER, claim_id=claim_id, code=RefusalCode.OTHER, ground="仍然不同意")
    town.act(VerifyClaim, CLERK, claim_id=claim_id)
    with pytest.raises(Forbidden):
        town.act(ApproveClaim, REVIEWER, claim_id=claim_id)
    assert town.act(ApproveClaim, SECOND_REVIEWER, claim_id=claim_id)["outcome"] == "granted"


def test_an_upheld_refusal_stays_and_is_not_appealed_against_again(town):
    claim_id, appeal_id = appealed(town, "uphold-1")
    town.act(TakeAppeal, SECOND_REVIEWER, appeal_id=appeal_id)
    answer = town.act(DecideAppeal, SECOND_REVIEWER, appeal_id=appeal_id, overturned=False, finding="单据不能证明经营")
    assert (answer["outcome"], town.state_of(claim_id)) == ("refused", "refused")
    assert town.last("letter_issued", "uphold-1")["kind"] == "appeal"
    with pytest.raises(Conflict):
        town.act(AppealRefusal, a_citizen("uphold-1"), claim_id=claim_id, ground="仍然不服")
    with pytest.raises(Conflict):
        town.act(TakeAppeal, the_city(), appeal_id=appeal_id)


def test_an_appeal_may_be_withdrawn_raised_again_and_handed_over(town):
    claim_id, appeal_id = appealed(town, "again-1")
    with pytest.raises(Forbidden):
        town.act(WithdrawAppeal, a_citizen("somebody-else"), appeal_id=appeal_id)
    town.act(WithdrawAppeal, a_citizen("again-1"), appeal_id=appeal_id)
    again = town.act(AppealRefusal, a_citizen("again-1"), claim_id=claim_id, ground="补充了进货单据")
    assert again["appeal_id"] == appeal_id
    town.act(TakeAppeal, SECOND_REVIEWER, appeal_id=appeal_id)
    town.act(TakeAppeal, the_city(), appeal_id=appeal_id)
    with pytest.raises(Forbidden):
        town.act(DecideAppeal, SECOND_REVIEWER, appeal_id=appeal_id, overturned=True, finding="经核实正常经营")
    assert town.act(DecideAppeal, the_city(), appeal_id=appeal_id, overturned=True,
                    finding="经核实正常经营")["outcome"] == "granted"


def test_an_overturned_refusal_opens_nothing_where_the_same_is_claimed_again_by_now(town):
    claim_id, appeal_id = appealed(town, "twice-1")
    town.act(SubmitClaims, a_citizen("twice-1"), programmes=(PROGRAMME,))
    town.act(TakeAppeal, SECOND_REVIEWER, appeal_id=appeal_id)
    answer = town.act(DecideAppeal, SECOND_REVIEWER, appeal_id=appeal_id, overturned=True, finding="经核实正常经营")
    assert town.state_of(claim_id) == "refused"
    assert {reason["code"]: reason["status"] for reason in answer["reasons"]}["not_claimed_again"] == "unmet"


def test_a_late_appeal_is_taken_in_and_whoever_decides_sees_that_it_is_late(town):
    claim_id = refused(town, "late-1")
    town.move_to(start_of(on("2024-08-01")))
    answer = town.act(AppealRefusal, a_citizen("late-1"), claim_id=claim_id, ground="才收到决定书")
    assert (answer["outcome"], answer["reasons"][1]["status"]) == ("referred", "unmet")


def test_the_database_lets_nobody_decide_on_their_own_refusal(town):
    _, appeal_id = appealed(town, "own-1")
    with psycopg.connect(town.url, options="-c search_path=subsidies") as connection, \
            pytest.raises(psycopg.errors.CheckViolation):
        connection.execute("UPDATE appeals SET taken_by = 'reviewer-1' WHERE appeal_id = %s", [appeal_id])


# the clock


def timers(town, subject: str) -> dict[str, object]:
    return dict(town.desk.sql("SELECT key, due_at FROM timers WHERE key LIKE %s", f"%{subject}%"))


def fires_at(town, subject: str, kind: str) -> None:
    """Move to the moment of a timer and let the calendar run."""
    [moment] = [due_at for key, due_at in timers(town, subject).items() if key.endswith(f":{kind}")]
    town.move_to(moment)
    town.run_calendar()


def fires(town, days: int) -> None:
    now = town.desk.sql("SELECT clock.business_now()")[0][0]
    town.move_to(now + timedelta(days=days))
    town.run_calendar()


def test_lateness_is_reported_upwards_step_by_step_until_somebody_acts(town):
    claim_id = town.claim("late-2")
    fires_at(town, claim_id, "over")
    while len(town.events("escalated", "late-2")) < 2:
        fires_at(town, claim_id, "report")
    assert [event["escalated_to"] for event in town.events("escalated", "late-2")] == ["reviewer", "city_staff"]
    assert len(town.events("overdue", "late-2")) == 1
    town.act(VerifyClaim, CLERK, claim_id=claim_id)
    town.act(ApproveClaim, REVIEWER, claim_id=claim_id)
    fires(town, 30)
    assert [event["escalated_to"] for event in town.events("escalated", "late-2")] == ["reviewer", "city_staff"]
    assert timers(town, claim_id) == {}


def test_a_return_drops_the_reminders_and_handing_in_again_sets_them_anew(town):
    claim_id = town.claim("reset-1")
    before = timers(town, claim_id)
    town.act(ReturnClaim, CLERK, claim_id=claim_id, faults=("请补充经营场所照片",))
    assert list(timers(town, claim_id)) == [f"claim:{claim_id}:correction"]
    fires(town, 14)
    town.act(ResubmitClaim, a_citizen("reset-1"), claim_id=claim_id)
    after = timers(town, claim_id)
    assert before.keys() == after.keys() == {f"claim:{claim_id}:soon", f"claim:{claim_id}:over"}
    assert all(after[key] > before[key] for key in before)
    for kind in ("soon", "over"):
        fires_at(town, claim_id, kind)
    assert [len(town.events(type_, "reset-1")) for type_ in ("due_soon", "overdue")] == [1, 1]


def test_reminders_outlive_the_process_that_set_them(town):
    claim_id = town.claim("restart-1")
    desk = town.desk
    town.host = Host("subsidies", type(desk.service), desk.database, "amqp://unused", desk.service.store.policies)
    fires_at(town, claim_id, "soon")
    assert len(town.events("due_soon", "restart-1")) == 1


def test_an_appeal_has_a_clock_of_its_own(town):
    _, appeal_id = appealed(town, "clock-2")
    assert set(timers(town, appeal_id)) == {f"appeal:{appeal_id}:soon", f"appeal:{appeal_id}:over"}
    for kind in ("soon", "over"):
        fires_at(town, appeal_id, kind)
    assert len(town.events("appeal_due_soon", "clock-2")) == 1
    assert town.last("appeal_overdue", "clock-2")["escalated_to"] == "city_staff"
    town.act(TakeAppeal, the_city(), appeal_id=appeal_id)
    town.act(DecideAppeal, the_city(), appeal_id=appeal_id, overturned=False, finding="单据不能证明经营")
    assert timers(town, appeal_id) == {}


def test_a_county_whose_case_is_stuck_does_not_delay_another(town):
    stuck = town.claim("stuck-1")
    town.person_registered("free-1", area=LUXI)
    town.business_registered("free-1", area=LUXI)
    town.act(SubmitClaims, a_citizen("free-1"), programmes=(PROGRAMME,))
    with psycopg.connect(town.url, options="-c search_path=subsidies") as connection:
        connection.execute("SELECT 1 FROM claimants WHERE person_id = 'stuck-1' FOR UPDATE")
        fires_at(town, stuck, "soon")
        assert len(town.events("due_soon", "free-1")) == 1
        assert town.events("due_soon", "stuck-1") == []
        assert town.desk.sql("SELECT status FROM failed_messages WHERE receiver = 'subsidies.remind_claim'")
        connection.rollback()


def test_what_the_citizen_reads_from_the_event_is_what_the_clerk_is_shown(town):
    claim_id = town.claim("same-1")
    town.act(ReturnClaim, CLERK, claim_id=claim_id, faults=("请补充经营场所照片",))
    for wait in (1, 5, 9):
        fires(town, wait)
        shown = town.act(ShowClaim, CLERK, claim_id=claim_id)
        assert {name: shown[name] for name in read(town, "same-1")} == read(town, "same-1")
    town.act(ResubmitClaim, a_citizen("same-1"), claim_id=claim_id)
    fires(town, 3)
    shown = town.act(ShowClaim, CLERK, claim_id=claim_id)
    assert {name: shown[name] for name in read(town, "same-1")} == read(town, "same-1")


def read(town, person: str) -> dict:
    """The clock as the gateway reads it from the claim's newest event."""
    newest = max((event for type_ in ("claim_submitted", "returned", "due_soon", "overdue", "escalated",
                                      "correction_overdue") for event in town.events(type_, person)),
                 key=lambda event: len(event["clock"]["pauses"]) * 2 + all(
                     pause["resumed_on"] for pause in event["clock"]["pauses"]))
    with town.desk.service.store.transaction(a_command(VerifyClaim, CLERK, claim_id="none")) as tx:
        facts = ClockFacts.from_data(newest["clock"])
        return read_clock(facts, working_days_of(tx, JISHOU), tx.today).as_data()


def test_claims_letters_and_appeals_add_up(town):
    assert town.act(Verify, the_city())["faults"] == []
