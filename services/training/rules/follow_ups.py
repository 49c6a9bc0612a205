"""What happens after the course: guidance is planned, success is measured (hunan-2024 二（一）3)."""

from fractions import Fraction

from casework.decisions import rule
from contracts.decisions import Decision, Outcome, Reason, Status, status_of
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


def success_reason(completed: int, succeeded: int, policy: PolicyView) -> Reason | None:
    """Whether the share of an area reaches its document's aim, in exact fractions; None where no document sets one."""
    if not policy.has("success_rate_aim"):
        return None
    aim = policy.parameter("success_rate_aim")
    reached = Fraction(succeeded, completed) >= Fraction(aim.value) / 100 if completed else None
    return Reason(code="success_rate_reached", status=status_of(reached), force=aim.force, citation=aim.citation,
                  reading=aim.reading, text=f"创业成功率力争达到 {aim.value}%",
                  given={"completed": completed, "succeeded": succeeded})


def percent_never_rounded_up(part: int, whole: int) -> str | None:
    """A share in per cent with two decimals, cut off; None of nothing."""
    if not whole:
        return None
    hundredths = part * 100 * 100 // whole
    return f"{hundredths // 100}.{hundredths % 100:02d}"
