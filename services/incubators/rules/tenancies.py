"""Who has a place in a base: asked for, given while one is free, given back."""

from datetime import date

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, outcome_of, status_of
from contracts.incubators import FastTrackState, InvitationState, Leaving, TenancyState, WishState
from contracts.incubators.commands import (
    AcceptInvitation,
    AdmitTenant,
    ApplyForTenancy,
    LeaveBase,
    RefuseTenant,
    ReportJobs,
)
from contracts.incubators.domain_events import (
    FastTrackUsed,
    InvitationAccepted,
    JobsReported,
    TenantAdmitted,
    TenantApplied,
    TenantLeft,
    TenantRefused,
    TenantWaiting,
    WishDeclined,
)
from contracts.zone.domain_events import MatterSubmitted
from policies.reader import PolicyView
from services.incubators.model import Base, FastTrack, Founder, Invitation, Places, Tenancy
from services.incubators.rules.bases import places_changed
from services.incubators.rules.fast_tracks import fast_track_public
from services.incubators.rules.invitations import invitation_public

_NO_CRITERIA = Citation(unsourced="来源没有入驻条件，也没有名额用尽时的办法；先到先得，候补不失效，请市州人社局确认")
_FORMS_OWN = Citation(unsourced="平台对表单完整性的要求，并非政策条款")
_NO_PERIOD = Citation(unsourced="来源只写“一定期限”的扶持，没有期限；请市州人社局确认")


@rule(version=1)
def decide_acceptance(command: AcceptInvitation, tenancy_id: str, invitation: Invitation, base: Base,
                      business_id: str | None, today: date) -> Decision:
    """The person accepts; the application is filled in from the invitation, nothing is asked twice."""
    accepted = InvitationAccepted(**invitation_public(invitation, base, InvitationState.ACCEPTED,
                                                      todo="等待基地办理入驻"))
    applied = _applied(tenancy_id, invitation.person_id, base, business_id, command.project, today,
                       invitation_id=invitation.invitation_id)
    return Decision(outcome=Outcome.GRANTED, subject=tenancy_id, events=(accepted, applied))


@rule(version=1)
def decide_application(command: ApplyForTenancy, tenancy_id: str, person_id: str, base: Base,
                       business_id: str | None, today: date) -> Decision:
    """Anyone may ask for a place; the base's operator decides."""
    event = _applied(tenancy_id, person_id, base, business_id, command.project, today)
    return Decision(outcome=Outcome.GRANTED, subject=tenancy_id, events=(event,))


@rule(version=1)
def decide_wish(matter: MatterSubmitted, wish_id: str, faults: tuple[str, ...]) -> Decision:
    """A wish of a form that can't be an application as it is: the person is told what to put right."""
    reason = Reason(code="wish_is_complete", status=Status.UNMET, force=Force.IN_PRINCIPLE, citation=_FORMS_OWN,
                    text="；".join(faults))
    event = WishDeclined(wish_id=wish_id, matter_id=matter.matter_id, person_id=matter.person_id, area=matter.area,
                         state=WishState.DECLINED, title="申请入驻孵化基地", faults=faults,
                         reasons=as_answers((reason,)), todo="请改正后重新提交，或在孵化基地栏目直接申请")
    return Decision(outcome=Outcome.RETURNED, subject=wish_id, reasons=(reason,), events=(event,))


def _applied(tenancy_id: str, person_id: str, base: Base, business_id: str | None, project: str, today: date,
             invitation_id: str | None = None) -> TenantApplied:
    tenancy = Tenancy(tenancy_id=tenancy_id, person_id=person_id, base_id=base.base_id, base_level=base.level,
                      state=TenancyState.APPLIED, project=project, applied_on=today, business_id=business_id)
    return TenantApplied(**tenancy_public(tenancy, base, TenancyState.APPLIED, todo="等待基地办理入驻"),
                         invitation_id=invitation_id, project=project, applied_on=today)


@rule(version=1)
def decide_admission(command: AdmitTenant, tenancy: Tenancy, base: Base, places: Places, founder: Founder,
                     fast_track: FastTrack | None, groups_waiting: int, policy: PolicyView, today: date) -> Decision:
    """The operator admits; without a free place the applicant waits, and no place is given twice.

    Where a province says so, target groups come first and free of rent in space that government paid for.
    """
    favoured = base.government_funded and policy.has("free_space_in_public_bases")
    reasons = (_free_place(places, fast_track), *_groups_first(favoured, founder, groups_waiting, policy),
               *_support_period(command))
    if outcome_of(reasons) is not Outcome.GRANTED:
        return _waiting(tenancy, base, reasons)
    level = {"base_level": base.level}
    event = TenantAdmitted(**tenancy_public(tenancy, base, TenancyState.ADMITTED, reasons=as_answers(reasons)) | level,
                           since=today, supported_until=command.supported_until,
                           rent_free=favoured and bool(founder.groups),
                           fast_track_id=fast_track.fast_track_id if fast_track else None)
    return Decision(outcome=Outcome.GRANTED, subject=tenancy.tenancy_id, reasons=reasons,
                    events=(event, *_use_of_place(base, places, fast_track)))


def _free_place(places: Places, fast_track: FastTrack | None) -> Reason:
    has_place = fast_track is not None or places.free > 0
    return Reason(code="place_free", status=status_of(has_place), force=Force.IN_PRINCIPLE, citation=_NO_CRITERIA,
                  text="基地有空位，或已为获奖项目留位",
                  given={"free": places.free, "kept_for_this_project": int(fast_track is not None)})


def _groups_first(favoured: bool, founder: Founder, groups_waiting: int, policy: PolicyView) -> tuple[Reason, ...]:
    if not favoured:
        return ()
    first = policy.parameter("free_space_in_public_bases")
    return (Reason(code="target_groups_first", status=status_of(bool(founder.groups) or groups_waiting == 0),
                   force=Force.IN_PRINCIPLE, citation=first.citation, reading="优先是先后次序，不据此拒绝他人",
                   text="政府投资的载体优先向重点群体提供", given={"groups_waiting": groups_waiting}),)


def _support_period(command: AdmitTenant) -> tuple[Reason, ...]:
    known = command.supported_until is not None
    return (Reason(code="support_period_set", status=Status.MET if known else Status.UNKNOWN, force=Force.AIM,
                   citation=_NO_PERIOD, text="扶持期限已约定"),)


def _waiting(tenancy: Tenancy, base: Base, reasons: tuple[Reason, ...]) -> Decision:
    public = tenancy_public(tenancy, base, TenancyState.WAITING, reasons=as_answers(reasons),
                            todo="已列入候补，有空位时由基地办理")
    return Decision(outcome=Outcome.REFERRED, subject=tenancy.tenancy_id, reasons=reasons,
                    events=(TenantWaiting(**public),))


def _use_of_place(base: Base, places: Places, fast_track: FastTrack | None) -> tuple:
    if fast_track is None:
        return (places_changed(base, places, free=-1, taken=1),)
    used = FastTrackUsed(**fast_track_public(fast_track, base, FastTrackState.USED))
    return (used, places_changed(base, places, kept=-1, taken=1))


@rule(version=1)
def decide_refusal(command: RefuseTenant, tenancy: Tenancy, base: Base, places: Places) -> Decision:
    """A person's act, with its ground; the applicant may ask another base, others may be invited."""
    return Decision(outcome=Outcome.REFUSED, subject=tenancy.tenancy_id,
                    events=(refused(tenancy, base, command.ground), places_changed(base, places)))


def refused(tenancy: Tenancy, base: Base, ground: str) -> TenantRefused:
    public = tenancy_public(tenancy, base, TenancyState.REFUSED, todo="可申请其他基地，或向当地人社部门反映")
    return TenantRefused(**public, ground=ground)


@rule(version=1)
def decide_leaving(command: LeaveBase, tenancy: Tenancy, base: Base, places: Places, today: date) -> Decision:
    """The tenancy ends today; its place is free again."""
    return Decision(outcome=Outcome.GRANTED, subject=tenancy.tenancy_id,
                    events=left(tenancy, base, places, command.how, command.ground, today))


def left(tenancy: Tenancy, base: Base, places: Places, how: Leaving, ground: str, today: date) -> tuple:
    public = tenancy_public(tenancy, base, TenancyState.LEFT)
    event = TenantLeft(**public, how=how, left_on=today, jobs=tenancy.jobs, ground=ground)
    return event, places_changed(base, places, free=1, taken=-1)


@rule(version=1)
def decide_jobs(command: ReportJobs, tenancy: Tenancy, base: Base) -> Decision:
    """The figure replaces the one before; both are told, so that totals stay right."""
    event = JobsReported(**tenancy_public(tenancy, base, tenancy.state), jobs=command.jobs, jobs_before=tenancy.jobs,
                         as_of=command.as_of)
    return Decision(outcome=Outcome.GRANTED, subject=tenancy.tenancy_id, events=(event,))


def tenancy_public(tenancy: Tenancy, base: Base, state: TenancyState, **more) -> dict:
    """The public state of a tenancy after it moved to `state`."""
    return {"tenancy_id": tenancy.tenancy_id, "person_id": tenancy.person_id, "base_id": base.base_id,
            "base_name": base.name, "base_level": tenancy.base_level, "operator_id": base.operator_id,
            "area": base.area, "title": f"入驻{base.name}", "business_id": tenancy.business_id, "state": state, **more}
