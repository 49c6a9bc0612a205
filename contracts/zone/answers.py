"""What the accounts answer beyond a decision's own answer. Nothing personal is in an answer."""

from contracts.answers import DecisionAnswer
from contracts.fields import count, flag, identifier, many, many_texts, text
from contracts.messages import answer
from contracts.zone.domain_events import PolicyChange


@answer
class RegistrationAnswer(DecisionAnswer):
    """A registration; `warnings` tell what may be wrong and refuses nothing."""

    person_id: str = identifier("人员")
    warnings: tuple[str, ...] = many_texts("提示", default=())
    groups: tuple[str, ...] = many_texts("已确认的人员类别", default=())


@answer
class RowFault:
    """Why one row of a sheet was not taken."""

    row: int = count("行号", at_least=1)
    reason: str = text("原因", at_most=500)


@answer
class RegisterImportAnswer(DecisionAnswer):
    """What became of a register: counts, every wrong row, and what deserves a second look."""

    rows: int = count("行数")
    kept: int = count("接收行数")
    matched: int = count("匹配人数")
    faults: tuple[RowFault, ...] = many(RowFault, "有误的行", default=())
    warnings: tuple[RowFault, ...] = many(RowFault, "提示", default=())


@answer
class RosterRowAnswer:
    """What became of one row of a roster."""

    row: int = count("行号", at_least=1)
    accepted: bool = flag("是否接收")
    person_id: str = identifier("人员", optional=True)
    registered_now: bool = flag("本次登记", default=False)
    reason: str = text("原因", at_most=500, optional=True)


@answer
class RosterAnswer(DecisionAnswer):
    """A roster as person ids, for the pillar's enrolment command, with every row's result."""

    person_ids: tuple[str, ...] = many_texts("人员", default=())
    rows: tuple[RosterRowAnswer, ...] = many(RosterRowAnswer, "逐行结果", default=())


@answer
class DraftAnswer(DecisionAnswer):
    """A policy draft and the hash of its content."""

    hash: str = text("内容哈希", at_most=64)


@answer
class VerifyAnswer:
    """What does not add up; empty when all does."""

    faults: tuple[str, ...] = many_texts("不一致之处", default=())


@answer
class DraftShown(PolicyChange):
    """A draft with who wrote it."""

    draft_id: str = identifier("政策草案")
    drafted_by: str = identifier("拟稿人")


@answer
class PolicyDraftsAnswer:
    """The drafts that wait for a second person."""

    drafts: tuple[DraftShown, ...] = many(DraftShown, "待批草案", default=())
