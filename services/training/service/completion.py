"""Examinations, re-sits and completion."""

from chassis.declare import command
from contracts.problems import Conflict, Invalid
from contracts.training import ClassState, EnrolmentState
from contracts.training.commands import CompleteClass, RecordCompletion
from services.training.rules import decide_completion
from services.training.rules.certificates import certificate_number, certificate_series
from services.training.rules.completion import may_hang_on_sign_ins, resits_left
from services.training.service.classes import require_own_institution, require_state


class CompletionHandlers:
    """Handlers about completion."""

    @command(RecordCompletion)
    def record_completion(self, command):
        with self.store.transaction(command) as tx:
            class_ = tx.class_of(command.class_id)
            require_own_institution(command, class_.institution_id)
            [decision] = completions(tx, class_, [command])
            return tx.record(decision)

    @command(CompleteClass)
    def complete_class(self, command):
        with self.store.transaction(command) as tx:
            class_ = tx.class_of(command.class_id)
            require_own_institution(command, class_.institution_id)
            require_each_once(command)
            each = [RecordCompletion(class_id=command.class_id, person_id=result.person_id, mark=result.mark,
                                     completed_on=command.completed_on) for result in command.results]
            return tx.record_all(completions(tx, class_, each), subject=class_.class_id)


def completions(tx, class_, results: list[RecordCompletion]) -> list:
    """The decision on each examination; a serial number is taken only by who completed."""
    require_state(class_, ClassState.APPROVED, "班级尚未通过备案，或已结班")
    policy = tx.policy(class_.area, on=results[0].completed_on)
    series = certificate_series(policy, class_.area, results[0].completed_on.year, class_.course)
    serial, decisions = tx.next_serial(series), []
    elsewhere = tx.taken_elsewhere(class_, [result.person_id for result in results])
    for result in results:
        trainee = tx.enrolment_of(class_.class_id, result.person_id)
        require_running(result, class_, trainee, tx.today)
        require_course_not_taken_again(elsewhere.get(result.person_id, 0), policy)
        require_examinable(class_, trainee, policy)
        number = certificate_number(policy, series, serial)
        decisions.append(decide_completion(result, class_, trainee, policy, number, subsidised=True))
        serial += "certificate_number" in decisions[-1].details
    tx.keep_serial(series, serial - 1)
    return decisions


def require_each_once(command) -> None:
    people = [result.person_id for result in command.results]
    if not people or len(set(people)) < len(people):
        raise Invalid(fields={"results": ["请填写至少一名学员，每名学员一次"]})


def require_running(command, class_, enrolment, today) -> None:
    """Completion is recorded once, for a class that was held, on a day that has come."""
    if enrolment.state not in (EnrolmentState.ENROLLED, EnrolmentState.NOT_COMPLETED):
        raise Conflict("该学员已有结业结果，或不在本班上课", state=enrolment.state.value)
    if not class_.starts_on <= command.completed_on <= today:
        raise Invalid(fields={"completed_on": ["结业日期应在开班日期之后且不晚于今天"]})


def require_course_not_taken_again(elsewhere: int, policy) -> None:
    """Who failed here and takes the course in another class sits there: one course is completed once under subsidy."""
    if elsewhere >= policy.value("subsidised_seats_per_person_and_course"):
        raise Conflict("该学员已在其他班学习或完成同一课程，不能在本班再记录结业")


def require_examinable(class_, enrolment, policy) -> None:
    """Who has sat as often as policy allows is not examined again; sign-ins that decide are decided first."""
    if not resits_left(enrolment, policy):
        raise Conflict(f"补考次数已用完（最多 {policy.value('resits_at_most')} 次）")
    if may_hang_on_sign_ins(class_, enrolment, policy):
        raise Conflict(f"该学员有 {enrolment.to_decide} 次签到待核实，核实后再记录结业")
