"""Mentors: admitted, updated, suspended by the calendar, resumed by a clerk."""

from chassis.calls import require_area
from chassis.declare import command
from chassis.store import derived_id
from contracts.events import MentorPart, MentorState
from contracts.events.commands import AdmitMentor, ResumeMentor, SuspendMentor, UpdateMentor
from contracts.problems import Conflict, Invalid, NotFound
from services.events.rules.mentors import decide_mentor, decide_resumption, decide_suspension, decide_update


class MentorHandlers:
    """Handlers about mentors."""

    @command(AdmitMentor)
    def admit_mentor(self, command):
        require_area(command, command.area)
        with self.store.transaction(command) as tx:
            if tx.mentor_who_is(command.person_id):
                raise Conflict("已是创业导师")
            mentor_id = derived_id("mentor", command.person_id)
            return tx.record(decide_mentor(command, mentor_id, tx.policy(command.area, on=tx.today), tx.today))

    @command(UpdateMentor)
    def update_mentor(self, command):
        if unknown := [part for part in command.parts if part not in set(MentorPart)]:
            raise Invalid(fields={"parts": [f"不认识的内容：{'、'.join(unknown)}；可选：{'、'.join(MentorPart)}"]})
        with self.store.transaction(command) as tx:
            mentor = the_mentor(tx, command)
            return tx.record(decide_update(command, mentor, tx.policy(mentor.area, on=tx.today), tx.today))

    @command(SuspendMentor)
    def suspend_mentor(self, command):
        with self.store.transaction(command) as tx:
            return suspend_when_due(tx, tx.mentor(command.mentor_id), command.due_on)

    @command(ResumeMentor)
    def resume_mentor(self, command):
        with self.store.transaction(command) as tx:
            mentor = tx.mentor(command.mentor_id)
            require_area(command, mentor.area)
            if mentor.state is not MentorState.RESUMPTION_PROPOSED:
                raise Conflict("导师尚未补齐信息，或没有被暂停", state=mentor.state.value)
            return tx.record(decide_resumption(command, mentor, tx.policy(mentor.area, on=tx.today)))


def the_mentor(tx, command):
    """The mentor who acts. If their day has passed and the calendar's command is still on its way, they are
    suspended first, so that no act slips through between midnight and the timer."""
    mentor = tx.mentor_who_is(command.actor.person_id)
    if mentor is None:
        raise NotFound("您还不是创业导师")
    if mentor.state is MentorState.JOINED and mentor.due_on and tx.today > mentor.due_on:
        suspend_when_due(tx, mentor, mentor.due_on)
        mentor = tx.mentor(mentor.mentor_id)
    return mentor


def suspend_when_due(tx, mentor, due_on) -> dict:
    """Suspend a mentor whose update is not complete; when the day was moved later, wait for the later one."""
    policy = tx.policy(mentor.area, on=tx.today)
    present = policy.day("mentor_update_deadline")
    if present.year == due_on.year and present >= tx.today:
        tx.expect_update(mentor.mentor_id, present)
        due_on = present
    return tx.record(decide_suspension(mentor, due_on, policy, tx.today))
