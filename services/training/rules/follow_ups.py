"""What happens after the course: guidance is planned (hunan-2024 二（一）3)."""

from casework.decisions import rule
from contracts.decisions import Decision, Outcome, Reason, Status
from contracts.training.domain_events import FollowUpPlanned, TrainingCompleted
from policies.reader import PolicyView


@rule(version=1)
def decide_follow_up(event: TrainingCompleted, policy: PolicyView) -> Decision:
    """Every trainee who completed gets a follow-up by lecturer and mentors."""
    helpers = policy.parameter("follow_up_by")
    reason = Reason(code="course_completed", status=Status.MET, citation=helpers.citation,
                    text="结业学员由授课讲师和导师团成员跟踪帮扶")
    planned = FollowUpPlanned(follow_up_id=f"follow-up:{event.enrolment_id}", person_id=event.person_id,
                              area=event.area, course=event.course, helpers=tuple(helpers.value), state="planned")
    return Decision(outcome=Outcome.GRANTED, subject=planned.follow_up_id, reasons=(reason,), events=(planned,))
