"""Training on a real database: guidance after the course, success within its window, rates and their cases."""

import uuid

import pytest

from contracts.actors import Role
from contracts.events.domain_events import MentorJoined, MentorSuspended, MentorVisitRecorded
from contracts.problems import Forbidden, Invalid, NotFound
from contracts.subsidies.domain_events import SubsidyRevoked
from contracts.training import ContactKind, Course, Figure, Progress, SplitBy
from contracts.training.commands import AnswerDispatch, DispatchLecturer, RecordFollowUp, RevokeCertificate
from contracts.training.domain_events import CertificateRevoked, TrainingCompleted
from contracts.training.questions import ListFigureCases, ReplayDecisions, ShowFollowUp, ShowSuccessRate
from contracts.zone.domain_events import BusinessRegistered
from tests.building import JISHOU, XIANGXI, an_actor, on, the_city, the_institution
from tests.contracts.compatibility import sample
from tests.integration.pillars.lecturing import School


@pytest.fixture(scope="module")
def school(desk, migrated):
    """In May; time goes on from test to test."""
    return School(desk("training"), migrated).prepare()


def follow_up_of(completed) -> str:
    return f"follow-up:{completed['enrolment_id']}"


def a_contact(completed, **changes):
    return {"follow_up_id": follow_up_of(completed), "kind": ContactKind.PHONE, "held_on": on("2024-05-06"),
            "progress": Progress.PREPARING, "advice": "协助梳理选址和办照步骤", **changes}


def a_visit(person_id, held_on="2024-05-06"):
    return {"visit_id": str(uuid.uuid4()), "mentor_id": "mentor-1", "person_id": person_id, "area": JISHOU,
            "place_kind": "village", "title": "上门指导", "held_on": held_on, "recorded_on": held_on}


def a_business(person_id, registered_on):
    return {"business_id": f"business-{person_id}-{registered_on}", "person_id": person_id, "area": JISHOU,
            "state": "open", "kind": "self_employed", "registered_on": registered_on, "evidence": "declaration",
            "number_token": f"b1:{person_id}"}


def registers(school, person_id, day):
    school.hear(BusinessRegistered, "count_success_on_business_registered", **a_business(person_id, day))


def a_mentor(school, area=XIANGXI):
    person = school.person()
    joined = sample("events.mentor_joined.v1") | {"mentor_id": f"mentor-of-{person}", "person_id": person, "area": area}
    school.hear(MentorJoined, "note_mentor_on_mentor_joined", **joined)
    return an_actor(Role.MENTOR, area=area, person_id=person), joined


def taught(school):
    lecturer, actor = school.lecturer(verified=True)
    class_id = school.class_(seats=1, sessions=1)
    dispatch = school.give(DispatchLecturer, the_institution(), class_id=class_id, lecturer_id=lecturer)["subject"]
    school.give(AnswerDispatch, actor, dispatch_id=dispatch, accept=True)
    return lecturer, actor, school.graduate(class_id=class_id)


def rates(school, **changes):
    return school.give(ShowSuccessRate, the_city(), **{"area": XIANGXI, "year": 2024} | changes)


def cases(school, figure, **changes):
    return school.give(ListFigureCases, the_city(), **{"area": XIANGXI, "year": 2024, "figure": figure} | changes)


def successes(school, person_id):
    return [name for name, _ in school.of_person(person_id, "success")]


# guidance


def test_a_completed_course_has_a_follow_up_with_the_day_until_which_somebody_calls(school):
    [(name, planned)] = school.of_person(school.graduate()["person_id"], "follow_up")
    assert (name, planned["due_on"], planned["helpers"]) == ("follow_up_planned", "2024-06-05", ["lecturer", "mentor"])
    assert planned["reasons"][0]["citation"]["clause"] == "二（一）3"
    assert planned["reasons"][1]["citation"]["unsourced"]


def test_the_lecturer_who_taught_records_a_contact_and_nobody_elses_lecturer_does(school):
    _, actor, completed = taught(school)
    school.give(RecordFollowUp, actor, **a_contact(completed))
    for stranger in (school.lecturer(verified=True)[1], an_actor(Role.LECTURER, person_id=school.person()),
                     an_actor(Role.MENTOR, person_id=school.person())):
        with pytest.raises(NotFound):
            school.give(RecordFollowUp, stranger, **a_contact(completed))
    shown = school.give(ShowFollowUp, the_city(), follow_up_id=follow_up_of(completed))
    assert (shown["state_label"], shown["progress"], len(shown["contacts"])) == ("已帮扶", "preparing", 1)
    with pytest.raises(Forbidden):
        school.give(ShowFollowUp, an_actor(Role.CITY_STAFF, area="430100"), follow_up_id=follow_up_of(completed))


def test_an_earlier_contact_that_is_entered_later_does_not_take_the_progress_back(school):
    mentor, _ = a_mentor(school)
    completed = school.graduate()
    school.at("2024-05-09")
    today = school.desk.sql("SELECT (clock.business_now() AT TIME ZONE 'Asia/Shanghai')::date")[0][0]
    newer, older = (school.give(RecordFollowUp, mentor, **a_contact(completed, held_on=day, progress=progress))
                    for day, progress in ((today, Progress.OPERATING), (on("2024-05-06"), Progress.PREPARING)))
    assert newer["outcome"] == older["outcome"] == "granted"
    told = school.of_person(completed["person_id"], "follow_up")[-1][1]
    assert (told["progress"], told["contact_progress"]) == ("operating", "preparing")
    assert f"最近一次：{today}" in told["todo"]
    shown = school.give(ShowFollowUp, the_city(), follow_up_id=follow_up_of(completed))
    assert shown["progress"] == "operating"
    assert [one["progress"] for one in shown["contacts"]] == ["preparing", "operating"]


@pytest.mark.parametrize("held_on", ["2024-05-05", "2024-12-31"])
def test_a_contact_before_the_course_ended_or_in_the_future_is_named(school, held_on):
    _, actor, completed = taught(school)
    with pytest.raises(Invalid) as told:
        school.give(RecordFollowUp, actor, **a_contact(completed, held_on=on(held_on)))
    assert list(told.value.fields) == ["held_on"]


def test_a_mentor_of_the_area_records_a_contact_and_a_suspended_or_distant_one_does_not(school):
    completed = school.graduate()
    mentor, joined = a_mentor(school)
    assert school.give(RecordFollowUp, mentor, **a_contact(completed))["outcome"] == "granted"
    suspended = sample("events.mentor_suspended.v1") | {
        name: joined[name] for name in ("mentor_id", "person_id", "area")} | {"suspended_on": "2024-05-06"}
    school.hear(MentorSuspended, "note_mentor_on_mentor_suspended", version=2, **suspended)
    school.hear(MentorJoined, "note_mentor_on_mentor_joined", **joined)
    late = school.give(RecordFollowUp, mentor, **a_contact(completed))
    assert (late["outcome"], late["reasons"][0]["citation"]["clause"]) == ("returned", "二（五）3")
    with pytest.raises(NotFound):
        school.give(RecordFollowUp, a_mentor(school, "430100")[0], **a_contact(completed))


def test_a_mentors_visit_is_a_contact_whichever_was_heard_of_first_and_once(school):
    completed, visit_first = school.graduate(), school.graduate(heard_of=False)
    for one in (completed, visit_first):
        visit = a_visit(one["person_id"])
        for _ in range(2):
            school.hear(MentorVisitRecorded, "record_contact_on_mentor_visit_recorded", **visit)
    school.hear(TrainingCompleted, "plan_follow_up_on_training_completed", **visit_first)
    for one in (completed, visit_first):
        names = [name for name, _ in school.of_person(one["person_id"], "follow_up")]
        assert names == ["follow_up_planned", "follow_up_given"]


def test_a_visit_before_the_course_ended_or_to_nobody_is_no_contact(school):
    completed = school.graduate()
    school.hear(MentorVisitRecorded, "record_contact_on_mentor_visit_recorded",
                **a_visit(completed["person_id"], "2024-05-05"))
    school.hear(MentorVisitRecorded, "record_contact_on_mentor_visit_recorded", **a_visit(None))
    assert [name for name, _ in school.of_person(completed["person_id"], "follow_up")] == ["follow_up_planned"]


# success


@pytest.mark.parametrize(("day", "counted"), [
    ("2024-05-05", 0), ("2024-05-06", 1), ("2025-05-06", 1), ("2025-05-07", 0)])
def test_a_success_is_registered_from_the_day_of_completion_to_the_last_day_of_the_window(school, day, counted):
    completed = school.graduate()
    registers(school, completed["person_id"], day)
    assert successes(school, completed["person_id"]) == ["success_counted"] * counted


def test_a_business_before_the_course_does_not_hide_the_one_after_it_and_no_success_counts_twice(school):
    completed = school.graduate()
    for day in ("2020-01-01", "2024-05-20", "2024-05-30"):
        registers(school, completed["person_id"], day)
    assert successes(school, completed["person_id"]) == ["success_counted"]
    assert school.of_person(completed["person_id"], "success")[0][1]["registered_on"] == "2024-05-20"


def test_a_success_is_counted_when_the_completion_is_heard_of_after_the_business(school):
    person = school.person()
    registers(school, person, "2024-05-06")
    completed = school.graduate(person, heard_of=False)
    assert successes(school, person) == []
    school.hear(TrainingCompleted, "plan_follow_up_on_training_completed", **completed)
    assert successes(school, person) == ["success_counted"]


def test_a_revoked_certificate_takes_the_success_back_and_a_second_hearing_changes_nothing(school):
    completed = school.graduate()
    registers(school, completed["person_id"], "2024-05-06")
    before = rates(school)
    school.give(RevokeCertificate, the_city(), certificate_number=completed["certificate_number"], ground="考勤系代签")
    revoked = school.of_person(completed["person_id"], "enrolment")[-1][1]
    for _ in range(2):
        school.hear(CertificateRevoked, "withdraw_success_on_certificate_revoked", **revoked)
    assert successes(school, completed["person_id"]) == ["success_counted", "success_withdrawn"]
    after = rates(school)
    assert (after["completed"], after["succeeded"]) == (before["completed"] - 1, before["succeeded"] - 1)


def test_a_revoked_subsidy_is_noted_for_trainees_with_a_certificate_alone(school):
    completed, stranger = school.graduate(), school.person()
    for person in (completed["person_id"], stranger):
        data = sample("subsidies.revoked.v1") | {"claim_id": str(uuid.uuid4()), "person_id": person}
        school.hear(SubsidyRevoked, "note_revocation_on_subsidy_revoked", **data)
    [(_, noted)] = school.of_person(completed["person_id"], "revocation_note")
    assert (noted["certificates"], noted["state"]) == ([completed["certificate_number"]], "noted")
    assert school.of_person(stranger, "revocation_note") == []


# rates and their cases


def test_every_figure_opens_exactly_the_cases_that_it_counts(school):
    school.at("2024-05-16")
    page = rates(school)
    for figure in (Figure.ENROLLED, Figure.PASSED, Figure.COMPLETED, Figure.SUCCEEDED, Figure.FOLLOWED):
        behind = cases(school, figure)
        times = len(behind["items"]) if figure in (Figure.ENROLLED, Figure.PASSED) else len(
            {item["person_id"] for item in behind["items"]})
        assert times == behind["counted"] == page[figure.value], figure
        assert behind["more"] is False
    assert page["followed"] + cases(school, Figure.NOT_FOLLOWED)["counted"] >= page["completed"]
    assert page["still_open"] <= page["completed"] - page["succeeded"]


def test_a_person_of_two_courses_is_two_attendances_and_one_person(school):
    school.at("2024-05-16")
    before, person = rates(school), school.person()
    for course in (Course.SIYB, Course.ONLINE_SHOP):
        school.graduate(person, course=course)
    after = rates(school)
    assert (after["passed"], after["completed"]) == (before["passed"] + 2, before["completed"] + 1)


@pytest.mark.parametrize("split", list(SplitBy))
def test_the_rates_are_told_by_county_course_institution_and_lecturer(school, split):
    school.at("2024-05-16")
    lecturer, _, completed = taught(school)
    page = rates(school, split=split)
    code = {SplitBy.AREA: JISHOU, SplitBy.COURSE: "siyb", SplitBy.INSTITUTION: "org-institution-jishou",
            SplitBy.LECTURER: lecturer}[split]
    line = next(line for line in page["lines"] if line["code"] == code)
    assert line["completed"] >= 1
    assert line["label"]
    if split is SplitBy.LECTURER:
        assert (line["completed"], line["passed"], line["pass_percent"]) == (1, 1, "100.00")
        [item] = cases(school, Figure.COMPLETED, lecturer_id=lecturer)["items"]
        assert item["person_id"] == completed["person_id"]


def test_the_pass_rate_is_held_against_no_aim_where_no_document_sets_one_and_success_says_what_it_means(school):
    page = rates(school)
    assert page["pass_reason"] is None
    assert page["reason"]["citation"] == {"document": "hunan-2024", "clause": "二（一）3"}
    assert "12 个月内" in page["means"]["text"]
    assert page["means"]["citation"]["unsourced"]


def test_somebody_who_failed_is_enrolled_and_not_passed(school):
    school.at("2024-05-16")
    before = rates(school)
    school.graduate(mark=59)
    after = rates(school)
    assert (after["enrolled"], after["passed"]) == (before["enrolled"] + 1, before["passed"])


def test_decisions_on_a_follow_up_and_a_success_replay_to_the_same_bytes(school):
    _, actor, completed = taught(school)
    school.give(RecordFollowUp, actor, **a_contact(completed))
    registers(school, completed["person_id"], "2024-05-10")
    for subject in (follow_up_of(completed), f"success:{completed['enrolment_id']}"):
        decisions = school.give(ReplayDecisions, the_city(), subject=subject)["decisions"]
        assert decisions
        assert all(one["same"] for one in decisions)
