"""People's stories on a phone in front of the whole platform: a returning worker, an elder, a village clerk."""

from urllib.parse import quote

import pytest

from dev.caller import eventually
from dev.made_up import a_credit_code, a_phone
from dev.second_half import BANK, SecondHalf
from dev.story import Story
from tests.browser.desk import WIDE, get_up, refuses, sees_the_year, sit_down, verifies
from tests.browser.phone import NOTHING_SMALL, Phone

pytestmark = pytest.mark.timeout(600)  # the first test waits for the platform to start
OWN = {"me": "#/me", "entitled": "#/entitled", "happened": "#/happened", "messages": "#/messages", "data": "#/data",
       "rights": "#/rights", "proxy": "#/proxy", "certificates": "#/my-certificates", "notices": "#/notices",
       "business": "#/apply/business", "loan": "#/apply/loan", "tenancy": "#/apply/tenancy", "claim": "#/apply/claim",
       "together": "#/apply/together"}


@pytest.fixture
def story(machine) -> Story:
    """A new person, not registered yet; a register knows them as a returning worker."""
    it = Story(machine.base_url)
    it.import_register()
    return it


@pytest.fixture
def half_way(story) -> SecondHalf:
    """A person who is registered and has completed a course."""
    story.first_half()
    return SecondHalf(story)


def sign_in(phone: Phone, account: str) -> None:
    phone.open("#/sign-in")
    phone.page.get_by_label("演示账号").fill(account)
    phone.press("登录")
    phone.page.get_by_role("heading", name="我的服务专区").wait_for(state="attached")
    phone.settle()


def register(phone: Phone, story: Story) -> None:
    phone.page.get_by_label("姓名").fill(story.name)
    phone.page.get_by_label("身份证号").fill("433101199001011230")
    phone.page.get_by_label("手机号").fill(a_phone(story.seed))
    phone.expected.add(422)
    phone.press("登记")
    phone.page.locator(".wrong").first.wait_for()
    phone.look("wrong-number-told-beside-its-field")
    phone.expected.clear()
    phone.page.get_by_label("身份证号").fill(story.id_number)
    phone.press("登记")
    phone.sees("返乡入乡农民工")


def train(story: Story) -> None:
    """The institution does its part through the interface."""
    class_id = story.file_class()["subject"]
    story.enrol(class_id)
    story.attend_and_pass(class_id)


def test_a_returning_worker_goes_from_registering_to_rating_on_a_phone(own_phone, open_phone, story):
    phone, half = own_phone, SecondHalf(story)
    sign_in(phone, story.citizen.account)
    register(phone, story)
    phone.look("registered")
    train(story)
    # Nobody reloads the page: the stream tells it.
    phone.sees("邀请入驻吉首市返乡创业孵化基地")
    phone.look("what-a-course-sets-in-motion")
    _sees_what_is_missing(phone)
    _registers_business(phone, story)
    phone.open("#/me")
    phone.page.get_by_role("heading", name="可以直接领取").wait_for()
    phone.look("an-offer")
    _accepts_invitation(phone, story)
    _applies_for_loan(phone)
    _names_account_and_takes_offer(phone, half)
    _attends_and_rates(phone, half)
    _reads_messages(phone)
    _is_refused_at_the_desk(open_phone(story.base_url, WIDE), half)
    _appeals(phone, half)
    _shows_the_certificate(phone)
    _applies_for_several_things_with_one_form(phone)
    for name in ("me", "happened", "data", "rights", "proxy", "notices", "tenancy", "claim"):
        phone.open(OWN[name])
        phone.look(name)


def _sees_what_is_missing(phone: Phone) -> None:
    phone.go("我能享受什么")
    card = phone.page.get_by_role("listitem").filter(has_text="一次性创业补贴").first
    card.get_by_text("还差", exact=True).first.wait_for()
    phone.look("what-is-missing-and-why")
    card.get_by_role("link", name="登记经营主体").click()
    phone.page.get_by_role("heading", name="会问您什么").wait_for()
    phone.look("guide-before-the-form")
    phone.go("开始填写")


def _registers_business(phone: Phone, story: Story) -> None:
    page = phone.page
    page.get_by_label("名称（与执照一致）").fill(f"吉首市返乡山货店{story.seed}")
    phone.sees("草稿已自动保存")
    phone.open("#/apply/business")
    phone.sees("已接着上次填的内容")
    assert story.seed in page.get_by_label("名称（与执照一致）").input_value()
    page.get_by_label("统一社会信用代码").fill(a_credit_code(story.seed))
    page.get_by_label("登记日期").fill("2024-05-06")
    phone.look("business-form")
    phone.press("登记经营主体")
    page.get_by_role("heading", name="登记经营主体：已登记").wait_for()
    phone.look("business-registered")


def _accepts_invitation(phone: Phone, story: Story) -> None:
    phone.page.get_by_role("link", name="邀请入驻吉首市返乡创业孵化基地").first.click()
    phone.page.get_by_label("创业项目").fill("返乡山货电商")
    phone.look("invitation")
    phone.press("接受邀请")
    phone.sees("已接受邀请")
    tenancy = SecondHalf(story).case("incubators", "tenancy")
    story.as_("base").post(f"/incubators/tenancies/{tenancy['entity_id']}/admission", {})


def _applies_for_loan(phone: Phone) -> None:
    phone.open("#/directory/financial-products")
    phone.page.get_by_role("link", name="去申请：个人创业担保贷款").click()
    phone.go("开始填写")
    phone.page.get_by_label("申请金额（元）").fill("150000")
    phone.sees("合 15 万元")
    phone.page.get_by_label("用途").fill("采购山货、装修店铺")
    assert phone.page.get_by_label("经办银行").input_value() == BANK
    phone.look("loan-form")
    phone.press("提交申请")
    phone.page.get_by_role("heading", name="申请创业担保贷款：").wait_for()
    phone.look("loan-applied-for")


def _names_account_and_takes_offer(phone: Phone, half: SecondHalf) -> None:
    half.name_account()
    phone.open("#/me")
    phone.press("领取：一次性创业补贴")
    phone.sees("已领取“一次性创业补贴”")
    claim = half.case("subsidies", "claim")
    phone.open(f"#/case/subsidies/claim/{claim['entity_id']}")
    phone.page.get_by_label("办理进度").get_by_text("公示中").wait_for()
    phone.look("claim-with-its-steps")


def _attends_and_rates(phone: Phone, half: SecondHalf) -> None:
    title = f"返乡创业者沙龙 {half.story.seed}"
    activity_id = _salon_open_for_registration(half, title)
    phone.open("#/directory/activities")
    phone.press(f"报名：{title}")
    phone.sees("已为您报名")
    phone.look("signed-up")
    base, person_id = half.as_("base"), half.story.person_id
    eventually(lambda: base.post(f"/events/activities/{activity_id}/check-ins", {"person_id": person_id}),
               lambda answer: answer["outcome"] == "granted", "没有签到")
    base.post(f"/events/activities/{activity_id}/holding", {})
    right = half.case("events", "rating", lambda case: case["state"] == "open" and title in case["title"])
    phone.open(f"#/case/events/rating/{right['entity_id']}")
    assert phone.page.get_by_role("radio", checked=True).count() == 0  # nobody is satisfied by not choosing
    phone.page.get_by_text("非常满意", exact=True).click()
    phone.look("rating")
    phone.press("提交评价")
    phone.sees("谢谢您的评价")


def _salon_open_for_registration(half: SecondHalf, title: str) -> str:
    """A salon of the base that stands in the calendar; its id."""
    tenancy, base = half.case("incubators", "tenancy"), half.as_("base")
    activity_id = base.post("/events/activities", {
        "title": title, "kind": "salon", "area": "433101", "venue": "吉首市返乡创业孵化基地一楼",
        "base_id": tenancy["data"]["base_id"], "held_on": half.today().isoformat(), "places": 30})["subject"]
    half.as_("reviewer").post(f"/events/activities/{activity_id}/approval", {})
    eventually(lambda: half.citizen.get("/directories/activities?area=433101")["items"],
               lambda items: any(one["id"] == activity_id for one in items), "活动没有进入日历")
    return activity_id


def _reads_messages(phone: Phone) -> None:
    phone.open("#/messages")
    phone.look("unread-messages")
    phone.press("全部标为已读")
    phone.page.locator(".places .count").wait_for(state="detached")
    assert phone.page.get_by_text("未读：").count() == 0


def _is_refused_at_the_desk(desk: Phone, half: SecondHalf) -> None:
    claim_id = half.case("subsidies", "claim")["entity_id"]
    sit_down(desk, "吉首市人社局 经办人员")
    verifies(desk, claim_id)
    get_up(desk)
    sit_down(desk, "吉首市人社局 审核人员")
    refuses(desk, claim_id)
    sees_the_year(desk)


def _appeals(phone: Phone, half: SecondHalf) -> None:
    claim = half.case("subsidies", "claim", lambda case: case["state"] == "refused")
    phone.open(f"#/case/subsidies/claim/{claim['entity_id']}")
    phone.page.get_by_label("申诉理由").fill("上门当日在乡镇进货，有进货单")
    photograph = phone.page.screenshot()
    phone.page.locator("input[type=file]").set_input_files(
        {"name": "进货单.png", "mimeType": "image/png", "buffer": photograph})
    phone.page.get_by_role("button", name="移除：进货单.png").wait_for()
    phone.look("refused-with-a-way-to-appeal")
    phone.press("提出申诉")
    phone.sees("申诉已提出")
    half.case("subsidies", "appeal")


def _shows_the_certificate(phone: Phone) -> None:
    phone.open("#/my-certificates")
    with phone.page.expect_download() as paper:
        phone.page.get_by_role("button", name="下载 PDF").click()
    assert paper.value.path().read_bytes().startswith(b"%PDF")
    phone.go("给别人查验")
    phone.sees("证书真实有效")
    phone.look("certificate-checked")


def _applies_for_several_things_with_one_form(phone: Phone) -> None:
    phone.open("#/apply/together")
    phone.page.get_by_label("创业担保贷款").check()
    phone.page.get_by_label("贷款金额（元）").fill("80000")
    phone.look("one-form-for-several-matters")
    phone.press("一起提交")
    phone.page.get_by_role("heading", name="创业一件事：").wait_for()


def test_an_elder_reads_and_hits_everything_on_every_page_in_large_text(own_phone, half_way):
    phone = own_phone
    phone.open()
    phone.enlarge()
    sign_in(phone, half_way.story.citizen.account)
    invitation = half_way.case("incubators", "invitation")
    for name, place in (OWN | {"case": f"#/case/incubators/invitation/{invitation['entity_id']}"}).items():
        phone.open(place)
        phone.look(f"large-{name}")
        assert phone.too_small() == NOTHING_SMALL, name


def test_a_village_clerk_acts_for_an_elder_with_an_authorisation_and_leaves_a_record(open_phone, machine, half_way):
    clerk, elder = Story(machine.base_url), half_way.story
    clerk.register_person()
    phone = open_phone(machine.base_url)
    sign_in(phone, elder.citizen.account)
    _authorises(phone, clerk)
    other = open_phone(machine.base_url)
    sign_in(other, clerk.citizen.account)
    other.go("代办")
    other.page.get_by_role("button", name="替他办").click()
    other.sees("正在替")
    other.look("in-somebody-elses-name")
    other.page.get_by_role("link", name="邀请入驻吉首市返乡创业孵化基地").first.click()
    other.page.get_by_label("创业项目").fill("腊肉加工")
    other.press("接受邀请")
    other.sees("已接受邀请")
    other.expected.add(403)
    other.open("#/rights")
    other.page.get_by_role("alert").get_by_text("此事须由本人办理").wait_for()
    other.press("结束代办")
    _sees_the_record_and_ends_it(phone)


def _authorises(phone: Phone, clerk: Story) -> None:
    phone.open(f"#/proxy/{clerk.person_id}?name={quote('向*')}")
    phone.page.get_by_label("创业孵化基地").check()
    phone.page.get_by_label("到哪天为止").fill("2024-12-31")
    phone.look("authorising")
    phone.press("同意委托")
    phone.sees("委托已登记")


def _sees_the_record_and_ends_it(phone: Phone) -> None:
    phone.open("#/proxy")
    phone.sees("接受入驻邀请")
    phone.look("what-was-done-for-me")
    phone.page.get_by_role("button", name="终止").click()
    phone.sees("委托已终止")
