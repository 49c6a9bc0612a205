"""Recognition campaigns of bases: opened, applied for, scored under seal, publicised, conferred."""

from datetime import date, datetime

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, count, data, day, identifier, instant, many, many_texts, money, text
from contracts.incubators.campaign_states import (
    AwardNoticeState,
    AwardObjectionState,
    CampaignState,
    CandidatureState,
)
from contracts.messages import event, part


@part
class CampaignPublic:
    """The public state of a campaign; `code` is what policy states it under."""

    campaign_id: str = identifier("评选认定")
    code: str = text("评选认定项目", at_most=64)
    title: str = text("名称")
    area: str = area_code("评选地区")
    state: CampaignState = choice(CampaignState, "状态")
    apply_until: date = day("申报截止日期")
    winners: int = count("名额", at_least=1)
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())


@event("incubators.campaign_opened.v1", entity="campaign", label="开展评选认定")
class CampaignOpened(CampaignPublic):
    """Bases may apply until a day."""


@event("incubators.campaign_scoring_opened.v1", entity="campaign", label="评选认定开始评审")
class CampaignScoringOpened(CampaignPublic):
    """Applications are closed; assessors score under seal."""

    candidatures: int = count("参评基地数")
    assessors: int = count("评审专家数")


@event("incubators.campaign_tied.v1", entity="campaign", label="评选认定并列，待人工决定")
class CampaignTied(CampaignPublic):
    """A tie on which the choice depends waits for a person. `ranking`: rank and average in hundredths, by
    candidature."""

    ranking: dict = data("排名")
    tied: tuple[str, ...] = many_texts("并列的参评")


@event("incubators.campaign_ranked.v1", entity="campaign", label="评选认定已排名")
class CampaignRanked(CampaignPublic):
    """The seals are open and every base has its rank."""

    ranking: dict = data("排名")


@event("incubators.campaign_publicised.v1", entity="campaign", label="评选认定公示")
class CampaignPublicised(CampaignPublic):
    """The choice stands in public."""

    award_notice_id: str = identifier("公示")


@event("incubators.campaign_closed.v1", entity="campaign", label="评选认定公示结束")
class CampaignClosed(CampaignPublic):
    """The notice has run its days; clean lines may be conferred."""


@part
class CandidaturePublic:
    """The public state of one base in one campaign."""

    candidature_id: str = identifier("参评")
    campaign_id: str = identifier("评选认定")
    code: str = text("评选认定项目", at_most=64)
    base_id: str = identifier("基地")
    base_name: str = text("基地名称", at_most=100)
    operator_id: str = identifier("运营单位")
    area: str = area_code("基地所在地区")
    state: CandidatureState = choice(CandidatureState, "状态")
    title: str = text("名称")
    amount: int | None = money("奖励金额", optional=True)
    todo: str = text("下一步", at_least=0, at_most=500, default="")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())


@event("incubators.base_nominated.v1", entity="candidature", label="推荐参加评选认定")
class BaseNominated(CandidaturePublic):
    """An office put a base forward; its operator decides whether it takes part."""

    ground: str = text("推荐理由", at_most=500)
    due_on: date = day("申报截止日期")


@event("incubators.candidature_filed.v1", entity="candidature", label="申报评选认定")
class CandidatureFiled(CandidaturePublic):
    """A base takes part by its own application."""

    account_of_work: str = text("申报材料", at_most=2000)
    files: tuple[str, ...] = many_texts("佐证材料", default=())


@event("incubators.candidature_withdrawn.v1", entity="candidature", label="撤回评选认定申报")
class CandidatureWithdrawn(CandidaturePublic):
    """A base no longer takes part."""


@event("incubators.candidature_publicised.v1", entity="candidature", label="拟认定公示")
class CandidaturePublicised(CandidaturePublic):
    """A base is to be chosen; it stands in public until `due_on`."""

    award_notice_id: str = identifier("公示")
    due_on: date = day("公示结束")


@event("incubators.candidature_not_chosen.v1", entity="candidature", label="评选认定未入选")
class CandidatureNotChosen(CandidaturePublic):
    """A base is not among those to be chosen; the reasons give its rank."""


@event("incubators.candidature_refused.v1", entity="candidature", label="公示异议成立，不予认定")
class CandidatureRefused(CandidaturePublic):
    """A person found an objection right."""


@event("incubators.candidature_conferred.v1", entity="candidature", label="通过评选认定")
class CandidatureConferred(CandidaturePublic):
    """The recognition is conferred, with its ground and clause."""

    conferred_on: date = day("授予日期")


@event("incubators.assessor_appointed.v1", entity="assessor", person="person_id", label="聘请为评选认定评审专家")
class AssessorAppointed:
    """Somebody scores in a campaign; what they recuse themselves from is named."""

    assessor_id: str = identifier("评审专家")
    campaign_id: str = identifier("评选认定")
    person_id: str = identifier("人员")
    area: str = area_code("所在地区")
    state: str = text("状态", at_most=20)
    title: str = text("名称")
    recused_from: tuple[str, ...] = many_texts("应回避的基地", default=())


@event("incubators.candidature_scored.v1", entity="campaign_score", label="评选认定评分（密封）")
class CandidatureScored:
    """A sealed score is in; what it says is in no event."""

    campaign_score_id: str = identifier("评分")
    candidature_id: str = identifier("参评")
    campaign_id: str = identifier("评选认定")
    area: str = area_code("评选地区")
    state: str = text("状态", at_most=20)
    title: str = text("名称")


@part
class AwardNoticeLine:
    """One base in public: bases and their operators are no persons, so that they stand by name."""

    candidature_id: str = identifier("参评")
    base_name: str = text("基地名称", at_most=100)
    area: str = area_code("所在地区")
    rank: int = count("名次", at_least=1)
    amount: int | None = money("奖励金额", optional=True)


@part
class AwardNoticePublic:
    """The public state of the notice of a campaign's choice; it runs to the end of `closes_on`."""

    award_notice_id: str = identifier("公示")
    campaign_id: str = identifier("评选认定")
    title: str = text("名称")
    area: str = area_code("公示地区")
    state: AwardNoticeState = choice(AwardNoticeState, "状态")
    opened_on: date = day("公示开始")
    closes_on: date = day("公示结束")
    ends_at: datetime = instant("公示截止时刻")
    working_days: int = count("公示工作日", at_least=1)
    notes: tuple[str, ...] = many_texts("说明", default=())


@event("incubators.award_notice_opened.v1", entity="award_notice", label="评选认定拟认定名单公示")
class AwardNoticeOpened(AwardNoticePublic):
    """Which bases are to be chosen stands in public before anything is conferred."""

    lines: tuple[AwardNoticeLine, ...] = many(AwardNoticeLine, "名单")


@event("incubators.award_notice_closed.v1", entity="award_notice", label="评选认定公示期满")
class AwardNoticeClosed(AwardNoticePublic):
    """The notice has run its days: which lines are clear, which an objection holds."""

    clear: tuple[str, ...] = many_texts("无异议", default=())
    waiting: tuple[str, ...] = many_texts("有异议待处理或不予认定", default=())


@part
class AwardObjectionPublic:
    """The public state of an objection to one line; who objected is not told."""

    award_objection_id: str = identifier("异议")
    award_notice_id: str = identifier("公示")
    candidature_id: str = identifier("参评")
    area: str = area_code("评选地区")
    state: AwardObjectionState = choice(AwardObjectionState, "状态")
    title: str = text("名称")
    ground: str = text("异议内容", at_most=500)
    files: tuple[str, ...] = many_texts("材料", default=())


@event("incubators.award_objection_raised.v1", entity="award_objection", label="评选认定公示异议")
class AwardObjectionRaised(AwardObjectionPublic):
    """Somebody objected to one line."""


@event("incubators.award_objection_resolved.v1", entity="award_objection", label="评选认定公示异议处理")
class AwardObjectionResolved(AwardObjectionPublic):
    """A person decided an objection."""

    finding: str = text("处理意见", at_most=500)
