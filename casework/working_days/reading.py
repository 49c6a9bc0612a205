"""What a legal clock reads on a day. Pillars and gateway read it here, so that citizen and clerk see one figure."""

from datetime import date

from casework.working_days.clock import LegalClock, Pause
from casework.working_days.counting import IsWorkingDay
from contracts.legal_clock import ClockFacts, ClockShown


def clock_of_facts(facts: ClockFacts) -> LegalClock:
    """The clock that travelled with an event."""
    return LegalClock(started_on=facts.started_on, allowed=facts.allowed,
                      pauses=tuple(Pause(paused_on=pause.paused_on, resumed_on=pause.resumed_on, why=pause.why)
                                   for pause in facts.pauses))


def read_clock(facts: ClockFacts, is_working_day: IsWorkingDay, on: date) -> ClockShown:
    """The clock as of a day, or as of the day on which the case was decided."""
    clock, stopped = clock_of_facts(facts), facts.stopped_on
    until = min(stopped, on) if stopped else on
    elapsed = clock.elapsed(is_working_day, until)
    return ClockShown(allowed=facts.allowed, elapsed=elapsed, paused=clock.paused(is_working_day, until),
                      left=facts.allowed - elapsed, stands_still=clock.is_paused and stopped is None,
                      due_on=None if stopped else clock.due_on(is_working_day), decided_on=stopped,
                      pauses=facts.pauses)
