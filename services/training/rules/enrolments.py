"""Who gets a place in a class: known people, once per person and course under subsidy, within the seats."""

from dataclasses import replace
from datetime import date

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Citation, Decision, Outcome, Reason, Status
from contracts.training import EnrolmentState
from contracts.training.commands import EnrolTrainees
from contracts.training.domain_events import EnrolmentWithdrawn, TraineeEnrolled, TraineeWaiting
from contracts.zone import GROUP_LABELS, TargetGroup
from policies.reader import PolicyView
from services.training.model import Class_, Enrolment, KnownPerson, Waiting, overlapping

_FULL = "班级名额已满"
_WITHDRAWAL_UNSOURCED = Citation(unsourced="来源未写学员退出和候补递补的办法；退出后按候补顺序递补，请省人社厅确认")


@rule(version=1)
def decide_enrolment(command: EnrolTrainees, class_: Class_, people: dict[str, KnownPerson], policy: PolicyView,
                     enrolment_ids: dict[str, str], today: date | None = None) -> Decision:
    """Which rows of a roster get a place, or wait for one. With `keep_good_rows` unset one bad row returns all."""
    rows = _judge(command, class_, people, policy.value("subsidised_seats_per_person_and_course"))
    bad = [row for row in rows if not row["accepted"] and not row.get("waiting")]
    if bad and not command.keep_good_rows:
        return Decision(outcome=Outcome.RETURNED, subject=class_.class_id,
                        reasons=(_rows_reason(rows, bad, policy),), details={"rows": _none_accepted(rows)})
    taken = [row["person_id"] for row in rows if row["accepted"]]
    waiting = [people[row["person_id"]] for row in rows if row.get("waiting")]
    events = (*(_enrolled(person, enrolment_ids[person], class_) for person in taken),
              *(_waits(person, enrolment_ids[person.person_id], class_, policy, today) for person in waiting))
    kept = [{**row, "enrolment_id": enrolment_ids[row["person_id"]]} if row["accepted"] or row.get("waiting") else row
            for row in rows]
    return Decision(outcome=Outcome.GRANTED if events else Outcome.RETURNED, subject=class_.class_id,
                    reasons=(_rows_reason(rows, bad, policy), *_order_reason(len(waiting), policy)), events=events,
                    details={"rows": kept})


def _judge(command: EnrolTrainees, class_: Class_, people: dict[str, KnownPerson], per_course: int) -> list[dict]:
    left, seen, rows = class_.seats - class_.enrolled, set(), []
    for person_id in command.person_ids:
        reason = _obstacle(person_id, class_, people.get(person_id), seen, left, per_course)
        seen.add(person_id)
        left -= reason is None
        waits = {"waiting": True} if reason == _FULL and command.waiting else {}
        rows.append({"person_id": person_id, "accepted": reason is None, **({"reason": reason} if reason else {}),
                     **waits})
    return rows


def _obstacle(person_id: str, class_: Class_, person: KnownPerson | None, seen: set, left: int,
              per_course: int) -> str | None:
    if person_id in seen:
        return "名单中重复"
    if person is None:
        return "尚未实名登记"
    if class_.class_id in person.enrolled_in:
        return "已在本班名单中"
    return _own_obstacle(class_, person, per_course) or (_FULL if left <= 0 else None)


def _own_obstacle(class_: Class_, person: KnownPerson, per_course: int) -> str | None:
    """What keeps a person from this class, whether or not there is a seat."""
    if person.courses_taken.count(class_.course.value) >= per_course:
        return "该课程已享受过补贴培训"
    hits = overlapping(class_.timetable, person.engagements)
    return f"与{hits[0].told}时间重叠" if hits else None


def _none_accepted(rows: list[dict]) -> list[dict]:
    return [row if _is_bad(row) else {**row, "accepted": False, "reason": "名单中有其他行有误，本次未录入"}
            | ({"waiting": False} if "waiting" in row else {}) for row in rows]


def _is_bad(row: dict) -> bool:
    return not row["accepted"] and not row.get("waiting")


def _rows_reason(rows: list[dict], bad: list[dict], policy: PolicyView) -> Reason:
    return Reason(code="rows_without_fault", status=Status.UNMET if bad else Status.MET,
                  citation=policy.citation("subsidised_seats_per_person_and_course"),
                  text=f"名单共 {len(rows)} 行，{len(bad)} 行有误", given={"rows": len(rows), "faulty": len(bad)})


def _order_reason(waiting: int, policy: PolicyView) -> tuple[Reason, ...]:
    """In which order those wait who found no seat, and on what that rests; nothing where nobody waits."""
    if not waiting:
        return ()
    order = policy.parameter("enrolment_priority_groups")
    first = "、".join(GROUP_LABELS[TargetGroup(group)] for group in order.value)
    words = f"{first}在前，其余按先后" if first else "按先后"
    return (Reason(code="order_of_waiting", status=Status.MET, citation=order.citation, reading=order.reading,
                   text=f"{waiting} 人列入候补，{words}递补", given={"first": list(order.value)}),)


def _enrolled(person_id: str, enrolment_id: str, class_: Class_) -> TraineeEnrolled:
    return TraineeEnrolled(**enrolment_public(enrolment_id, person_id, class_, EnrolmentState.ENROLLED),
                           starts_on=class_.starts_on)


def _waits(person: KnownPerson, enrolment_id: str, class_: Class_, policy: PolicyView, today: date) -> TraineeWaiting:
    order = policy.parameter("enrolment_priority_groups")
    first = comes_first(person, policy, today)
    words = "属于优先人员，名额空出时先行递补" if first else "按列入候补的先后递补，优先人员在前"
    reason = Reason(code="comes_first", status=Status.MET if first else Status.NOT_APPLICABLE, force=order.force,
                    citation=order.citation, reading=order.reading, text=words)
    return TraineeWaiting(**enrolment_public(enrolment_id, person.person_id, class_, EnrolmentState.WAITING),
                          starts_on=class_.starts_on, priority=first, reasons=as_answers((reason,)),
                          todo="名额空出后自动递补，届时会通知您")


def comes_first(person: KnownPerson, policy: PolicyView, today: date) -> bool:
    """Whether a person belongs to a group that comes first on waiting lists today."""
    return person.is_of_any(tuple(policy.value("enrolment_priority_groups")), today)


@rule(version=1)
def decide_withdrawal(ground: str, class_: Class_, enrolment: Enrolment, waiting: tuple[Waiting, ...],
                      policy: PolicyView, today: date) -> Decision:
    """A trainee leaves; who comes first among those waiting takes the place if nothing keeps them from it."""
    public = enrolment_public(enrolment.enrolment_id, enrolment.person_id, class_, EnrolmentState.WITHDRAWN)
    left = EnrolmentWithdrawn(**public, ground=ground)
    reasons = (Reason(code="asked_to_leave", status=Status.MET, citation=_WITHDRAWAL_UNSOURCED,
                      text=f"退出班级：{ground}"), *_order_reason(len(waiting), policy))
    freed = enrolment.state is not EnrolmentState.WAITING
    free = replace(class_, enrolled=class_.enrolled - freed)
    promoted = _promoted(free, waiting, policy, today)
    return Decision(outcome=Outcome.GRANTED, subject=enrolment.enrolment_id, reasons=reasons,
                    events=(left, *promoted), details={"promoted": len(promoted)})


@rule(version=1)
def decide_promotion(class_: Class_, waiting: tuple[Waiting, ...], policy: PolicyView, today: date) -> Decision:
    """Who takes the places that a class has free again, for instance after its seats were corrected."""
    promoted = _promoted(class_, waiting, policy, today)
    order = policy.parameter("enrolment_priority_groups")
    reason = Reason(code="places_free", status=Status.MET if promoted else Status.NOT_APPLICABLE, force=order.force,
                    citation=order.citation, reading=order.reading, text=f"递补 {len(promoted)} 人")
    return Decision(outcome=Outcome.GRANTED if promoted else Outcome.NOT_APPLICABLE, subject=class_.class_id,
                    reasons=(reason,), events=promoted)


def _promoted(class_: Class_, waiting: tuple[Waiting, ...], policy: PolicyView, today: date) -> tuple:
    """The first of those waiting whom nothing keeps from the class, as many as there are free seats."""
    per_course = policy.value("subsidised_seats_per_person_and_course")
    able = [one for one in in_order(waiting, policy, today) if not _own_obstacle(class_, one.person, per_course)]
    seats = max(0, class_.seats - class_.enrolled)
    return tuple(_enrolled(one.person.person_id, one.enrolment_id, class_) for one in able[:seats])


def in_order(waiting: tuple[Waiting, ...], policy: PolicyView, today: date) -> list[Waiting]:
    """Those waiting in the order in which they get a place: groups that come first, then who waits longest."""
    return sorted(waiting, key=lambda one: (not comes_first(one.person, policy, today), one.since, one.enrolment_id))


def enrolment_public(enrolment_id: str, person_id: str, class_: Class_, state: EnrolmentState) -> dict:
    """The public state of an enrolment after it moved to `state`."""
    return {"enrolment_id": enrolment_id, "person_id": person_id, "class_id": class_.class_id,
            "title": class_.title, "area": class_.area, "city": class_.city, "course": class_.course, "state": state}
