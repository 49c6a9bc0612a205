"""Timetables: sessions that a dispatched lecturer can teach and every trainee can attend."""

from dataclasses import replace
from datetime import date

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Citation, Decision, Outcome, Reason, Status, outcome_of, status_of
from contracts.training import DispatchState, TimetableState
from contracts.training.commands import MoveSession, PlannedSession, PlanSessions, ReplaceLecturer
from contracts.training.domain_events import (
    DispatchReleased,
    LecturerReplaced,
    SessionChangeTold,
    SessionMoved,
    SessionsPlanned,
)
from policies.reader import PolicyView
from services.training.model import Class_, Dispatch, Engagement, Session, overlapping
from services.training.rules.dispatches import dispatch_public

_OVERLAP_UNSOURCED = Citation(unsourced="来源未写课次时间冲突；同一人不能同时在两处上课，为平台的核对")
_REPLACED_UNSOURCED = Citation(unsourced="来源未写更换讲师的手续；由机构或人社部门说明理由后更换，请省人社厅确认")
_AT_MOST_NAMED = 2


@rule(version=1)
def decide_timetable(command: PlanSessions, class_: Class_, lecturers: tuple[Engagement, ...],
                     trainees: tuple[Engagement, ...], dispatched: tuple[str, ...], policy: PolicyView) -> Decision:
    """A class gets its timetable unless a session overlaps another of its lecturer or of a trainee."""
    timetable = tuple(session_of(each) for each in command.timetable)
    return _settled(class_, timetable, timetable, lecturers, trainees, dispatched, policy,
                    lambda public: (SessionsPlanned(**public, state=TimetableState.PLANNED),))


@rule(version=1)
def decide_session_move(command: MoveSession, class_: Class_, lecturers: tuple[Engagement, ...],
                        trainees: tuple[Engagement, ...], dispatched: tuple[str, ...], told: dict[str, str],
                        policy: PolicyView) -> Decision:
    """One session moves unless it would overlap; `told` has a notice id for each trainee of the class."""
    was = class_.session_of(command.session)
    now = moved_session(was, command)
    timetable = tuple(now if each.session == was.session else each for each in class_.timetable)

    def events(public: dict) -> tuple:
        moved = SessionMoved(**public, state=TimetableState.CHANGED, session=was.session, ground=command.ground,
                             was=f"{was.when} {was.place}", now=f"{now.when} {now.place}")
        return moved, *_notices(class_, now, told)

    return _settled(class_, timetable, (now,), lecturers, trainees, dispatched, policy, events)


@rule(version=1)
def decide_lecturer_replacement(command: ReplaceLecturer, class_: Class_, dispatches: tuple[Dispatch, ...],
                                lecturers: tuple[Engagement, ...], policy: PolicyView, today: date) -> Decision:
    """Sessions from today on pass to another lecturer who accepted the class; the first one's dispatch ends."""
    mine = tuple(each for each in class_.timetable
                 if each.lecturer_id == command.lecturer_id and today <= each.held_on)
    theirs = tuple(replace(each, lecturer_id=command.new_lecturer_id) for each in mine)
    numbers = {each.session for each in mine}
    timetable = tuple(each for each in class_.timetable if each.session not in numbers) + theirs
    ended = next((one for one in dispatches if one.lecturer.lecturer_id == command.lecturer_id), None)

    def events(public: dict) -> tuple:
        replaced = LecturerReplaced(**public, state=TimetableState.CHANGED, lecturer_id=command.lecturer_id,
                                    new_lecturer_id=command.new_lecturer_id, sessions=len(mine),
                                    ground=command.ground)
        return (replaced,) if ended is None else (replaced, _dispatch_ended(ended, command.ground))

    dispatched = tuple(one.lecturer.lecturer_id for one in dispatches)
    return _settled(class_, tuple(sorted(timetable, key=lambda each: each.session)), theirs, lecturers, (), dispatched,
                    policy, events, teachers=(command.new_lecturer_id,))


def _dispatch_ended(dispatch: Dispatch, ground: str) -> DispatchReleased:
    reason = Reason(code="lecturer_replaced", status=Status.MET, citation=_REPLACED_UNSOURCED,
                    text=f"更换授课讲师：{ground}")
    return DispatchReleased(**dispatch_public(dispatch, DispatchState.RELEASED, reasons=as_answers((reason,))))


def session_of(planned: PlannedSession) -> Session:
    """A planned session as the noun."""
    names = ("session", "held_on", "starts_at", "ends_at", "place", "lecturer_id")
    return Session(**{name: getattr(planned, name) for name in names})


def moved_session(session: Session, command: MoveSession) -> Session:
    """The session where and when the command wants it."""
    return replace(session, held_on=command.held_on, starts_at=command.starts_at, ends_at=command.ends_at,
                   place=command.place)


def timetable_faults(class_: Class_, timetable: tuple[Session, ...]) -> dict[str, list[str]]:
    """What is wrong with a timetable in itself, by field: numbers, times, days, sessions over each other."""
    found = [*_wrong_numbers(class_, timetable), *(fault for each in timetable for fault in _wrong_times(class_, each))]
    for place, one in enumerate(timetable):
        found += [f"第 {one.session} 次课与第 {other.session} 次课时间重叠" for other in timetable[place + 1:]
                  if one.overlaps(other)]
    return {"timetable": found} if found else {}


def _wrong_numbers(class_: Class_, timetable: tuple[Session, ...]) -> list[str]:
    numbers = sorted(each.session for each in timetable)
    if numbers == list(range(1, class_.sessions + 1)):
        return []
    return [f"本班共 {class_.sessions} 个课次，请每个课次各安排一次"]


def _wrong_times(class_: Class_, session: Session) -> list[str]:
    found = []
    if session.ends_at <= session.starts_at:
        found.append(f"第 {session.session} 次课的结束时间应晚于开始时间")
    if not class_.starts_on <= session.held_on <= class_.ends_on:
        found.append(f"第 {session.session} 次课应在开班日期和结业日期之间")
    return found


def _settled(class_: Class_, timetable: tuple[Session, ...], asked: tuple[Session, ...],
             lecturers: tuple[Engagement, ...], trainees: tuple[Engagement, ...], dispatched: tuple[str, ...],
             policy: PolicyView, events, *, teachers: tuple[str, ...] = ()) -> Decision:
    """Granted with `events` of the new timetable when nobody would be in two places; else returned with whom."""
    named = {each.lecturer_id for each in asked if each.lecturer_id} | set(teachers)
    reasons = (*_dispatched(named, dispatched, policy), _lecturer_free(asked, lecturers),
               _trainees_free(asked, trainees))
    outcome = outcome_of(reasons, unmet=Outcome.RETURNED)
    if outcome is not Outcome.GRANTED:
        return Decision(outcome=outcome, subject=class_.class_id, reasons=reasons)
    public = {"timetable_id": class_.class_id, "class_id": class_.class_id, "institution_id": class_.institution_id,
              "area": class_.area, "title": class_.title, "timetable": tuple(_planned(each) for each in timetable)}
    return Decision(outcome=outcome, subject=class_.class_id, reasons=reasons, events=events(public))


def _planned(session: Session) -> PlannedSession:
    return PlannedSession(**vars(session))


def _dispatched(teachers: set[str], dispatched: tuple[str, ...], policy: PolicyView) -> tuple[Reason, ...]:
    if not teachers:
        return ()
    missing = sorted(teachers - set(dispatched))
    return (Reason(code="lecturer_accepted_class", status=status_of(not missing), given={"missing": missing},
                   citation=policy.citation("lecturers_teach_across_areas"), text="授课讲师已接受本班的授课派遣"),)


def _lecturer_free(sessions: tuple[Session, ...], engagements: tuple[Engagement, ...]) -> Reason:
    hits = tuple(one for one in engagements
                 if overlapping(tuple(s for s in sessions if s.lecturer_id == one.holder_id), (one,)))
    return _free("lecturer_free", "授课讲师", hits)


def _trainees_free(sessions: tuple[Session, ...], engagements: tuple[Engagement, ...]) -> Reason:
    return _free("trainees_free", "本班学员", overlapping(sessions, engagements))


def _free(code: str, who: str, hits: tuple[Engagement, ...]) -> Reason:
    told = list(dict.fromkeys(one.told for one in hits))
    words = f"{who}在同一时间没有其他课"
    if told:
        more = f"等 {len(told)} 次课" if len(told) > _AT_MOST_NAMED else ""
        people = len({one.holder_id for one in hits})
        words = f"{who}（{people} 人）同一时间已有：{'、'.join(told[:_AT_MOST_NAMED])}{more}"
    return Reason(code=code, status=status_of(not told), citation=_OVERLAP_UNSOURCED, text=words)


def _notices(class_: Class_, session: Session, told: dict[str, str]) -> tuple[SessionChangeTold, ...]:
    words = f"《{class_.title}》第{session.session}次课改为{session.when}，地点：{session.place}"
    return tuple(SessionChangeTold(session_notice_id=notice_id, person_id=person_id, class_id=class_.class_id,
                                   area=class_.area, title=words) for person_id, notice_id in told.items())
