"""Which seats a place has this year, how a city shares them, and what a class beyond them rests on."""

from casework.decisions import rule
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, status_of
from contracts.training import COURSE_LABELS, Course
from contracts.training.commands import OpenPlan, SharePlan
from contracts.training.domain_events import PlanOpened, PlanShared
from policies.reader import PolicyView
from services.training.model import PlanStanding

OVER_PLAN_BAR = "classes_beyond_plan_barred_while_short"
_FUNDING_UNSOURCED = Citation(unsourced="来源未写各课程均完成后超计划人次由何资金列支；请省人社厅、省财政厅确认")
_NO_PLAN_HERE = Citation(unsourced="本地区没有分课程的培训计划，开班不受计划人次约束；请当地人社部门确认")


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
def decide_shares(command: SharePlan, plan: int, present: dict[str, int], policy: PolicyView) -> Decision:
    """The counties' shares of a course add up to the plan, or the gap is shown and stays at the city.

    More than the plan is returned. `present` are the shares so far; counties that are not named keep theirs.
    """
    wanted = {share.area: share.seats for share in command.shares}
    shared = sum({**present, **wanted}.values())
    reasons = _share_reasons(command.course, plan, shared, policy)
    subject = f"plan:{command.year}:{command.area}"
    if shared > plan:
        return Decision(outcome=Outcome.RETURNED, subject=subject, reasons=reasons)
    events = tuple(PlanShared(
        plan_share_id=f"share:{command.year}:{area}:{command.course.value}", area=area, city=command.area,
        year=command.year, course=command.course, seats=seats, seats_before=present.get(area, 0),
        unshared=plan - shared) for area, seats in wanted.items() if present.get(area) != seats)
    outcome = Outcome.GRANTED if events else Outcome.NOT_APPLICABLE
    return Decision(outcome=outcome, subject=subject, reasons=reasons, events=events,
                    details={"plan": plan, "shared": shared, "unshared": plan - shared})


def _share_reasons(course: Course, plan: int, shared: int, policy: PolicyView) -> tuple[Reason, ...]:
    citation, given = policy.citation("plan_shared_among_counties"), {"plan": plan, "shared": shared}
    gap = plan - shared
    return (
        Reason(code="shares_within_plan", status=status_of(gap >= 0), citation=citation, given=given,
               text=f"各县市区分解合计不超过{COURSE_LABELS[course]}计划 {plan} 人次"),
        Reason(code="shares_add_up", status=status_of(gap == 0), force=Force.AIM, citation=citation, given=given,
               text="各县市区分解合计等于市州计划" if gap <= 0 else f"尚有 {gap} 人次未分解，保留在市州"))


def completeness_reason(standing: PlanStanding, policy: PolicyView) -> Reason:
    """Complete means every course by itself: a total that is reached with one course short is not."""
    short = [course for course in standing.courses if course.is_short]
    return Reason(code="every_course_complete", status=status_of(not short), force=Force.AIM,
                  citation=policy.citation("plan_shared_among_counties"), text="按时按质完成各课程培训任务",
                  given={s.course.value: {"completed": s.completed, "plan": s.plan} for s in short})


def plan_reasons(course: Course, seats: int, standing: PlanStanding, policy: PolicyView) -> tuple[Reason, ...]:
    """Whether a class of `seats` is within its course's plan; if not, whether another course is short.

    Beyond the plan it is barred in principle only while another course of the place is short (hunan-2024 二（一）1,
    named reading); where all are complete nothing bars it, and what pays its seats is open. Where no document
    sets a plan by course the question does not arise.
    """
    if not policy.has("training_plan"):
        return (Reason(code="within_plan", status=Status.NOT_APPLICABLE, force=Force.AIM, citation=_NO_PLAN_HERE,
                       text="本地区没有分课程的培训计划"),)
    planned = standing.of(course)
    free = planned.free if planned else 0
    within = Reason(code="within_plan", status=status_of(seats <= free), force=Force.AIM,
                    citation=policy.citation("training_plan"), text=f"在{COURSE_LABELS[course]}课程剩余计划人次之内",
                    given={"seats": seats, "free": free, "plan": planned.plan if planned else 0})
    if seats <= free:
        return (within,)
    return (within, _no_other_course_short(course, standing, policy), _funding_open())


def _no_other_course_short(course: Course, standing: PlanStanding, policy: PolicyView) -> Reason:
    bar = policy.parameter(OVER_PLAN_BAR)
    short = standing.short_courses_besides(course)
    return Reason(code="no_other_course_short", status=status_of(not short), force=bar.force, reading=bar.reading,
                  citation=bar.citation, text="超计划开班时，该地方其他课程均已按要求完成",
                  given={s.course.value: {"completed": s.completed, "plan": s.plan} for s in short})


def _funding_open() -> Reason:
    return Reason(code="funding_known", status=Status.UNKNOWN, force=Force.AIM, citation=_FUNDING_UNSOURCED,
                  text="超计划人次的资金来源尚待确认")


def beyond_plan(seats: int, standing: PlanStanding, course: Course) -> int:
    """How many seats of a class a top-up must add; none where the place has no plan by course."""
    if not standing.courses:
        return 0
    planned = standing.of(course)
    return max(0, seats - (planned.free if planned else 0))


def unknown_courses(courses: tuple[str, ...]) -> list[str]:
    """The names among `courses` that are none of the five."""
    return [course for course in courses if course not in set(Course)]


def course_names() -> str:
    return "、".join(f"{course.value}（{label}）" for course, label in COURSE_LABELS.items())
