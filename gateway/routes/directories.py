"""What anyone may look up without signing in, and what the signed-in person is entitled to."""

from datetime import date

from contracts.fields import area_code, choice, day, flag, text
from contracts.messages import part
from contracts.zone.public_pages import (
    AreaShown,
    Dictionary,
    Directory,
    DirectoryPage,
    EntitlementPage,
    PrecheckQuestion,
)
from gateway.http.request import Request
from gateway.http.route import SIGNED_IN, Route
from gateway.zone.dictionary import dictionary
from gateway.zone.directories import entries_of, narrowed, with_contact, with_holders, with_masked_names
from gateway.zone.entitlements import entitlements_of, precheck
from gateway.zone.listings import contact_for
from policies.areas import area as area_named
from policies.areas import children, full_name

# What governments offer is asked about at a window.
_ASKED_AT_A_WINDOW = (Directory.POLICIES, Directory.FINANCIAL_PRODUCTS)


@part
class DirectoryQuery:
    """Which directory, for the people of which area; `q` are words that an entry must contain. The rest narrows it:
    in a state, with something free, held within days."""

    directory: Directory = choice(Directory, "目录")
    area: str = area_code("地区")
    q: str | None = text("搜索", at_most=60, optional=True)
    state: str | None = text("状态", at_most=40, optional=True)
    with_free: bool = flag("只看有空位或名额的", default=False)
    since: date | None = day("自", optional=True)
    until: date | None = day("至", optional=True)


@part
class AreaQuery:
    """Which division."""

    code: str = area_code("代码")


def show_dictionary(request: Request) -> dict:
    """The Chinese label of every code that answers carry."""
    return {"tables": dictionary()}


def show_area(request: Request) -> dict:
    """A division and those directly below it, for choosing where one lives."""
    found = area_named(request.query.code)
    below = [{"code": one.code, "name": one.name} for one in children(found.code)]
    return {"code": found.code, "name": found.name, "full_name": full_name(found.code), "children": below}


def show_directory(request: Request) -> dict:
    """The entries of one directory."""
    wanted = request.query
    context = request.context
    found = entries_of(wanted.directory, context.zone, wanted.area, context.clock.today(), wanted.q)
    narrow = narrowed(found, state=wanted.state, with_free=wanted.with_free, since=wanted.since, until=wanted.until)
    items = with_holders(narrow, lambda ids: context.accounts.organisation_names(ids))
    items = with_masked_names(items, lambda ids: context.accounts.names_of(ids, request.actor))
    if wanted.directory in _ASKED_AT_A_WINDOW:
        items = with_contact(items, contact_for(context.zone, wanted.area))
    return {"directory": wanted.directory, "area": wanted.area, "items": items}


def check_beforehand(request: Request) -> dict:
    """What somebody might be entitled to; nothing of what they tell is kept."""
    area_named(request.body.area)
    return {"items": precheck(request.context.zone.policies, request.body, request.context.clock.today())}


def show_my_entitlements(request: Request) -> dict:
    """What the signed-in person is entitled to, with reasons and clauses."""
    page = request.context.zone.person_page(request.actor, request.actor.person_id)
    return {"items": entitlements_of(page["cases"])}


ROUTES = (
    Route("GET", "/dictionary", show_dictionary, "代码与中文名称对照", "public", answer=Dictionary),
    Route("GET", "/areas/{code}", show_area, "一个地区和它的下级地区", "public", query=AreaQuery, answer=AreaShown),
    Route("GET", "/directories/{directory}", show_directory,
          "公开目录：政策、场地、金融产品、课程、导师、人力资源服务、活动", "public",
          query=DirectoryQuery, answer=DirectoryPage),
    Route("POST", "/precheck", check_beforehand, "我可能享受什么：不登录的预先核对", "public", body=PrecheckQuestion,
          answer=EntitlementPage),
    Route("GET", "/me/entitlements", show_my_entitlements, "我能享受什么：已符合、还差什么、还不能判断", "zone",
          by=SIGNED_IN, answer=EntitlementPage, waits=True, by_proxy="zone"),
)
