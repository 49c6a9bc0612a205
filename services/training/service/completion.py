"""Attendance, completion and certificates."""

from chassis.calls import require_area
from chassis.declare import command
from contracts.problems import Conflict, Invalid
from contracts.training import ClassState, EnrolmentState
from contracts.training.commands import RecordAttendance, RecordCompletion, RevokeCertificate
from services.training.rules import decide_attendance, decide_completion, decide_revocation
from services.training.rules.certificates import certificate_number, certificate_series
from services.training.service.classes import require_own_institution, require_state


class CompletionHandlers:
    """Handlers about attendance, completion and certificates."""

    @command(RecordAttendance)
    def record_attendance(self, command):
        with self.store.transaction(command) as tx:
            class_ = tx.class_of(command.class_id)
            require_own_institution(command, class_.institution_id)
            require_state(class_, ClassState.APPROVED, "班级尚未通过备案")
            if command.session > class_.sessions:
                raise Invalid(fields={"session": [f"本班共 {class_.sessions} 个课次"]})
            return tx.record(decide_attendance(command, class_))

    @command(RecordCompletion)
    def record_completion(self, command):
        with self.store.transaction(command) as tx:
            class_ = tx.class_of(command.class_id)
            require_own_institution(command, class_.institution_id)
            enrolment = tx.enrolment_of(command.class_id, command.person_id)
            require_running(command, class_, enrolment, tx.today)
            policy = tx.policy(class_.area, on=command.completed_on)
            series = certificate_series(policy, class_.area, command.completed_on.year, class_.course)
            number = certificate_number(policy, series, tx.next_serial(series))
            return tx.record(decide_completion(command, class_, enrolment, policy, number, subsidised=True))

    @command(RevokeCertificate)
    def revoke_certificate(self, command):
        with self.store.transaction(command) as tx:
            class_id, person_id = tx.certificate_holder(command.certificate_number)
            class_ = tx.class_of(class_id)
            require_area(command, class_.area)
            return tx.record(decide_revocation(command, class_, tx.enrolment_of(class_id, person_id)))


def require_running(command, class_, enrolment, today) -> None:
    """Completion is recorded once, for a class that was held, on a day that has come."""
    require_state(class_, ClassState.APPROVED, "班级尚未通过备案")
    if enrolment.state not in (EnrolmentState.ENROLLED, EnrolmentState.NOT_COMPLETED):
        raise Conflict("该学员已有结业结果", state=enrolment.state.value)
    if not class_.starts_on <= command.completed_on <= today:
        raise Invalid(fields={"completed_on": ["结业日期应在开班日期之后且不晚于今天"]})
