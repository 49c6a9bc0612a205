"""Who gets a place in a class: known people, once per person and course under subsidy, within the seats."""

from casework.decisions import rule
from contracts.decisions import Decision, Outcome, Reason, Status
from contracts.training import EnrolmentState
from contracts.training.commands import EnrolTrainees
from contracts.training.domain_events import TraineeEnrolled
from policies.reader import PolicyView
from services.training.model import Class_, KnownPerson


@rule(version=1)
def decide_enrolment(command: EnrolTrainees, class_: Class_, people: dict[str, KnownPerson], policy: PolicyView,
                     enrolment_ids: dict[str, str]) -> Decision:
    """Which rows of a roster get a place. With `keep_good_rows` unset one bad row returns the whole roster."""
    rows = _judge(command, class_, people, policy.value("subsidised_seats_per_person_and_course"))
    bad = [row for row in rows if not row["accepted"]]
    if bad and not command.keep_good_rows:
        return Decision(outcome=Outcome.RETURNED, subject=class_.class_id,
                        reasons=(_rows_reason(rows, bad, policy),), details={"rows": _none_accepted(rows)})
    accepted = [row["person_id"] for row in rows if row["accepted"]]
    events = tuple(_enrolled(person, enrolment_ids[person], class_) for person in accepted)
    kept = [{**row, "enrolment_id": enrolment_ids[row["person_id"]]} if row["accepted"] else row for row in rows]
    return Decision(outcome=Outcome.GRANTED if accepted else Outcome.RETURNED, subject=class_.class_id,
                    reasons=(_rows_reason(rows, bad, policy),), events=events, details={"rows": kept})


def _judge(command: EnrolTrainees, class_: Class_, people: dict[str, KnownPerson], per_course: int) -> list[dict]:
    left, seen, rows = class_.seats - class_.enrolled, set(), []
    for person_id in command.person_ids:
        reason = _obstacle(person_id, class_, people.get(person_id), seen, left, per_course)
        seen.add(person_id)
        left -= reason is None
        rows.append({"person_id": person_id, "accepted": reason is None, **({"reason": reason} if reason else {})})
    return rows


def _obstacle(person_id: str, class_: Class_, person: KnownPerson | None, seen: set, left: int,
              per_course: int) -> str | None:
    if person_id in seen:
        return "名单中重复"
    if person is None:
        return "尚未实名登记"
    if class_.class_id in person.enrolled_in:
        return "已在本班名单中"
    if person.courses_taken.count(class_.course.value) >= per_course:
        return "该课程已享受过补贴培训"
    return "班级名额已满" if left <= 0 else None


def _none_accepted(rows: list[dict]) -> list[dict]:
    return [row if not row["accepted"] else {**row, "accepted": False, "reason": "名单中有其他行有误，本次未录入"}
            for row in rows]


def _rows_reason(rows: list[dict], bad: list[dict], policy: PolicyView) -> Reason:
    return Reason(code="rows_without_fault", status=Status.UNMET if bad else Status.MET,
                  citation=policy.citation("subsidised_seats_per_person_and_course"),
                  text=f"名单共 {len(rows)} 行，{len(bad)} 行有误", given={"rows": len(rows), "faulty": len(bad)})


def _enrolled(person_id: str, enrolment_id: str, class_: Class_) -> TraineeEnrolled:
    return TraineeEnrolled(**enrolment_public(enrolment_id, person_id, class_, EnrolmentState.ENROLLED),
                           starts_on=class_.starts_on)


def enrolment_public(enrolment_id: str, person_id: str, class_: Class_, state: EnrolmentState) -> dict:
    """The public state of an enrolment after it moved to `state`."""
    return {"enrolment_id": enrolment_id, "person_id": person_id, "class_id": class_.class_id,
            "title": class_.title, "area": class_.area, "city": class_.city, "course": class_.course, "state": state}
