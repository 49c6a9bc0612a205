"""What events answer beyond a decision's own answer."""

from contracts.fields import area_code, count, data, flag, identifier, many, many_texts, text
from contracts.messages import answer


@answer
class OpenedScore:
    """One judge's score of one entry, after the seals were opened."""

    entry_id: str = identifier("参赛项目")
    judge_id: str = identifier("评委")
    judge_area: str = area_code("评委所在地区")
    points: int = count("分数")


@answer
class ScoresAnswer:
    """How many scores are in of those that are wanted; the scores themselves only once all are in."""

    contest_id: str = identifier("赛事")
    wanted: int = count("应有评分")
    given: int = count("已有评分")
    sealed: bool = flag("是否密封")
    scores: tuple[OpenedScore, ...] = many(OpenedScore, "评分", default=())


@answer
class ReplayedDecision:
    """A stored decision and whether it replays to the same bytes."""

    rule: str = text("规则")
    rule_version: int = count("版本")
    same: bool = flag("重算一致")
    answer: dict = data("重算结果")


@answer
class ReplayAnswer:
    """Replays of every decision on one thing."""

    decisions: tuple[ReplayedDecision, ...] = many(ReplayedDecision, "决定", default=())


@answer
class VerifyAnswer:
    """What does not add up; empty when all does."""

    faults: tuple[str, ...] = many_texts("不一致之处", default=())
