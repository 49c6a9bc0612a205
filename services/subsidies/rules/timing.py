"""A claim's legal clock: when it runs, what travels of it, and when the desk is reminded."""

from datetime import date

from casework.working_days import IsWorkingDay, LegalClock, Pause, working_day_before
from contracts.legal_clock import ClockFacts, PauseShown
from contracts.subsidies import ClaimState
from services.subsidies.model import ENDED_WITHOUT_MONEY, Appeal, Claim

RUNS = (ClaimState.SUBMITTED, ClaimState.IN_REVIEW, ClaimState.WAITING_FOR_BUDGET, ClaimState.HELD,
        ClaimState.REFERRED)


def clock_of(claim: Claim) -> LegalClock:
    """The clock of the claim's review, with its pauses."""
    return LegalClock(started_on=claim.submitted_on, allowed=claim.allowed, pauses=claim.pauses)


def running_clock(claim: Claim) -> LegalClock:
    """The clock that runs now: of a claim that is held after its approval, that of the hold."""
    if claim.held_on:
        return LegalClock(started_on=claim.held_on, allowed=claim.held_for)
    return clock_of(claim)


def clock_facts(claim: Claim, *, stopped_on: date | None = None) -> ClockFacts:
    """What everybody reads a claim's clock from; it stops when the claim is decided, and a pause
    that lasts ends with it."""
    if claim.held_on:
        ended = claim.decided_on if claim.state in ENDED_WITHOUT_MONEY else None
        return ClockFacts(started_on=claim.held_on, allowed=claim.held_for, stopped_on=stopped_on or ended)
    pauses = clock_of(claim).resume(stopped_on).pauses if stopped_on else claim.pauses
    return ClockFacts(started_on=claim.submitted_on, allowed=claim.allowed, pauses=_shown(pauses),
                      stopped_on=stopped_on or claim.decided_on)


def appeal_clock(appeal: Appeal, *, stopped_on: date | None = None) -> ClockFacts:
    """The same of an appeal, whose clock never stands still."""
    return ClockFacts(started_on=appeal.opened_on, allowed=appeal.allowed,
                      stopped_on=stopped_on or appeal.decided_on)


def _shown(pauses: tuple[Pause, ...]) -> tuple[PauseShown, ...]:
    return tuple(PauseShown(paused_on=pause.paused_on, resumed_on=pause.resumed_on, why=pause.why)
                 for pause in pauses)


def clock_runs(claim: Claim) -> bool:
    """Whether the desk is due to act on a day that can be told."""
    return claim.due_on is not None and claim.state in RUNS


def reminder_day(due_on: date, is_working_day: IsWorkingDay, days: int, today: date) -> date | None:
    """The working day on which the desk is reminded; None when it is here already."""
    before = working_day_before(is_working_day, due_on, days)
    return before if before > today else None
