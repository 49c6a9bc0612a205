"""Puts situations of the counter, corrections, referrals, appeals and the legal clock to the rules of subsidies."""

from dataclasses import replace
from datetime import date, timedelta

from casework.working_days import Pause, read_clock, working_day_after
from contracts.actors import Actor, Role
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, status_of
from contracts.subsidies import ClaimState
from contracts.subsidies.claim_states import AppealState, ReferredTo
from contracts.subsidies.commands import (
    AppealRefusal,
    DecideAppeal,
    ReferClaim,
    RemindAppeal,
    RemindClaim,
    ReturnClaim,
    WithdrawClaim,
)
from policies.working_calendar import WorkingCalendar
from services.subsidies.model import Appeal, Claim, EarlierClaim, Opened, Submission
from services.subsidies.rules import (
    decide_appeal,
    decide_appeal_outcome,
    decide_appeal_reminder,
    decide_correction_overdue,
    decide_receipt,
    decide_referral,
    decide_reminder,
    decide_resubmission,
    decide_return,
    decide_wish,
    decide_withdrawal,
)
from services.subsidies.rules.conditions import is_programme
from services.subsidies.rules.timing import clock_facts
from tests.building import a_command

_DESK = Actor(role=Role.REVIEWER, area="433101", person_id="reviewer-2")
_PERSON = Actor(role=Role.CITIZEN, person_id="person-1")


def returned(situation, view, claim: Claim, facts, earlier) -> Decision:
    """The desk's one correction notice."""
    command = a_command(ReturnClaim, _DESK, claim_id=claim.claim_id, faults=tuple(situation.ask["faults"]))
    return decide_return(command, replace(claim, correct_by=situation.on + timedelta(days=21)), "letter-1", facts,
                         earlier, view, situation.on)


def resubmitted(situation, view, claim: Claim, facts, earlier) -> Decision:
    """What was returned comes back."""
    return decide_resubmission(claim, facts, earlier, view, situation.on)


def correction_overdue(situation, view, claim: Claim, facts, earlier) -> Decision:
    """Nothing came in the days for a correction."""
    return decide_correction_overdue(replace(claim, state=ClaimState.RETURNED, correct_by=situation.on))


def referred(situation, view, claim: Claim, facts, earlier) -> Decision:
    """A person refers a claim upwards."""
    command = a_command(ReferClaim, _DESK, claim_id=claim.claim_id, to=ReferredTo(situation.ask["to"]),
                        ground=situation.ask["ground"])
    return decide_referral(command, claim)


def withdrawn(situation, view, claim: Claim, facts, earlier) -> Decision:
    """The person takes a claim back."""
    return decide_withdrawal(a_command(WithdrawClaim, _PERSON, claim_id=claim.claim_id), claim, situation.on)


def reminded(situation, view, claim: Claim, facts, earlier) -> Decision:
    """The calendar looks at a claim whose last day was or will be `due_on`."""
    command = a_command(RemindClaim, _DESK, claim_id=claim.claim_id, due_on=situation.given["due_on"],
                        over=situation.ask.get("over", False), step=situation.ask.get("step", 0))
    return decide_reminder(command, replace(claim, due_on=situation.given["due_on"]), view, situation.on)


def an_appeal(situation, claim: Claim) -> Appeal:
    allowed = situation.given.get("appeal_allowed", 10)
    return Appeal(appeal_id="appeal-1", claim_id=claim.claim_id, letter_id="letter-0", person_id="person-1",
                  area=situation.area, programme=claim.programme, title=claim.title, amount=claim.amount,
                  state=AppealState.TAKEN, opened_on=situation.on, allowed=allowed,
                  due_on=situation.given.get("due_on", situation.on + timedelta(days=14)))


def appealed(situation, view, claim: Claim, facts, earlier) -> Decision:
    """Somebody who was refused on `refused_on` appeals."""
    last_day = situation.given["refused_on"] + timedelta(days=view.value("appeal_within_days"))
    command = a_command(AppealRefusal, _PERSON, claim_id=claim.claim_id, ground="一直在营业，有进货单据")
    return decide_appeal(command, an_appeal(situation, claim), situation.on <= last_day, view)


def appeal_decided(situation, view, claim: Claim, facts, earlier) -> Decision:
    """The appeal is decided; `claimed_again` says whether the person claimed the same anew in between."""
    again = (EarlierClaim(claim_id="claim-2", programme=claim.programme, period=claim.period,
                          state=ClaimState.SUBMITTED),) if situation.given.get("claimed_again") else ()
    command = a_command(DecideAppeal, _DESK, appeal_id="appeal-1", overturned=situation.ask["overturned"],
                        finding="经现场复核已有结论")
    refused = replace(claim, state=ClaimState.REFUSED, decided_on=situation.on)
    return decide_appeal_outcome(command, an_appeal(situation, claim), refused, "letter-2", facts,
                                 (*earlier, *again), view, situation.on)


def appeal_reminded(situation, view, claim: Claim, facts, earlier) -> Decision:
    """The calendar looks at an appeal."""
    command = a_command(RemindAppeal, _DESK, appeal_id="appeal-1", due_on=situation.given["due_on"],
                        over=situation.ask.get("over", False))
    return decide_appeal_reminder(command, an_appeal(situation, claim), situation.on)


def receipt(situation, view, claim: Claim, facts, earlier) -> Decision:
    """A form for several programmes is answered: `became` says what became of each."""
    opened = tuple(Opened(programme=name, title=name, state=state, claim_id=None if state == "declined" else name)
                   for name, state in situation.given["became"].items())
    return decide_receipt(_submission(situation), opened, "letter-1", situation.on)


def wish(situation, view, claim: Claim, facts, earlier) -> Decision:
    """One programme of a form for which no claim is opened."""
    programme = situation.ask.get("programme", "startup_subsidy")
    runs = is_programme(programme, view)
    return decide_wish(_submission(situation), "wish-1", programme, "补贴", runs,
                       "claim-0" if situation.given.get("claimed") else None)


def _submission(situation) -> Submission:
    return Submission(submission_id="submission-1", person_id="person-1", area=situation.area, came_from="counter",
                      programmes=tuple(situation.given.get("became", ())), papers=("身份证复印件 1 份",))


def clock_read(situation, view, claim: Claim, facts, earlier) -> Decision:
    """What everybody reads of a claim's clock on the day asked about; a decision only in form."""
    calendar = WorkingCalendar.load()

    def works(day: date) -> bool:
        return calendar.is_working_day(day, area=situation.area)

    pauses = tuple(Pause(paused_on=start, resumed_on=end) for start, end in situation.given.get("pauses", ()))
    started = situation.given["submitted_on"]
    told = read_clock(clock_facts(replace(claim, submitted_on=started, pauses=pauses)), works, situation.on)
    wanted = situation.ask["reads"]
    same = all(getattr(told, name) == value for name, value in wanted.items())
    reason = Reason(code="reads_as_told", status=status_of(same), force=Force.AIM, text=str(told),
                    citation=Citation(unsourced=f"{working_day_after(works, started, claim.allowed)}"))
    return Decision(outcome=Outcome.GRANTED, subject=claim.claim_id, reasons=(reason,))


ASKS = {"return": returned, "resubmit": resubmitted, "correction_overdue": correction_overdue, "refer": referred,
        "withdraw": withdrawn, "remind": reminded, "appeal": appealed, "decide_appeal": appeal_decided,
        "remind_appeal": appeal_reminded, "receipt": receipt, "wish": wish, "read_clock": clock_read}
