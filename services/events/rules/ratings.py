"""好差评: one right to rate for each service rendered; a bad rating is somebody's work until it is closed."""

from datetime import date

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Decision, Force, Outcome, Reason, Status
from contracts.events import GRADE_LABELS, RatingCaseState, RatingState
from contracts.events.commands import CloseRatingCase, Rate, RecordContact
from contracts.events.domain_events import (
    Rated,
    RatingCaseClosed,
    RatingCaseContacted,
    RatingCaseOpened,
    RatingCaseOverdue,
    RatingRightOpened,
)
from policies.reader import PolicyView
from services.events.model import Rating, RatingCase


@rule(version=1)
def decide_right(rating: Rating) -> Decision:
    """Whoever received a service may rate it, once."""
    event = RatingRightOpened(**rating_public(rating, RatingState.OPEN, todo="请评价本次服务"))
    return Decision(outcome=Outcome.GRANTED, subject=rating.rating_id, events=(event,))


@rule(version=1)
def decide_rating(command: Rate, rating: Rating, case_id: str, due_on: date, policy: PolicyView) -> Decision:
    """The grade stands; a bad one opens a case that the area's office owns, with a deadline."""
    rated = Rated(**rating_public(rating, RatingState.RATED), grade=command.grade)
    if not command.grade.is_bad:
        return Decision(outcome=Outcome.GRANTED, subject=rating.rating_id, events=(rated,))
    days = policy.parameter("bad_rating_handled_within")
    reasons = (Reason(code="handled_in_time", status=Status.UNKNOWN, force=Force.AIM, citation=days.citation,
                      text=f"差评须在 {days.value} 个工作日内回访并办结"),)
    case = RatingCase(rating_case_id=case_id, rating_id=rating.rating_id, person_id=rating.person_id,
                      provider_id=rating.provider_id, area=rating.area, title=_case_title(command, rating),
                      grade=command.grade, due_on=due_on, overdue=False, state=RatingCaseState.OPEN)
    opened = RatingCaseOpened(**case_public(case, RatingCaseState.OPEN), reasons=as_answers(reasons))
    return Decision(outcome=Outcome.GRANTED, subject=rating.rating_id, reasons=reasons, events=(rated, opened))


def _case_title(command: Rate, rating: Rating) -> str:
    return f"{GRADE_LABELS[command.grade]}：{rating.title}"[:200]


@rule(version=1)
def decide_contact(command: RecordContact, case: RatingCase) -> Decision:
    """The person was reached."""
    public = case_public(case, RatingCaseState.CONTACTED) | {"contacted_on": command.contacted_on}
    return Decision(outcome=Outcome.GRANTED, subject=case.rating_case_id,
                    events=(RatingCaseContacted(**public, manner=command.manner),))


@rule(version=1)
def decide_case_closing(command: CloseRatingCase, case: RatingCase) -> Decision:
    """Closed with its outcome. That the person was reached before is held by the handler and by the table."""
    event = RatingCaseClosed(**case_public(case, RatingCaseState.CLOSED), outcome=command.outcome)
    return Decision(outcome=Outcome.GRANTED, subject=case.rating_case_id, events=(event,))


@rule(version=1)
def decide_reminder(case: RatingCase) -> Decision:
    """The deadline has passed; the delay is the office's and is shown."""
    public = case_public(case, case.state) | {"overdue": True}
    return Decision(outcome=Outcome.GRANTED, subject=case.rating_case_id, events=(RatingCaseOverdue(**public),))


def rating_public(rating: Rating, state: RatingState, **more) -> dict:
    """The public state of a right to rate after it moved to `state`."""
    names = ("rating_id", "service_act_id", "person_id", "provider_id", "pillar", "area", "title")
    return {name: getattr(rating, name) for name in names} | {"state": state, **more}


def case_public(case: RatingCase, state: RatingCaseState) -> dict:
    """The public state of the case behind a bad rating after it moved to `state`."""
    names = ("rating_case_id", "rating_id", "person_id", "provider_id", "area", "title", "grade", "due_on", "overdue",
             "contacted_on")
    return {name: getattr(case, name) for name in names} | {"state": state}
