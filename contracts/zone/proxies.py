"""Acting for somebody: a village clerk for an elder, an agent 经办人 for a business. Recorded, limited, with an end."""

from datetime import date, datetime

from contracts.actors import Role
from contracts.fields import area_code, choice, day, identifier, instant, many_files, many_texts, text
from contracts.messages import answer, command, event, part
from contracts.zone import AuthorisationState, ProxyKind

_DESK = (Role.CLERK, Role.REVIEWER, Role.CITY_STAFF, Role.PROVINCE_STAFF)
_SELF_OR_DESK = (Role.CITIZEN, *_DESK)


@command("zone.authorise_proxy", by=_SELF_OR_DESK)
class AuthoriseProxy:
    """Let somebody act in named matters until a day: oneself, or at a desk on a signed paper that is kept."""

    person_id: str = identifier("委托人")
    agent_id: str = identifier("代办人")
    kind: ProxyKind = choice(ProxyKind, "代办关系")
    matters: tuple[str, ...] = many_texts("代办范围", at_most=6)
    business_id: str | None = identifier("经营主体", optional=True)
    until: date = day("委托截止日期")
    files: tuple[str, ...] = many_files("委托书", at_most=10, default=())


@command("zone.end_proxy", by=_SELF_OR_DESK)
class EndProxy:
    """End an authorisation: the person at any time, the proxy who gives it up, a desk of the area."""

    authorisation_id: str = identifier("委托")


@command("zone.lapse_proxy", by=(Role.CALENDAR,))
class LapseProxy:
    """The last day of an authorisation is over."""

    authorisation_id: str = identifier("委托")


@part
class AuthorisationPublic:
    """Who may act for whom, in what, until when."""

    authorisation_id: str = identifier("委托")
    person_id: str = identifier("委托人")
    agent_id: str = identifier("代办人")
    area: str = area_code("地区")
    kind: ProxyKind = choice(ProxyKind, "代办关系")
    matters: tuple[str, ...] = many_texts("代办范围")
    business_id: str | None = identifier("经营主体", optional=True)
    until: date = day("委托截止日期")
    state: AuthorisationState = choice(AuthorisationState, "状态")
    title: str = text("事项")


@event("zone.proxy_authorised.v1", entity="authorisation", person="person_id", label="委托他人代办")
class ProxyAuthorised(AuthorisationPublic):
    """From now on somebody may act for a person."""


@event("zone.proxy_ended.v1", entity="authorisation", person="person_id", label="代办委托已结束")
class ProxyEnded(AuthorisationPublic):
    """Nobody acts by this authorisation any more."""

    ground: str = text("结束原因")


@answer
class AuthorisationShown:
    """An authorisation as the person and the proxy see it; names are masked for each other."""

    authorisation_id: str = identifier("委托")
    person_id: str = identifier("委托人")
    person_name: str = text("委托人姓名")
    agent_id: str = identifier("代办人")
    agent_name: str = text("代办人姓名")
    kind: ProxyKind = choice(ProxyKind, "代办关系")
    matters: tuple[str, ...] = many_texts("代办范围")
    business_id: str | None = identifier("经营主体", optional=True)
    until: date = day("委托截止日期")
    state: AuthorisationState = choice(AuthorisationState, "状态")
    state_label: str = text("状态说明")
    authorised_at: datetime = instant("委托时间")
    ended_at: datetime | None = instant("结束时间", optional=True)


@answer
class ProxyActShown:
    """Something that a proxy did or read for a person."""

    agent_id: str = identifier("代办人")
    agent_name: str = text("代办人姓名")
    matter: str = text("代办范围")
    what: str = text("办理内容", at_most=300)
    acted_at: datetime = instant("时间")
