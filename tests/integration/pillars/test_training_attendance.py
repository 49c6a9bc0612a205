"""Sign-in, examinations and certificates on a real database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import psycopg
import pytest

from chassis.clock import SHANGHAI
from contracts.actors import Role
from contracts.problems import Conflict, Forbidden, Invalid, NotFound
from contracts.training import Course
from contracts.training.commands import (
    DecideSignIn,
    EnrolTrainees,
    MoveSession,
    PlannedSession,
    PlanSessions,
    RecordAttendance,
    RecordCompletion,
    ReissueCertificate,
    RevokeCertificate,
    SignIn,
)
from contracts.training.questions import ShowClass, ShowSignInCode
from tests.building import a_citizen, an_actor, on, the_city, the_county_clerk, the_institution
from tests.integration.pillars.lecturing import School


@pytest.fixture(scope="module")
def school(desk, migrated):
    return School(desk("training"), migrated).prepare()


class Room:
    """A class of a day with its timetable and trainees; each room has its own course, place and devices."""

    def __init__(self, school, day: str, *, trainees: int = 2, course=Course.SIYB, place="三楼教室", sessions: int = 1):
        self.school, self.day = school, day
        self.people = [school.person() for _ in range(trainees)]
        self.class_id = school.class_(seats=trainees, sessions=sessions, course=course, starts_on=on(day),
                                      ends_on=on(day))
        self.enrol(*self.people)
        timetable = tuple(PlannedSession(session=n + 1, held_on=on(day), starts_at=f"{9 + n:02}:00", place=place,
                                         ends_at=f"{9 + n:02}:50") for n in range(sessions))
        planned = school.give(PlanSessions, the_institution(), class_id=self.class_id, timetable=timetable)
        assert planned["outcome"] == "granted", planned["reasons"]

    def enrol(self, *people):
        return self.school.give(EnrolTrainees, the_institution(), class_id=self.class_id, person_ids=people)

    def code(self, session: int = 1) -> str:
        return self.school.give(ShowSignInCode, the_institution(), class_id=self.class_id, session=session)["code"]

    def sign_in(self, person: str, at: str, *, session: int = 1, **changes) -> dict:
        self.school.at(self.day, at)
        sent = {"code": self.code(session), "device": f"device-of-{person}".ljust(20, "x"), **changes}
        return self.school.give(SignIn, a_citizen(person), class_id=self.class_id, session=session, **sent)

    def trainee(self, person: str) -> dict:
        shown = self.school.give(ShowClass, the_institution(), class_id=self.class_id)
        return next(each for each in shown["trainees"] if each["person_id"] == person)

    def examine(self, person: str, mark: int):
        return self.school.give(RecordCompletion, the_institution(), class_id=self.class_id, person_id=person,
                                mark=mark, completed_on=on(self.day))


def unmet(answer) -> list[str]:
    return [reason["code"] for reason in answer["reasons"] if reason["status"] == "unmet"]


def decide(school, answer, *, accept: bool, by=None):
    return school.give(DecideSignIn, by or the_county_clerk(), sign_in_id=answer["subject"], accept=accept,
                       ground="已向本人和讲师核实")


# the code


def test_a_trainee_signs_in_once_with_the_code_that_is_shown_and_is_present(school):
    room = Room(school, "2024-05-07")
    answer = room.sign_in(room.people[0], "09:00:05")
    assert (answer["outcome"], answer["state"]) == ("granted", "counted")
    assert room.trainee(room.people[0])["present"] == 1
    with pytest.raises(Conflict):
        room.sign_in(room.people[0], "09:00:10")
    with pytest.raises(NotFound):
        room.sign_in(school.person(), "09:00:20")


def test_the_code_changes_by_the_half_minute_and_the_one_before_is_still_taken(school):
    room = Room(school, "2024-05-08", trainees=3)
    school.at("2024-05-08", "09:00:00")
    shown = school.give(ShowSignInCode, the_institution(), class_id=room.class_id, session=1)
    assert (shown["seconds"], len(shown["code"]), shown["shown_until"][:19]) == (30, 6, "2024-05-08T01:00:30")
    assert room.sign_in(room.people[0], "09:00:45", code=shown["code"])["outcome"] == "granted"
    late = room.sign_in(room.people[1], "09:01:05", code=shown["code"])
    assert (late["outcome"], unmet(late)) == ("returned", ["code_holds"])
    with pytest.raises(Forbidden):
        school.give(ShowSignInCode, an_actor(Role.INSTITUTION_STAFF, organisation_id="org-of-a-rival"),
                    class_id=room.class_id, session=1)


def test_who_guesses_codes_is_sent_to_the_roll_call(school):
    room = Room(school, "2024-05-09")
    school.at("2024-05-09", "09:00:00")
    for _ in range(6):
        wrong = f"{(int(room.code()) + 7) % 10**6:06}"
        assert room.sign_in(room.people[0], "09:00:00", code=wrong)["outcome"] == "returned"
    assert unmet(room.sign_in(room.people[0], "09:00:02")) == ["tries_left"]
    school.give(RecordAttendance, the_institution(), class_id=room.class_id, session=1, present=(room.people[0],))
    assert room.trainee(room.people[0])["present"] == 1


def test_the_secret_of_the_codes_is_in_no_event_answer_or_decision(school):
    secrets = [row[0] for row in school.desk.sql("SELECT secret FROM sign_in_secrets")]
    kept = " ".join(str(row) for table in ("events", "decisions", "inbox")
                    for row in school.desk.sql(f"SELECT * FROM {table}"))
    assert len(set(secrets)) == len(secrets) >= 3
    assert not [secret for secret in secrets if secret in kept]


# marks


def test_one_device_for_two_marks_both_and_neither_counts_until_a_person_decides(school):
    room = Room(school, "2024-05-10")
    first, second = room.people
    room.sign_in(first, "09:00:00", device="one-phone-for-two-people")
    answer = room.sign_in(second, "09:00:20", device="one-phone-for-two-people")
    assert (answer["outcome"], answer["state"], unmet(answer)) == ("referred", "marked", ["own_device"])
    shown = [room.trainee(each) for each in room.people]
    assert [(each["present"], each["to_decide"]) for each in shown] == [(0, 1), (0, 1)]
    marked = school.desk.events("training.sign_in_marked.v1")[-1]
    assert (marked["person_id"], marked["marks"]) == (first, ["own_device"])
    with pytest.raises(Conflict):
        school.give(RecordAttendance, the_institution(), class_id=room.class_id, session=1, present=(second,))
    with pytest.raises(Forbidden):
        decide(school, answer, accept=True, by=an_actor(Role.CLERK, area="430102"))
    assert decide(school, answer, accept=False)["outcome"] == "refused"
    decide(school, {"subject": marked["sign_in_id"]}, accept=True)
    assert [room.trainee(each)["present"] for each in room.people] == [1, 0]
    with pytest.raises(Conflict):
        decide(school, answer, accept=True)


def test_two_at_once_with_one_device_in_two_classes_are_both_marked(school):
    rooms = [Room(school, "2024-05-11", trainees=1, course=course, place=place)
             for course, place in ((Course.SIYB, "三楼教室"), (Course.ONLINE_SHOP, "乾州校区"))]
    school.at("2024-05-11", "09:00:00")
    given = [(room, room.people[0], room.code()) for room in rooms]

    def sign_in(one) -> dict:
        room, person, code = one
        return school.give(SignIn, a_citizen(person), class_id=room.class_id, session=1, code=code,
                           device="one-phone-in-two-classes")

    with ThreadPoolExecutor(2) as threads:
        outcomes = sorted(answer["outcome"] for answer in threads.map(sign_in, given))
    assert outcomes == ["granted", "referred"]
    assert [room.trainee(room.people[0])["to_decide"] for room in rooms] == [1, 1]


def test_nobody_is_in_two_places_within_half_an_hour(school):
    here = Room(school, "2024-05-13", place="三楼教室")
    there = Room(school, "2024-05-13", course=Course.ONLINE_SHOP, place="乾州校区", trainees=1)
    person = here.people[0]
    school.give(MoveSession, the_institution(), class_id=there.class_id, session=1, held_on=on("2024-05-13"),
                starts_at="10:00", ends_at="11:00", place="乾州校区", ground="错开时间")
    school.desk.sql("UPDATE classes SET seats = 9 WHERE class_id = %s RETURNING 1", there.class_id)
    there.enrol(person)
    here.sign_in(person, "09:40:00")
    answer = there.sign_in(person, "10:09:59")
    assert unmet(answer) == ["one_place_at_a_time"]


def test_a_sign_in_outside_the_session_or_from_a_clock_that_is_off_is_marked(school):
    room = Room(school, "2024-05-14", trainees=4)
    early, first, on_time, late = room.people
    assert unmet(room.sign_in(early, "08:29:50")) == ["within_session"]
    assert unmet(room.sign_in(first, "08:30:20")) == []
    school.at("2024-05-14", "09:05:00")
    off = {"device_time": datetime(2024, 5, 14, 8, 59, tzinfo=SHANGHAI)}
    assert unmet(room.sign_in(on_time, "09:05:00", **off)) == ["device_clock_agrees"]
    assert unmet(room.sign_in(late, "10:06:00")) == ["within_session"]


def test_five_within_a_second_are_all_marked(school):
    room = Room(school, "2024-05-15", trainees=6)
    room.sign_in(room.people[5], "09:00:00")
    answers = [room.sign_in(person, "09:00:10") for person in room.people[:5]]
    assert [answer["state"] for answer in answers] == ["counted"] * 4 + ["marked"]
    assert [room.trainee(person)["to_decide"] for person in room.people] == [1, 1, 1, 1, 1, 0]


def test_a_session_that_has_not_come_has_no_roll_and_strangers_are_not_called(school):
    room = Room(school, "2024-05-17")
    with pytest.raises(Conflict):
        school.give(RecordAttendance, the_institution(), class_id=room.class_id, session=1, present=(room.people[0],))
    school.at("2024-05-17")
    with pytest.raises(Invalid):
        school.give(RecordAttendance, the_institution(), class_id=room.class_id, session=1, present=("a-stranger",))


# examinations


def present(room, *people):
    room.school.at(room.day)
    room.school.give(RecordAttendance, the_institution(), class_id=room.class_id, session=1, present=people)


def test_who_fails_sits_again_and_every_sitting_stays_in_the_history(school):
    room = Room(school, "2024-05-20")
    passes, fails = room.people
    present(room, passes, fails)
    assert [room.examine(passes, mark)["outcome"] for mark in (59, 60)] == ["returned", "granted"]
    sat = room.trainee(passes)["examinations"]
    assert [(one["attempt"], one["mark"], one["passed"]) for one in sat] == [(1, 59, False), (2, 60, True)]
    for mark in (10, 20, 30):
        room.examine(fails, mark)
    with pytest.raises(Conflict) as told:
        room.examine(fails, 90)
    assert "补考次数已用完" in told.value.detail
    done = [event for event in school.desk.events("training.completed.v1") if event["person_id"] == passes]
    assert [(event["attempt"], event["mark"]) for event in done] == [(2, 60)]


def test_completion_waits_for_the_word_on_a_sign_in_that_decides_it(school):
    room = Room(school, "2024-05-21")
    first, second = room.people
    room.sign_in(first, "09:00:00", device="one-phone-for-two-more")
    answer = room.sign_in(second, "09:00:20", device="one-phone-for-two-more")
    with pytest.raises(Conflict) as told:
        room.examine(second, 90)
    assert "1 次签到待核实" in told.value.detail
    decide(school, answer, accept=True)
    assert room.examine(second, 90)["outcome"] == "granted"


# certificates


def a_certificate(school, day: str) -> tuple[str, str]:
    room = Room(school, day, trainees=1)
    present(room, *room.people)
    return room.examine(room.people[0], 88)["certificate_number"], room.people[0]


def test_serials_have_no_gaps_where_somebody_failed_and_end_with_a_check_digit(school):
    room = Room(school, "2024-05-22", trainees=3)
    present(room, *room.people)
    numbers = [room.examine(person, mark).get("certificate_number") for person, mark in
               zip(room.people, (80, 50, 80), strict=True)]
    serials = [int(number[-7:-1]) for number in numbers if number]
    assert numbers[1] is None
    assert serials[1] == serials[0] + 1
    assert all(len(number) == 21 for number in numbers if number)


def test_a_certificate_is_reissued_under_a_new_number_and_the_completion_stands(school):
    number, person = a_certificate(school, "2024-05-23")
    answer = school.give(ReissueCertificate, the_city(), certificate_number=number, ground="班级名称写错")
    old, new = (school.of("certificate", each)[-1][1] for each in (number, answer["certificate_number"]))
    assert (old["state"], old["replaced_by"]) == ("reissued", new["certificate_number"])
    assert (new["state"], new["replaces"], new["completed_on"]) == ("valid", number, old["completed_on"])
    with pytest.raises(Conflict):
        school.give(ReissueCertificate, the_city(), certificate_number=number, ground="再换发一次")
    with pytest.raises(Forbidden):
        school.give(ReissueCertificate, an_actor(Role.CITY_STAFF, area="430100"), ground="外地的人",
                    certificate_number=answer["certificate_number"])
    revoked = school.give(RevokeCertificate, the_city(), certificate_number=answer["certificate_number"],
                          ground="考勤经核查系代签")
    assert revoked["outcome"] == "granted"
    assert school.desk.events("training.certificate_revoked.v1")[-1]["person_id"] == person


@pytest.mark.parametrize("statement", [
    "UPDATE certificates SET person_id = 'somebody-else'", "UPDATE certificates SET number = number || '0'",
    "UPDATE certificates SET issued_on = issued_on + 1", "UPDATE certificates SET state = 'valid'",
    "DELETE FROM certificates", "TRUNCATE certificates CASCADE"])
def test_a_certificate_is_immutable_also_by_direct_sql(school, statement):
    number, _ = a_certificate(school, "2024-05-24")
    school.give(RevokeCertificate, the_city(), certificate_number=number, ground="考勤经核查系代签")
    with pytest.raises(psycopg.Error):
        school.desk.sql(statement)
