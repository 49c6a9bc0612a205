"""Activities: proposed, filed and approved, held, and what came of them (hunan-2024 二（四）3)."""


from casework.decisions import rule
from contracts.decisions import Decision, Force, Outcome, Reason, Status, status_of
from contracts.events import ActivityState, RegistrationState
from contracts.events.commands import (
    ApproveActivity,
    CancelActivity,
    HoldActivity,
    ProposeActivity,
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
    RegistrationWithdrawn,
    ServiceRendered,
)
from policies.reader import PolicyView
from services.events.model import Activity, Registration
from services.events.rules.registrations import registration_public


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
