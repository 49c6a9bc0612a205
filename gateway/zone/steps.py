"""The way that a case goes, as a bar of steps, and how many working days are left."""

from datetime import date
from functools import cache, partial

from casework.working_days import IsWorkingDay, working_days_between
from contracts.zone.pages import StepState
from gateway.zone.dictionary import label_of
from policies.errors import NoCalendarYet
from policies.working_calendar import WorkingCalendar

# The states that a case goes through when all goes well, in their order.
WAYS: dict[tuple[str, str], tuple[str, ...]] = {
    ("loans", "loan"): ("submitted", "qualified", "guaranteed", "bank_approved", "signed", "repaying", "settled"),
    ("subsidies", "claim"): ("submitted", "in_review", "approved", "publicised", "cleared", "in_payment", "paid"),
    ("subsidies", "appeal"): ("open", "taken", "overturned"),
    ("subsidies", "payment"): ("in_batch", "sent", "paid"),
    ("training", "enrolment"): ("enrolled", "completed"),
    ("incubators", "invitation"): ("sent", "accepted"),
    ("incubators", "tenancy"): ("applied", "admitted"),
    ("incubators", "service_request"): ("open", "handled"),
    ("incubators", "campaign"): ("open", "scoring", "ranked", "publicised", "closed"),
    ("incubators", "candidature"): ("applied", "publicised", "conferred"),
    ("events", "registration"): ("taken", "checked_in"),
    ("events", "rating"): ("open", "rated"),
    ("events", "entry"): ("entered", "ranked"),
    ("zone", "data_objection"): ("open", "corrected"),
}
BEFORE_ALL = ""
# States beside the way: after which of its steps the case stands still there, or before all of them.
BESIDE: dict[tuple[str, str], dict[str, str]] = {
    ("loans", "loan"): {"returned": "submitted", "referred": "submitted", "overdue": "repaying",
                        "compensated": "repaying", "recovered": "repaying"},
    ("subsidies", "claim"): {"returned": "submitted", "referred": "in_review", "waiting_for_budget": "in_review",
                             "held": "approved", "frozen": "publicised"},
    ("subsidies", "payment"): {"unknown": "sent", "returned": "sent"},
    ("training", "enrolment"): {"waiting": BEFORE_ALL, "not_completed": "enrolled"},
    ("incubators", "tenancy"): {"waiting": "applied"},
    ("incubators", "invitation"): {"questioned": "sent"},
    ("incubators", "campaign"): {"tied": "scoring"},
    ("events", "registration"): {"waiting": BEFORE_ALL},
}


def steps_of(pillar: str, entity: str, state: str) -> list[dict]:
    """The steps of a case in `state`: done, now, ahead; a case that ended elsewhere shows where it ended."""
    way = WAYS.get((pillar, entity), ())
    if state in way:
        place = way.index(state)
        now = StepState.DONE if place == len(way) - 1 else StepState.NOW
        return [_step(pillar, entity, one, _state(number, place, now)) for number, one in enumerate(way)]
    after = BESIDE.get((pillar, entity), {}).get(state)
    if after is None:
        begun = [_step(pillar, entity, way[0], StepState.DONE)] if way else []
        return [*begun, _step(pillar, entity, state, StepState.ENDED)]
    passed = 0 if after == BEFORE_ALL else way.index(after) + 1
    done = [_step(pillar, entity, one, StepState.DONE) for one in way[:passed]]
    ahead = [_step(pillar, entity, one, StepState.AHEAD) for one in way[passed:]]
    return [*done, _step(pillar, entity, state, StepState.NOW), *ahead]


def _state(number: int, place: int, now: StepState) -> StepState:
    return now if number == place else StepState.DONE if number < place else StepState.AHEAD


def _step(pillar: str, entity: str, code: str, state: StepState) -> dict:
    return {"code": code, "label": label_of(f"{pillar}.state.{entity}", code), "state": state}


@cache
def _calendar() -> WorkingCalendar:
    return WorkingCalendar.load()


def working_days_left(due_on: date | None, today: date, area: str,
                      is_working_day: IsWorkingDay | None = None) -> int | None:
    """The working days from tomorrow to the due day; 0 once it has come; None without one or without a calendar.

    By `is_working_day`, which knows what was put into force at run time; else by the table that came with the files.
    """
    if due_on is None:
        return None
    try:
        return working_days_between(is_working_day or partial(_calendar().is_working_day, area=area), today, due_on)
    except NoCalendarYet:
        return None
