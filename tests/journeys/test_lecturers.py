"""A lecturer, the city and the province through HTTP: asked, admitted, dispatched across areas, graded; a plan shared;
a suspended school told why; trainees followed up and their success counted."""

import uuid

import pytest

from contracts.actors import Actor, Role
from dev.caller import Caller, Refused, eventually
from dev.second_half import SecondHalf
from dev.story import INSTITUTION, JISHOU, XIANGXI, Story
from tests.access.people import issuer_of

pytestmark = pytest.mark.timeout(600)
ZHUZHOU = "430200"


class Lecturing:
    """One lecturer of Zhuzhou who teaches in Jishou, and one trainee."""

    def __init__(self, machine):
        self.machine, self.base_url = machine, machine.base_url
        self.applicant, self.trainee = Story(self.base_url), Story(self.base_url)
        self.city, self.province = self.trainee.as_("city"), self.trainee.as_("province")
        self.school = self.trainee.as_("institution")
        self.zhuzhou = self.acting("city of zhuzhou", Actor(role=Role.CITY_STAFF, area=ZHUZHOU,
                                                              person_id=str(uuid.uuid4())))

    def acting(self, account: str, actor: Actor) -> Caller:
        """A caller with a token of the platform's own issuer, as an appointment gives it."""
        caller = Caller(self.base_url)
        caller.account, caller.person_id = account, actor.person_id
        caller.token = issuer_of(self.machine.folder).issue(actor)
        return caller

    def ask_and_admit(self) -> dict:
        """A registered person asks; the city finds the request in its inbox and admits; the person is a lecturer."""
        register(self.applicant)
        self.person_id = self.applicant.person_id
        self.lecturer = self.acting("lecturer of zhuzhou", Actor(
            role=Role.LECTURER, area=ZHUZHOU, person_id=self.person_id))
        asked = eventually(self.try_to_ask, bool, "还不能申请成为讲师")
        self.lecturer_id = asked["subject"]
        waiting = self.zhuzhou.get(f"/inbox?area={ZHUZHOU}&entity=lecturer&state=requested&limit=100",
                                    wait_for=asked["events"])["items"]
        assert self.lecturer_id in [case["entity_id"] for case in waiting]
        self.zhuzhou.post("/training/lecturers", {"person_id": self.person_id, "area": ZHUZHOU, "courses": ["siyb"]})
        return asked

    def try_to_ask(self) -> dict | None:
        """Training may hear of the registration a moment after the desk."""
        try:
            return self.applicant.citizen.post("/training/lecturers/me/admission",
                                               {"area": ZHUZHOU, "courses": ["siyb"]})
        except Refused as refused:
            if refused.code != "not_found":
                raise
            return None

    def dispatch(self, class_id: str) -> dict:
        return self.city.post(f"/training/classes/{class_id}/dispatches", {"lecturer_id": self.lecturer_id})

    def answer(self, dispatch: dict, **answer) -> dict:
        return self.lecturer.post(f"/training/dispatches/{dispatch['subject']}/answer", answer)

    def case(self, caller: Caller, entity: str, wait_for: list[str] | None = None) -> dict | None:
        """The newest case of a kind on somebody's page."""
        cases = caller.get("/me", wait_for=wait_for)["cases"]
        return next((case for case in cases if case["entity"] == entity), None)


def register(story: Story) -> None:
    """Registered, and shown on the person's own page, which may be a moment later."""
    story.register_person()
    eventually(story.page, lambda page: page["profile"], "没有显示实名登记")


@pytest.fixture(scope="module")
def told(prepared):
    """The lecturer is admitted, has updated what is due, and a trainee's class waits for them."""
    told = Lecturing(prepared)
    told.asked = told.ask_and_admit()
    told.verified = told.lecturer.post("/training/lecturers/me/updates", {
        "parts": ["real_name", "personal_data", "service_data"]})
    register(told.trainee)
    told.class_id = told.trainee.file_class()["subject"]
    return told


@pytest.fixture(scope="module")
def taught(told):
    """The lecturer has accepted the class, and the trainee has completed it."""
    told.declined = told.dispatch(told.class_id)
    with pytest.raises(Refused) as without_reason:
        told.answer(told.declined, accept=False)
    assert list(without_reason.value.problem["fields"]) == ["ground"]
    told.answer(told.declined, accept=False, ground="当周在外地授课")
    told.accepted = told.dispatch(told.class_id)
    told.shown = told.case(told.lecturer, "dispatch", told.accepted["events"])
    told.answer(told.accepted, accept=True)
    told.trainee.enrol(told.class_id)
    told.trainee.attend_and_pass(told.class_id)
    return told


def test_who_asks_to_be_a_lecturer_is_decided_by_an_office_and_then_found_in_the_public_list(told):
    assert (told.asked["outcome"], told.verified["outcome"]) == ("referred", "granted")
    listed = told.city.get(f"/directories/lecturers?area={ZHUZHOU}", wait_for=told.verified["events"])["items"]
    assert told.lecturer_id in [entry["id"] for entry in eventually(
        lambda: told.city.get(f"/directories/lecturers?area={ZHUZHOU}")["items"] or listed,
        lambda found: told.lecturer_id in [entry["id"] for entry in found], "讲师不在公开目录")]
    with pytest.raises(Refused) as forbidden:
        told.city.post(f"/training/lecturers/{told.lecturer_id}/tier", {"tier": "backbone", "ground": "别处的讲师"})
    assert forbidden.value.status == 403


def test_a_lecturer_of_another_city_sees_the_dispatch_declines_with_a_reason_and_accepts_the_next(taught):
    assert (taught.shown["state_label"], taught.shown["todo"]) == ("待讲师答复", "请答复是否接受授课派遣")
    assert taught.shown["data"]["home_area"] == ZHUZHOU
    last = eventually(lambda: taught.case(taught.lecturer, "dispatch"), lambda case: case["state"] == "accepted",
                      "派遣没有接受")
    assert last["entity_id"] == taught.accepted["subject"]


def test_the_lecturer_follows_the_trainee_up_and_the_registered_business_is_a_success_with_its_case(taught):
    trainee = taught.trainee
    planned = eventually(lambda: taught.case(trainee.citizen, "follow_up"), bool, "没有安排跟踪帮扶")
    today = trainee.citizen.get("/clock")["business_time"][:10]
    contact = {"kind": "phone", "held_on": today, "progress": "preparing", "advice": "协助梳理选址和办照步骤"}
    with pytest.raises(Refused) as stranger:
        trainee.as_("lecturer").post(f"/training/follow-ups/{planned['entity_id']}/contacts", contact)
    assert stranger.value.status == 404
    taught.lecturer.post(f"/training/follow-ups/{planned['entity_id']}/contacts", contact)
    given = taught.city.get(f"/training/follow-ups/{planned['entity_id']}")
    assert (given["state"], given["progress"], len(given["contacts"])) == ("given", "preparing", 1)
    SecondHalf(trainee).register_business()
    eventually(lambda: taught.case(trainee.citizen, "success"), bool, "没有计入创业成功")
    rates = taught.city.get(f"/training/success-rate?area={XIANGXI}&year=2024&split=lecturer")
    line = next(one for one in rates["lines"] if one["code"] == taught.lecturer_id)
    assert (line["completed"], line["succeeded"], line["percent"]) == (1, 1, "100.00")
    behind = taught.city.get(f"/training/figure-cases?area={XIANGXI}&year=2024&figure=succeeded"
                             f"&lecturer_id={taught.lecturer_id}")
    assert [item["person_id"] for item in behind["items"]] == [trainee.person_id]
    assert rates["reason"]["citation"]["clause"] == "二（一）3"


def test_the_grade_of_the_year_is_next_years_pay_level_and_no_figure_is_invented(taught):
    graded = taught.zhuzhou.post(f"/training/lecturers/{taught.lecturer_id}/appraisals", {
        "year": 2024, "grade": "excellent", "ground": "学员评价优良"})
    assert {r["code"]: r["status"] for r in graded["reasons"]}["fee_rate_known"] == "unknown"
    listed = taught.zhuzhou.get(f"/training/lecturers?area={ZHUZHOU}&year=2024")
    mine = next(one for one in listed["items"] if one["lecturer_id"] == taught.lecturer_id)
    assert (mine["pay_level"], mine["pay_year"], mine["pay_per_session"]) == ("excellent", 2025, None)
    with pytest.raises(Refused) as elsewhere:
        taught.city.get(f"/training/lecturers?area={ZHUZHOU}")
    assert elsewhere.value.status == 403


def test_a_city_shares_its_plan_and_the_cockpit_shows_the_county_its_share_and_the_pace(told, caller):
    shared = told.city.post(f"/training/plans/{XIANGXI}/shares", {
        "year": 2024, "course": "simulation", "shares": [{"area": JISHOU, "seats": 120}]})
    assert shared["unshared"] == 400 - 120
    page = told.city.get(f"/training/plan-shares?area={XIANGXI}&year=2024")
    line = next(one for one in page["courses"] if one["course"] == "simulation")
    assert (line["shared"], line["adds_up"], page["complete"]) == (120, False, False)

    def jishou():
        return next((row for row in caller().get(f"/cockpit?area={JISHOU}&year=2024")["counties"]
                     if row["measure"] == "training.completed.simulation"), None)
    assert eventually(jishou, bool, "指挥舱没有县市区分解")["planned"] == 120
    pace = caller().get(f"/cockpit/pace?area={XIANGXI}&year=2024")
    siyb = next(one for one in pace["courses"] if one["course"] == "siyb")
    assert siyb["planned"] == 690
    assert 0 < siyb["expected"] < 690
    assert pace["complete"] is False


def test_a_suspended_school_is_told_why_and_the_province_decides_its_class(told):
    try:
        told.city.post(f"/training/institutions/{INSTITUTION}/suspension", {"ground": "抽查发现考勤不实"})
        referred = told.trainee.file_class()
        why = [reason["code"] for reason in referred["reasons"] if reason["status"] == "unmet"]
        assert (referred["outcome"], why) == ("referred", ["institution_not_suspended"])
        own = told.school.get(f"/training/institutions/{INSTITUTION}")
        assert (own["state_label"], own["courses"][0]["may_teach"]) == ("暂停开班", False)
        decision = {"approve": True, "ground": "已有学员报名，先行开班"}
        with pytest.raises(Refused):
            told.city.post(f"/training/classes/{referred['subject']}/decision", decision)
        granted = told.province.post(f"/training/classes/{referred['subject']}/decision", decision)
        assert granted["outcome"] == "granted"
    finally:
        told.city.post(f"/training/institutions/{INSTITUTION}/resumption", {"ground": "整改已验收"})
    assert told.trainee.file_class(seats=1)["outcome"] == "granted"
