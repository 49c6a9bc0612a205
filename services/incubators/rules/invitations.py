"""Who is invited to a base: everyone who completed a course, as long as a base of their city has room."""

from collections.abc import Callable
from datetime import date

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, status_of
from contracts.incubators import InvitationState
from contracts.incubators.domain_events import (
    InvitationDeferred,
    InvitationLapsed,
    InvitationQuestioned,
    InvitationSent,
)
from policies.parameters import citation_from
from policies.reader import PolicyView
from services.incubators.model import Base, Completion, Founder, Invitation, Places, Room
from services.incubators.rules.bases import places_changed

_ONE_INVITATION = Citation(unsourced="来源未写可否同时发出多份邀请；同一人同时只保留一份，请市州人社局确认")
_NOT_HERE = Citation(unsourced="本地区或当日没有邀请入驻的规定")
_MATTER = "创业孵化基地入驻邀请"

Condition = Callable[[Completion, Founder, tuple[Room, ...]], bool]
CONDITIONS: dict[str, Condition] = {
    "training_completed": lambda completion, founder, rooms: not completion.revoked,
    "not_in_a_base": lambda completion, founder, rooms: not founder.in_a_base,
    "base_with_free_space_in_area": lambda completion, founder, rooms: any(room.open > 0 for room in rooms),
}


@rule(version=1)
def decide_invitation(completion: Completion, founder: Founder, rooms: tuple[Room, ...], policy: PolicyView,
                      invitation_id: str, due_on: date | None) -> Decision:
    """An invitation to the nearest and highest base with room; without room it is deferred, not lost.

    Nothing is sent to a person who is in a base or holds an invitation, nor on a certificate that was revoked.
    """
    if not policy.has("invitation_to_incubation"):
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=invitation_id, reasons=(_no_rule_here(),))
    reasons = (*_conditions(completion, founder, rooms, policy), _one_at_a_time(founder))
    missing = {reason.code for reason in reasons if reason.status is not Status.MET}
    if not missing:
        room = best_room(rooms, founder.area or completion.area)
        return _sent(completion, founder, room.base, invitation_id, due_on, reasons)
    if _rests_on_room_alone(missing, reasons):
        return _deferred(completion, founder, invitation_id, reasons)
    return Decision(outcome=Outcome.NOT_APPLICABLE, subject=invitation_id, reasons=reasons)


def _conditions(completion: Completion, founder: Founder, rooms: tuple[Room, ...],
                policy: PolicyView) -> tuple[Reason, ...]:
    return tuple(_judge(condition, completion, founder, rooms)
                 for condition in policy.value("invitation_to_incubation")["conditions"])


def _judge(condition: dict, completion: Completion, founder: Founder, rooms: tuple[Room, ...]) -> Reason:
    holds = CONDITIONS.get(condition["predicate"])
    known = holds(completion, founder, rooms) if holds else None
    given = {"free": sum(room.free for room in rooms), "invited": sum(room.invited for room in rooms)}
    return Reason(code=condition["predicate"], status=status_of(known), force=Force(condition["force"]),
                  text=condition["text"], citation=citation_from(condition["cite"]),
                  given=given if condition["predicate"] == "base_with_free_space_in_area" else {})


def _one_at_a_time(founder: Founder) -> Reason:
    return Reason(code="no_open_invitation", status=status_of(founder.open_invitations == 0), force=Force.AIM,
                  citation=_ONE_INVITATION, text="目前没有其他有效的入驻邀请")


def _no_rule_here() -> Reason:
    return Reason(code="invitations_ruled_here", status=Status.NOT_APPLICABLE, citation=_NOT_HERE,
                  text="本地区有邀请入驻的规定")


def _rests_on_room_alone(missing: set[str], reasons: tuple[Reason, ...]) -> bool:
    """Whether what is missing can still come: room, or what only a person can judge."""
    unknown = {reason.code for reason in reasons if reason.status is Status.UNKNOWN}
    return missing <= unknown | {"base_with_free_space_in_area"}


def best_room(rooms: tuple[Room, ...], area: str) -> Room:
    """The base for a person of `area`: of the same county first, then the highest level, then the most room."""
    with_room = [room for room in rooms if room.open > 0]
    return min(with_room, key=lambda room: (room.base.area[:6] != area[:6], -room.base.rank, -room.open,
                                            room.base.base_id))


def _sent(completion: Completion, founder: Founder, base: Base, invitation_id: str, due_on: date | None,
          reasons: tuple[Reason, ...]) -> Decision:
    event = InvitationSent(invitation_id=invitation_id, person_id=founder.person_id,
                           enrolment_id=completion.enrolment_id,
                           area=founder.area or completion.area, state=InvitationState.SENT, **_named(base),
                           title=f"邀请入驻{base.name}", due_on=due_on, reasons=as_answers(reasons),
                           todo="接受邀请后由基地办理入驻；邀请不保证名额，以入驻时有空位为准")
    return Decision(outcome=Outcome.OFFERED, subject=invitation_id, reasons=reasons, events=(event,))


def _named(base: Base | None) -> dict:
    if base is None:
        return {}
    return {"base_id": base.base_id, "base_name": base.name, "base_level": base.level,
            "operator_id": base.operator_id}


def _deferred(completion: Completion, founder: Founder, invitation_id: str, reasons: tuple[Reason, ...]) -> Decision:
    event = InvitationDeferred(invitation_id=invitation_id, person_id=founder.person_id,
                               enrolment_id=completion.enrolment_id,
                               area=founder.area or completion.area, state=InvitationState.DEFERRED, title=_MATTER,
                               reasons=as_answers(reasons), todo="基地有空位时将自动发出邀请，无需办理")
    return Decision(outcome=Outcome.REFERRED, subject=invitation_id, reasons=reasons, events=(event,))


def invitation_public(invitation: Invitation, base: Base | None, state: InvitationState, **more) -> dict:
    """The public state of an invitation after it moved to `state`."""
    title = f"邀请入驻{base.name}" if base else _MATTER
    return {"invitation_id": invitation.invitation_id, "enrolment_id": invitation.enrolment_id,
            "person_id": invitation.person_id, "area": invitation.area, "state": state,
            "title": title, "due_on": invitation.due_on, **_named(base), **more}


@rule(version=1)
def decide_lapse(invitation: Invitation, base: Base, places: Places, policy: PolicyView) -> Decision:
    """The invitation's days are over. Nothing is refused: the person may apply as before."""
    days = policy.parameter("invitation_stands_for")
    reason = Reason(code="invitation_stands", status=Status.UNMET, force=Force.AIM, citation=days.citation,
                    text=f"邀请保留 {days.value} 个工作日")
    public = invitation_public(invitation, base, InvitationState.LAPSED, reasons=as_answers((reason,)),
                               todo="邀请已到期，仍可自行申请入驻")
    return Decision(outcome=Outcome.NOT_APPLICABLE, subject=invitation.invitation_id, reasons=(reason,),
                    events=(InvitationLapsed(**public), places_changed(base, places)))


@rule(version=1)
def decide_needless_invitation(invitation: Invitation, base: Base | None) -> Decision:
    """Who has a place in some base needs no invitation any more."""
    public = invitation_public(invitation, base, InvitationState.LAPSED, todo="您已入驻基地，邀请自动结束")
    return Decision(outcome=Outcome.NOT_APPLICABLE, subject=invitation.invitation_id,
                    events=(InvitationLapsed(**public),))


@rule(version=1)
def decide_questioned_invitation(invitation: Invitation, base: Base | None, places: Places, founder: Founder,
                                 policy: PolicyView) -> Decision:
    """An invitation that nobody accepted yet rests on nothing once its certificate is revoked, unless the person
    completed another course."""
    reasons = (certificate_reason(founder, policy),)
    if founder.other_valid_completions:
        return Decision(outcome=Outcome.GRANTED, subject=invitation.invitation_id, reasons=reasons)
    public = invitation_public(invitation, base, InvitationState.QUESTIONED, reasons=as_answers(reasons),
                               todo="如有异议，请联系当地人社部门")
    room = (places_changed(base, places),) if base else ()
    return Decision(outcome=Outcome.REFERRED, subject=invitation.invitation_id, reasons=reasons,
                    events=(InvitationQuestioned(**public), *room))


def certificate_reason(founder: Founder, policy: PolicyView) -> Reason:
    """Whether a course still stands behind what was granted."""
    rule_ = policy.parameter("invitation_to_incubation")
    condition = next(c for c in rule_.value["conditions"] if c["predicate"] == "training_completed")
    return Reason(code="training_completed", status=status_of(founder.other_valid_completions > 0),
                  citation=citation_from(condition["cite"]), text="有其他有效的创业培训合格证书")
