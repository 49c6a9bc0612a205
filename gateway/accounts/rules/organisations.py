"""Which organisations there are, and who acts in which role for which area."""

from contracts.actors import ROLE_LABELS, STAFF_ROLES, Role
from contracts.decisions import Decision, Outcome
from contracts.problems import Conflict, Forbidden, Invalid, NotFound
from contracts.zone import ORGANISATION_LABELS, OrganisationKind
from contracts.zone.commands import AppointStaff, OpenSignIn, RegisterOrganisation
from contracts.zone.domain_events import OrganisationRegistered, StaffAppointed, StaffDismissed
from gateway.accounts.model import Appointment, Organisation, Person
from gateway.accounts.rules.reading import read_all, read_area, read_credit_code, read_words

# The kind of organisation that a role belongs to; roles that are not named may stand alone.
_BELONGS_TO = {
    Role.INSTITUTION_STAFF: OrganisationKind.INSTITUTION, Role.BASE_OPERATOR: OrganisationKind.BASE_OPERATOR,
    Role.BANK_OFFICER: OrganisationKind.BANK, Role.GUARANTEE_OFFICER: OrganisationKind.GUARANTEE_BODY,
    **dict.fromkeys((Role.CLERK, Role.REVIEWER, Role.FINANCE_MAKER, Role.FINANCE_CHECKER, Role.FINANCE_APPROVER,
                     Role.CITY_STAFF, Role.PROVINCE_STAFF, Role.SUPERVISOR, Role.POLICY_ADMINISTRATOR),
                    OrganisationKind.OFFICE)}
# Who may give a role that not every administrator may give.
_GIVEN_BY = {
    Role.OPERATOR: (Role.OPERATOR,), Role.PROVINCE_STAFF: (Role.OPERATOR,),
    Role.POLICY_ADMINISTRATOR: (Role.OPERATOR, Role.PROVINCE_STAFF),
    Role.CITY_STAFF: (Role.OPERATOR, Role.PROVINCE_STAFF)}


def read_organisation(command: RegisterOrganisation) -> dict:
    """The organisation's name, area and credit code in normal form; raises Invalid."""
    return read_all(name=lambda: read_words(command.name, "机构名称", at_least=2),
                    area=lambda: read_area(command.area).code,
                    credit_code=lambda: read_credit_code(command.credit_code))


def decide_organisation(command: RegisterOrganisation, organisation: Organisation, *, taken: bool) -> Decision:
    """Register an organisation once, by an administrator of its area."""
    _require_area(command, organisation.area)
    if taken:
        raise Conflict("该统一社会信用代码或机构编号已经登记", code="already_registered")
    return Decision(outcome=Outcome.GRANTED, subject=organisation.organisation_id,
                    events=(OrganisationRegistered(**vars(organisation)),))


def decide_appointment(command: AppointStaff, appointment: Appointment, *, person: Person | None,
                       organisation: Organisation | None, standing: tuple[Appointment, ...]) -> Decision:
    """Let a person act in a role. Nobody appoints themself, nor beyond their own area and rank."""
    if person is None:
        raise NotFound("没有这个人的登记，请先实名登记")
    _require_rank(command)
    _require_area(command, appointment.area)
    _require_organisation(command, organisation)
    same = (appointment.role, appointment.area, appointment.organisation_id)
    if any((each.role, each.area, each.organisation_id) == same for each in standing):
        raise Conflict("该人员已有相同的任用", code="already_registered")
    return Decision(outcome=Outcome.GRANTED, subject=appointment.appointment_id,
                    events=(StaffAppointed(**vars(appointment)),))


def _require_rank(command: AppointStaff) -> None:
    if command.role not in STAFF_ROLES:
        raise Invalid("请检查标出的内容", fields={"role": ["此身份不通过任用产生"]})
    if command.actor.person_id == command.person_id:
        raise Forbidden("不能任用自己，须由另一位管理人员办理", needed=["另一位管理人员"])
    allowed = _GIVEN_BY.get(command.role)
    if allowed and command.actor.role not in allowed:
        names = "、".join(ROLE_LABELS[role] for role in allowed)
        raise Forbidden(f"任用{ROLE_LABELS[command.role]}需要以下身份之一：{names}",
                        needed=[role.value for role in allowed])


def _require_organisation(command: AppointStaff, organisation: Organisation | None) -> None:
    kind = _BELONGS_TO.get(command.role)
    if command.organisation_id and organisation is None:
        raise Invalid("请检查标出的内容", fields={"organisation_id": ["没有这个机构"]})
    if kind and (organisation is None or organisation.kind is not kind):
        raise Invalid("请检查标出的内容", fields={
            "organisation_id": [f"{ROLE_LABELS[command.role]}须属于一个{ORGANISATION_LABELS[kind]}"]})


def _require_area(command, area: str) -> None:
    if not command.actor.covers(area):
        raise Forbidden(f"需要负责该地区（{area}）的工作人员办理", needed_area=area)


def decide_dismissal(command, appointment: Appointment | None, today) -> Decision:
    """End an appointment from today on; ending it again changes nothing."""
    if appointment is None:
        raise NotFound("没有这项任用")
    _require_area(command, appointment.area)
    if appointment.ended_on:
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=appointment.appointment_id)
    ended = vars(appointment) | {"ended_on": today}
    return Decision(outcome=Outcome.GRANTED, subject=appointment.appointment_id, events=(StaffDismissed(**ended),))


def decide_sign_in_account(command: OpenSignIn, *, appointments: tuple[Appointment, ...],
                           holder: str | None) -> Decision:
    """Give a local account to somebody who holds a post in the administrator's area.

    `holder` is who has the account's name today, if anybody has.
    """
    if not appointments:
        raise Conflict("该人员没有任用，请先任用")
    for appointment in appointments:
        _require_area(command, appointment.area)
    if holder not in (None, command.person_id):
        raise Conflict("账号已被使用", code="already_registered")
    return Decision(outcome=Outcome.GRANTED, subject=command.person_id)
