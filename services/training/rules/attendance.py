"""Sign-ins: a code that changes, marks on what looks odd, and a person's word on each mark.

A mark never refuses anybody: it asks a person to look. No source says how sign-ins are checked, so every figure
is the policy's, unsourced.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, status_of
from contracts.training import SignInState
from contracts.training.commands import DecideSignIn, SignIn
from contracts.training.domain_events import SignedIn, SignInDecided, SignInMarked
from policies.reader import PolicyView
from services.training.model import SignedInRecord, SignInFacts

_VERDICT_UNSOURCED = Citation(unsourced="来源未写异常签到由谁核实；由人社部门决定而非培训机构，请省人社厅确认")
_TODO = "等待人社部门工作人员核实；如有说明请联系培训机构"
MARKS = {"own_device": "该设备当天只为一名学员签到", "one_place_at_a_time": "同一时段没有在另一处签到",
         "not_all_at_once": "没有多人在同一秒内签到", "within_session": "在上课时段内签到",
         "device_clock_agrees": "设备时间与平台时间相符"}


@rule(version=1)
def decide_sign_in(command: SignIn, made: SignedInRecord, facts: SignInFacts, policy: PolicyView) -> Decision:
    """A sign-in counts, is marked for a person to decide, or is returned because its code does not hold."""
    code = _code_reasons(facts, policy)
    if any(reason.status is Status.UNMET for reason in code):
        return Decision(outcome=Outcome.RETURNED, subject=made.sign_in_id, reasons=code)
    looked_at = _marks(made, facts, command.device_time, policy)
    marks = tuple(reason.code for reason in looked_at if reason.status is Status.UNMET)
    state = SignInState.MARKED if marks else SignInState.COUNTED
    told = as_answers(tuple(reason for reason in looked_at if reason.code in marks))
    event = SignedIn(**_public(replace(made, state=state, marks=marks)), reasons=told,
                     todo=_TODO if marks else None)
    earlier = _marked_now(made, facts, marks, looked_at, policy)
    return Decision(outcome=Outcome.REFERRED if marks else Outcome.GRANTED, subject=made.sign_in_id,
                    reasons=(*code, *looked_at), events=(event, *earlier), details={"state": state.value})


def _code_reasons(facts: SignInFacts, policy: PolicyView) -> tuple[Reason, ...]:
    rule_ = policy.parameter("sign_in_code")
    tries = rule_.value["wrong_codes_at_most"]
    return (Reason(code="code_holds", status=status_of(facts.code_holds), citation=rule_.citation,
                   text="签到码正确且在有效时间内"),
            Reason(code="tries_left", status=status_of(facts.wrong_before <= tries), citation=rule_.citation,
                   text=f"输错签到码不超过 {tries} 次；超过的请培训机构点名记录", given={"wrong": facts.wrong_before}))


def _marks(made: SignedInRecord, facts: SignInFacts, device_time: datetime | None,
           policy: PolicyView) -> tuple[Reason, ...]:
    odd = {"own_device": bool(_same_device(made, facts)), "one_place_at_a_time": bool(_elsewhere(made, facts, policy)),
           "not_all_at_once": bool(_burst(made, facts, policy)), "within_session": not _in_time(made, policy),
           "device_clock_agrees": _drifts(made, device_time, policy)}
    citation = policy.citation("sign_in_marks")
    return tuple(Reason(code=code, status=status_of(not found), force=Force.DISCRETION, citation=citation,
                        text=MARKS[code]) for code, found in odd.items())


def _same_device(made: SignedInRecord, facts: SignInFacts) -> tuple[SignedInRecord, ...]:
    return tuple(one for one in facts.of_device if one.person_id != made.person_id
                 and one.device_mark == made.device_mark and one.session.held_on == made.session.held_on)


def _elsewhere(made: SignedInRecord, facts: SignInFacts, policy: PolicyView) -> tuple[SignedInRecord, ...]:
    """Sign-ins of the same person at another place too soon before or after, or in a session at the same time."""
    apart = timedelta(minutes=policy.value("sign_in_marks")["minutes_between_places"])
    return tuple(one for one in facts.of_person if one.class_id != made.class_id and (
        one.session.overlaps(made.session)
        or (one.session.place != made.session.place and abs(one.at - made.at) < apart)))


def _burst(made: SignedInRecord, facts: SignInFacts, policy: PolicyView) -> tuple[SignedInRecord, ...]:
    """The sign-ins of the session within a second of this one, when they are more than people manage."""
    near = tuple(one for one in facts.of_session if abs(one.at - made.at) <= timedelta(seconds=1))
    return near if len(near) + 1 >= policy.value("sign_in_marks")["within_a_second_from"] else ()


def _in_time(made: SignedInRecord, policy: PolicyView) -> bool:
    window = policy.value("sign_in_marks")
    return (made.session.opens_at - timedelta(minutes=window["minutes_before"]) <= made.at
            <= made.session.closes_at + timedelta(minutes=window["minutes_after"]))


def _drifts(made: SignedInRecord, device_time: datetime | None, policy: PolicyView) -> bool:
    if device_time is None:
        return False
    return abs(device_time - made.at) > timedelta(minutes=policy.value("sign_in_marks")["device_clock_minutes"])


def _marked_now(made: SignedInRecord, facts: SignInFacts, marks: tuple[str, ...], reasons: tuple[Reason, ...],
                policy: PolicyView) -> tuple[SignInMarked, ...]:
    """Earlier sign-ins, of this class or another, that the new one makes look odd; what a person decided stays."""
    partners = {"own_device": _same_device(made, facts), "one_place_at_a_time": _elsewhere(made, facts, policy),
                "not_all_at_once": _burst(made, facts, policy)}
    found: dict[str, tuple[SignedInRecord, list[str]]] = {}
    for mark, others in partners.items():
        for other in others:
            if mark in marks and other.state.is_open and mark not in other.marks:
                found.setdefault(other.sign_in_id, (other, []))[1].append(mark)
    return tuple(_marked(other, new, reasons) for other, new in found.values())


def _marked(record: SignedInRecord, new: list[str], reasons: tuple[Reason, ...]) -> SignInMarked:
    told = as_answers(tuple(reason for reason in reasons if reason.code in new))
    after = replace(record, state=SignInState.MARKED, marks=(*record.marks, *new))
    return SignInMarked(**_public(after), reasons=told, todo=_TODO)


@rule(version=1)
def decide_sign_in_verdict(command: DecideSignIn, record: SignedInRecord) -> Decision:
    """A person's act on a marked sign-in, with its ground."""
    state = SignInState.CONFIRMED if command.accept else SignInState.REJECTED
    words = "确认到课" if command.accept else "不算到课"
    reasons = (Reason(code="decided_by_a_person", status=Status.MET, citation=_VERDICT_UNSOURCED,
                      text=f"{words}，理由：{command.ground}", given={"marks": list(record.marks)}),)
    event = SignInDecided(**_public(replace(record, state=state)), reasons=as_answers(reasons), ground=command.ground)
    outcome = Outcome.GRANTED if command.accept else Outcome.REFUSED
    return Decision(outcome=outcome, subject=record.sign_in_id, reasons=reasons, events=(event,))


def _public(record: SignedInRecord) -> dict:
    """The public state of a sign-in."""
    own = ("sign_in_id", "person_id", "enrolment_id", "class_id", "institution_id", "area", "title", "device_mark",
           "state", "marks")
    return {name: getattr(record, name) for name in own} | {"session": record.session.session,
                                                            "signed_in_at": record.at}
