"""Who counts toward a target in heads that an area's own document sets (人, not 人次)."""

from casework.decisions import rule
from contracts.decisions import Decision, Outcome, Reason, Status
from contracts.training.commands import CountTrainees
from contracts.training.domain_events import TraineeCounted
from policies.reader import PolicyView


@rule(version=1)
def decide_trainees_counted(command: CountTrainees, registered: tuple[str, ...], counted: tuple[str, ...],
                            ids: dict[str, str], policy: PolicyView) -> Decision:
    """Each registered person counts once for a target; a second training of theirs is another 人次, not another 人."""
    rows = _judge(command, set(registered), set(counted))
    target = policy.parameter(command.target)
    accepted = [row["person_id"] for row in rows if row["accepted"]]
    reason = Reason(code="counted_once_each", status=Status.MET if accepted else Status.UNMET,
                    citation=target.citation, reading=target.reading,
                    text=f"{target.label}：本次 {len(rows)} 行，新计入 {len(accepted)} 人",
                    given={"rows": len(rows), "counted": len(accepted)})
    events = tuple(TraineeCounted(trainee_count_id=ids[person], person_id=person, area=command.area,
                                  target=command.target, title=command.title, held_on=command.held_on)
                   for person in accepted)
    return Decision(outcome=Outcome.GRANTED if accepted else Outcome.RETURNED, subject=command.target,
                    reasons=(reason,), events=events, details={"rows": rows})


def _judge(command: CountTrainees, registered: set[str], counted: set[str]) -> list[dict]:
    rows, seen = [], set()
    for person_id in command.person_ids:
        reason = ("名单中重复" if person_id in seen else "尚未实名登记" if person_id not in registered
                  else "已计入这项目标，按人只计一次" if person_id in counted else None)
        seen.add(person_id)
        rows.append({"person_id": person_id, "accepted": reason is None, **({"reason": reason} if reason else {})})
    return rows
