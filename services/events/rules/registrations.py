"""Places of an activity: taken while one is free, then a turn in the waiting list; check-in on the day."""

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, status_of
from contracts.events import RegistrationState, WishState
from contracts.events.commands import RegisterForActivity
from contracts.events.domain_events import CheckedIn, PlaceTaken, RegistrationWithdrawn, WaitingListed, WishDeclined
from contracts.zone.domain_events import MatterSubmitted
from services.events.model import Activity, Registration

_FORMS_OWN = Citation(unsourced="平台对表单完整性的要求，并非政策条款")
_QUEUE = Citation(unsourced="来源没有活动名额和候补的规则；先报先得，由主办单位确认")


@rule(version=1)
def decide_registration(command: RegisterForActivity, registration_id: str, person_id: str,
                        activity: Activity) -> Decision:
    """A place while one is free; then the next turn in the waiting list."""
    registration = Registration(registration_id=registration_id, activity_id=activity.activity_id,
                                person_id=person_id, state=RegistrationState.TAKEN)
    free = activity.places - activity.taken
    reason = Reason(code="place_free", status=status_of(free > 0), force=Force.IN_PRINCIPLE, citation=_QUEUE,
                    text="活动有空余名额", given={"places": activity.places, "taken": activity.taken,
                                           "waiting": activity.waiting})
    if free > 0:
        event = PlaceTaken(**registration_public(registration, activity, RegistrationState.TAKEN,
                                                 todo=f"请于{activity.held_on}到{activity.venue}签到"))
        return Decision(outcome=Outcome.GRANTED, subject=registration_id, reasons=(reason,), events=(event,))
    event = WaitingListed(**registration_public(registration, activity, RegistrationState.WAITING,
                                                turn=activity.waiting + 1, todo="有人取消时将按顺序递补"))
    return Decision(outcome=Outcome.REFERRED, subject=registration_id, reasons=(reason,), events=(event,))


@rule(version=1)
def decide_wish(matter: MatterSubmitted, wish_id: str, faults: tuple[str, ...]) -> Decision:
    """A wish of a form that can't be a registration as it is: the person is told what to put right."""
    reason = Reason(code="wish_is_complete", status=Status.UNMET, force=Force.IN_PRINCIPLE, citation=_FORMS_OWN,
                    text="；".join(faults))
    event = WishDeclined(wish_id=wish_id, matter_id=matter.matter_id, person_id=matter.person_id, area=matter.area,
                         state=WishState.DECLINED, title="报名创业活动", faults=faults,
                         reasons=as_answers((reason,)), todo="请改正后重新提交，或在创业活动栏目直接报名")
    return Decision(outcome=Outcome.RETURNED, subject=wish_id, reasons=(reason,), events=(event,))


@rule(version=1)
def decide_withdrawal(registration: Registration, activity: Activity, next_waiting: Registration | None) -> Decision:
    """A place that is given back goes to whoever waits longest."""
    withdrawn = RegistrationWithdrawn(**registration_public(registration, activity, RegistrationState.WITHDRAWN))
    events = (withdrawn,)
    if registration.state is RegistrationState.TAKEN and next_waiting is not None:
        public = registration_public(next_waiting, activity, RegistrationState.TAKEN,
                                     todo=f"请于{activity.held_on}到{activity.venue}签到")
        events += (PlaceTaken(**public, from_waiting_list=True),)
    return Decision(outcome=Outcome.GRANTED, subject=registration.registration_id, events=events)


@rule(version=1)
def decide_check_in(registration: Registration, activity: Activity) -> Decision:
    """The organiser notes on the day that the person is there."""
    event = CheckedIn(**registration_public(registration, activity, RegistrationState.CHECKED_IN))
    return Decision(outcome=Outcome.GRANTED, subject=registration.registration_id, events=(event,))


def registration_public(registration: Registration, activity: Activity, state: RegistrationState, **more) -> dict:
    """The public state of a registration after it moved to `state`."""
    return {"registration_id": registration.registration_id, "activity_id": activity.activity_id,
            "person_id": registration.person_id, "organisation_id": activity.organisation_id, "area": activity.area,
            "title": activity.title, "held_on": activity.held_on, "state": state, **more}
