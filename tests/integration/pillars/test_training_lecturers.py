"""Lecturers on a real database: updates, suspension by the calendar, dispatches, appraisals."""

import pytest

from contracts.actors import Role
from contracts.problems import Conflict, Forbidden, Invalid, NotFound
from contracts.training import LecturerGrade, LecturerTier, ResearchKind
from contracts.training.commands import (
    AdmitLecturer,
    AnswerDispatch,
    AppraiseLecturer,
    CancelClass,
    DeclineAdmission,
    DispatchLecturer,
    PlaceLecturer,
    RecordTeachingResearch,
    RequestAdmission,
    ResumeLecturer,
    SuspendLecturer,
    UpdateLecturer,
)
from contracts.training.domain_events import ClassCancelled, LecturerSuspended
from contracts.training.questions import ListLecturers, ReplayDecisions, Verify
from tests.building import (
    XIANGXI,
    Actor,
    an_actor,
    heard,
    on,
    the_city,
    the_county_clerk,
    the_institution,
    the_province,
)
from tests.integration.pillars.lecturing import ALL_PARTS, School

CALENDAR = Actor(role=Role.CALENDAR)


@pytest.fixture(scope="module")
def school(desk, migrated):
    """In May; time goes on from test to test. `waiting` are lecturers of May who did not update."""
    school = School(desk("training"), migrated).prepare()
    school.waiting = [school.lecturer() for _ in range(6)]
    school.asked = school.give(DispatchLecturer, the_city(), class_id=school.class_(),
                               lecturer_id=school.waiting[0][0])["subject"]
    return school


def suspended(school):
    school.at("2024-07-01")
    lecturer, actor = school.waiting.pop()
    school.give(SuspendLecturer, CALENDAR, lecturer_id=lecturer, due_on=on("2024-06-30"))
    return lecturer, actor


def dispatched(school, **changes):
    lecturer, actor = school.lecturer(verified=True)
    class_id = school.class_(**changes)
    dispatch = school.give(DispatchLecturer, the_institution(), class_id=class_id, lecturer_id=lecturer)["subject"]
    return lecturer, actor, class_id, dispatch


def test_only_an_office_of_the_area_admits_a_registered_person_and_nobody_twice(school):
    _, actor = school.lecturer()
    fields = {"person_id": actor.person_id, "area": XIANGXI, "courses": ("siyb",)}
    with pytest.raises(Conflict):
        school.give(AdmitLecturer, the_city(), **fields)
    with pytest.raises(Forbidden):
        school.give(AdmitLecturer, an_actor(Role.CITY_STAFF, area="330400"), **fields)
    with pytest.raises(NotFound):
        school.give(AdmitLecturer, the_city(), **fields | {"person_id": "nobody"})
    with pytest.raises(Invalid):
        school.give(AdmitLecturer, the_city(), **fields | {"courses": ("cooking",)})


def test_a_person_asks_to_be_a_lecturer_and_the_office_declines_or_admits_with_a_ground(school):
    person = school.person()
    actor = an_actor(Role.CITIZEN, person_id=person)
    fields = {"area": XIANGXI, "courses": ("siyb",), "files": ("file-1",)}
    with pytest.raises(NotFound):
        school.give(RequestAdmission, an_actor(Role.CITIZEN, person_id="not-registered"), **fields)
    asked = school.give(RequestAdmission, actor, **fields)
    assert (asked["outcome"], asked["reasons"][0]["status"]) == ("referred", "unknown")
    with pytest.raises(Conflict):
        school.give(RequestAdmission, actor, **fields)
    assert asked["subject"] not in [one["lecturer_id"] for one in listing(school)["items"]]
    with pytest.raises(NotFound):
        school.give(UpdateLecturer, actor, parts=ALL_PARTS)
    decline = {"lecturer_id": asked["subject"], "ground": "尚未取得讲师培训合格证明"}
    with pytest.raises(Forbidden):
        school.give(DeclineAdmission, an_actor(Role.CITY_STAFF, area="430100"), **decline)
    school.give(DeclineAdmission, the_city(), **decline)
    school.give(RequestAdmission, actor, **fields)
    school.give(AdmitLecturer, the_city(), person_id=person, area=XIANGXI, courses=("siyb", "online_shop"))
    assert [name for name, _ in school.of("lecturer", asked["subject"])] == [
        "lecturer_requested", "lecturer_declined", "lecturer_requested", "lecturer_registered"]
    shown = listed(school, asked["subject"])
    assert (shown["requested_on"], shown["registered_on"], shown["appraised_on"]) == ("2024-05-06", "2024-05-06", None)


def test_a_lecturer_stands_in_a_tier_that_says_it_is_unsourced_and_keeps_it_through_an_update(school):
    lecturer, actor = school.lecturer()
    placed = school.give(PlaceLecturer, the_city(), lecturer_id=lecturer, tier=LecturerTier.BACKBONE, ground="两年优秀")
    assert "未写梯队" in placed["reasons"][0]["citation"]["unsourced"]
    school.give(UpdateLecturer, actor, parts=ALL_PARTS)
    shown = listed(school, lecturer)
    assert (shown["tier"], shown["verified_on"]) == ("backbone", "2024-05-06")
    with pytest.raises(Forbidden):
        school.give(PlaceLecturer, an_actor(Role.CITY_STAFF, area="430100"), lecturer_id=lecturer,
                    tier=LecturerTier.LEADING, ground="别处的决定")


def test_the_calendar_looks_at_a_lecturer_when_the_last_day_is_over(school):
    lecturer, _ = school.lecturer()
    [(due_at, command)] = school.desk.sql("SELECT due_at AT TIME ZONE 'Asia/Shanghai', command FROM timers WHERE key"
                                          " LIKE %s", f"lecturer:{lecturer}:%")
    assert (str(due_at), command) == ("2024-07-01 00:00:00", "training.suspend_lecturer")


def test_a_lecturer_from_another_city_is_dispatched_sees_it_and_answers_once(school):
    lecturer, actor = school.lecturer(verified=True, area="430100")
    class_id = school.class_()
    dispatch = {"class_id": class_id, "lecturer_id": lecturer}
    answer = school.give(DispatchLecturer, the_city(), **dispatch)
    seen = school.of("dispatch", answer["subject"])[-1][1]
    assert (seen["person_id"], seen["home_area"], seen["todo"]) == (actor.person_id, "430100", "请答复是否接受授课派遣")
    with pytest.raises(Conflict):
        school.give(DispatchLecturer, the_city(), **dispatch)
    with pytest.raises(NotFound):
        school.give(AnswerDispatch, school.lecturer()[1], dispatch_id=answer["subject"], accept=True)
    school.give(AnswerDispatch, actor, dispatch_id=answer["subject"], accept=True)
    assert school.of("dispatch", answer["subject"])[-1][1]["state"] == "accepted"
    with pytest.raises(Conflict):
        school.give(AnswerDispatch, actor, dispatch_id=answer["subject"], accept=False, ground="另有安排")


def test_a_declined_dispatch_may_be_made_again(school):
    lecturer, actor, class_id, dispatch = dispatched(school)
    with pytest.raises(Invalid) as without_reason:
        school.give(AnswerDispatch, actor, dispatch_id=dispatch, accept=False)
    assert list(without_reason.value.fields) == ["ground"]
    school.give(AnswerDispatch, actor, dispatch_id=dispatch, accept=False, ground="当周已有安排")
    assert school.of("dispatch", dispatch)[-1][1]["ground"] == "当周已有安排"
    again = school.give(DispatchLecturer, the_city(), class_id=class_id, lecturer_id=lecturer)
    assert again["outcome"] == "granted"


def test_a_cancelled_class_releases_its_lecturer(school):
    _, _, class_id, dispatch = dispatched(school)
    school.give(CancelClass, the_institution(), class_id=class_id, ground="报名人数不足")
    school.desk.give(heard(ClassCancelled, "training.release_dispatches_on_class_cancelled",
                           **school.of("class", class_id)[-1][1]))
    assert school.of("dispatch", dispatch)[-1][1]["state"] == "released"


def test_the_grade_of_a_lecturer_who_taught_is_next_years_pay_level_and_without_one_there_is_none(school):
    lecturer, actor, _, dispatch = dispatched(school)
    appraisal = {"lecturer_id": lecturer, "year": 2024, "grade": LecturerGrade.EXCELLENT, "ground": "学员评价优良"}
    assert school.give(AppraiseLecturer, the_city(), **appraisal)["outcome"] == "not_applicable"
    school.give(AnswerDispatch, actor, dispatch_id=dispatch, accept=True)
    before = listed(school, lecturer)
    assert (before["pay_level"], before["appraisal_missing"], before["sessions"]) == (None, True, 10)
    answer = school.give(AppraiseLecturer, the_city(), **appraisal)
    assert {r["code"]: r["status"] for r in answer["reasons"]}["fee_rate_known"] == "unknown"
    shown = listed(school, lecturer)
    assert (shown["pay_level"], shown["pay_year"], shown["classes"]) == ("excellent", 2025, 1)
    assert (shown["appraisal_missing"], shown["pay_per_session"]) == (False, None)
    assert "课酬" in listing(school)["pay_citation"]["unsourced"]
    with pytest.raises(Conflict):
        school.give(AppraiseLecturer, the_city(), **appraisal)
    assert school.desk.events("training.lecturer_appraised.v1")[-1]["in_time"] is True


def listing(school, **more):
    return school.give(ListLecturers, the_city(), area=XIANGXI, **more)


def listed(school, lecturer_id, **more):
    return next(item for item in listing(school, **more)["items"] if item["lecturer_id"] == lecturer_id)


def test_an_area_shows_its_lecturers_to_its_own_desks_alone(school):
    lecturer, _ = school.lecturer(area="430100")
    items = school.give(ListLecturers, the_city(), area=XIANGXI)["items"]
    assert items and lecturer not in [item["lecturer_id"] for item in items]
    with pytest.raises(Forbidden):
        school.give(ListLecturers, the_city(), area="430100")


def test_teaching_research_counts_for_a_city_on_the_day_it_was_held(school):
    fields = {"area": XIANGXI, "kind": ResearchKind.OBSERVATION,
              "title": "湘西州讲师教学观摩", "held_on": on("2024-05-06")}
    school.give(RecordTeachingResearch, the_city(), **fields)
    assert school.desk.events("training.teaching_research_held.v1")[-1]["area"] == XIANGXI
    with pytest.raises(Invalid):
        school.give(RecordTeachingResearch, the_city(), **fields | {"held_on": on("2024-05-07")})
    with pytest.raises(Invalid):
        school.give(RecordTeachingResearch, the_province(), **fields | {"area": "430000"})


def test_a_lecturer_is_told_which_part_is_missing_and_is_verified_on_the_last_day_itself(school):
    lecturer, actor = school.lecturer()
    first = school.give(UpdateLecturer, actor, parts=("real_name", "personal_data"))
    assert first["outcome"] == "returned"
    assert school.of("lecturer", lecturer)[-1][1]["todo"] == "还需更新：服务情况"
    school.at("2024-06-30", "23:59:59")
    school.give(UpdateLecturer, actor, parts=("service_data",))
    assert school.of("lecturer", lecturer)[-1][0] == "lecturer_verified"
    school.at("2024-07-01")
    late = school.give(SuspendLecturer, CALENDAR, lecturer_id=lecturer, due_on=on("2024-06-30"))
    assert late["outcome"] == "not_applicable"


def test_a_late_update_proposes_the_end_of_the_suspension_and_a_clerk_ends_it(school):
    lecturer, actor = suspended(school)
    assert school.of("lecturer", lecturer)[-1][1]["suspended_on"] == "2024-07-01"
    resume = {"lecturer_id": lecturer, "ground": "信息已补齐并核对"}
    with pytest.raises(Conflict):
        school.give(ResumeLecturer, the_city(), **resume)
    assert school.give(UpdateLecturer, actor, parts=ALL_PARTS)["outcome"] == "referred"
    with pytest.raises(Forbidden):
        school.give(ResumeLecturer, the_county_clerk(), **resume)
    school.give(ResumeLecturer, the_city(), **resume)
    assert [name for name, _ in school.of("lecturer", lecturer)] == [
        "lecturer_registered", "lecturer_suspended", "lecturer_resumption_proposed", "lecturer_resumed"]


def test_a_suspended_lecturer_is_not_dispatched_and_open_dispatches_are_released_once(school):
    (lecturer, actor), dispatch = school.waiting.pop(0), school.asked
    school.at("2024-07-01")
    assert school.give(AnswerDispatch, actor, dispatch_id=dispatch, accept=True)["outcome"] == "returned"
    school.give(SuspendLecturer, CALENDAR, lecturer_id=lecturer, due_on=on("2024-06-30"))
    refused = school.give(DispatchLecturer, the_city(), class_id=school.class_(), lecturer_id=lecturer)
    assert refused["outcome"] == "returned"
    assert refused["reasons"][0]["citation"] == {"document": "hunan-2024", "clause": "二（五）3"}
    for _ in range(2):
        school.desk.give(heard(LecturerSuspended, "training.release_dispatches_on_lecturer_suspended",
                               **school.of("lecturer", lecturer)[-1][1]))
    assert [name for name, _ in school.of("dispatch", dispatch)] == ["dispatch_proposed", "dispatch_released"]
    assert school.give(Verify, the_city())["faults"] == []


def test_a_suspension_that_has_ended_when_its_event_arrives_releases_nothing(school):
    lecturer, actor = suspended(school)
    event = school.of("lecturer", lecturer)[-1][1]
    school.give(UpdateLecturer, actor, parts=ALL_PARTS)
    school.give(ResumeLecturer, the_city(), lecturer_id=lecturer, ground="信息已补齐并核对")
    dispatch = school.give(DispatchLecturer, the_city(), class_id=school.class_(), lecturer_id=lecturer)["subject"]
    school.desk.give(heard(LecturerSuspended, "training.release_dispatches_on_lecturer_suspended", **event))
    assert school.of("dispatch", dispatch)[-1][1]["state"] == "proposed"


def test_every_decision_on_a_lecturer_replays_to_the_same_bytes(school):
    lecturer, actor = suspended(school)
    school.give(UpdateLecturer, actor, parts=ALL_PARTS)
    replayed = school.give(ReplayDecisions, the_city(), subject=lecturer)["decisions"]
    assert [decision["same"] for decision in replayed] == [True, True, True]


def test_a_late_update_before_the_timer_came_does_not_slip_through(school):
    school.at("2024-07-01")
    lecturer, actor = school.waiting.pop()
    assert school.give(UpdateLecturer, actor, parts=ALL_PARTS)["outcome"] == "referred"
    assert [name for name, _ in school.of("lecturer", lecturer)][1:] == [
        "lecturer_suspended", "lecturer_resumption_proposed"]
