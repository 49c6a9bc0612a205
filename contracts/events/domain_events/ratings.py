"""Rights to rate a service, ratings, and the cases behind bad ones."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.events import ContactManner, Grade, RatingCaseState, RatingState
from contracts.fields import area_code, choice, day, flag, identifier, many, text
from contracts.messages import event, part


@event("events.service_rendered.v1", entity="service_act", person="person_id", label="活动或导师服务可评价")
class ServiceRendered:
    """A person received a service from activities or mentors and may rate it once."""

    service_act_id: str = identifier("服务事项")
    person_id: str = identifier("服务对象")
    provider_id: str = identifier("服务单位")
    area: str = area_code("县市区")
    what: str = text("服务内容")


@part
class RatingPublic:
    """The public state of one right to rate one service."""

    rating_id: str = identifier("评价事项")
    service_act_id: str = identifier("服务事项")
    person_id: str = identifier("评价人")
    provider_id: str = identifier("服务单位")
    pillar: str = text("业务", at_most=20)
    area: str = area_code("县市区")
    title: str = text("服务内容")
    state: RatingState = choice(RatingState, "状态")
    todo: str | None = text("下一步", optional=True)


@event("events.rating_right_opened.v1", entity="rating", person="person_id", label="可以评价服务")
class RatingRightOpened(RatingPublic):
    """A person may rate a service, once."""


@event("events.rated.v1", entity="rating", person="person_id", label="已评价服务")
class Rated(RatingPublic):
    """A service was rated in one of five grades."""

    grade: Grade = choice(Grade, "评价")


@part
class RatingCasePublic:
    """The public state of the case behind a bad rating; the office of `area` owns it."""

    rating_case_id: str = identifier("差评办理")
    rating_id: str = identifier("评价事项")
    person_id: str = identifier("评价人")
    provider_id: str = identifier("服务单位")
    area: str = area_code("承办地区")
    title: str = text("标题")
    grade: Grade = choice(Grade, "评价")
    state: RatingCaseState = choice(RatingCaseState, "状态")
    due_on: date = day("办理期限")
    overdue: bool = flag("是否逾期", default=False)
    contacted_on: date | None = day("回访日期", optional=True)
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())


@event("events.rating_case_opened.v1", entity="rating_case", person="person_id", label="差评已转办")
class RatingCaseOpened(RatingCasePublic):
    """A bad rating is somebody's work with a deadline."""


@event("events.rating_case_contacted.v1", entity="rating_case", person="person_id", label="差评已回访")
class RatingCaseContacted(RatingCasePublic):
    """The person behind a bad rating was reached."""

    manner: ContactManner = choice(ContactManner, "回访方式")


@event("events.rating_case_overdue.v1", entity="rating_case", person="person_id", label="差评办理逾期")
class RatingCaseOverdue(RatingCasePublic):
    """The deadline passed and the case is not closed."""


@event("events.rating_case_closed.v1", entity="rating_case", person="person_id", label="差评已办结")
class RatingCaseClosed(RatingCasePublic):
    """The case was closed, with contact and outcome."""

    outcome: str = text("办理结果", at_most=500)
