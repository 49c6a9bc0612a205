"""Who may teach what, until when; whoever may not is told every reason."""

from datetime import date

from casework.decisions import rule
from contracts.actors import area_prefix
from contracts.answers import as_answers
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, status_of
from contracts.training import COURSE_LABELS, Course, InstitutionState
from contracts.training.commands import AccreditInstitution, ResumeInstitution, SuspendInstitution
from contracts.training.domain_events import (
    AccreditationExpired,
    InstitutionAccredited,
    InstitutionResumed,
    InstitutionSuspended,
)
from policies.reader import PolicyView
from services.training.model import Institution

_ELSEWHERE_UNSOURCED = Citation(unsourced="来源未写机构能否跨市州开班；由上一级人社部门决定，请省人社厅确认")
_SUSPENSION_UNSOURCED = Citation(unsourced="来源未写培训机构在什么情形下暂停、如何恢复；由人社部门决定，请省人社厅确认")


def accreditation_citation(policy: PolicyView) -> Citation:
    """Jiaxing's document asks for one recognition of institutions; elsewhere no source states conditions."""
    return policy.citation("uniform_rules" if policy.has("uniform_rules") else "institution_accreditation")


def teaching_reasons(institution: Institution | None, course: Course, last_day: date, today: date,
                     policy: PolicyView) -> tuple[Reason, ...]:
    """Every claim that must hold for an institution to teach a course that ends on `last_day`, filed today."""
    citation, reading = accreditation_citation(policy), policy.parameter("institution_accreditation").reading
    known = institution is not None
    if not known:
        return (_claim("institution_accredited", False, "机构已由人社部门认定", citation),)
    return (
        _claim("institution_accredited", True, "机构已由人社部门认定", citation),
        _claim("course_allowed", institution.teaches(course), f"认定的课程中有{COURSE_LABELS[course]}", citation,
               given={"courses": list(institution.courses)}),
        _claim("accreditation_valid", max(last_day, today) <= institution.valid_until,
               f"资质有效期（至{institution.valid_until}，含当日）覆盖到结业日", citation, reading=reading,
               given={"valid_until": institution.valid_until.isoformat(), "last_day": last_day.isoformat()}),
        _claim("institution_not_suspended", not institution.is_suspended_on(today), "机构没有被暂停开班",
               _SUSPENSION_UNSOURCED, given=_suspension(institution)))


def place_reasons(institution: Institution | None, city: str) -> tuple[Reason, ...]:
    """Whoever was recognised in one city and files in another takes its plan's seats: a person looks at it first."""
    if institution is None:
        return ()
    here = institution.area.startswith(area_prefix(city)) or city.startswith(area_prefix(institution.area))
    return (_claim("accredited_here", here, "机构由班级所在市州或其上级认定", _ELSEWHERE_UNSOURCED,
                   given={"institution_area": institution.area, "city": city}),)


def counties_without(institutions: tuple[Institution, ...], counties: tuple[str, ...], today: date) -> tuple[str, ...]:
    """The counties in which no institution may teach today; one of the city itself serves its own seat alone."""
    served = {one.area[:6] for one in institutions if one.may_teach_on(today)}
    return tuple(county for county in counties if county not in served)


def coverage_reason(uncovered: tuple[str, ...], policy: PolicyView) -> Reason | None:
    """Whether training reaches every county, where a document asks for it."""
    if not policy.has("training_reaches"):
        return None
    reaches = policy.parameter("training_reaches")
    return Reason(code="every_county_reached", status=status_of(not uncovered), citation=reaches.citation,
                  reading=reaches.reading, text="每个县市区都有可开班的培训机构", given={"uncovered": list(uncovered)})


def _claim(code: str, holds: bool, words: str, citation: Citation, *, reading: str | None = None,
           given: dict | None = None) -> Reason:
    """In principle: no source makes it a bar, so that whoever lacks it is referred to a person, not refused."""
    return Reason(code=code, status=status_of(holds), force=Force.IN_PRINCIPLE, text=words, citation=citation,
                  reading=reading, given=given or {})


def _suspension(institution: Institution) -> dict:
    until = institution.suspended_until
    return {"state": institution.state.value} | ({"until": until.isoformat()} if until else {})


@rule(version=2)
def decide_accreditation(command: AccreditInstitution, known: Institution | None, policy: PolicyView) -> Decision:
    """A person's act: the institution may teach the named courses until the day given. A suspension stays."""
    reason = Reason(code="accredited_by_office", status=Status.MET, citation=accreditation_citation(policy),
                    text=f"由人社部门认定，有效期至{command.valid_until}（含当日）")
    suspended = known is not None and known.state is InstitutionState.SUSPENDED
    event = InstitutionAccredited(
        institution_id=command.institution_id, area=command.area, courses=command.courses,
        valid_until=command.valid_until, title=command.name or (known.title if known else "创业培训机构"),
        state=InstitutionState.SUSPENDED if suspended else InstitutionState.ACCREDITED,
        suspended_until=known.suspended_until if suspended else None, reasons=as_answers((reason,)))
    return Decision(outcome=Outcome.GRANTED, subject=command.institution_id, reasons=(reason,), events=(event,))


@rule(version=1)
def decide_institution_suspension(command: SuspendInstitution, institution: Institution) -> Decision:
    """A person's act with its ground; approved classes go on, new ones are referred."""
    until = f"至{command.until}（含当日）" if command.until else "至决定恢复时"
    reason = Reason(code="suspended_by_office", status=Status.MET, force=Force.DISCRETION,
                    citation=_SUSPENSION_UNSOURCED, text=f"人社部门决定暂停开班{until}，理由：{command.ground}")
    event = InstitutionSuspended(**institution_public(institution, InstitutionState.SUSPENDED) | {
        "suspended_until": command.until, "reasons": as_answers((reason,))}, ground=command.ground)
    return Decision(outcome=Outcome.GRANTED, subject=institution.institution_id, reasons=(reason,), events=(event,))


@rule(version=1)
def decide_institution_resumption(command: ResumeInstitution, institution: Institution, today: date) -> Decision:
    """A person's act with its ground; an accreditation that ran out meanwhile stays at its end."""
    reason = Reason(code="resumed_by_office", status=Status.MET, force=Force.DISCRETION,
                    citation=_SUSPENSION_UNSOURCED, text=f"人社部门决定恢复开班，理由：{command.ground}")
    return _resumed(institution, today, reason, command.ground)


@rule(version=1)
def decide_end_of_suspension(institution: Institution, until: date, today: date) -> Decision:
    """A suspension that was given until a day ends when that day is over; a changed or ended one stays as it is."""
    over = institution.state is InstitutionState.SUSPENDED and institution.suspended_until == until < today
    reason = Reason(code="suspension_over", status=status_of(over), citation=_SUSPENSION_UNSOURCED,
                    text=f"暂停期限至{until}（含当日）已满")
    if not over:
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=institution.institution_id, reasons=(reason,))
    return _resumed(institution, today, reason, "暂停期限届满")


def _resumed(institution: Institution, today: date, reason: Reason, ground: str) -> Decision:
    holds = today <= institution.valid_until
    state = InstitutionState.ACCREDITED if holds else InstitutionState.EXPIRED
    event = InstitutionResumed(**institution_public(institution, state) | {
        "suspended_until": None, "reasons": as_answers((reason,))}, ground=ground)
    return Decision(outcome=Outcome.GRANTED, subject=institution.institution_id, reasons=(reason,), events=(event,))


@rule(version=1)
def decide_expiry(institution: Institution, valid_until: date, policy: PolicyView, today: date) -> Decision:
    """An accreditation ends when its last day is over; one that was renewed meanwhile, or is suspended, stays."""
    over = (institution.state is InstitutionState.ACCREDITED and institution.valid_until == valid_until
            and valid_until < today)
    accreditation = policy.parameter("institution_accreditation")
    reason = Reason(code="accreditation_over", status=status_of(over), citation=accreditation_citation(policy),
                    reading=accreditation.reading, text=f"资质有效期至{valid_until}（含当日）已满")
    if not over:
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=institution.institution_id, reasons=(reason,))
    event = AccreditationExpired(**institution_public(institution, InstitutionState.EXPIRED) | {
        "reasons": as_answers((reason,))})
    return Decision(outcome=Outcome.GRANTED, subject=institution.institution_id, reasons=(reason,), events=(event,))


def institution_public(institution: Institution, state: InstitutionState) -> dict:
    """The public state of an institution after it moved to `state`."""
    names = ("institution_id", "area", "courses", "valid_until", "title", "suspended_until")
    return {name: getattr(institution, name) for name in names} | {"state": state}
