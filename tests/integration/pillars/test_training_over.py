"""Classes on a real database: a course is completed once, and nobody is given a place in a class that is over."""

import pytest

from contracts.problems import Conflict, Forbidden
from contracts.training import Course
from contracts.training.commands import (
    AccreditInstitution,
    CloseClass,
    CompleteClass,
    CorrectClass,
    ExaminationResult,
    JoinClass,
    LeaveClass,
    RecordAttendance,
    RecordCompletion,
    RevokeCertificate,
)
from contracts.training.questions import ShowClass
from tests.building import JISHOU, a_citizen, on, the_city, the_institution
from tests.integration.pillars.lecturing import INSTITUTION, School


@pytest.fixture(scope="module")
def school(desk, migrated):
    return School(desk("training"), migrated).prepare()


def states(school, class_id) -> dict[str, str]:
    shown = school.give(ShowClass, the_institution(), class_id=class_id)
    return {trainee["person_id"]: trainee["state"] for trainee in shown["trainees"]}


def sat(school, class_id, person, mark, day="2024-05-06"):
    """Somebody attends the one session of a class and is examined."""
    school.give(RecordAttendance, the_institution(), class_id=class_id, session=1, present=(person,))
    return school.give(RecordCompletion, the_institution(), class_id=class_id, person_id=person, mark=mark,
                       completed_on=on(day))


def test_who_failed_and_takes_the_course_in_another_class_does_not_complete_it_twice(school):
    person = school.person()
    first, second = (school.class_(seats=2, sessions=1) for _ in range(2))
    school.enrol(first, person)
    assert sat(school, first, person, 30)["outcome"] == "returned"
    assert school.enrol(second, person)["outcome"] == "granted"
    for resit in (lambda: sat(school, first, person, 90),
                  lambda: school.give(CompleteClass, the_institution(), class_id=first, completed_on=on("2024-05-06"),
                                      results=(ExaminationResult(person_id=person, mark=90),))):
        with pytest.raises(Conflict) as told:
            resit()
        assert "其他班学习或完成同一课程" in told.value.detail
    assert sat(school, second, person, 90)["outcome"] == "granted"
    with pytest.raises(Conflict):
        sat(school, first, person, 90)
    done = [event for event in school.desk.events("training.completed.v1") if event["person_id"] == person]
    assert [event["class_id"] for event in done] == [second]


def test_who_failed_or_whose_certificate_was_revoked_keeps_the_one_place_in_the_class(school):
    failed, revoked = school.person(), school.person()
    class_id = school.class_(seats=2, sessions=1)
    school.enrol(class_id, failed, revoked)
    sat(school, class_id, failed, 30)
    number = sat(school, class_id, revoked, 90)["certificate_number"]
    school.give(RevokeCertificate, the_city(), certificate_number=number, ground="考勤系代签")
    rows = school.enrol(class_id, failed, revoked, waiting=True)["rows"]
    assert [row["reason"] for row in rows] == ["已在本班名单中"] * 2
    assert states(school, class_id) == {failed: "not_completed", revoked: "revoked"}


def test_a_lecturer_from_elsewhere_who_accepted_the_class_calls_its_roll_and_nobody_elses(school):
    lecturer, person = school.lecturer(verified=True, area="430200"), school.person()
    class_id, other = (school.class_(seats=1, sessions=1) for _ in range(2))
    school.enrol(class_id, person)

    def calls(which: str):
        return school.give(RecordAttendance, lecturer[1], class_id=which, session=1, present=())

    with pytest.raises(Forbidden):
        calls(class_id)
    school.dispatched(class_id, lecturer)
    assert calls(class_id)["outcome"] == "granted"
    assert school.give(ShowClass, lecturer[1], class_id=class_id)["trainees"][0]["person_id"] == person
    with pytest.raises(Forbidden):
        calls(other)


def test_no_roll_is_called_before_the_class_begins(school):
    person = school.person()
    class_id = school.class_(seats=1, sessions=1, starts_on=on("2024-05-20"), ends_on=on("2024-05-20"))
    school.enrol(class_id, person)
    with pytest.raises(Conflict) as told:
        school.give(RecordAttendance, the_institution(), class_id=class_id, session=1, present=(person,))
    assert "2024-05-20 开班" in told.value.detail


def test_a_correction_does_not_lead_past_the_end_of_the_accreditation(school):
    fields = {"title": "网创直播班", "seats": 5, "sessions": 2, "ground": "场地改期"}
    class_id = school.class_(course=Course.LIVE_STREAM, seats=5, sessions=2, starts_on=on("2024-05-27"),
                             ends_on=on("2024-05-28"))
    school.give(AccreditInstitution, the_city(), institution_id=INSTITUTION, area=JISHOU, valid_until=on("2024-05-29"),
                courses=tuple(Course))

    def corrected(ends_on: str):
        return school.give(CorrectClass, the_institution(), class_id=class_id, starts_on=on("2024-05-27"),
                           ends_on=on(ends_on), **fields)

    late = corrected("2024-05-30")
    assert late["outcome"] == "returned"
    assert [one["code"] for one in late["reasons"] if one["status"] == "unmet"] == ["accreditation_valid"]
    assert corrected("2024-05-29")["outcome"] == "granted"


def test_nobody_moves_up_in_a_class_that_is_over_and_closing_tells_who_still_waits(school):
    leaving, waiting = school.person(), school.person()
    class_id = school.class_(seats=1, sessions=1)
    for person in (leaving, waiting):
        school.give(JoinClass, a_citizen(person), class_id=class_id)
    school.at("2024-05-16")
    answer = school.give(LeaveClass, a_citizen(leaving), class_id=class_id, ground="没有去成")
    assert answer["promoted"] == 0
    assert states(school, class_id) == {leaving: "withdrawn", waiting: "waiting"}
    school.give(CloseClass, the_institution(), class_id=class_id)
    assert states(school, class_id)[waiting] == "withdrawn"
    assert school.desk.events("training.enrolment_withdrawn.v1")[-1]["ground"] == "班级已结班，候补未轮到"
