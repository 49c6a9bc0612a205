"""Contests, entries, sealed scores and prizes."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.events import ContestLevel, ContestState, EntryState
from contracts.fields import area_code, choice, count, data, day, identifier, many, many_texts, text
from contracts.messages import event, part


@part
class ContestPublic:
    """The public state of a contest."""

    contest_id: str = identifier("赛事")
    name: str = text("赛事名称", at_most=100)
    area: str = area_code("举办地区")
    level: ContestLevel = choice(ContestLevel, "赛事级别")
    tracks: tuple[str, ...] = many_texts("赛道", default=())
    enter_until: date = day("报名截止日期")
    winners: int = count("获奖名额")
    state: ContestState = choice(ContestState, "状态")


@event("events.contest_opened.v1", entity="contest", label="赛事开始报名")
class ContestOpened(ContestPublic):
    """A contest takes entries."""


@event("events.scoring_opened.v1", entity="contest", label="赛事开始评审")
class ScoringOpened(ContestPublic):
    """Entries are closed, judges score."""

    entries: int = count("参赛项目数")
    judges: int = count("评委人数")


@event("events.contest_ranked.v1", entity="contest", label="赛事完成排名")
class ContestRanked(ContestPublic):
    """All scores were in and the seals were opened: [{entry_id, rank, average}], the average in hundredths."""

    ranking: dict = data("排名")


@event("events.contest_tied.v1", entity="contest", label="赛事并列，待人工决定")
class ContestTied(ContestPublic):
    """Entries are tied at the last prize; a person puts them in order."""

    ranking: dict = data("排名")
    tied: tuple[str, ...] = many_texts("并列项目")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())


@event("events.prizes_closed.v1", entity="contest", label="赛事完成颁奖")
class PrizesClosed(ContestPublic):
    """Every prize of a contest was awarded."""


@event("events.judge_appointed.v1", entity="judge", person="person_id", label="聘为赛事评委")
class JudgeAppointed:
    """Somebody scores in a contest, but for entries of their own area."""

    judge_id: str = identifier("评委编号")
    contest_id: str = identifier("赛事")
    person_id: str = identifier("评委")
    area: str = area_code("评委所在地区")
    title: str = text("赛事名称", at_most=100)


@part
class EntryPublic:
    """The public state of an entry."""

    entry_id: str = identifier("参赛项目")
    contest_id: str = identifier("赛事")
    person_id: str = identifier("参赛人")
    area: str = area_code("项目所在县市区")
    title: str = text("参赛项目", at_most=100)
    track: str | None = text("赛道", at_most=60, optional=True)
    state: EntryState = choice(EntryState, "状态")


@event("events.contest_entered.v1", entity="entry", person="person_id", label="报名参赛")
class ContestEntered(EntryPublic):
    """A project takes part."""


@event("events.entry_scored.v1", entity="score", label="评委提交评分")
class EntryScored:
    """A judge's score is in; it stays sealed, so no figure travels."""

    score_id: str = identifier("评分")
    entry_id: str = identifier("参赛项目")
    contest_id: str = identifier("赛事")
    area: str = area_code("举办地区")


@event("events.score_refused.v1", entity="score", label="评分未接受")
class ScoreRefused:
    """A judge may not score this entry: recused, or not appointed."""

    score_id: str = identifier("评分")
    entry_id: str = identifier("参赛项目")
    contest_id: str = identifier("赛事")
    area: str = area_code("举办地区")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())


@event("events.prize_awarded.v1", entity="prize", person="person_id", label="获得赛事奖项")
class PrizeAwarded:
    """A project won a prize."""

    prize_id: str = identifier("奖项")
    contest_id: str = identifier("赛事")
    entry_id: str = identifier("参赛项目")
    person_id: str = identifier("获奖者")
    area: str = area_code("项目所在县市区")
    level: ContestLevel = choice(ContestLevel, "赛事级别")
    rank: int = count("名次", at_least=1)
    title: str = text("获奖项目", at_most=200)
    awarded_on: date = day("获奖日期")
    state: str = text("状态", at_most=20, default="awarded")
