"""Classes on a real database: timetables without overlaps, corrections, waiting lists, closing."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from contracts.problems import Conflict, Forbidden, Invalid, NotFound
from contracts.training import Course
from contracts.training.commands import (
    CancelClass,
    CloseClass,
    CompleteClass,
    CorrectClass,
    ExaminationResult,
    JoinClass,
    LeaveClass,
    MoveSession,
    PlannedSession,
    PlanSessions,
    RecordAttendance,
    ReplaceLecturer,
    WithdrawTrainee,
)
from contracts.training.questions import ShowClass, ShowPlanLedger, Verify
from contracts.zone import EvidenceKind, TargetGroup
from contracts.zone.domain_events import GroupEvidence, StatusConfirmed
from tests.building import (
    XIANGXI,
    a_citizen,
    a_person_registered,
    an_actor,
    an_event,
    on,
    the_city,
    the_county_clerk,
    the_institution,
)
from tests.integration.pillars.lecturing import School

RIVAL = an_actor(the_institution().role, organisation_id="org-of-a-rival")


@pytest.fixture(scope="module")
def school(desk, migrated):
    return School(desk("training"), migrated).prepare()


def a_session(number=1, *, day="2024-05-08", starts="09:00", ends="12:00", lecturer=None, place="人民中路18号三楼"):
    return PlannedSession(session=number, held_on=on(day), starts_at=starts, ends_at=ends, place=place,
                          lecturer_id=lecturer)


def a_planned_class(school, *sessions, people=(), **changes) -> str:
    class_id = school.class_(sessions=len(sessions), seats=changes.pop("seats", 30), **changes)
    if people:
        school.enrol(class_id, *people)
    answer = school.plan(class_id, *sessions)
    assert answer["outcome"] == "granted", answer["reasons"]
    return class_id


def moved(school, class_id, number=1, **changes):
    to = a_session(number, **changes)
    return school.give(MoveSession, the_institution(), class_id=class_id, session=number, held_on=to.held_on,
                       starts_at=to.starts_at, ends_at=to.ends_at, place=to.place, ground="教室停电")


def words_of(answer, code) -> str:
    return next(reason["text"] for reason in answer["reasons"] if reason["code"] == code)


def seats(school):
    shown = school.give(ShowPlanLedger, the_city(), area=XIANGXI, year=2024, course=Course.SIYB)
    return {name: shown[name] for name in ("free", "reserved", "used")}


def shown_to(school, class_id, by=None) -> dict:
    return school.give(ShowClass, by or the_institution(), class_id=class_id)


def states(school, class_id) -> dict[str, str]:
    return {trainee["person_id"]: trainee["state"] for trainee in shown_to(school, class_id)["trainees"]}


def test_a_timetable_is_kept_and_shown_and_another_institution_neither_plans_nor_sees_it(school):
    class_id = a_planned_class(school, a_session(1), a_session(2, day="2024-05-09"))
    days = [(each["session"], each["held_on"]) for each in shown_to(school, class_id)["timetable"]]
    assert days == [(1, "2024-05-08"), (2, "2024-05-09")]
    with pytest.raises(Forbidden):
        school.give(PlanSessions, RIVAL, class_id=class_id, timetable=(a_session(1),))
    for stranger in (RIVAL, an_actor(the_county_clerk().role, area="430102")):
        with pytest.raises(Forbidden):
            school.give(ShowClass, stranger, class_id=class_id)


@pytest.mark.parametrize(("sessions", "said"), [((a_session(1), a_session(1)), "共 2 个课次"),
    ((a_session(1), a_session(2, starts="11:59", ends="13:00")), "时间重叠"),
    ((a_session(1), a_session(2, starts="14:00", ends="14:00")), "晚于开始时间"),
    ((a_session(1), a_session(2, day="2024-05-16")), "开班日期和结业日期之间")])
def test_a_timetable_that_cannot_be_is_told_what_is_wrong(school, sessions, said):
    class_id = school.class_(sessions=2)
    with pytest.raises(Invalid) as told:
        school.plan(class_id, *sessions)
    assert said in told.value.fields["timetable"][0]


def test_sessions_that_touch_do_not_overlap(school):
    a_planned_class(school, a_session(1), a_session(2, starts="12:00", ends="13:00"))


def test_a_lecturer_teaches_one_class_at_a_time_and_the_conflict_names_the_other(school):
    lecturer = school.lecturer(verified=True)
    first, second = (school.class_(sessions=1, title=f"吉首市第{n}班") for n in "甲乙")
    lecturer_id = school.dispatched(first, lecturer)
    school.dispatched(second, lecturer)
    assert school.plan(first, a_session(lecturer=lecturer_id))["outcome"] == "granted"
    answer = school.plan(second, a_session(starts="11:30", ends="14:00", lecturer=lecturer_id))
    assert answer["outcome"] == "returned"
    assert "《吉首市第甲班》第1次课（5月8日09:00—12:00）" in words_of(answer, "lecturer_free")
    assert school.plan(second, a_session(starts="12:00", ends="14:00", lecturer=lecturer_id))["outcome"] == "granted"
    assert school.give(Verify, the_city())["faults"] == []


def test_a_lecturer_who_did_not_accept_the_class_is_not_put_into_its_timetable(school):
    lecturer_id, _ = school.lecturer(verified=True)
    answer = school.plan(school.class_(sessions=1), a_session(lecturer=lecturer_id))
    assert answer["outcome"] == "returned"
    assert "接受本班的授课派遣" in words_of(answer, "lecturer_accepted_class")


def test_a_trainee_is_in_one_place_at_a_time_in_the_timetable_and_in_the_roster(school):
    person = school.person()
    a_planned_class(school, a_session(), people=(person,), title="先报的班", course=Course.SIYB)
    other = school.class_(sessions=1, course=Course.ONLINE_SHOP)
    school.enrol(other, person)
    answer = school.plan(other, a_session(starts="10:00", ends="11:00"))
    assert answer["outcome"] == "returned"
    assert "1 人" in words_of(answer, "trainees_free")
    assert "《先报的班》" in words_of(answer, "trainees_free")
    third = a_planned_class(school, a_session(starts="08:00", ends="09:30"), course=Course.SIMULATION)
    assert "《先报的班》第1次课（5月8日09:00—12:00）时间重叠" in school.enrol(third, person)["rows"][0]["reason"]


def test_a_moved_session_tells_each_trainee_and_is_refused_onto_another_session(school):
    people = [school.person() for _ in range(2)]
    class_id = a_planned_class(school, a_session(1), a_session(2, day="2024-05-09"), people=tuple(people))
    answer = moved(school, class_id, day="2024-05-10", starts="14:00", ends="17:00")
    told = [event for event in school.desk.events("training.session_change_told.v1") if event["class_id"] == class_id]
    assert answer["outcome"] == "granted"
    assert sorted(event["person_id"] for event in told) == sorted(people)
    assert "改为5月10日14:00—17:00" in told[0]["title"]
    with pytest.raises(Invalid):
        moved(school, class_id, day="2024-05-09")
    with pytest.raises(Invalid):
        moved(school, class_id, day="2024-05-05")


def test_a_replaced_lecturer_is_released_and_the_other_teaches_from_then_on(school):
    class_id = school.class_(sessions=1)
    first = school.dispatched(class_id, school.lecturer(verified=True))
    school.plan(class_id, a_session(lecturer=first))
    second, actor = school.lecturer(verified=True)
    replace = {"class_id": class_id, "lecturer_id": first, "new_lecturer_id": second, "ground": "原讲师生病"}
    assert school.give(ReplaceLecturer, the_institution(), **replace)["outcome"] == "returned"
    school.dispatched(class_id, (second, actor))
    assert school.give(ReplaceLecturer, the_institution(), **replace)["outcome"] == "granted"
    assert [each["lecturer_id"] for each in shown_to(school, class_id)["timetable"]] == [second]
    assert school.desk.events("training.dispatch_released.v1")[-1]["lecturer_id"] == first
    with pytest.raises(Conflict):
        school.give(ReplaceLecturer, the_institution(), **replace)


def corrected(school, class_id, **changes):
    fields = {"title": "更正后的班名", "seats": 30, "starts_on": on("2024-05-07"), "ends_on": on("2024-05-16"),
              "sessions": 10, "ground": "报名人数变化"}
    return school.give(CorrectClass, the_institution(), class_id=class_id, **{**fields, **changes})


def test_a_correction_moves_the_seats_that_it_adds_or_gives_back_and_nobody_waits_for_a_free_one(school):
    first, second = school.person(), school.person()
    class_id = school.class_(seats=1)
    school.enrol(class_id, first, second, waiting=True)
    before = seats(school)
    assert corrected(school, class_id, seats=3)["outcome"] == "granted"
    assert states(school, class_id) == {first: "enrolled", second: "enrolled"}
    assert seats(school) == before | {"free": before["free"] - 2, "reserved": before["reserved"] + 2}
    assert corrected(school, class_id, seats=2)["outcome"] == "granted"
    assert corrected(school, class_id, seats=1)["outcome"] == "returned"
    shown = shown_to(school, class_id)
    assert (shown["title"], shown["seats"], shown["starts_on"]) == ("更正后的班名", 2, "2024-05-07")


def test_a_class_that_has_begun_is_not_corrected_and_its_year_is_never_moved(school):
    class_id = school.class_(seats=1)
    with pytest.raises(Invalid) as told:
        corrected(school, class_id, starts_on=on("2025-05-07"), ends_on=on("2025-05-08"))
    assert "年度" in told.value.fields["starts_on"][0]
    with pytest.raises(Invalid):
        corrected(school, class_id, seats=61)
    person = school.person()
    school.enrol(class_id, person)
    school.give(RecordAttendance, the_institution(), class_id=class_id, session=1, present=(person,))
    with pytest.raises(Conflict):
        corrected(school, class_id)


def test_a_cancelled_class_lets_its_people_go_to_another_of_the_same_course(school):
    person = school.person()
    class_id = school.class_(seats=1)
    school.enrol(class_id, person)
    school.give(CancelClass, the_institution(), class_id=class_id, ground="场地不能使用")
    assert states(school, class_id) == {person: "withdrawn"}
    assert school.enrol(school.class_(seats=1), person)["outcome"] == "granted"


def of_group(school, group: TargetGroup) -> str:
    person_id = school.person()
    evidence = {"kind": EvidenceKind.REGISTER, "source": "名册", "fetched_on": on("2024-05-01")}
    held = GroupEvidence(group=group, valid_until=on("2030-12-31"), **evidence)
    school.desk.give(an_event(StatusConfirmed, "training.note_groups_on_status_confirmed", version=2,
                              **a_person_registered(person_id, groups=(held,)), group=group, **evidence,
                              valid_until=on("2030-12-31")))
    return person_id


def test_who_leaves_makes_room_for_who_waits_longest(school):
    first, second, third = (school.person() for _ in range(3))
    class_id = school.class_(seats=1)
    rows = school.enrol(class_id, first, second, third, waiting=True)["rows"]
    assert [row.get("waiting", False) for row in rows] == [False, True, True]
    with pytest.raises(NotFound):
        school.give(LeaveClass, a_citizen("nobody-of-this-class"), class_id=class_id, ground="不想学了")
    answer = school.give(LeaveClass, a_citizen(first), class_id=class_id, ground="时间安排不开")
    assert answer["promoted"] == 1
    assert states(school, class_id) == {first: "withdrawn", second: "enrolled", third: "waiting"}
    school.give(WithdrawTrainee, the_institution(), class_id=class_id, person_id=third, ground="本人来电放弃")
    assert states(school, class_id)[third] == "withdrawn"
    assert school.give(JoinClass, a_citizen(first), class_id=class_id)["rows"][0]["waiting"]


def test_twelve_who_want_the_last_seat_at_once_get_one_seat_and_eleven_places_in_the_queue(school):
    class_id, people = school.class_(seats=1), [school.person() for _ in range(12)]

    def join(person: str) -> bool:
        return school.give(JoinClass, a_citizen(person), class_id=class_id)["rows"][0]["accepted"]

    with ThreadPoolExecutor(12) as threads:
        assert sorted(threads.map(join, people)) == [False] * 11 + [True]
    assert sorted(states(school, class_id).values()) == ["enrolled"] + ["waiting"] * 11


def test_who_took_another_place_meanwhile_is_passed_over(school):
    leaving, elsewhere, patient = (school.person() for _ in range(3))
    class_id = school.class_(seats=1)
    school.enrol(class_id, leaving, elsewhere, patient, waiting=True)
    school.enrol(school.class_(seats=1), elsewhere)
    school.give(LeaveClass, a_citizen(leaving), class_id=class_id, ground="时间安排不开")
    assert states(school, class_id) == {leaving: "withdrawn", elsewhere: "waiting", patient: "enrolled"}


def test_from_september_the_groups_of_the_prefecture_come_first_and_their_clause_is_told(school):
    school.at("2024-09-02")
    september = {"starts_on": on("2024-09-10"), "ends_on": on("2024-09-20"), "seats": 1}
    leaving, ordinary, favoured = school.person(), school.person(), of_group(school, TargetGroup.GRADUATE)
    class_id = school.class_(**september)
    school.enrol(class_id, leaving, ordinary, favoured, waiting=True)
    waiting = {event["person_id"]: event for event in school.desk.events("training.trainee_waiting.v1")}
    assert (waiting[ordinary]["priority"], waiting[favoured]["priority"]) == (False, True)
    assert waiting[favoured]["reasons"][0]["citation"]["document"] == "xiangxi-2024"
    places = {row["person_id"]: row["place"] for row in shown_to(school, class_id, the_county_clerk())["trainees"]}
    assert places == {leaving: None, favoured: 1, ordinary: 2}
    school.give(LeaveClass, a_citizen(leaving), class_id=class_id, ground="时间安排不开")
    assert states(school, class_id) == {leaving: "withdrawn", ordinary: "waiting", favoured: "enrolled"}


def test_a_closed_class_gives_back_what_nobody_completed_and_fifty_complete_in_one_transaction(school):
    people = tuple(school.person() for _ in range(50))
    class_id = school.class_(seats=52, sessions=1, starts_on=on("2024-09-02"), ends_on=on("2024-09-02"))
    school.enrol(class_id, *people)
    school.give(RecordAttendance, the_institution(), class_id=class_id, session=1, present=people)
    before = seats(school)
    answer = school.give(CompleteClass, the_institution(), class_id=class_id, completed_on=on("2024-09-02"),
                         results=tuple(ExaminationResult(person_id=person, mark=88) for person in people))
    assert answer["outcome"] == "granted"
    completed = [e for e in school.desk.events("training.completed.v1") if e["class_id"] == class_id]
    assert len({event["certificate_number"] for event in completed}) == 50
    with pytest.raises(Conflict):
        school.give(CloseClass, the_institution(), class_id=class_id)
    school.at("2024-09-03")
    school.give(CloseClass, the_institution(), class_id=class_id)
    after = seats(school)
    assert after == {"free": before["free"] + 2, "reserved": before["reserved"] - 52, "used": before["used"] + 50}
    assert school.give(Verify, the_city())["faults"] == []
