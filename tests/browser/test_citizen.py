"""What anyone sees on a phone before signing in, an elder's large text, the keyboard, and a lost connection."""

SMALLEST_TEXT_PX, SMALLEST_TARGET_PX = 24, 60  # 18 pt; 60 × 60
_SIZES = """([smallestText, smallestTarget]) => ({
  texts: [...document.querySelectorAll('body *')].filter(each => each.offsetParent
      && !each.closest('.unseen') && [...each.childNodes].some(one => one.nodeType === 3 && one.data.trim()))
    .filter(each => parseFloat(getComputedStyle(each).fontSize) < smallestText)
    .map(each => each.outerHTML.slice(0, 120)),
  targets: [...document.querySelectorAll('a, button, input:not([type=radio]), select, .choices label')]
    .filter(each => each.offsetParent).map(each => [each.getBoundingClientRect(), each])
    .filter(([box]) => box.width < smallestTarget || box.height < smallestTarget)
    .map(([, each]) => each.outerHTML.slice(0, 120)),
})"""


def test_the_directories_show_each_policy_with_its_clause_and_say_when_there_is_nothing(phone):
    page = phone.page
    for kind in ("policies", "financial-products"):
        phone.open(f"#/directory/{kind}")
        page.locator(".entry, .nothing").first.wait_for()
        phone.look(f"directory-{kind}")
    phone.open("#/directory/policies?q=航天")
    page.get_by_text("没有找到含有“航天”的内容").wait_for()


def test_in_large_text_mode_every_text_has_18_points_and_every_target_60_by_60(phone):
    phone.open()
    phone.page.get_by_role("button", name="长辈版").click()
    for name, place in (("landing", ""), ("precheck", "#/precheck"), ("policies", "#/directory/policies"),
                        ("products", "#/directory/financial-products"), ("sign-in", "#/sign-in")):
        phone.open(place)
        phone.page.locator("main h1").wait_for()
        phone.page.locator("main .van-skeleton").wait_for(state="detached")
        phone.look(f"large-{name}")
        found = phone.page.evaluate(_SIZES, [SMALLEST_TEXT_PX, SMALLEST_TARGET_PX])
        assert found == {"texts": [], "targets": []}, name


def test_with_the_keyboard_alone_one_reaches_the_pre_check(phone):
    phone.open()
    phone.page.get_by_role("link", name="开始核对").wait_for()
    for _ in range(20):
        phone.page.keyboard.press("Tab")
        if phone.page.evaluate("document.activeElement.textContent") == "开始核对":
            break
    phone.page.keyboard.press("Enter")
    phone.page.get_by_role("heading", name="我可能享受什么").wait_for()


def test_when_the_platform_cannot_be_reached_the_page_says_so_in_chinese(phone):
    page = phone.page
    phone.open()
    page.route("**/api/v1/directories/**", lambda route: route.abort())
    page.get_by_role("link", name="创业补贴").click()
    page.get_by_role("alert").get_by_text("暂时连不上平台").wait_for()
    page.unroute("**/api/v1/directories/**")
    page.get_by_role("button", name="再试一次").click()
    page.locator(".entry").first.wait_for()
    # The browser itself reports the request that the test cut off.
    phone.trouble[:] = [one for one in phone.trouble if "ERR_FAILED" not in one]
