"""Training on a real database: how a plan is shared, who may teach, and targets in heads."""

import pytest

from contracts.actors import Actor, Role
from contracts.problems import Conflict, Forbidden, Invalid, NotFound
from contracts.training import Course
from contracts.training.commands import (
    AccreditInstitution,
    CancelClass,
    CountTrainees,
    EndInstitutionSuspension,
    EnrolTrainees,
    ExpireAccreditation,
    FileClass,
    RecordAttendance,
    RecordCompletion,
    ResumeInstitution,
    SharePlan,
    SuspendInstitution,
)
from contracts.training.commands.plan import CountyShare
from contracts.training.questions import ListInstitutions, ShowInstitution, ShowPlanLedger, ShowPlanShares, Verify
from tests.building import JISHOU, XIANGXI, an_actor, on, the_city, the_institution
from tests.integration.pillars.lecturing import School

FENGHUANG = "433123"
CALENDAR = Actor(role=Role.CALENDAR)
CHUXIONG_COUNTY = "532301"


@pytest.fixture(scope="module")
def school(desk, migrated):
    return School(desk("training"), migrated).prepare()


def share(school, course=Course.VILLAGE_LEADER, **shares):
    wanted = tuple(CountyShare(area=code.strip("_"), seats=seats) for code, seats in shares.items())
    return school.give(SharePlan, the_city(), area=XIANGXI, year=2024, course=course, shares=wanted)


def shown(school, course=Course.VILLAGE_LEADER):
    page = school.give(ShowPlanShares, the_city(), area=XIANGXI, year=2024)
    return next(line for line in page["courses"] if line["course"] == course)


# the plan and its shares


def test_what_the_counties_do_not_get_stays_at_the_city_and_the_gap_is_shown(school):
    answer = share(school, _433101=100, _433123=60)
    assert (answer["outcome"], answer["plan"], answer["shared"], answer["unshared"]) == ("granted", 210, 160, 50)
    assert answer["reasons"][0]["citation"] == {"document": "hunan-2024", "clause": "二（一）1"}
    assert "50 人次未分解" in answer["reasons"][1]["text"]
    line = shown(school)
    assert (line["unshared"], line["adds_up"]) == (50, False)
    assert sum(county["seats"] for county in line["counties"]) + line["unshared"] == line["plan"]


def test_one_seat_more_than_the_plan_is_returned_and_the_whole_plan_adds_up(school):
    share(school, _433101=100, _433123=60)
    too_much = share(school, _433123=111)
    assert (too_much["outcome"], too_much["reasons"][0]["status"]) == ("returned", "unmet")
    assert share(school, _433123=110)["unshared"] == 0
    assert shown(school)["adds_up"] is True
    assert share(school, _433123=110)["outcome"] == "not_applicable"
    history = [data for _, data in school.of("plan_share", f"share:2024:{FENGHUANG}:village_leader")]
    assert [(one["seats_before"], one["seats"]) for one in history][-1] == (60, 110)


@pytest.mark.parametrize(("codes", "words"), [
    (("430102",), "不是该市州"), (("433101", "433101"), "重复"), ((), "至少一个")])
def test_a_share_of_another_citys_county_or_one_named_twice_is_named(school, codes, words):
    shares = tuple(CountyShare(area=code, seats=1) for code in codes)
    with pytest.raises(Invalid) as told:
        school.give(SharePlan, the_city(), area=XIANGXI, year=2024, course=Course.SIYB, shares=shares)
    assert words in str(told.value.fields)


def test_only_the_city_itself_shares_its_plan(school):
    with pytest.raises(Forbidden):
        school.give(SharePlan, an_actor(Role.CITY_STAFF, area="430100"), area=XIANGXI, year=2024,
                    course=Course.SIYB, shares=(CountyShare(area=JISHOU, seats=1),))
    with pytest.raises(NotFound):
        school.give(SharePlan, the_city(), area=XIANGXI, year=2023 + 2, course=Course.SIYB,
                    shares=(CountyShare(area=JISHOU, seats=1),))


def test_a_county_shows_what_was_filed_there_beside_its_share(school):
    share(school, Course.SIMULATION, _433101=50)
    school.class_(course=Course.SIMULATION, seats=20)
    jishou = shown(school, Course.SIMULATION)["counties"][0]
    assert (jishou["area_name"], jishou["seats"], jishou["filed"], jishou["completed"]) == ("吉首市", 50, 20, 0)


def test_every_movement_of_seats_is_in_the_ledgers_history_with_the_balance_after_it(school):
    class_id = school.class_(course=Course.ONLINE_SHOP, seats=40)
    school.give(CancelClass, the_institution(), class_id=class_id, ground="报名人数不足")
    ledger = school.give(ShowPlanLedger, the_city(), area=XIANGXI, year=2024, course=Course.ONLINE_SHOP)
    free = [(entry["amount"], entry["balance"]) for entry in ledger["entries"] if entry["account"] == "free"]
    assert free[0] == (400, 400)
    assert free[-2:] == [(-40, free[-1][1] - 40), (40, free[-1][1])]
    assert ledger["reserved"] + ledger["used"] + ledger["free"] == ledger["plan"] + ledger["topped_up"]
    assert school.give(Verify, the_city())["faults"] == []


def test_a_seat_that_is_missing_from_the_ledger_is_found(school):
    with school.desk.database.connection() as connection:
        connection.execute("UPDATE ledger_accounts SET balance = balance - 1 WHERE key LIKE '2024:430200:siyb:free'")
    faults = school.give(Verify, the_city())["faults"]
    assert "the seats of 2024:430200:siyb are -1 off" in faults
    with school.desk.database.connection() as connection:
        connection.execute("UPDATE ledger_accounts SET balance = balance + 1 WHERE key LIKE '2024:430200:siyb:free'")


# institutions


def an_institution(school, institution_id, **changes):
    fields = {"area": JISHOU, "courses": ("siyb",), "valid_until": on("2024-12-31"), "name": "湘西启航培训学校"}
    school.give(AccreditInstitution, the_city(), institution_id=institution_id, **{**fields, **changes})
    return an_actor(Role.INSTITUTION_STAFF, organisation_id=institution_id)


def filed(school, actor, **changes):
    fields = {"institution_id": actor.organisation_id, "area": JISHOU, "course": Course.SIYB, "title": "SIYB班",
              "seats": 1, "starts_on": on("2024-05-06"), "ends_on": on("2024-05-15"), "sessions": 10}
    return school.give(FileClass, actor, **{**fields, **changes})


def unmet(answer) -> list[str]:
    return [reason["code"] for reason in answer["reasons"] if reason["status"] == "unmet" and reason["force"] != "aim"]


def test_who_may_not_teach_a_course_is_told_every_reason_and_a_person_decides(school):
    actor = an_institution(school, "school-reasons")
    refused = filed(school, actor, course=Course.SIMULATION, ends_on=on("2025-01-01"))
    assert (refused["outcome"], unmet(refused)) == ("referred", ["course_allowed", "accreditation_valid"])
    assert filed(school, actor, ends_on=on("2024-12-31"))["outcome"] == "granted"
    stranger = an_actor(Role.INSTITUTION_STAFF, organisation_id="school-unknown")
    assert unmet(filed(school, stranger)) == ["institution_accredited"]


def test_a_suspended_institution_is_told_why_and_a_person_or_the_last_day_ends_it(school):
    actor = an_institution(school, "school-suspended")
    suspend = {"institution_id": "school-suspended", "ground": "抽查发现考勤不实"}
    with pytest.raises(Forbidden):
        school.give(SuspendInstitution, an_actor(Role.CITY_STAFF, area="430100"), **suspend)
    school.give(SuspendInstitution, the_city(), **suspend, until=on("2024-05-31"))
    with pytest.raises(Conflict):
        school.give(SuspendInstitution, the_city(), **suspend)
    assert unmet(filed(school, actor)) == ["institution_not_suspended"]
    asked = school.give(ShowInstitution, actor, institution_id="school-suspended")
    siyb = next(course for course in asked["courses"] if course["course"] == "siyb")
    assert (asked["state_label"], siyb["may_teach"]) == ("暂停开班", False)
    early = school.give(EndInstitutionSuspension, CALENDAR, institution_id="school-suspended", until=on("2024-05-31"))
    assert early["outcome"] == "not_applicable"
    school.give(ResumeInstitution, the_city(), institution_id="school-suspended", ground="整改已验收")
    assert filed(school, actor)["outcome"] == "granted"
    with pytest.raises(Conflict):
        school.give(ResumeInstitution, the_city(), institution_id="school-suspended", ground="再恢复一次")


def test_an_institutions_standing_is_shown_to_itself_and_its_area_alone(school):
    an_institution(school, "school-shown")
    with pytest.raises(Forbidden):
        school.give(ShowInstitution, the_institution(), institution_id="school-shown")
    with pytest.raises(Forbidden):
        school.give(ShowInstitution, an_actor(Role.CITY_STAFF, area="430100"), institution_id="school-shown")


def timers(school, institution_id):
    return {key: (command, str(due)) for key, command, due in school.desk.sql(
        "SELECT split_part(key, ':', 1), command, due_at AT TIME ZONE 'Asia/Shanghai' FROM timers WHERE key LIKE %s",
        f"%:{institution_id}")}


def test_the_calendar_ends_an_accreditation_and_a_suspension_when_their_last_day_is_over(school):
    actor = an_institution(school, "school-ending", valid_until=on("2024-05-20"))
    school.give(SuspendInstitution, the_city(), institution_id="school-ending", ground="限期整改",
                until=on("2024-05-10"))
    assert timers(school, "school-ending") == {
        "accreditation": ("training.expire_accreditation", "2024-05-21 00:00:00"),
        "institution_suspension": ("training.end_institution_suspension", "2024-05-11 00:00:00")}
    school.at("2024-05-11")
    school.give(EndInstitutionSuspension, CALENDAR, institution_id="school-ending", until=on("2024-05-10"))
    assert filed(school, actor, ends_on=on("2024-05-20"))["outcome"] == "granted"
    school.at("2024-05-21")
    expire = {"institution_id": "school-ending", "valid_until": on("2024-05-20")}
    assert school.give(ExpireAccreditation, CALENDAR, **expire)["outcome"] == "granted"
    assert unmet(filed(school, actor, ends_on=on("2024-05-21"))) == ["accreditation_valid"]
    an_institution(school, "school-ending", valid_until=on("2025-05-20"))
    assert school.give(ExpireAccreditation, CALENDAR, **expire)["outcome"] == "not_applicable"
    assert [name for name, _ in school.of("institution", "school-ending")] == [
        "institution_accredited", "institution_suspended", "institution_resumed", "accreditation_expired",
        "institution_accredited"]


def test_a_renewal_does_not_end_a_suspension_and_another_city_renews_nothing(school):
    an_institution(school, "school-renewed")
    school.give(SuspendInstitution, the_city(), institution_id="school-renewed", ground="限期整改")
    actor = an_institution(school, "school-renewed", valid_until=on("2026-12-31"))
    assert "institution_not_suspended" in unmet(filed(school, actor, ends_on=on("2024-06-30")))
    with pytest.raises(Forbidden):
        school.give(AccreditInstitution, an_actor(Role.CITY_STAFF, area="430100"), institution_id="school-renewed",
                    area="430102", courses=("siyb",), valid_until=on("2026-12-31"))


def listing(school, area):
    return school.give(ListInstitutions, an_actor(Role.CITY_STAFF, area=area), area=area)


def test_the_counties_in_which_nobody_may_teach_are_listed_and_jiaxing_asks_for_every_county(school):
    xiangxi = listing(school, XIANGXI)
    assert JISHOU not in [county["area"] for county in xiangxi["uncovered"]]
    assert {"area": FENGHUANG, "area_name": "凤凰县"} in xiangxi["uncovered"]
    assert xiangxi["reason"] is None
    jiaxing = listing(school, "330400")
    assert len(jiaxing["uncovered"]) == 7
    assert (jiaxing["reason"]["status"], jiaxing["reason"]["citation"]["document"]) == ("unmet", "jiaxing-2013")
    with pytest.raises(Forbidden):
        school.give(ListInstitutions, the_city(), area="330400")


def test_a_suspended_institution_covers_no_county(school):
    office = an_actor(Role.CITY_STAFF, area="330400")
    fields = {"institution_id": "school-haining", "area": "330481", "courses": ("siyb",),
              "valid_until": on("2026-12-31")}
    school.give(AccreditInstitution, office, **fields)
    assert "330481" not in [county["area"] for county in listing(school, "330400")["uncovered"]]
    school.give(SuspendInstitution, office, institution_id="school-haining", ground="限期整改")
    assert "330481" in [county["area"] for county in listing(school, "330400")["uncovered"]]
    assert [one["state"] for one in listing(school, "330481")["items"]] == ["suspended"]


# targets in heads, and places without a plan by course


def test_a_person_counts_once_toward_a_target_in_heads_however_often_they_train(school):
    school.at("2024-08-01")
    office = an_actor(Role.CITY_STAFF, area="532300")
    first, second = school.person(), school.person()
    fields = {"area": CHUXIONG_COUNTY, "target": "health_industry_trainees_target", "title": "民族药膳培训班",
              "held_on": on("2024-07-25")}
    answer = school.give(CountTrainees, office, **fields, person_ids=(first, first, "unknown"))
    assert [row.get("reason") for row in answer["rows"]] == [None, "名单中重复", "尚未实名登记"]
    assert answer["reasons"][0]["citation"] == {"document": "chuxiong-2024", "clause": "一；二（二）4"}
    again = school.give(CountTrainees, office, **fields | {"title": "养老护理培训班"}, person_ids=(first, second))
    assert [row["accepted"] for row in again["rows"]] == [False, True]
    assert len(school.desk.events("training.trainee_counted.v1")) == 2


@pytest.mark.parametrize(("changes", "problem"), [
    ({"area": "999999"}, Invalid), ({"starts_on": on("1990-01-01")}, NotFound),
    ({"starts_on": on("2025-01-01"), "ends_on": on("2025-01-05")}, NotFound)])
def test_a_class_in_no_place_or_in_a_year_without_a_plan_that_was_handed_down_is_not_held(school, changes, problem):
    with pytest.raises(problem):
        filed(school, an_institution(school, "school-nowhere"), **changes)


@pytest.mark.parametrize("changes", [{"target": "guidance_trainees_target"}, {"held_on": on("2024-07-24")}])
def test_a_target_of_another_place_or_before_its_first_day_counts_nobody(school, changes):
    school.at("2024-08-01")
    fields = {"area": CHUXIONG_COUNTY, "target": "health_industry_trainees_target", "title": "民族药膳培训班",
              "held_on": on("2024-07-25"), "person_ids": (school.person(),)}
    with pytest.raises(Invalid) as told:
        school.give(CountTrainees, an_actor(Role.CITY_STAFF, area="532300"), **fields | changes)
    assert list(told.value.fields) == ["target"]


def completed_there(school, actor, class_id) -> str:
    """The number of the certificate of somebody who completes the class."""
    person, day = school.person(), on("2024-08-01")
    school.give(EnrolTrainees, actor, class_id=class_id, person_ids=(person,))
    for session in range(1, 11):
        school.give(RecordAttendance, actor, class_id=class_id, session=session, present=(person,))
    return school.give(RecordCompletion, actor, class_id=class_id, person_id=person, mark=80,
                       completed_on=day)["certificate_number"]


def test_where_no_document_sets_a_plan_by_course_a_class_is_held_and_books_no_seats(school):
    school.at("2024-08-01")
    office = an_actor(Role.CITY_STAFF, area="210100")
    school.give(AccreditInstitution, office, institution_id="school-shenyang", area="210102", courses=("siyb",),
                valid_until=on("2026-12-31"))
    actor = an_actor(Role.INSTITUTION_STAFF, area="210102", organisation_id="school-shenyang")
    answer = filed(school, actor, area="210102", ends_on=on("2024-08-15"))
    assert answer["outcome"] == "granted"
    assert {r["code"]: r["status"] for r in answer["reasons"]}["within_plan"] == "not_applicable"
    assert completed_there(school, actor, answer["subject"]).startswith("CY210102202401")
    assert school.give(CancelClass, actor, class_id=answer["subject"], ground="场地未落实")["outcome"] == "granted"
