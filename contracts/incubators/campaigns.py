"""What may be asked about recognition campaigns 评选认定 of bases."""

from datetime import date

from contracts.actors import Role
from contracts.fields import area_code, count, day, flag, identifier, many, many_files, many_texts, money, text
from contracts.messages import command, part

_OFFICES = (Role.REVIEWER, Role.CITY_STAFF, Role.PROVINCE_STAFF)
_CODE = r"^[a-z][a-z0-9_]*$"


@command("incubators.open_campaign", by=_OFFICES)
class OpenCampaign:
    """Open a campaign that policy states for the area, by the level that policy names, for applications until a day.

    Where policy states how many may be chosen, `winners` is at most that.
    """

    code: str = text("评选认定项目", at_most=64, pattern=_CODE)
    area: str = area_code("评选地区")
    apply_until: date = day("申报截止日期")
    winners: int = count("名额", at_least=1, at_most=1000)


@command("incubators.nominate_base", by=_OFFICES)
class NominateBase:
    """Put a base of one's area forward; it takes part once it applies itself."""

    campaign_id: str = identifier("评选认定")
    base_id: str = identifier("基地编号")
    ground: str = text("推荐理由", at_least=4, at_most=500)


@command("incubators.apply_for_recognition", by=(Role.BASE_OPERATOR,))
class ApplyForRecognition:
    """Let one's own base take part in a campaign, with a text on its work and what shows it."""

    campaign_id: str = identifier("评选认定")
    base_id: str = identifier("基地编号")
    account_of_work: str = text("申报材料", at_least=4, at_most=2000)
    files: tuple[str, ...] = many_files("佐证材料", at_most=50, default=())
    committed: bool = flag("承诺材料真实")


@command("incubators.withdraw_candidature", by=(Role.BASE_OPERATOR,))
class WithdrawCandidature:
    """Take one's own base out of a campaign before it is scored."""

    candidature_id: str = identifier("参评")


@command("incubators.appoint_assessor", by=_OFFICES)
class AppointAssessor:
    """Appoint somebody who scores. Bases of their own area are scored by others, and so are those in `recused_from`,
    with which they have to do."""

    campaign_id: str = identifier("评选认定")
    person_id: str = identifier("评审专家")
    area: str = area_code("所在地区")
    recused_from: tuple[str, ...] = many_texts("应回避的基地", at_most=50, default=())


@command("incubators.close_applications", by=_OFFICES)
class CloseApplications:
    """End the time for applications; scoring begins."""

    campaign_id: str = identifier("评选认定")


@part
class ItemScore:
    """The points for one criterion."""

    criterion: str = text("评审指标", at_most=64, pattern=_CODE)
    points: int = count("得分", at_most=1000)


@command("incubators.score_candidature", by=(Role.MENTOR, Role.LECTURER, *_OFFICES))
class ScoreCandidature:
    """An assessor's sealed score, criterion by criterion; nobody sees it until all are in."""

    candidature_id: str = identifier("参评")
    items: tuple[ItemScore, ...] = many(ItemScore, "逐项得分", at_most=50)


@command("incubators.rank_campaign", by=_OFFICES)
class RankCampaign:
    """Open the seals once every score is in, and rank by the exact average."""

    campaign_id: str = identifier("评选认定")


@command("incubators.break_campaign_tie", by=_OFFICES)
class BreakCampaignTie:
    """Put the tied bases in order, with a ground."""

    campaign_id: str = identifier("评选认定")
    order: tuple[str, ...] = many_texts("并列基地的先后", at_most=100)
    ground: str = text("理由", at_least=4, at_most=500)


@part
class AwardPick:
    """A base that is to be chosen, and with how much money where the campaign gives any."""

    candidature_id: str = identifier("参评")
    amount: int | None = money("奖励金额", at_least=1, optional=True)


@command("incubators.publicise_choice", by=_OFFICES)
class PubliciseChoice:
    """Put up in public which of the first-ranked bases are to be chosen, and with how much money."""

    campaign_id: str = identifier("评选认定")
    picks: tuple[AwardPick, ...] = many(AwardPick, "拟认定名单", at_most=1000)


@command("incubators.raise_award_objection",
         by=(Role.CITIZEN, Role.BASE_OPERATOR, Role.CLERK, *_OFFICES, Role.SUPERVISOR))
class RaiseAwardObjection:
    """Object to one line of a campaign's notice while it runs."""

    candidature_id: str = identifier("参评")
    ground: str = text("异议内容", at_least=4, at_most=500)
    files: tuple[str, ...] = many_files("材料", at_most=20, default=())


@command("incubators.resolve_award_objection", by=_OFFICES)
class ResolveAwardObjection:
    """Decide an objection: upheld takes the base out of the choice, dismissed leaves it there."""

    award_objection_id: str = identifier("异议")
    upheld: bool = flag("异议是否成立")
    finding: str = text("处理意见", at_least=4, at_most=500)


@command("incubators.close_award_notice", by=(Role.CALENDAR,))
class CloseAwardNotice:
    """The calendar: a campaign's notice has run its days."""

    campaign_id: str = identifier("评选认定")


@part
class Finding:
    """What was found about one criterion."""

    criterion: str = text("评审指标", at_most=64, pattern=_CODE)
    finding: str = text("认定意见", at_least=2, at_most=500)


@command("incubators.confer_award", by=_OFFICES)
class ConferAward:
    """Confer the recognition, and its award where it has one, on a base whose line ran out clean; with a finding on
    each criterion where policy asks for them."""

    candidature_id: str = identifier("参评")
    ground: str = text("认定意见", at_least=4, at_most=500)
    findings: tuple[Finding, ...] = many(Finding, "逐项认定意见", at_most=50, default=())
