"""Rosters, waiting lists, and who leaves."""

from chassis.declare import command
from chassis.store import derived_id
from contracts.problems import Conflict, NotFound
from contracts.training import ClassState, EnrolmentState
from contracts.training.commands import EnrolTrainees, JoinClass, LeaveClass, WithdrawTrainee
from services.training.rules import decide_enrolment
from services.training.rules.enrolments import decide_withdrawal
from services.training.service.classes import require_own_institution, require_state

_MAY_LEAVE = (EnrolmentState.ENROLLED, EnrolmentState.WAITING, EnrolmentState.NOT_COMPLETED)


class EnrolmentHandlers:
    """Handlers about who is in a class."""

    @command(EnrolTrainees)
    def enrol_trainees(self, command):
        with self.store.transaction(command) as tx:
            class_ = tx.class_of(command.class_id)
            require_own_institution(command, class_.institution_id)
            return tx.record(enrolment(tx, command, class_))

    @command(JoinClass)
    def join_class(self, command):
        with self.store.transaction(command) as tx:
            class_ = tx.class_of(command.class_id)
            if tx.today > class_.starts_on:
                raise Conflict(f"班级已于 {class_.starts_on} 开班，请联系培训机构")
            own = EnrolTrainees(class_id=command.class_id, person_ids=(command.actor.person_id,), waiting=True)
            return tx.record(enrolment(tx, own.with_envelope(command.envelope), class_))

    @command(LeaveClass)
    def leave_class(self, command):
        with self.store.transaction(command) as tx:
            class_ = tx.class_of(command.class_id)
            return withdraw(tx, class_, command.actor.person_id, command.ground)

    @command(WithdrawTrainee)
    def withdraw_trainee(self, command):
        with self.store.transaction(command) as tx:
            class_ = tx.class_of(command.class_id)
            require_own_institution(command, class_.institution_id)
            return withdraw(tx, class_, command.person_id, command.ground)


def enrolment(tx, command: EnrolTrainees, class_):
    """The decision on a roster of one row or many."""
    require_state(class_, ClassState.APPROVED, "班级尚未通过备案")
    people = tx.known_people(command.person_ids)
    ids = {person: derived_id("enrolment", class_.class_id, person) for person in command.person_ids}
    policy = tx.policy(class_.area, on=tx.today)
    return decide_enrolment(command, class_, people, policy, ids, tx.today)


def withdraw(tx, class_, person_id: str, ground: str) -> dict:
    """A trainee leaves and the next in the waiting list takes the place, unless the class is over."""
    found = tx.enrolment_of(class_.class_id, person_id)
    if found.state is EnrolmentState.WITHDRAWN:
        raise NotFound("该学员不在本班名单中")
    if found.state not in _MAY_LEAVE:
        raise Conflict("该学员已有结业结果，不能退出", state=found.state.value)
    policy = tx.policy(class_.area, on=tx.today)
    waiting = tuple(one for one in tx.waiting_for(class_.class_id) if one.enrolment_id != found.enrolment_id)
    held = class_.state is ClassState.APPROVED and tx.today <= class_.ends_on
    return tx.record(decide_withdrawal(ground, class_, found, waiting if held else (), policy, tx.today))
