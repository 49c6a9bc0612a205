"""Activities: proposed, filed and approved, registered for, held, and what came of them (hunan-2024 二（四）3)."""


from casework.decisions import rule
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, status_of
from contracts.events import ActivityState, RegistrationState
from contracts.events.commands import (
    ApproveActivity,
    CancelActivity,
    HoldActivity,
    ProposeActivity,
    RegisterForActivity,
    ReportOutcome,
    ReturnActivity,
)
from contracts.events.domain_events import (
    ActivityApproved,
    ActivityCancelled,
    ActivityClosed,
    ActivityHeld,
    ActivityProposed,
    ActivityReturned,
    CheckedIn,
    PlaceTaken,
    RegistrationWithdrawn,
    ServiceRendered,
    WaitingListed,
)
from policies.reader import PolicyView
from services.events.model import Activity, Registration

_QUEUE = Citation(unsourced="来源没有活动名额和候补的规则；先报先得，由主办单位确认")


@rule(version=1)
def decide_proposal(command: ProposeActivity, activity_id: str, policy: PolicyView) -> Decision:
    """An activity waits for approval; one for target groups is encouraged, one for everybody is no less."""
    activity = Activity(
        activity_id=activity_id, title=command.title, kind=command.kind, area=command.area, venue=command.venue,
        organisation_id=command.actor.organisation_id, base_id=command.base_id, held_on=command.held_on,
        register_until=command.register_until or command.held_on, places=command.places,
        for_groups=command.for_groups, dedicated=command.dedicated, bought_in=command.bought_in,
        promotion=command.promotion, proposed_by=command.actor.person_id or "", state=ActivityState.PROPOSED)
    event = ActivityProposed(**activity_public(activity, ActivityState.PROPOSED))
    return Decision(outcome=Outcome.GRANTED, subject=activity_id, reasons=_proposal_reasons(command, policy),
                    events=(event,))


def _proposal_reasons(command: ProposeActivity, policy: PolicyView) -> tuple[Reason, ...]:
    if not policy.has("activities_for_target_groups"):
        return ()
    encouraged = policy.parameter("activities_for_target_groups")
    return (Reason(code="for_target_groups", status=status_of(bool(command.for_groups)), force=Force.ENCOURAGED,
                   citation=encouraged.citation, text="鼓励面向重点群体举办专场活动"),)


@rule(version=1)
def decide_approval(command: ApproveActivity, activity: Activity, policy: PolicyView) -> Decision:
    """A person's act: the activity is filed; what the platform must show of it is complete so far."""
    reasons = ()
    if policy.has("activity_information"):
        shown = policy.parameter("activity_information")
        reasons = (Reason(code="information_on_platform", status=Status.MET, citation=shown.citation,
                          reading=shown.reading, text="活动的推广发起、报名、备案审批、反馈、成效均在平台办理"),)
    event = ActivityApproved(**activity_public(activity, ActivityState.APPROVED))
    return Decision(outcome=Outcome.GRANTED, subject=activity.activity_id, reasons=reasons, events=(event,))


@rule(version=1)
def decide_return(command: ReturnActivity, activity: Activity) -> Decision:
    """A person's act: the proposal goes back with what is to be corrected."""
    event = ActivityReturned(**activity_public(activity, ActivityState.RETURNED), ground=command.ground)
    return Decision(outcome=Outcome.RETURNED, subject=activity.activity_id, events=(event,))


@rule(version=1)
def decide_cancellation(command: CancelActivity, activity: Activity,
                        registrations: tuple[Registration, ...]) -> Decision:
    """The activity is not held, and everybody who registered is told."""
    cancelled = ActivityCancelled(**activity_public(activity, ActivityState.CANCELLED), ground=command.ground)
    told = tuple(RegistrationWithdrawn(**registration_public(registration, activity, RegistrationState.WITHDRAWN,
                                                             todo="活动已取消"))
                 for registration in registrations)
    return Decision(outcome=Outcome.GRANTED, subject=activity.activity_id, events=(cancelled, *told))


@rule(version=1)
def decide_registration(command: RegisterForActivity, registration_id: str, activity: Activity) -> Decision:
    """A place while one is free; then the next turn in the waiting list."""
    registration = Registration(registration_id=registration_id, activity_id=activity.activity_id,
                                person_id=command.actor.person_id, state=RegistrationState.TAKEN)
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


@rule(version=1)
def decide_holding(command: HoldActivity, activity: Activity, attended: tuple[Registration, ...]) -> Decision:
    """The activity was held; everybody who checked in received a service and may rate it."""
    held = ActivityHeld(**activity_public(activity, ActivityState.HELD), attended=len(attended))
    rendered = tuple(ServiceRendered(service_act_id=f"events:{registration.registration_id}",
                                     person_id=registration.person_id, provider_id=activity.provider_id,
                                     area=activity.area, what=f"创业活动：{activity.title}")
                     for registration in attended)
    return Decision(outcome=Outcome.GRANTED, subject=activity.activity_id, events=(held, *rendered))


@rule(version=1)
def decide_outcome(command: ReportOutcome, activity: Activity, attended: int) -> Decision:
    """What the activity achieved is on the platform."""
    event = ActivityClosed(**activity_public(activity, ActivityState.CLOSED), attended=attended,
                           outcome=command.outcome, projects_matched=command.projects_matched)
    return Decision(outcome=Outcome.GRANTED, subject=activity.activity_id, events=(event,))


def activity_public(activity: Activity, state: ActivityState) -> dict:
    """The public state of an activity after it moved to `state`."""
    names = ("activity_id", "title", "kind", "area", "venue", "organisation_id", "base_id", "held_on",
             "register_until", "places", "taken", "waiting", "for_groups", "dedicated", "bought_in", "promotion")
    return {name: getattr(activity, name) for name in names} | {"state": state}


def registration_public(registration: Registration, activity: Activity, state: RegistrationState, **more) -> dict:
    """The public state of a registration after it moved to `state`."""
    return {"registration_id": registration.registration_id, "activity_id": activity.activity_id,
            "person_id": registration.person_id, "organisation_id": activity.organisation_id, "area": activity.area,
            "title": activity.title, "held_on": activity.held_on, "state": state, **more}
