"""Who may teach, and which seats a city has this year."""

from casework.decisions import rule
from contracts.decisions import Decision, Outcome, Reason, Status
from contracts.training import COURSE_LABELS, Course
from contracts.training.commands import AccreditInstitution, OpenPlan
from contracts.training.domain_events import InstitutionAccredited, PlanOpened
from policies.reader import PolicyView


@rule(version=1)
def decide_plan(command: OpenPlan, city: str, plan: PolicyView, opened: tuple[str, ...]) -> Decision:
    """Whether a city's seats are opened from the policy's plan; a plan that is open stays as it is."""
    plan_id = f"plan:{command.year}:{city}"
    parameter = plan.parameter("training_plan")
    reason = Reason(code="plan_of_the_year", status=Status.MET, citation=parameter.citation,
                    text=f"{command.year} 年各课程计划共 {sum(parameter.value.values())} 人次", given=parameter.value)
    if plan_id in opened:
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=plan_id, reasons=(reason,))
    event = PlanOpened(plan_id=plan_id, area=city, year=command.year, seats=parameter.value)
    return Decision(outcome=Outcome.GRANTED, subject=plan_id, reasons=(reason,), events=(event,))


@rule(version=1)
def decide_accreditation(command: AccreditInstitution) -> Decision:
    """A person's act: the institution may teach the named courses until the day given."""
    event = InstitutionAccredited(institution_id=command.institution_id, area=command.area,
                                  courses=command.courses, valid_until=command.valid_until)
    return Decision(outcome=Outcome.GRANTED, subject=command.institution_id, events=(event,))


def unknown_courses(courses: tuple[str, ...]) -> list[str]:
    """The names among `courses` that are none of the five."""
    return [course for course in courses if course not in set(Course)]


def course_names() -> str:
    return "、".join(f"{course.value}（{label}）" for course, label in COURSE_LABELS.items())
