"""Institutions: accredited until a day, suspended and resumed, expired by the calendar."""

from chassis.calls import require_area
from chassis.declare import command, question
from contracts.actors import Role, area_prefix
from contracts.problems import Conflict, Forbidden, Invalid
from contracts.training import STATE_LABELS, Course, InstitutionState
from contracts.training.commands import (
    AccreditInstitution,
    EndInstitutionSuspension,
    ExpireAccreditation,
    ResumeInstitution,
    SuspendInstitution,
)
from contracts.training.questions import ListInstitutions, ShowInstitution
from policies.areas import Level, area, children, cities_within, level
from services.training.rules.institutions import (
    counties_without,
    coverage_reason,
    decide_accreditation,
    decide_end_of_suspension,
    decide_expiry,
    decide_institution_resumption,
    decide_institution_suspension,
    teaching_reasons,
)
from services.training.rules.plan import course_names, unknown_courses


class InstitutionHandlers:
    """Handlers about institutions."""

    @command(AccreditInstitution)
    def accredit_institution(self, command):
        require_area(command, command.area)
        if unknown := unknown_courses(command.courses):
            raise Invalid(fields={"courses": [f"不认识的课程：{'、'.join(unknown)}；可选：{course_names()}"]})
        with self.store.transaction(command) as tx:
            known = tx.institution(command.institution_id, lock=True)
            if known is not None:
                require_area(command, known.area)
            if command.valid_until < tx.today:
                raise Invalid(fields={"valid_until": ["有效期不能早于今天"]})
            policy = tx.policy(command.area, on=tx.today)
            return tx.record(decide_accreditation(command, known, policy))

    @command(SuspendInstitution)
    def suspend_institution(self, command):
        with self.store.transaction(command) as tx:
            institution = tx.known_institution(command.institution_id)
            require_area(command, institution.area)
            if institution.is_suspended_on(tx.today):
                raise Conflict("机构已被暂停开班", state=institution.state.value)
            if command.until is not None and command.until < tx.today:
                raise Invalid(fields={"until": ["暂停期限不能早于今天"]})
            return tx.record(decide_institution_suspension(command, institution))

    @command(ResumeInstitution)
    def resume_institution(self, command):
        with self.store.transaction(command) as tx:
            institution = tx.known_institution(command.institution_id)
            require_area(command, institution.area)
            if institution.state is not InstitutionState.SUSPENDED:
                raise Conflict("机构没有被暂停开班", state=institution.state.value)
            return tx.record(decide_institution_resumption(command, institution, tx.today))

    @command(EndInstitutionSuspension)
    def end_institution_suspension(self, command):
        with self.store.transaction(command) as tx:
            institution = tx.known_institution(command.institution_id)
            return tx.record(decide_end_of_suspension(institution, command.until, tx.today))

    @command(ExpireAccreditation)
    def expire_accreditation(self, command):
        with self.store.transaction(command) as tx:
            institution = tx.known_institution(command.institution_id)
            policy = tx.policy(institution.area, on=tx.today)
            return tx.record(decide_expiry(institution, command.valid_until, policy, tx.today))

    @question(ShowInstitution)
    def show_institution(self, question):
        require_own_or_area(question)
        with self.store.reading(question) as tx:
            institution, today = tx.known_institution(question.institution_id, lock=False), tx.today
            policy = tx.policy(institution.area, on=today)
        if question.actor.role is not Role.INSTITUTION_STAFF:
            require_area(question, institution.area)
        return {"institution_id": institution.institution_id, "title": institution.title, "area": institution.area,
                "state": institution.state.value, "valid_until": institution.valid_until.isoformat(),
                "state_label": STATE_LABELS["institution"][institution.state],
                "suspended_until": institution.suspended_until and institution.suspended_until.isoformat(),
                "courses": [course_allowed(institution, course, today, policy) for course in Course]}

    @question(ListInstitutions)
    def list_institutions(self, question):
        require_area(question, question.area)
        with self.store.reading(question) as tx:
            found, today = tx.institutions_within(area_prefix(question.area) + "%"), tx.today
            policy = tx.policy(question.area, on=today)
        uncovered = counties_without(found, counties_of(question.area), today)
        reason = coverage_reason(uncovered, policy)
        return {"items": [listed(one) for one in found], "reason": reason and reason.as_data(),
                "uncovered": [{"area": code, "area_name": area(code).name} for code in uncovered]}


def counties_of(code: str) -> tuple[str, ...]:
    """The counties in use in an area; a county is its own."""
    if level(code) is Level.COUNTY:
        return (code,)
    return tuple(county.code for city in cities_within(code) for county in children(city)
                 if level(county.code) is Level.COUNTY)


def listed(institution) -> dict:
    names = ("institution_id", "title", "area", "state", "courses")
    until = institution.suspended_until
    return {name: getattr(institution, name) for name in names} | {
        "valid_until": institution.valid_until.isoformat(), "suspended_until": until and until.isoformat()}


def require_own_or_area(question) -> None:
    """An institution's staff ask about their own; whose area it is, is looked at once it is known."""
    actor = question.actor
    if actor.role is Role.INSTITUTION_STAFF and actor.organisation_id != question.institution_id:
        raise Forbidden("只能查看本机构的资质", needed_organisation=question.institution_id)


def course_allowed(institution, course: Course, today, policy) -> dict:
    """Whether a course that is filed and ends today may be taught, with every reason."""
    reasons = teaching_reasons(institution, course, today, today, policy)
    return {"course": course.value, "may_teach": all(reason.status == "met" for reason in reasons),
            "reasons": [reason.as_data() for reason in reasons]}
