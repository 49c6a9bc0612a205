"""Lecturers: admitted, updated, suspended by the calendar, resumed by a clerk, appraised, listed."""

from chassis.calls import require_area
from chassis.declare import command, question
from chassis.store import derived_id
from contracts.actors import area_prefix
from contracts.problems import Conflict, Invalid, NotFound
from contracts.training import LecturerPart, LecturerState
from contracts.training.commands import (
    AdmitLecturer,
    AppraiseLecturer,
    DeclineAdmission,
    PlaceLecturer,
    RecordTeachingResearch,
    RequestAdmission,
    ResumeLecturer,
    SuspendLecturer,
    UpdateLecturer,
)
from contracts.training.questions import ListLecturers
from policies.areas import exists
from services.training.rules.lecturers import (
    decide_admission_declined,
    decide_admission_request,
    decide_appraisal,
    decide_lecturer,
    decide_lecturer_resumption,
    decide_lecturer_suspension,
    decide_lecturer_update,
    decide_teaching_research,
    decide_tier,
    pay_per_session,
)
from services.training.rules.plan import course_names, unknown_courses
from services.training.service.plan import require_cities
from services.training.store.plan import day_in_year

_DAYS = ("requested_on", "registered_on", "verified_on", "appraised_on")


class LecturerHandlers:
    """Handlers about lecturers."""

    @command(RequestAdmission)
    def request_admission(self, command):
        require_courses(command.courses)
        if not exists(command.area):
            raise Invalid(fields={"area": ["没有这个地区"]})
        with self.store.transaction(command) as tx:
            require_new_lecturer(tx, command.actor.person_id)
            return tx.record(decide_admission_request(command, lecturer_id_of(command.actor.person_id), tx.today))

    @command(DeclineAdmission)
    def decline_admission(self, command):
        with self.store.transaction(command) as tx:
            lecturer = tx.lecturer(command.lecturer_id)
            require_area(command, lecturer.area)
            if lecturer.state is not LecturerState.REQUESTED:
                raise Conflict("没有待认定的申请", state=lecturer.state.value)
            return tx.record(decide_admission_declined(command, lecturer))

    @command(PlaceLecturer)
    def place_lecturer(self, command):
        with self.store.transaction(command) as tx:
            lecturer = tx.lecturer(command.lecturer_id)
            require_area(command, lecturer.area)
            require_admitted(lecturer)
            policy = tx.policy(lecturer.area, on=tx.today)
            return tx.record(decide_tier(command, lecturer, policy))

    @command(AdmitLecturer)
    def admit_lecturer(self, command):
        require_area(command, command.area)
        require_courses(command.courses)
        with self.store.transaction(command) as tx:
            asked = require_new_lecturer(tx, command.person_id, deciding=True)
            if asked and asked.state is LecturerState.REQUESTED:
                require_area(command, asked.area)
            lecturer_id = lecturer_id_of(command.person_id)
            return tx.record(decide_lecturer(command, lecturer_id, tx.policy(command.area, on=tx.today), tx.today))

    @command(UpdateLecturer)
    def update_lecturer(self, command):
        if unknown := [part for part in command.parts if part not in set(LecturerPart)]:
            raise Invalid(fields={"parts": [f"不认识的内容：{'、'.join(unknown)}；可选：{'、'.join(LecturerPart)}"]})
        with self.store.transaction(command) as tx:
            lecturer = the_lecturer(tx, command)
            policy = tx.policy(lecturer.area, on=tx.today)
            return tx.record(decide_lecturer_update(command, lecturer, policy, tx.today))

    @command(SuspendLecturer)
    def suspend_lecturer(self, command):
        with self.store.transaction(command) as tx:
            return suspend_when_due(tx, tx.lecturer(command.lecturer_id), command.due_on)

    @command(ResumeLecturer)
    def resume_lecturer(self, command):
        with self.store.transaction(command) as tx:
            lecturer = tx.lecturer(command.lecturer_id)
            require_area(command, lecturer.area)
            if lecturer.state is not LecturerState.RESUMPTION_PROPOSED:
                raise Conflict("讲师尚未补齐信息，或没有被暂停", state=lecturer.state.value)
            policy = tx.policy(lecturer.area, on=tx.today)
            return tx.record(decide_lecturer_resumption(command, lecturer, policy))

    @command(AppraiseLecturer)
    def appraise_lecturer(self, command):
        with self.store.transaction(command) as tx:
            lecturer = tx.lecturer(command.lecturer_id)
            require_area(command, lecturer.area)
            require_admitted(lecturer)
            if tx.is_appraised(lecturer.lecturer_id, command.year):
                raise Conflict("该年度已完成考核")
            if command.year > tx.today.year:
                raise Invalid(fields={"year": ["考核年度不能晚于今年"]})
            taught = tx.classes_taught(lecturer.lecturer_id, command.year, tx.today)
            policy = tx.policy(lecturer.area, on=tx.today)
            return tx.record(decide_appraisal(command, lecturer, taught, policy, tx.today))

    @command(RecordTeachingResearch)
    def record_teaching_research(self, command):
        require_area(command, command.area)
        if require_cities(command.area) != (command.area,):
            raise Invalid(fields={"area": ["教学研讨活动按市州记录，请填写市州代码"]})
        with self.store.transaction(command) as tx:
            if command.held_on > tx.today:
                raise Invalid(fields={"held_on": ["举办日期不能晚于今天"]})
            policy = tx.policy(command.area, on=command.held_on)
            research_id = tx.new_id("teaching_research")
            return tx.record(decide_teaching_research(command, research_id, policy))

    @question(ListLecturers)
    def list_lecturers(self, question):
        require_area(question, question.area)
        with self.store.reading(question) as tx:
            year = question.year or tx.today.year
            rows = tx.lecturers_within(area_prefix(question.area) + "%", year, tx.today)
            policy = tx.policy(question.area, on=day_in_year(tx.today, year))
        return {"year": year, "items": [listed(row, year, policy) for row in rows],
                "tier_citation": cited(policy, "lecturer_tiers"), "pay_citation": cited(policy, "lecturer_grades")}


def listed(row: dict, year: int, policy) -> dict:
    """A lecturer as listed. The newest grade is the pay level of the year after it; other years' rates are not told."""
    fen = pay_per_session(row["grade"], policy) if row["pay_year"] == year else None
    days = {name: row[name] and row[name].isoformat() for name in _DAYS}
    return {**row, **days, "pay_level": row["grade"], "pay_per_session": None if fen is None else f"{fen / 100:.2f}"}


def cited(policy, key: str) -> dict | None:
    return policy.citation(key).as_data() if policy.has(key) else None


def lecturer_id_of(person_id: str) -> str:
    return derived_id("lecturer", person_id)


def require_new_lecturer(tx, person_id: str, *, deciding: bool = False):
    """What a registered person asked for so far, if anything; raises Conflict for who is a lecturer, or, unless an
    office is deciding, has asked already.
    """
    if person_id not in tx.known_people((person_id,)):
        raise NotFound("该人员尚未实名登记")
    found = tx.lecturer_who_is(person_id)
    if found and (found.state.is_admitted or not deciding and found.state is LecturerState.REQUESTED):
        raise Conflict("已是创业培训讲师" if found.state.is_admitted else "已经申请，等待认定", state=found.state.value)
    return found


def require_admitted(lecturer) -> None:
    if not lecturer.state.is_admitted:
        raise Conflict("尚未认定为创业培训讲师", state=lecturer.state.value)


def require_courses(courses: tuple[str, ...]) -> None:
    if not courses or (unknown := unknown_courses(courses)):
        named = f"不认识的课程：{'、'.join(unknown)}；" if courses else ""
        raise Invalid(fields={"courses": [f"{named}可选：{course_names()}"]})


def the_lecturer(tx, command):
    """The lecturer who acts. If their day has passed and the calendar's command is still on its way, they are
    suspended first, so that no act slips through between midnight and the timer."""
    lecturer = tx.lecturer_who_is(command.actor.person_id)
    if lecturer is None or not lecturer.state.is_admitted:
        raise NotFound("您还不是创业培训讲师")
    return suspended_if_late(tx, lecturer)


def suspended_if_late(tx, lecturer):
    """The lecturer as they stand today, suspended now if their day has passed."""
    if lecturer.state is LecturerState.REGISTERED and lecturer.due_on and tx.today > lecturer.due_on:
        suspend_when_due(tx, lecturer, lecturer.due_on)
        return tx.lecturer(lecturer.lecturer_id)
    return lecturer


def suspend_when_due(tx, lecturer, due_on) -> dict:
    """Suspend a lecturer whose update is not complete; when the day was moved later, wait for the later one."""
    policy = tx.policy(lecturer.area, on=tx.today)
    present = policy.day("lecturer_update_deadline")
    if present.year == due_on.year and present >= tx.today:
        tx.expect_lecturer_update(lecturer.lecturer_id, present)
        due_on = present
    return tx.record(decide_lecturer_suspension(lecturer, due_on, policy, tx.today))
