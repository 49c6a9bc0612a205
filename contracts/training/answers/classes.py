"""What became of a roster."""

from contracts.answers import DecisionAnswer
from contracts.fields import flag, identifier, many, text
from contracts.messages import answer


@answer
class RosterRow:
    """What became of one row of a roster."""

    person_id: str = identifier("学员")
    accepted: bool = flag("是否接收")
    enrolment_id: str = identifier("报名", optional=True)
    reason: str = text("原因", optional=True)


@answer
class EnrolmentAnswer(DecisionAnswer):
    """The decision on a roster, row by row."""

    rows: tuple[RosterRow, ...] = many(RosterRow, "逐行结果", default=())
