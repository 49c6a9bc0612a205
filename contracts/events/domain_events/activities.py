"""Activities and registrations."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.events import ActivityKind, ActivityState, RegistrationState, WishState
from contracts.fields import area_code, choice, count, day, flag, identifier, many, many_texts, text
from contracts.messages import event, part


@part
class ActivityPublic:
    """The public state of an activity."""

    activity_id: str = identifier("活动")
    title: str = text("活动名称", at_most=100)
    kind: ActivityKind = choice(ActivityKind, "活动类型")
    area: str = area_code("举办地县市区")
    venue: str = text("活动地点", at_most=100)
    organisation_id: str | None = identifier("主办单位", optional=True)
    base_id: str | None = identifier("承办基地", optional=True)
    held_on: date = day("举办日期")
    register_until: date = day("报名截止日期")
    places: int = count("名额")
    taken: int = count("已报名人数")
    waiting: int = count("候补人数")
    for_groups: tuple[str, ...] = many_texts("面向的重点群体", default=())
    dedicated: bool = flag("创业专场活动")
    bought_in: bool = flag("政府购买服务")
    promotion: str = text("活动介绍", at_most=1000)
    state: ActivityState = choice(ActivityState, "状态")


@event("events.activity_proposed.v1", entity="activity", label="发起创业活动")
class ActivityProposed(ActivityPublic):
    """An activity waits for approval."""


@event("events.activity_approved.v1", entity="activity", label="活动备案通过")
class ActivityApproved(ActivityPublic):
    """An activity is filed and approved; people may register."""


@event("events.activity_returned.v1", entity="activity", label="活动退回修改")
class ActivityReturned(ActivityPublic):
    """An activity was given back for correction."""

    ground: str = text("理由", at_most=500)


@event("events.activity_cancelled.v1", entity="activity", label="活动取消")
class ActivityCancelled(ActivityPublic):
    """An activity is not held."""

    ground: str = text("理由", at_most=500)


@event("events.activity_held.v1", entity="activity", label="活动已举办")
class ActivityHeld(ActivityPublic):
    """An activity was held; `attended` persons checked in."""

    attended: int = count("签到人数")


@event("events.activity_closed.v1", entity="activity", label="活动成效已填报")
class ActivityClosed(ActivityPublic):
    """What an activity achieved was reported."""

    attended: int = count("签到人数")
    outcome: str = text("活动成效", at_most=1000)
    projects_matched: int = count("对接项目数")


@part
class RegistrationPublic:
    """The public state of one person's registration; `turn` counts those who wait, from 1."""

    registration_id: str = identifier("报名")
    activity_id: str = identifier("活动")
    person_id: str = identifier("参加人")
    organisation_id: str | None = identifier("主办单位", optional=True)
    area: str = area_code("举办地县市区")
    title: str = text("活动名称", at_most=100)
    held_on: date = day("举办日期")
    turn: int | None = count("候补顺序", optional=True)
    state: RegistrationState = choice(RegistrationState, "状态")
    todo: str | None = text("下一步", optional=True)


@event("events.place_taken.v1", entity="registration", person="person_id", label="报名活动成功")
class PlaceTaken(RegistrationPublic):
    """A person has a place, at once or from the waiting list."""

    from_waiting_list: bool = flag("由候补递补", default=False)


@event("events.waiting_listed.v1", entity="registration", person="person_id", label="活动报名候补")
class WaitingListed(RegistrationPublic):
    """All places are taken; the person has a turn in the waiting list."""


@event("events.registration_withdrawn.v1", entity="registration", person="person_id", label="取消活动报名")
class RegistrationWithdrawn(RegistrationPublic):
    """A place or a turn was given back."""


@event("events.checked_in.v1", entity="registration", person="person_id", label="活动签到")
class CheckedIn(RegistrationPublic):
    """A person was there."""


@event("events.wish_declined.v1", entity="wish", person="person_id", label="一件事申请中的活动报名未能受理")
class WishDeclined:
    """A wish of a form opened nothing; `faults` say what is to be put right."""

    wish_id: str = identifier("申请事项")
    matter_id: str = identifier("申请")
    person_id: str = identifier("申请人")
    area: str = area_code("办理地区")
    state: WishState = choice(WishState, "状态")
    title: str = text("名称")
    faults: tuple[str, ...] = many_texts("需补正的内容", default=())
    todo: str | None = text("下一步", optional=True)
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
