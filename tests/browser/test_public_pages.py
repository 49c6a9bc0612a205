"""What anyone sees on a phone before signing in, an elder's large text, the keyboard, and a lost connection."""

import pytest

from tests.browser.phone import NOTHING_SMALL

PUBLIC = {"landing": "", "policies": "#/directory/policies", "products": "#/directory/financial-products",
          "no-places": "#/directory/spaces", "no-activities": "#/directory/activities",
          "precheck": "#/precheck", "guides": "#/guide", "guide-to-a-loan": "#/guide/loan",
          "guide-to-a-claim": "#/guide/claim?programme=startup_subsidy", "check": "#/certificates",
          "sign-in": "#/sign-in"}


def test_every_public_page_fits_a_phone_and_says_what_it_is(phone):
    for name, place in PUBLIC.items():
        phone.open(place)
        phone.look(name)
    assert phone.page.title() == "登录 · 创业服务专区"


def test_the_landing_page_leads_to_the_five_kinds_of_help_and_searches(phone):
    page = phone.page
    phone.open()
    entries = page.get_by_role("navigation", name="五类服务").get_by_role("link")
    assert entries.count() == 5
    page.get_by_role("searchbox").fill("航天")
    phone.press("搜索")
    phone.sees("没有找到含有“航天”的内容")
    page.get_by_role("searchbox").fill("补贴")
    phone.press("搜索")
    page.locator(".entry").first.wait_for()


def test_in_large_text_mode_every_text_has_18_points_and_every_target_60_by_60(phone):
    phone.open()
    phone.enlarge()
    for name, place in PUBLIC.items():
        phone.open(place)
        phone.look(name)
        assert phone.too_small() == NOTHING_SMALL, name


@pytest.mark.parametrize(("words", "heading"), [("开始核对", "我可能享受什么"), ("查验培训证书", "查验培训证书")])
def test_with_the_keyboard_alone_one_reaches_what_the_landing_page_offers(phone, words, heading):
    phone.open()
    phone.page.get_by_role("link", name=words).wait_for()
    for _ in range(30):
        phone.page.keyboard.press("Tab")
        if words in phone.page.evaluate("document.activeElement.textContent"):
            break
    phone.page.keyboard.press("Enter")
    phone.page.get_by_role("heading", name=heading).wait_for()
    phone.page.locator("main:focus").wait_for()


def test_when_the_platform_cannot_be_reached_the_page_says_so_in_chinese_and_tries_again(phone):
    page = phone.page
    phone.open()
    page.route("**/api/v1/directories/**", lambda route: route.abort())
    page.get_by_role("link", name="创业补贴").click()
    page.get_by_role("alert").get_by_text("暂时连不上平台").wait_for()
    phone.look("unreachable")
    page.unroute("**/api/v1/directories/**")
    phone.press("再试一次")
    page.locator(".entry").first.wait_for()
    # The browser itself reports the request that the test cut off.
    phone.trouble[:] = [one for one in phone.trouble if "ERR_FAILED" not in one]
