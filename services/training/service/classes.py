"""Filing, deciding and cancelling classes; enrolling a roster."""

from chassis.calls import require_area
from chassis.declare import command
from chassis.store import derived_id
from contracts.actors import Role
from contracts.problems import Conflict, Forbidden, Invalid
from contracts.training import ClassState
from contracts.training.commands import CancelClass, DecideReferredClass, EnrolTrainees, FileClass
from policies.areas import city_of
from services.training.rules import (
    decide_cancellation,
    decide_class,
    decide_enrolment,
    decide_referred_class,
)


class ClassHandlers:
    """Handlers about classes and their rosters."""

    @command(FileClass)
    def file_class(self, command):
        require_own_institution(command, command.institution_id)
        require_possible_dates(command)
        with self.store.transaction(command) as tx:
            policy = tx.policy(command.area, on=tx.today)
            standing = tx.plan_standing(city_of(command.area), command.starts_on.year)
            institution = tx.institution(command.institution_id)
            class_id = derived_id("class", command.id)
            return tx.record(decide_class(command, class_id, standing, institution, policy, tx.today))

    @command(DecideReferredClass)
    def decide_referred_class(self, command):
        with self.store.transaction(command) as tx:
            class_ = tx.class_of(command.class_id)
            require_state(class_, ClassState.REFERRED, "班级不在待决定状态")
            require_level_above(command, class_)
            standing = tx.plan_standing(class_.city, class_.starts_on.year)
            policy = tx.policy(class_.area, on=tx.today)
            return tx.record(decide_referred_class(command, class_, standing, policy))

    @command(CancelClass)
    def cancel_class(self, command):
        with self.store.transaction(command) as tx:
            class_ = tx.class_of(command.class_id)
            require_party(command, class_)
            require_state(class_, ClassState.APPROVED, "只有已通过备案的班级可以取消")
            return tx.record(decide_cancellation(command, class_))

    @command(EnrolTrainees)
    def enrol_trainees(self, command):
        with self.store.transaction(command) as tx:
            class_ = tx.class_of(command.class_id)
            require_own_institution(command, class_.institution_id)
            require_state(class_, ClassState.APPROVED, "班级尚未通过备案")
            people = tx.known_people(command.person_ids)
            ids = {person: derived_id("enrolment", class_.class_id, person) for person in command.person_ids}
            policy = tx.policy(class_.area, on=tx.today)
            return tx.record(decide_enrolment(command, class_, people, policy, ids))


def require_own_institution(command, institution_id: str) -> None:
    if command.actor.organisation_id != institution_id:
        raise Forbidden("只能办理本机构的班级", needed_organisation=institution_id)


def require_party(command, class_) -> None:
    """The class's own institution, or staff of its area; another institution of the area is neither."""
    if command.actor.role is Role.INSTITUTION_STAFF:
        require_own_institution(command, class_.institution_id)
    else:
        require_area(command, class_.area)


def require_level_above(command, class_) -> None:
    """Staff of the level above the place whose plan it is; the place does not decide its own exception."""
    if command.actor.area == class_.city or not command.actor.covers(class_.city):
        raise Forbidden("超计划开班由上一级决定", needed_area=class_.city[:2] + "0000")


def require_state(class_, state: ClassState, words: str) -> None:
    if class_.state is not state:
        raise Conflict(words, state=class_.state.value)


def require_possible_dates(command) -> None:
    if command.ends_on < command.starts_on:
        raise Invalid(fields={"ends_on": ["结业日期不能早于开班日期"]})
