"""Lecturers: admitted, updated in time or suspended, resumed, appraised (hunan-2024 二（一）2, 二（五）3)."""

from datetime import date, timedelta

from casework.decisions import rule
from casework.yearly_update import (
    clerk_ends_suspension,
    missing_parts,
    parts_done,
    three_parts_done,
    update_due,
    updated_in_time,
)
from contracts.answers import as_answers
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, status_of
from contracts.training import (
    GRADE_LABELS,
    LECTURER_PART_LABELS,
    TIER_LABELS,
    LecturerGrade,
    LecturerPart,
    LecturerState,
)
from contracts.training.commands import (
    AdmitLecturer,
    AppraiseLecturer,
    DeclineAdmission,
    PlaceLecturer,
    RecordTeachingResearch,
    RequestAdmission,
    ResumeLecturer,
    UpdateLecturer,
)
from contracts.training.domain_events import (
    LecturerAppraised,
    LecturerDeclined,
    LecturerPlaced,
    LecturerRegistered,
    LecturerRequested,
    LecturerResumed,
    LecturerResumptionProposed,
    LecturerSuspended,
    LecturerUpdated,
    LecturerVerified,
    TeachingResearchHeld,
)
from policies.reader import PolicyView
from services.training.model import Lecturer

UPDATE_DEADLINE, APPRAISAL_DEADLINE = "lecturer_update_deadline", "lecturer_appraisal_deadline"
FEE_BY_GRADE = "lecturer_fee_by_grade"
_REVIEW_UNSOURCED = Citation(unsourced="当地文件没有写讲师的年度考核；由当地人社部门决定并请其确认")
_ADMISSION_UNSOURCED = Citation(unsourced="来源未写讲师的准入条件；由人社部门认定，请省人社厅确认")


@rule(version=1)
def decide_admission_request(command: RequestAdmission, lecturer_id: str, today: date) -> Decision:
    """Anybody registered may ask; an office decides, since no source states the conditions."""
    lecturer = Lecturer(lecturer_id=lecturer_id, person_id=command.actor.person_id, area=command.area,
                        courses=command.courses, state=LecturerState.REQUESTED)
    reasons = (Reason(code="admitted_by_office", status=Status.UNKNOWN, citation=_ADMISSION_UNSOURCED,
                      text="由人社部门认定"),)
    event = LecturerRequested(**lecturer_public(lecturer, lecturer.state, reasons=as_answers(reasons),
                                                todo="等待人社部门认定"), requested_on=today, files=command.files)
    return Decision(outcome=Outcome.REFERRED, subject=lecturer_id, reasons=reasons, events=(event,))


@rule(version=1)
def decide_admission_declined(command: DeclineAdmission, lecturer: Lecturer) -> Decision:
    """A person's act with its ground; who was declined may ask again."""
    reasons = (Reason(code="admitted_by_office", status=Status.UNMET, citation=_ADMISSION_UNSOURCED,
                      force=Force.DISCRETION, text=f"人社部门未予认定，理由：{command.ground}"),)
    event = LecturerDeclined(**lecturer_public(lecturer, LecturerState.DECLINED, reasons=as_answers(reasons),
                                               todo="补充条件后可以再次申请"), ground=command.ground)
    return Decision(outcome=Outcome.REFUSED, subject=lecturer.lecturer_id, reasons=reasons, events=(event,))


@rule(version=1)
def decide_tier(command: PlaceLecturer, lecturer: Lecturer, policy: PolicyView) -> Decision:
    """A person's act: in which tier of the city's pool a lecturer stands. No source names tiers or conditions."""
    reasons = (Reason(code="placed_by_office", status=Status.MET, citation=policy.citation("lecturer_tiers"),
                      text=f"人社部门认定为{TIER_LABELS[command.tier]}，理由：{command.ground}"),)
    event = LecturerPlaced(**lecturer_public(lecturer, lecturer.state, reasons=as_answers(reasons)) | {
        "tier": command.tier}, ground=command.ground)
    return Decision(outcome=Outcome.GRANTED, subject=lecturer.lecturer_id, reasons=reasons, events=(event,))


@rule(version=1)
def decide_lecturer(command: AdmitLecturer, lecturer_id: str, policy: PolicyView, today: date) -> Decision:
    """A person's act: they are a lecturer. Who joins after the deadline owes no update under it."""
    due = update_due(policy, UPDATE_DEADLINE, today)
    lecturer = Lecturer(lecturer_id=lecturer_id, person_id=command.person_id, area=command.area,
                        courses=command.courses, state=LecturerState.REGISTERED, due_on=due)
    reasons = (Reason(code="admitted_by_office", status=Status.MET, citation=_ADMISSION_UNSOURCED,
                      text="由人社部门认定为创业培训讲师"),)
    todo = f"请于{due}前（含当日）完成实名认证和信息更新" if due else "请完成实名认证和信息更新"
    event = LecturerRegistered(**lecturer_public(lecturer, lecturer.state, reasons=as_answers(reasons), todo=todo))
    return Decision(outcome=Outcome.GRANTED, subject=lecturer_id, reasons=reasons, events=(event,))


@rule(version=1)
def decide_lecturer_update(command: UpdateLecturer, lecturer: Lecturer, policy: PolicyView, today: date) -> Decision:
    """Some or all of the three parts are done; complete it verifies, complete after suspension it proposes."""
    done = parts_done(LecturerPart, lecturer.parts, command.parts)
    wanted = policy.parameter("lecturer_update_parts")
    missing = missing_parts(wanted, done)
    reasons = (three_parts_done(wanted, missing),)
    updated = lecturer_public(lecturer, lecturer.state, reasons=as_answers(reasons)) | {"parts": done}
    if missing:
        todo = "还需更新：" + "、".join(LECTURER_PART_LABELS[LecturerPart(part)] for part in missing)
        event = LecturerUpdated(**updated | {"todo": todo})
        return Decision(outcome=Outcome.RETURNED, subject=lecturer.lecturer_id, reasons=reasons, events=(event,))
    if not lecturer.state.is_suspended:
        event = LecturerVerified(**updated | {"state": LecturerState.VERIFIED}, verified_on=today)
        return Decision(outcome=Outcome.GRANTED, subject=lecturer.lecturer_id, reasons=reasons, events=(event,))
    return _proposed(lecturer, updated, reasons, policy)


def _proposed(lecturer: Lecturer, updated: dict, reasons: tuple[Reason, ...], policy: PolicyView) -> Decision:
    reasons += (clerk_ends_suspension(policy.parameter("lecturer_suspension_ends_by")),)
    event = LecturerResumptionProposed(**updated | {
        "state": LecturerState.RESUMPTION_PROPOSED, "reasons": as_answers(reasons), "todo": "等待经办人员恢复授课资格"})
    return Decision(outcome=Outcome.REFERRED, subject=lecturer.lecturer_id, reasons=reasons, events=(event,))


@rule(version=1)
def decide_lecturer_suspension(lecturer: Lecturer, due_on: date, policy: PolicyView, today: date) -> Decision:
    """Suspended on the day after the deadline when the update is not complete; that day itself was in time.

    The source names the consequence (暂停), so the calendar carries it out; how it ends a clerk decides.
    """
    verified = lecturer.state is LecturerState.VERIFIED
    reasons = (updated_in_time(policy.parameter(UPDATE_DEADLINE), verified, due_on, lecturer.parts),)
    if lecturer.state is not LecturerState.REGISTERED or today <= due_on:
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=lecturer.lecturer_id, reasons=reasons)
    public = lecturer_public(lecturer, LecturerState.SUSPENDED, reasons=as_answers(reasons),
                             todo="补齐实名认证和信息更新后，由经办人员决定恢复")
    return Decision(outcome=Outcome.REFUSED, subject=lecturer.lecturer_id, reasons=reasons,
                    events=(LecturerSuspended(**public, suspended_on=due_on + timedelta(days=1)),))


@rule(version=1)
def decide_lecturer_resumption(command: ResumeLecturer, lecturer: Lecturer, policy: PolicyView) -> Decision:
    """A clerk's act with its ground, since no source says how a suspension ends."""
    reasons = (clerk_ends_suspension(policy.parameter("lecturer_suspension_ends_by"), command.ground),)
    event = LecturerResumed(**lecturer_public(lecturer, LecturerState.VERIFIED, reasons=as_answers(reasons)),
                            ground=command.ground)
    return Decision(outcome=Outcome.GRANTED, subject=lecturer.lecturer_id, reasons=reasons, events=(event,))


@rule(version=2)
def decide_appraisal(command: AppraiseLecturer, lecturer: Lecturer, classes_taught: int, policy: PolicyView,
                     today: date) -> Decision:
    """The grade of a year in which the lecturer taught; where a document says so it is next year's pay level."""
    reasons = _appraisal_reasons(command, classes_taught, policy, today)
    if not classes_taught:
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=lecturer.lecturer_id, reasons=reasons)
    public = lecturer_public(lecturer, lecturer.state, reasons=as_answers(reasons))
    in_time = reasons[1].status is not Status.UNMET
    event = LecturerAppraised(**public, year=command.year, grade=command.grade, pay_year=command.year + 1,
                              in_time=in_time, ground=command.ground)
    return Decision(outcome=Outcome.GRANTED, subject=lecturer.lecturer_id, reasons=reasons, events=(event,))


def _appraisal_reasons(command: AppraiseLecturer, classes_taught: int, policy: PolicyView,
                       today: date) -> tuple[Reason, ...]:
    taught = Status.MET if classes_taught else Status.NOT_APPLICABLE
    return (
        Reason(code="taught_this_year", status=taught, citation=_review_citation(policy), text="当年担任授课",
               reading="只考核当年授过课的讲师", given={"classes": classes_taught}),
        _appraised_in_time(command.year, policy, today), *_pay_reasons(command, policy))


def _review_citation(policy: PolicyView) -> Citation:
    """The clause that asks for a yearly review; not every document does."""
    asking = [key for key in (APPRAISAL_DEADLINE, "lecturer_steps") if policy.has(key)]
    return policy.citation(asking[0]) if asking else _REVIEW_UNSOURCED


def _appraised_in_time(year: int, policy: PolicyView, today: date) -> Reason:
    """A document's day binds the year that it names; other years and places have none."""
    if not policy.has(APPRAISAL_DEADLINE) or policy.day(APPRAISAL_DEADLINE).year != year:
        return Reason(code="appraised_in_time", status=Status.NOT_APPLICABLE, force=Force.AIM,
                      citation=_review_citation(policy), text=f"{year} 年的考核没有文件规定的期限")
    deadline = policy.parameter(APPRAISAL_DEADLINE)
    return Reason(code="appraised_in_time", status=status_of(today <= policy.day(APPRAISAL_DEADLINE)),
                  force=Force.AIM, citation=deadline.citation, reading=deadline.reading,
                  text=f"于{deadline.value}之前完成年度考核")


def _pay_reasons(command: AppraiseLecturer, policy: PolicyView) -> tuple[Reason, ...]:
    if not policy.has("lecturer_fee_follows_grade"):
        return ()
    known = True if policy.has(FEE_BY_GRADE) else None
    return (
        Reason(code="fee_follows_grade", status=Status.MET, citation=policy.citation("lecturer_fee_follows_grade"),
               text=f"{command.year + 1} 年课酬按“{GRADE_LABELS[command.grade]}”等次执行"),
        Reason(code="fee_rate_known", status=status_of(known), force=Force.AIM, text="各等次的课酬标准",
               citation=policy.citation(FEE_BY_GRADE if known else "lecturer_grades")))


def pay_per_session(grade: LecturerGrade | None, policy: PolicyView) -> int | None:
    """What a session pays in 分; None without a grade, and while no rate by grade was put into force."""
    if grade is None or not policy.has(FEE_BY_GRADE):
        return None
    return policy.value(FEE_BY_GRADE)[grade] * 100


@rule(version=1)
def decide_teaching_research(command: RecordTeachingResearch, research_id: str, policy: PolicyView) -> Decision:
    """What a city held counts toward its yearly duty."""
    wanted = policy.parameter("teaching_research_events_per_year")
    reason = Reason(code="counts_toward_duty", status=Status.MET, citation=wanted.citation,
                    text=f"每年至少 {wanted.value} 次教学讨论、学习观摩或经验交流")
    event = TeachingResearchHeld(teaching_research_id=research_id, area=command.area, kind=command.kind,
                                 title=command.title, held_on=command.held_on)
    return Decision(outcome=Outcome.GRANTED, subject=research_id, reasons=(reason,), events=(event,))


def lecturer_public(lecturer: Lecturer, state: LecturerState, **more) -> dict:
    """The public state of a lecturer after they moved to `state`."""
    names = ("lecturer_id", "person_id", "area", "courses", "parts", "due_on", "tier")
    return {name: getattr(lecturer, name) for name in names} | {"title": "创业培训讲师", "state": state, **more}
