"""What bases and cities owe each year, counted: mentors' visits, data, the staff course."""

from datetime import date

from casework.decisions import rule
from casework.duties import standing
from contracts.answers import as_answers
from contracts.decisions import Decision, Force, Outcome, Reason, status_of
from contracts.events.domain_events import MentorVisitRecorded
from contracts.incubators import VisitState
from contracts.incubators.commands import HoldBaseStaffCourse, RefreshData
from contracts.incubators.domain_events import (
    BaseDataUpdated,
    BaseStaffCourseHeld,
    DataRefreshed,
    VisitCounted,
)
from policies.reader import PolicyView
from services.incubators.model import Base


@rule(version=1)
def decide_visit_count(visit: MentorVisitRecorded, base: Base | None, held_on: tuple[date, ...], policy: PolicyView,
                       today: date) -> Decision:
    """How far a base is with its mentors' visits after one more, of which `held_on` are this year's days.

    Only what the mentor recorded counts (hunan-2024 二（三）2): the event itself is the mentor's record.
    """
    return _visits(visit.base_id, base, visit.area, visit.held_on.year, held_on, policy, today)


@rule(version=1)
def decide_visit_year(base: Base, year: int, held_on: tuple[date, ...], policy: PolicyView, today: date) -> Decision:
    """The year is over: what is missing is late and shown; nothing is taken from the base."""
    return _visits(base.base_id, base, base.area, year, held_on, policy, today)


def _visits(base_id: str, base: Base | None, area: str, year: int, held_on: tuple[date, ...], policy: PolicyView,
            today: date) -> Decision:
    wanted = policy.parameter("mentor_visits_per_base_and_year")
    recorded_by = policy.parameter("mentor_visit_recorded_by")
    stands = standing(wanted.value, date(year, 12, 31), held_on, today)
    reasons = (
        Reason(code="recorded_by_the_mentor", status=status_of(recorded_by.value == "mentor"),
               citation=recorded_by.citation, text="由导师本人记录"),
        Reason(code="visits_reached", status=status_of(stands.counted >= stands.at_least), force=Force.AIM,
               citation=wanted.citation, reading=wanted.reading, text=f"每年不少于 {wanted.value} 次",
               given={"counted": stands.counted, "required": stands.at_least}),
    )
    event = VisitCounted(visit_count_id=f"visits:{base_id}:{year}"[:64], base_id=base_id,
                         base_name=base.name if base else None, operator_id=base.operator_id if base else None,
                         area=base.area if base else area, title=f"导师到基地指导 {stands.words} 次", year=year,
                         counted=stands.counted, required=stands.at_least, due_on=stands.due_on,
                         state=VisitState(stands.state.value), reasons=as_answers(reasons))
    return Decision(outcome=Outcome.GRANTED, subject=event.visit_count_id, reasons=reasons, events=(event,))


@rule(version=1)
def decide_refresh(command: RefreshData, base: Base, base_refreshed: bool, tenants_refreshed: int, tenants: int,
                   policy: PolicyView, today: date) -> Decision:
    """Complete once base and every tenant are confirmed this year; one missing and it is not (二（三）1)."""
    deadline = policy.parameter("base_data_deadline")
    complete = base_refreshed and tenants_refreshed == tenants
    on_time = today <= date.fromisoformat(deadline.value).replace(year=today.year)
    reasons = (
        Reason(code="base_and_every_tenant", status=status_of(complete), force=Force.AIM,
               citation=policy.citation("base_data_complete_means"), text="基地和每一在孵实体均已更新",
               given={"refreshed": tenants_refreshed, "tenants": tenants}),
        Reason(code="in_time", status=status_of(on_time), force=Force.AIM, citation=deadline.citation,
               reading=deadline.reading, text="于5月30日前完成"),
    )
    public = {"data_refresh_id": f"data:{base.base_id}:{today.year}"[:64], "base_id": base.base_id,
              "base_name": base.name, "operator_id": base.operator_id, "area": base.area, "year": today.year,
              "base_refreshed": base_refreshed, "tenants_refreshed": tenants_refreshed, "tenants": tenants}
    event = BaseDataUpdated(**public, updated_on=today, on_time=on_time) if complete else DataRefreshed(**public)
    return Decision(outcome=Outcome.GRANTED, subject=event.data_refresh_id, reasons=reasons, events=(event,))


@rule(version=1)
def decide_staff_course(command: HoldBaseStaffCourse, staff_course_id: str, policy: PolicyView) -> Decision:
    """The course is recorded; which of the four subjects it did not name is shown."""
    wanted = policy.parameter("base_staff_course_subjects")
    missing = tuple(subject for subject in wanted.value if subject not in command.subjects)
    reason = Reason(code="four_subjects_named", status=status_of(not missing), force=Force.AIM,
                    citation=wanted.citation, text="含平台经办、创业指导、搭建平台、事务代办四项内容",
                    given={"missing": list(missing)})
    event = BaseStaffCourseHeld(staff_course_id=staff_course_id, area=command.area, held_on=command.held_on,
                                subjects=command.subjects, missing_subjects=missing, attended=command.attended)
    return Decision(outcome=Outcome.GRANTED, subject=staff_course_id, reasons=(reason,), events=(event,))
