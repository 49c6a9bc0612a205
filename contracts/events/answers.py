"""What events answer beyond a decision's own answer."""

from contracts.fields import area_code, count, flag, identifier, many
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
