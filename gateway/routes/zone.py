"""The one-stop service zone: a person's page, a desk's inbox, a case, and the cockpit."""

import secrets

from contracts.fields import area_code, count, flag, identifier, text
from contracts.messages import part
from contracts.problems import Forbidden
from contracts.zone.pace import PacePage
from contracts.zone.pages import (
    CaseFollowed,
    CockpitPage,
    DutyPage,
    EventBehindFigure,
    InboxLine,
    PersonPage,
    PushTicket,
    TimelineLine,
)
from gateway.http.answers import Written
from gateway.http.cursors import Page
from gateway.http.request import Request
from gateway.http.route import SIGNED_IN, Route
from gateway.routes.desk import case_commands
from gateway.zone.cockpit import STOCKS, cockpit
from gateway.zone.desk_acts import turn_of
from gateway.zone.duties import duties_of
from gateway.zone.legal_clock import days_left
from gateway.zone.own_cases import followed
from gateway.zone.pace import pace
from gateway.zone.queries import AREA_ROLES, TICKET_SECONDS


@part
class InboxQuery:
    """Which cases a desk wants to see."""

    area: str = area_code("地区")
    entity: str | None = text("事项类别", optional=True)
    state: str | None = text("状态", optional=True)
    pillar: str | None = text("业务", optional=True)
    my_turn: bool = flag("只看轮到本人身份办理的", default=False)


@part
class CockpitQuery:
    """Which area and year the cockpit shows."""

    area: str = area_code("地区")
    year: int = count("年度", at_least=2000, at_most=2100)


@part
class FigureQuery(CockpitQuery):
    """Which figure's events are wanted."""

    measure: str = text("指标")


@part
class DutyQuery(CockpitQuery):
    """Which duties of an area and year are wanted; all of them unless one is named."""

    duty: str | None = text("义务代码", optional=True)


@part
class CaseQuery:
    """Which case."""

    pillar: str = identifier("业务")
    entity: str = identifier("事项类别")
    entity_id: str = text("事项", at_most=200)


def show_my_page(request: Request) -> Written:
    """The signed-in person's own page."""
    return request.context.zone.own_page(request.actor)


def show_person(request: Request) -> dict:
    """A person's page, as far as the viewer may see it."""
    return request.context.zone.person_page(request.actor, request.path["person_id"])


def show_my_timeline(request: Request) -> Page:
    """The signed-in person's timeline, newest first."""
    before = tuple(request.position) if request.position else None
    lines = request.context.zone.timeline(request.actor, request.actor.person_id, before, request.page_size + 1)
    return _paged(lines, request.page_size, lambda line: [line["occurred_at"].isoformat(), line["event_id"]])


def show_case(request: Request) -> dict:
    """One case with its reasons, the way it goes, and what has happened so far."""
    wanted = request.query
    zone = request.context.zone
    case = zone.case(request.actor, wanted.pillar, wanted.entity, wanted.entity_id)
    today = request.context.clock.today()
    working_days = request.context.accounts.working_days
    return followed(zone, request.actor, case, today, working_days) | days_left(case, working_days, today)


def show_inbox(request: Request) -> Page:
    """The cases of an area, soonest due first; of all of them, or those that wait for the asker's role."""
    wanted = request.query
    if not request.actor.covers(wanted.area):
        raise Forbidden("只能查看本人负责地区的事项", needed_area=wanted.area)
    after = tuple(request.position) if request.position else None
    turn = turn_of(request.actor, case_commands(request.context.settings.mode)) if wanted.my_turn else None
    cases = request.context.zone.inbox(request.actor, wanted.area, wanted.entity, wanted.state, after,
                                       request.page_size + 1, pillar=wanted.pillar, turn=turn)
    names = request.context.accounts.names_of([case["person_id"] for case in cases if case["person_id"]], request.actor)
    cases = [case | {"person_name": names.get(case["person_id"])} for case in cases]
    return _paged(cases, request.page_size,
                  lambda case: [case["due_on"].isoformat() if case["due_on"] else "infinity", case["entity_id"]])


def open_push(request: Request) -> dict:
    """A one-time ticket with which a page opens its stream of changes; the stream never sees a token."""
    ticket = secrets.token_urlsafe(32)
    after = request.context.zone.keep_ticket(ticket, request.actor.person_id)
    return {"ticket": ticket, "push_url": push_url(request.context.settings), "expires_in": TICKET_SECONDS,
            "after": after}


def push_url(settings) -> str:
    """Where pages open their stream: as told, else on this host at push's own port."""
    return settings.optional("PUSH_URL") or f"http://{settings.bind_host}:{settings.required('PUSH_PORT')}"


def show_cockpit(request: Request) -> dict:
    """Plan against actual of an area and a year."""
    zone, today = request.context.zone, request.context.clock.today()
    return cockpit(zone, zone.policies, request.query.area, request.query.year, today)


def show_pace(request: Request) -> dict:
    """How a training plan goes through the year."""
    zone, today = request.context.zone, request.context.clock.today()
    return pace(zone, zone.policies, request.query.area, request.query.year, today)


def show_duties(request: Request) -> dict:
    """What is owed in an area and year, by whom, and how far it is."""
    wanted, zone = request.query, request.context.zone
    if not request.actor.covers(wanted.area):
        raise Forbidden("只能查看本人负责地区的事项", needed_area=wanted.area)
    lines = duties_of(zone, wanted.area, wanted.year, request.context.clock.today(), wanted.duty)
    return {"area": wanted.area, "year": wanted.year, "items": lines}


def show_figure_events(request: Request) -> Page:
    """The events behind a figure, all of them page by page; of a stock, those of earlier years too."""
    wanted = request.query
    rows = request.context.zone.behind_figure(wanted.measure, wanted.area, wanted.year, request.position,
                                              request.page_size + 1, up_to=wanted.measure in STOCKS)
    return _paged(rows, request.page_size, lambda row: [row["occurred_at"].isoformat(), row["event_id"]])


def _paged(rows: list[dict], size: int, position) -> Page:
    more = len(rows) > size
    return Page(rows[:size], position(rows[size - 1]) if more else None)


ROUTES = (
    Route("GET", "/me", show_my_page, "我的服务专区", "zone", by=SIGNED_IN, answer=PersonPage, waits=True,
          errors=("not_found",), by_proxy="zone"),
    Route("GET", "/me/timeline", show_my_timeline, "我的办事经历", "zone", by=SIGNED_IN, answer=TimelineLine,
          paged=True, waits=True, by_proxy="zone"),
    Route("GET", "/people/{person_id}/page", show_person, "查看一个人的专区页面", "zone", by=SIGNED_IN,
          answer=PersonPage, waits=True),
    Route("GET", "/cases/{pillar}/{entity}/{entity_id}", show_case, "查看一件事项", "zone", by=SIGNED_IN,
          query=CaseQuery, answer=CaseFollowed, waits=True, by_proxy="{pillar}"),
    Route("GET", "/inbox", show_inbox, "待办事项", "zone", by=tuple(sorted(AREA_ROLES)), query=InboxQuery,
          answer=InboxLine, paged=True, waits=True),
    Route("POST", "/push-tickets", open_push, "领取一次性连接凭证，接收变化通知", "zone", by=SIGNED_IN,
          answer=PushTicket),
    Route("GET", "/cockpit", show_cockpit, "指挥舱：计划与实际", "zone", query=CockpitQuery, answer=CockpitPage),
    Route("GET", "/cockpit/pace", show_pace, "指挥舱：创业培训计划进度", "zone", query=CockpitQuery, answer=PacePage),
    Route("GET", "/duties", show_duties, "义务清单与完成情况", "zone", by=tuple(sorted(AREA_ROLES)),
          query=DutyQuery, answer=DutyPage),
    Route("GET", "/cockpit/events", show_figure_events, "一个数字背后的事件", "zone", query=FigureQuery,
          answer=EventBehindFigure, paged=True),
)
