"""What somebody in a pool owes once a year: several parts by a day, or they are suspended until a clerk ends it.

Mentors and lecturers share it (hunan-2024 二（五）3); each pillar words its own events.
"""

from collections.abc import Iterable
from datetime import date

from contracts.decisions import Reason, Status, status_of
from policies.parameters import Parameter
from policies.reader import PolicyView


def update_due(policy: PolicyView, key: str, today: date) -> date | None:
    """The day by which an update is due, itself in time; None once it has passed or where none is set."""
    if not policy.has(key):
        return None
    due = policy.day(key)
    return due if today <= due else None


def parts_done(order: Iterable[str], *done: Iterable[str]) -> tuple[str, ...]:
    """Every part that was done at some time, in the order of the parts."""
    found = {part for some in done for part in some}
    return tuple(str(part) for part in order if part in found)


def missing_parts(wanted: Parameter, done: tuple[str, ...]) -> list[str]:
    """The parts that the policy wants and that are not done."""
    return [part for part in wanted.value if part not in done]


def three_parts_done(wanted: Parameter, missing: list[str]) -> Reason:
    """Whether the update is complete, and what is missing."""
    return Reason(code="three_parts_done", status=status_of(not missing), citation=wanted.citation,
                  text="完成实名认证、个人信息和服务情况的更新", given={"missing": missing})


def updated_in_time(deadline: Parameter, verified: bool, due_on: date, parts: tuple[str, ...]) -> Reason:
    """Whether the update was complete by its day."""
    return Reason(code="updated_in_time", status=status_of(verified), citation=deadline.citation,
                  reading=deadline.reading, text=f"于{due_on}之前完成实名认证和信息更新",
                  given={"parts": list(parts)})


def clerk_ends_suspension(ends: Parameter, ground: str | None = None) -> Reason:
    """No source says how a suspension ends: a clerk decides, with a ground once they have."""
    if ground is None:
        return Reason(code="clerk_ends_suspension", status=Status.UNKNOWN, citation=ends.citation,
                      text="暂停由经办人员决定是否解除")
    return Reason(code="clerk_ends_suspension", status=Status.MET, citation=ends.citation,
                  text=f"经办人员决定恢复，理由：{ground}")
