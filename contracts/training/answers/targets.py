"""Who was counted toward a target in heads."""

from contracts.answers import DecisionAnswer
from contracts.fields import flag, many, text
from contracts.messages import answer


@answer
class CountedRow:
    """What became of one row."""

    person_id: str = text("学员")
    accepted: bool = flag("是否计入")
    reason: str | None = text("原因", optional=True)


@answer
class TraineesCountedAnswer(DecisionAnswer):
    """The decision on a list, row by row."""

    rows: tuple[CountedRow, ...] = many(CountedRow, "逐行结果", default=())
