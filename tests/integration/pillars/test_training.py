"""Training on a real database: the plan ledger, classes, rosters, completion and certificates."""

import threading

import pytest

from chassis.inbox import Repeated
from contracts.actors import Role
from contracts.problems import Conflict, Forbidden, Invalid, Problem
from contracts.training import Course
from contracts.training.commands import (
    AccreditInstitution,
    CancelClass,
    DecideReferredClass,
    EnrolTrainees,
    FileClass,
    OpenPlan,
    RecordAttendance,
    RecordCompletion,
    RevokeCertificate,
)
from contracts.training.domain_events import TrainingCompleted
from contracts.training.questions import ReplayDecisions, ShowPlanLedger, ShowSuccessRate, Verify
from contracts.zone.domain_events import BusinessRegistered, PersonRegistered
from policies.errors import PolicyEnded
from tests.building import (
    HUNAN,
    INSTITUTION,
    JISHOU,
    XIANGXI,
    a_command,
    a_person_registered,
    an_actor,
    an_event,
    heard,
    on,
    the_city,
    the_institution,
    the_province,
)


@pytest.fixture(scope="module")
def training(desk):
    pillar = desk("training")
    pillar.give(a_command(OpenPlan, the_province(), area=HUNAN, year=2024))
    pillar.give(a_command(AccreditInstitution, the_city(), institution_id=INSTITUTION, area=JISHOU,
                          courses=tuple(Course), valid_until=on("2026-12-31")))
    return pillar


def a_class(**changes):
    fields = {"institution_id": INSTITUTION, "area": JISHOU, "course": Course.SIYB, "title": "吉首市SIYB第一期",
              "seats": 30, "starts_on": on("2024-05-06"), "ends_on": on("2024-05-15"), "sessions": 10}
    return a_command(FileClass, the_institution(), **{**fields, **changes})


def ledger(training, course=Course.SIYB):
    return training.give(a_command(ShowPlanLedger, the_city(), area=XIANGXI, year=2024, course=course))


def register(training, *person_ids):
    for person_id in person_ids:
        training.give(an_event(PersonRegistered, "training.note_person_on_person_registered",
                               **a_person_registered(person_id)))


def test_the_plan_of_all_fourteen_cities_adds_up_to_the_provinces(training):
    plans = training.events("training.plan_opened.v1")
    assert len(plans) == 14
    assert sum(sum(plan["seats"].values()) for plan in plans) == 91000


def test_a_plan_for_a_year_or_area_without_policy_is_refused_in_words(training):
    with pytest.raises(PolicyEnded):
        training.give(a_command(OpenPlan, the_province(), area=HUNAN, year=2030))
    with pytest.raises(Invalid):
        training.give(a_command(OpenPlan, the_province(), area=JISHOU, year=2024))


def test_a_class_within_the_plan_is_approved_and_reserves_its_seats(training):
    before = ledger(training)
    answer = training.give(a_class())
    after = ledger(training)
    assert answer["outcome"] == "granted"
    assert (after["free"], after["reserved"]) == (before["free"] - 30, before["reserved"] + 30)
    assert {"document": "hunan-2024", "clause": "附件"} in [reason["citation"] for reason in answer["reasons"]]


def test_a_class_beyond_the_plan_is_referred_and_says_why_and_the_level_above_decides(training):
    free = ledger(training, Course.VILLAGE_LEADER)["free"]
    while free > 0:
        free -= (seats := min(60, free))
        training.give(a_class(course=Course.VILLAGE_LEADER, seats=seats))
    answer = training.give(a_class(course=Course.VILLAGE_LEADER, seats=20))
    unmet = {reason["code"]: reason for reason in answer["reasons"] if reason["status"] == "unmet"}
    assert answer["outcome"] == "referred"
    assert unmet["no_other_course_short"]["citation"] == {"document": "hunan-2024", "clause": "二（一）1"}
    assert "备案当日" in unmet["no_other_course_short"]["reading"]
    decide = {"class_id": answer["subject"], "approve": True, "ground": "乡村振兴任务需要"}
    with pytest.raises(Forbidden):
        training.give(a_command(DecideReferredClass, the_city(), **decide))
    granted = training.give(a_command(DecideReferredClass, the_province(), **decide))
    shown = ledger(training, Course.VILLAGE_LEADER)
    assert granted["outcome"] == "granted"
    assert (shown["topped_up"], shown["free"], shown["reserved"]) == (20, 0, shown["plan"] + 20)


def test_a_repeated_command_gets_the_first_answer_and_another_body_is_refused(training):
    first = a_class(title="吉首市SIYB重复提交班")
    training.give(first)
    with pytest.raises(Repeated) as again:
        training.give(first)
    assert again.value.answer["outcome"] == "granted"


def test_two_hundred_one_seat_classes_on_ten_free_seats_give_ten_approved_and_the_rest_referred(training):
    free = ledger(training, Course.LIVE_STREAM)["free"]
    while free > 10:
        free -= (seats := min(60, free - 10))
        training.give(a_class(course=Course.LIVE_STREAM, seats=seats))
    outcomes = _all_at_once([a_class(course=Course.LIVE_STREAM, seats=1, title=f"并发第{n}班") for n in range(200)],
                            training)
    assert sorted(outcomes) == ["granted"] * 10 + ["referred"] * 190
    assert ledger(training, Course.LIVE_STREAM)["free"] == 0


def _all_at_once(commands, training) -> list[str]:
    outcomes, lock = [], threading.Lock()

    def give(part):
        for command in part:
            outcome = training.give(command)["outcome"]
            with lock:
                outcomes.append(outcome)

    threads = [threading.Thread(target=give, args=(commands[n::16],)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_a_cancelled_class_frees_its_seats(training):
    answer = training.give(a_class(seats=12))
    before = ledger(training)
    training.give(a_command(CancelClass, the_institution(), class_id=answer["subject"], ground="报名人数不足"))
    assert ledger(training)["free"] == before["free"] + 12
    with pytest.raises(Conflict):
        training.give(a_command(CancelClass, the_institution(), class_id=answer["subject"], ground="再取消一次"))


def test_a_roster_is_answered_row_by_row_and_good_rows_are_kept_or_none_as_chosen(training):
    class_id = training.give(a_class(seats=2))["subject"]
    register(training, "row-1", "row-2", "row-3")
    roster = ("row-1", "unknown", "row-1", "row-2", "row-3")
    none_kept = training.give(a_command(EnrolTrainees, the_institution(), class_id=class_id, person_ids=roster,
                                        keep_good_rows=False))
    assert none_kept["outcome"] == "returned"
    assert not any(row["accepted"] for row in none_kept["rows"])
    kept = training.give(a_command(EnrolTrainees, the_institution(), class_id=class_id, person_ids=roster))
    assert [row.get("reason") for row in kept["rows"]] == [None, "尚未实名登记", "名单中重复", None, "班级名额已满"]


def enrolled_class(training, *person_ids, present=10):
    register(training, *person_ids)
    class_id = training.give(a_class(seats=len(person_ids)))["subject"]
    training.give(a_command(EnrolTrainees, the_institution(), class_id=class_id, person_ids=person_ids))
    for session in range(1, present + 1):
        training.give(a_command(RecordAttendance, the_institution(), class_id=class_id, session=session,
                                present=person_ids))
    return class_id


def complete(training, class_id, person_id, mark=85):
    return training.give(a_command(RecordCompletion, the_institution(), class_id=class_id, person_id=person_id,
                                   mark=mark, completed_on=on("2024-05-06")))


def test_attendance_and_mark_complete_the_course_use_a_seat_and_give_a_certificate(training):
    class_id = enrolled_class(training, "done-1", present=8)
    before = ledger(training)
    answer = complete(training, class_id, "done-1")
    after = ledger(training)
    assert answer["outcome"] == "granted"
    assert answer["certificate_number"].startswith("CY433101202401")
    assert (after["reserved"], after["used"]) == (before["reserved"] - 1, before["used"] + 1)
    assert training.events("training.completed.v1")[-1]["person_id"] == "done-1"
    with pytest.raises(Conflict):
        complete(training, class_id, "done-1")


def test_too_little_attendance_is_returned_with_what_is_missing_and_gives_no_certificate(training):
    class_id = enrolled_class(training, "absent-1", present=7)
    answer = complete(training, class_id, "absent-1")
    assert answer["outcome"] == "returned"
    assert training.events("training.not_completed.v1")[-1]["missing"] == ["attended_enough"]


def test_one_course_is_taken_once_under_subsidy(training):
    complete(training, enrolled_class(training, "twice-1"), "twice-1")
    second = training.give(a_class(seats=1))["subject"]
    answer = training.give(a_command(EnrolTrainees, the_institution(), class_id=second, person_ids=("twice-1",)))
    assert answer["rows"][0]["reason"] == "该课程已享受过补贴培训"


def test_a_revoked_certificate_is_announced_with_its_ground(training):
    number = complete(training, enrolled_class(training, "revoked-1"), "revoked-1")["certificate_number"]
    revoke = {"certificate_number": number, "ground": "考勤经核查系代签"}
    training.give(a_command(RevokeCertificate, the_city(), **revoke))
    assert training.events("training.certificate_revoked.v1")[-1]["ground"] == "考勤经核查系代签"
    with pytest.raises(Problem):
        training.give(a_command(RevokeCertificate, the_city(), **revoke))


def test_completion_plans_a_follow_up_once_however_often_the_event_comes(training):
    complete(training, enrolled_class(training, "follow-1"), "follow-1")
    data = training.events("training.completed.v1")[-1]
    event = an_event(TrainingCompleted, "training.plan_follow_up_on_training_completed",
                     **vars(TrainingCompleted.from_data(data)) | {"envelope": None})
    training.give(event)
    with pytest.raises(Repeated):
        training.give(event)
    assert len([e for e in training.events("training.follow_up_planned.v1") if e["person_id"] == "follow-1"]) == 1
    kept = training.sql("SELECT answer, decided FROM inbox WHERE message_id = %s", event.id)
    assert kept == [(None, None)], "an event is answered to nobody"


def a_business(person_id, registered_on):
    return {"business_id": f"business-{person_id}", "person_id": person_id, "area": JISHOU, "state": "open",
            "kind": "self_employed", "registered_on": registered_on, "evidence": "declaration",
            "number_token": f"b1:{person_id}"}


def test_a_business_registered_on_the_day_of_completion_or_later_is_a_success_and_an_earlier_one_is_not(training):
    before = success(training)
    for person_id, day in (("success-1", "2024-05-06"), ("success-2", "2024-05-05")):
        complete(training, enrolled_class(training, person_id), person_id)
        training.give(heard(BusinessRegistered, "training.count_success_on_business_registered",
                            **a_business(person_id, day)))
    after = success(training)
    assert (after["completed"], after["succeeded"]) == (before["completed"] + 2, before["succeeded"] + 1)
    assert after["lines"][0]["completed"] == after["completed"]
    assert after["reason"]["citation"] == {"document": "hunan-2024", "clause": "二（一）3"}


def success(training):
    return training.give(a_command(ShowSuccessRate, the_city(), area=XIANGXI, year=2024))


def test_the_success_rate_of_another_city_is_not_shown(training):
    with pytest.raises(Forbidden):
        training.give(a_command(ShowSuccessRate, the_city(), area="430100", year=2024))


def test_every_decision_replays_to_the_same_bytes(training):
    class_id = training.give(a_class(title="重算班"))["subject"]
    replayed = training.give(a_command(ReplayDecisions, the_city(), subject=class_id))["decisions"]
    assert [decision["same"] for decision in replayed] == [True]


def test_the_seat_ledger_balances(training):
    assert training.give(a_command(Verify, the_city()))["faults"] == []


def test_decisions_are_replayed_for_those_who_answer_for_the_place_and_for_nobody_else(training):
    class_id = training.give(a_class(title="别处看不到的班"))["subject"]
    asked = {area: training.give(a_command(ReplayDecisions, an_actor(Role.CITY_STAFF, area=area), subject=class_id))
             for area in (XIANGXI, "430100")}
    assert [decision["same"] for decision in asked[XIANGXI]["decisions"]] == [True]
    assert asked["430100"] == {"decisions": []}
