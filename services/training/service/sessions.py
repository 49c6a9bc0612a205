"""Timetables: planned, moved, taught by somebody else."""

from chassis.declare import command
from chassis.store import derived_id
from contracts.problems import Conflict, Invalid
from contracts.training import ClassState
from contracts.training.commands import MoveSession, PlanSessions, ReplaceLecturer
from services.training.rules.sessions import (
    decide_lecturer_replacement,
    decide_session_move,
    decide_timetable,
    moved_session,
    session_of,
    timetable_faults,
)
from services.training.service.classes import require_own_institution, require_party, require_state


class SessionHandlers:
    """Handlers about timetables."""

    @command(PlanSessions)
    def plan_sessions(self, command):
        with self.store.transaction(command) as tx:
            class_ = self._own_class(tx, command)
            if tx.is_begun(class_.class_id):
                raise Conflict("已有课次上过课，请逐次调整")
            if faults := timetable_faults(class_, tuple(session_of(each) for each in command.timetable)):
                raise Invalid(fields=faults)
            teachers = {each.lecturer_id for each in command.timetable if each.lecturer_id}
            lecturers = self._teaching(tx, class_, teachers)
            return tx.record(decide_timetable(command, class_, lecturers, tx.attending_elsewhere(class_.class_id),
                                              tx.accepted_by(class_.class_id), tx.policy(class_.area, on=tx.today)))

    @command(MoveSession)
    def move_session(self, command):
        with self.store.transaction(command) as tx:
            class_ = self._own_class(tx, command)
            session = planned_session(class_, command.session)
            if session.held_on < tx.today or tx.sign_ins_of_session(class_.class_id, session.session):
                raise Conflict("该课次已经上过课，不能再调整")
            require_sound_move(tx, command, class_, moved_session(session, command))
            lecturers = self._teaching(tx, class_, {session.lecturer_id} - {None})
            told = {person: derived_id("session_notice", command.id, person)
                    for person in tx.trainees_of(class_.class_id)}
            return tx.record(decide_session_move(
                command, class_, lecturers, tx.attending_elsewhere(class_.class_id),
                tx.accepted_by(class_.class_id), told, tx.policy(class_.area, on=tx.today)))

    @command(ReplaceLecturer)
    def replace_lecturer(self, command):
        with self.store.transaction(command) as tx:
            class_ = tx.class_of(command.class_id)
            require_party(command, class_)
            require_state(class_, ClassState.APPROVED, "班级尚未通过备案")
            if command.new_lecturer_id == command.lecturer_id:
                raise Invalid(fields={"new_lecturer_id": ["接替讲师应为另一位讲师"]})
            lecturers = self._teaching(tx, class_, {command.new_lecturer_id, command.lecturer_id})
            accepted = tx.accepted_dispatches(class_.class_id)
            if command.lecturer_id not in {one.lecturer.lecturer_id for one in accepted}:
                raise Conflict("原讲师没有接受本班的授课派遣")
            return tx.record(decide_lecturer_replacement(command, class_, accepted, lecturers,
                                                         tx.policy(class_.area, on=tx.today), tx.today))

    @staticmethod
    def _own_class(tx, command):
        class_ = tx.class_of(command.class_id)
        require_own_institution(command, class_.institution_id)
        require_state(class_, ClassState.APPROVED, "班级尚未通过备案")
        return class_

    @staticmethod
    def _teaching(tx, class_, lecturer_ids: set[str]):
        tx.lock_lecturers(lecturer_ids)
        return tx.teaching(lecturer_ids, besides=class_.class_id)


def planned_session(class_, number: int):
    """A session of the timetable; raises Conflict where there is none yet."""
    if not class_.timetable:
        raise Conflict("本班尚未安排课次的时间和地点")
    session = class_.session_of(number)
    if session is None:
        raise Invalid(fields={"session": [f"本班共 {class_.sessions} 个课次"]})
    return session


def require_sound_move(tx, command, class_, moved) -> None:
    """A session moves to a day from today on, within the class's days, and not onto a session of its own class."""
    if command.held_on < tx.today:
        raise Invalid(fields={"held_on": ["上课日期不能早于今天"]})
    timetable = tuple(moved if one.session == moved.session else one for one in class_.timetable)
    if faults := timetable_faults(class_, timetable):
        raise Invalid(fields={"held_on": faults["timetable"]})
