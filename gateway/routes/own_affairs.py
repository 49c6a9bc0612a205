"""个人: where one's data come from, objecting to them, proxies, a copy of everything, leaving, signing out."""

from contracts.actors import Role
from contracts.fields import area_code, identifier
from contracts.messages import part
from contracts.problems import Forbidden, Invalid
from contracts.zone.data_objections import DataObjectionShown, ObjectToData, SettleDataObjection
from contracts.zone.own_data import CLOSING_WORDS, CloseAccount, Closing, Provenance, SigningOut, WhatCloses
from contracts.zone.proxies import AuthorisationShown, AuthoriseProxy, EndProxy, ProxyActShown
from gateway.accounts.rules.own_data import what_closes
from gateway.http.answers import Download
from gateway.http.copies import packed
from gateway.http.cursors import Page
from gateway.http.request import Request
from gateway.http.route import SIGNED_IN, Route, command_route
from gateway.zone.own_cases import dealings_of

_DESK = SettleDataObjection.by
_READERS = (Role.CITIZEN, *_DESK, Role.SUPERVISOR)


@part
class WhichObjections:
    """哪个地区待核实的异议"""

    area: str = area_code("地区")


@part
class WhichObjection:
    """哪一项异议"""

    data_objection_id: str = identifier("异议")


def show_my_provenance(request: Request) -> dict:
    """Where everything known of oneself comes from, how old it is and how to have it corrected."""
    return request.context.accounts.provenance_of(request.actor.person_id)


def list_my_objections(request: Request) -> Page:
    """One's own objections to data."""
    return Page(request.context.accounts.data_objections_of(request.actor.person_id))


def list_open_objections(request: Request) -> Page:
    """The objections that wait for the desk of an area."""
    if not request.actor.covers(request.query.area):
        raise Forbidden("只能查看本人负责地区的事项", needed_area=request.query.area)
    return Page(request.context.accounts.open_data_objections(request.query.area, request.actor))


def show_objection(request: Request) -> dict:
    """One objection, in its person's own words."""
    return request.context.accounts.show_data_objection(request.query.data_objection_id, request.actor)


def list_my_proxies(request: Request) -> Page:
    """Who may act for one, and for whom one may act."""
    return Page(request.context.accounts.authorisations_with(request.actor.person_id))


def list_my_proxy_acts(request: Request) -> Page:
    """What proxies did for one, the newest first."""
    before = request.position[0] if request.position else None
    found = request.context.accounts.proxy_acts_of(request.actor.person_id, before, request.page_size + 1)
    shown = found[:request.page_size]
    after = [shown[-1]["id"]] if len(found) > len(shown) else None
    return Page([{name: value for name, value in each.items() if name != "id"} for each in shown], after)


def copy_my_data(request: Request) -> Download:
    """Everything the platform keeps of one, as JSON in a ZIP; noted like every reading in clear."""
    mine = request.actor.person_id
    kept = request.context.accounts.copy_of(mine, request.actor)
    page = request.context.zone.person_page(request.actor, mine, lines=10_000)
    return Download(packed(kept | {"cases": page["cases"], "timeline": page["timeline"]}), "application/zip",
                    "我的数据.zip")


def show_my_closure(request: Request) -> dict:
    """What closing the account would delete, and what must be kept and why."""
    return what_closes(dealings_of(request.context.zone, request.actor))


def close_my_account(request: Request) -> dict:
    """Close one's own account; every sign-in of it ends."""
    if request.body.confirmation != CLOSING_WORDS:
        raise Invalid("请检查标出的内容", fields={"confirmation": [f"请输入“{CLOSING_WORDS}”以确认"]})
    told = what_closes(dealings := dealings_of(request.context.zone, request.actor))
    request.send(CloseAccount(dealings=dealings))
    request.context.sign_outs.learn()
    return told


def sign_out(request: Request) -> dict:
    """End this sign-in, or all that one has."""
    request.context.sign_outs.end(request.signed_in, everywhere=request.body.everywhere)
    return {"signed_out": True}


ROUTES = (
    Route("GET", "/people/me/provenance", show_my_provenance, "我的信息从哪里来、是否有效", "people", by=SIGNED_IN,
          answer=Provenance, errors=("not_found",), by_proxy="zone"),
    command_route("POST", "/data-objections", ObjectToData, summary="对登记信息提出异议", audience="people"),
    Route("GET", "/people/me/data-objections", list_my_objections, "我提出的信息异议", "people", by=SIGNED_IN,
          answer=DataObjectionShown, paged=True),
    Route("GET", "/data-objections", list_open_objections, "待核实的信息异议", "people", by=_DESK,
          query=WhichObjections, answer=DataObjectionShown, paged=True),
    Route("GET", "/data-objections/{data_objection_id}", show_objection, "查看一项信息异议", "people", by=_READERS,
          query=WhichObjection, answer=DataObjectionShown),
    command_route("POST", "/data-objections/{data_objection_id}/settlement", SettleDataObjection,
                  summary="核实信息异议：更正或说明理由", audience="people", errors=("already_registered",)),
    command_route("POST", "/proxies", AuthoriseProxy, summary="委托他人代办", audience="people"),
    command_route("POST", "/proxies/{authorisation_id}/end", EndProxy, summary="终止代办委托", audience="people"),
    Route("GET", "/people/me/proxies", list_my_proxies, "我的代办委托", "people", by=SIGNED_IN,
          answer=AuthorisationShown, paged=True),
    Route("GET", "/people/me/proxy-acts", list_my_proxy_acts, "代办人为我办理和查看的记录", "people", by=SIGNED_IN,
          answer=ProxyActShown, paged=True),
    Route("POST", "/people/me/copy", copy_my_data, "下载平台保存的我的全部信息", "people", by=SIGNED_IN,
          answer_media="application/zip", errors=("not_found",), weight=20),
    Route("GET", "/people/me/closure", show_my_closure, "注销账户会删除什么、留存什么", "people", by=(Role.CITIZEN,),
          answer=WhatCloses),
    Route("POST", "/people/me/closure", close_my_account, "注销账户", "people", by=(Role.CITIZEN,), body=Closing,
          answer=WhatCloses, errors=("not_found", "conflict", "same_key_other_body", "still_running",
                                     "outcome_unknown")),
    Route("POST", "/sign-out", sign_out, "退出登录", "people", by=SIGNED_IN, body=SigningOut),
)
