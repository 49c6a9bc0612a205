"""Awards of recognition campaigns 评选认定 that carry money. They come with the notice that they stood in."""

from datetime import date, datetime

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, count, day, identifier, instant, many, money, nested, text
from contracts.incubators import AwardState
from contracts.messages import event, part


@part
class NoticeOfAward:
    """The notice that an award stood in, with what is left of objections to it."""

    notice_id: str = identifier("公示")
    title: str = text("公示名称")
    opened_at: datetime = instant("公示开始时刻")
    ends_at: datetime = instant("公示截止时刻")
    working_days: int = count("公示工作日", at_least=1)
    amount: int = money("公示金额")
    open_objections: int = count("待处理异议", default=0)
    upheld_objections: int = count("成立的异议", default=0)


@event("incubators.award_conferred.v1", entity="award", person="person_id", label="授予评选认定奖励")
class AwardConferred:
    """A campaign gave an award with money; whoever receives it is an opaque id, named again as the organisation where
    it is one. Its notice comes with it."""

    award_id: str = identifier("奖励")
    campaign_id: str = identifier("评选认定")
    person_id: str = identifier("领取人")
    area: str = area_code("地区")
    state: AwardState = choice(AwardState, "状态")
    title: str = text("名称")
    amount: int = money("金额", at_least=1)
    conferred_on: date = day("授予日期")
    notice: NoticeOfAward = nested(NoticeOfAward, "公示")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    organisation_id: str | None = identifier("领取机构", optional=True)
