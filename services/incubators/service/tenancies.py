"""Applying, admitting, refusing and leaving; jobs; doubts that a person decides."""

from chassis.calls import require_area
from chassis.declare import command, reaction
from chassis.store import derived_id
from contracts.actors import Role
from contracts.incubators import QuestionState, TenancyState
from contracts.incubators.commands import (
    AdmitTenant,
    ApplyForTenancy,
    LeaveBase,
    RefuseTenant,
    ReportJobs,
    ResolveTenancyQuestion,
)
from contracts.problems import Conflict, Invalid, NotFound
from contracts.zone import Pillar
from contracts.zone.domain_events import MatterSubmitted, Wish
from services.incubators.rules import (
    decide_admission,
    decide_application,
    decide_jobs,
    decide_leaving,
    decide_needless_invitation,
    decide_questioned_tenancy,
    decide_refusal,
    decide_wish,
)
from services.incubators.service.bases import require_own_base, require_recognised


class TenancyHandlers:
    """Handlers about tenancies."""

    @command(ApplyForTenancy)
    def apply_for_tenancy(self, command):
        with self.store.transaction(command) as tx:
            return apply(tx, command, command.actor.person_id, derived_id("tenancy", command.id))

    @reaction(MatterSubmitted)
    def open_application_on_matter_submitted(self, event):
        with self.store.transaction(event) as tx:
            for number, wish in enumerate(event.wishes):
                if wish.pillar is Pillar.INCUBATORS:
                    open_wish(tx, event, wish, derived_id("wish", event.matter_id, number))

    @command(AdmitTenant)
    def admit_tenant(self, command):
        with self.store.transaction(command) as tx:
            tenancy, base = asked_for(tx, command)
            require_recognised(base)
            founder = tx.founder(tenancy.person_id)
            if founder.in_a_base:
                raise Conflict("该创业者已入驻其他基地，须先办理退出")
            track = tx.kept_place(tenancy.person_id, base.base_id)
            answer = tx.record(decide_admission(
                command, tenancy, base, tx.places(base.base_id), founder, track,
                tx.groups_waiting(base.base_id, tenancy.tenancy_id), tx.policy(base.area, on=tx.today), tx.today))
            if answer["outcome"] == "granted":
                end_invitations(tx, tenancy.person_id)
            return answer

    @command(RefuseTenant)
    def refuse_tenant(self, command):
        with self.store.transaction(command) as tx:
            tenancy, base = asked_for(tx, command)
            return tx.record(decide_refusal(command, tenancy, base, tx.places(base.base_id)))

    @command(LeaveBase)
    def leave_base(self, command):
        with self.store.transaction(command) as tx:
            tenancy, base = held(tx, command)
            return tx.record(decide_leaving(command, tenancy, base, tx.places(base.base_id), tx.today))

    @command(ReportJobs)
    def report_jobs(self, command):
        with self.store.transaction(command) as tx:
            tenancy, base = held(tx, command)
            if not tenancy.since <= command.as_of <= tx.today:
                raise Invalid(fields={"as_of": ["截至日期应在入驻之后且不晚于今天"]})
            return tx.record(decide_jobs(command, tenancy, base))

    @command(ResolveTenancyQuestion)
    def resolve_tenancy_question(self, command):
        with self.store.transaction(command) as tx:
            question = tx.question(command.tenancy_question_id)
            tenancy = tx.tenancy_of(question["tenancy_id"])
            base = tx.base_of(tenancy.base_id)
            require_area(command, base.area)
            if question["state"] != QuestionState.OPEN:
                raise Conflict("已经核实过了", state=question["state"])
            return tx.record(decide_questioned_tenancy(command, tenancy, base, tx.places(base.base_id), tx.today))


def apply(tx, command: ApplyForTenancy, person_id: str, tenancy_id: str) -> dict:
    """Open a person's application for a place in a base."""
    tx.lock_person(person_id)
    base = tx.base_of(command.base_id)
    require_recognised(base)
    require_no_place_elsewhere(tx, person_id, base)
    business = the_business(tx, command, person_id)
    return tx.record(decide_application(command, tenancy_id, person_id, base, business, tx.today))


def open_wish(tx, matter: MatterSubmitted, wish: Wish, wish_id: str) -> None:
    """Open the application that a form's wish asks for, or tell the person why none is opened."""
    fields = {"business_id": matter.business_id, "project": "创业项目", **wish.given}
    try:
        command = ApplyForTenancy.from_data(fields).with_envelope(matter.envelope)
        apply(tx, command, matter.person_id, derived_id("tenancy", wish_id))
    except (Invalid, Conflict, NotFound) as problem:
        faults = tuple(word for words in problem.fields.values() for word in words) or (problem.detail,)
        tx.record(decide_wish(matter, wish_id, faults))


def asked_for(tx, command):
    """An application to a base that the actor runs, with the base; its person is locked."""
    person_id = tx.person_of_tenancy(command.tenancy_id)
    if person_id is None:
        raise NotFound("没有这份入驻申请")
    tx.lock_person(person_id)
    tenancy = tx.tenancy_of(command.tenancy_id)
    base = tx.base_of(tenancy.base_id)
    require_own_base(command, base)
    if not tenancy.is_asked_for:
        raise Conflict("申请不在待办理状态", state=tenancy.state.value)
    return tenancy, base


def held(tx, command):
    """A tenancy that is the actor's own, or in a base that the actor runs, with the base."""
    tenancy = tx.tenancy_of(command.tenancy_id)
    base = tx.base_of(tenancy.base_id)
    if command.actor.role is Role.BASE_OPERATOR:
        require_own_base(command, base)
    elif tenancy.person_id != command.actor.person_id:
        raise NotFound("没有这份入驻记录")
    if tenancy.state is not TenancyState.ADMITTED:
        raise Conflict("目前不在孵", state=tenancy.state.value)
    return tenancy, base


def end_invitations(tx, person_id: str) -> None:
    """Who has a place needs no other invitation."""
    for invitation in tx.open_invitations(person_id):
        base = tx.base(invitation.base_id) if invitation.base_id else None
        tx.record(decide_needless_invitation(invitation, base))


def require_no_place_elsewhere(tx, person_id: str, base) -> None:
    """A person is in one base at a time and asks a base once at a time."""
    for tenancy in tx.open_tenancies(person_id):
        if tenancy.state is TenancyState.ADMITTED:
            raise Conflict("您已入驻基地，须先办理退出", state=tenancy.state.value)
        if tenancy.base_id == base.base_id:
            raise Conflict("您已申请入驻该基地", state=tenancy.state.value)


def the_business(tx, command, person_id: str) -> str | None:
    """The business that the tenancy is for: the one named, else the person's only one.

    One that incubators have not heard of yet is left open: it is filled in when its registration is heard.
    """
    own = tx.open_businesses(person_id)
    if command.business_id is None:
        return own[0] if len(own) == 1 else None
    if command.business_id in own:
        return command.business_id
    if tx.knows_business(command.business_id):
        raise Invalid(fields={"business_id": ["不是您名下存续的经营主体"]})
    return None
