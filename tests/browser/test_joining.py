"""On a phone: a place in a class is taken and given up, and looking around elsewhere moves nobody."""

import pytest

from dev.caller import eventually
from dev.story import Story
from tests.access.school_day import SchoolDay
from tests.browser.phone import Phone
from tests.browser.test_stories import sign_in

pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def story(machine) -> Story:
    """Somebody of Jishou who is registered."""
    it = Story(machine.base_url)
    it.register_person()
    eventually(it.page, lambda page: page["profile"], "没有登记")
    return it


def enrolment(story: Story, state: str) -> str:
    """The id of the person's enrolment once it stands in a state."""
    wanted = ("enrolment", state)
    found = eventually(lambda: story.page()["cases"], lambda cases: any(
        (one["entity"], one["state"]) == wanted for one in cases), f"报名没有成为 {state}")
    return next(one["entity_id"] for one in found if (one["entity"], one["state"]) == wanted)


def test_a_place_in_a_class_is_taken_and_given_up_on_the_phone(own_phone: Phone, story: Story):
    phone, course = own_phone, SchoolDay(story.as_, seats=1)
    eventually(lambda: story.citizen.get("/directories/courses?area=433101")["items"],
               lambda items: any(one["id"] == course.class_id for one in items), "班级没有进入目录")
    sign_in(phone, story.citizen.account)
    phone.open("#/directory/courses")
    phone.page.get_by_role("button", name="报名：吉首市一日实训班").first.click()
    phone.sees("已为您报名")
    phone.look("joined-a-class")
    phone.open(f"#/case/training/enrolment/{enrolment(story, 'enrolled')}")
    phone.page.get_by_label("第几次课").fill("1")
    phone.page.get_by_label("签到码").fill("0000")
    phone.press("签到")
    phone.sees("没有签上")
    phone.look("wrong-code")
    phone.page.get_by_label("签到码").fill(course.code())
    phone.press("签到")
    phone.sees("已签到")
    assert course.trainee(story.person_id)["present"] == 1
    phone.press("退出班级")
    phone.press("确定退出班级？")
    phone.sees("已退出")
    enrolment(story, "withdrawn")


def test_looking_at_another_county_does_not_move_the_application_there(own_phone: Phone, story: Story):
    phone, page = own_phone, own_phone.page
    sign_in(phone, story.citizen.account)
    page.get_by_role("link", name="服务", exact=True).click()
    page.get_by_role("heading", name="创业政策").wait_for()
    page.get_by_text("换一个地区").click()
    page.get_by_label("县（市、区）").select_option("433123")
    page.locator("p.quiet", has_text="凤凰县").first.wait_for()
    page.evaluate("location.hash = '#/apply/loan'")
    known = page.locator(".known")
    known.wait_for()
    assert "吉首市" in known.inner_text() and "凤凰县" not in known.inner_text()
    page.evaluate("location.hash = '#/guide/tenancy'")
    page.get_by_role("heading", name="依据").wait_for()
    phone.look("grounds-of-this-place-alone")
    assert page.get_by_text("辽宁").count() == 0
