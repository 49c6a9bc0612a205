"""A desk on a wide screen: signing in, the tray, opening a case and deciding on it, as a clerk does it."""

from tests.browser.phone import Phone

WIDE = {"width": 1280, "height": 900}


def sit_down(desk: Phone, who: str) -> None:
    """Sign in with a demonstration account, by its label."""
    desk.open("desk#/tray")
    desk.page.get_by_label(who, exact=True).check()
    desk.press("以演示账号登录")
    desk.page.get_by_role("heading", name="待办").wait_for()
    desk.settle()


def get_up(desk: Phone) -> None:
    desk.press("退出")
    desk.page.get_by_role("heading", name="登录").wait_for()


def verifies(desk: Phone, claim_id: str) -> None:
    """The claim waits in the tray, is opened and verified, and waits there no longer."""
    line = _in_tray(desk, claim_id)
    line.wait_for()
    desk.look("tray")
    line.click()
    desk.page.get_by_role("heading", name="已掌握的信息").wait_for()
    desk.look("claim-with-what-is-known-and-why")
    desk.press("核实申领")
    desk.page.get_by_label("核实意见").fill("登记信息核对无误")
    desk.press("提交")
    desk.page.get_by_label("办理结果").get_by_text("核实申领：").wait_for()
    desk.look("verified")
    desk.go("待办")
    desk.settle()
    desk.page.get_by_role("button", name="刷新").wait_for()
    _in_tray(desk, claim_id).wait_for(state="detached")


def refuses(desk: Phone, claim_id: str) -> None:
    """A refusal for a condition that holds is told beside its field; one with a true ground is asked once more."""
    _in_tray(desk, claim_id).click()
    desk.press("决定不予通过申领")
    desk.page.get_by_label("理由类别").select_option("condition_unmet")
    desk.page.get_by_label("理由", exact=True).fill("上门两次均未营业")
    desk.expected.add(422)
    _confirms(desk)
    desk.page.get_by_role("alert").get_by_text("各项条件均已满足").wait_for()
    assert desk.page.get_by_label("理由类别").get_attribute("aria-invalid") == "true"
    desk.look("refused-by-field")
    desk.page.get_by_label("理由类别").select_option("not_operating")
    _confirms(desk)
    desk.page.get_by_label("办理结果").get_by_text("决定不予通过申领：").wait_for()
    desk.expected.clear()


def _in_tray(desk: Phone, claim_id: str):
    return desk.page.locator(f".tray a[href$='/claim/{claim_id}']")


def _confirms(desk: Phone) -> None:
    desk.press("下一步：确认")
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_text("不能撤销").wait_for()
    dialog.get_by_role("button", name="确认办理").click()


def sees_the_year(desk: Phone) -> None:
    """The cockpit's figures open what is behind them; the duties say by when."""
    desk.open("desk#/cockpit")
    desk.look("cockpit")
    desk.page.get_by_role("link", name="看明细").first.click()
    desk.page.get_by_text("每一行是计入这个数字的一件事").wait_for()
    desk.look("behind-a-figure")
    desk.open("desk#/duties")
    desk.look("duties")
