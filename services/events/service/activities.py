"""Proposing, approving, cancelling and holding activities, and what came of them."""

from chassis.calls import require_area
from chassis.declare import command
from contracts.actors import Role
from contracts.events import ActivityState, RegistrationState
from contracts.events.commands import (
    ApproveActivity,
    CancelActivity,
    HoldActivity,
    ProposeActivity,
    ReportOutcome,
    ReturnActivity,
)
from contracts.problems import Conflict, Forbidden, Invalid
from contracts.zone import TargetGroup
from services.events.rules.activities import (
    decide_approval,
    decide_cancellation,
    decide_holding,
    decide_outcome,
    decide_proposal,
    decide_return,
)

# Who organises for an organisation; everybody else acts for the office of an area.
_FOR_AN_ORGANISATION = (Role.BASE_OPERATOR, Role.INSTITUTION_STAFF)


class ActivityHandlers:
    """Handlers about activities."""

    @command(ProposeActivity)
    def propose_activity(self, command):
        require_area(command, command.area)
        with self.store.transaction(command) as tx:
            require_sensible(command, tx.today)
            policy = tx.policy(command.area, on=tx.today)
            return tx.record(decide_proposal(command, tx.new_id("activity"), policy))

    @command(ApproveActivity)
    def approve_activity(self, command):
        with self.store.transaction(command) as tx:
            activity = proposed(tx, command)
            return tx.record(decide_approval(command, activity, tx.policy(activity.area, on=tx.today)))

    @command(ReturnActivity)
    def return_activity(self, command):
        with self.store.transaction(command) as tx:
            return tx.record(decide_return(command, proposed(tx, command)))

    @command(CancelActivity)
    def cancel_activity(self, command):
        with self.store.transaction(command) as tx:
            activity = tx.activity_of(command.activity_id)
            require_organiser(command, activity)
            require_state(activity, ActivityState.PROPOSED, ActivityState.APPROVED)
            registered = tx.registrations(activity.activity_id, RegistrationState.TAKEN, RegistrationState.WAITING)
            return tx.record(decide_cancellation(command, activity, registered))

    @command(HoldActivity)
    def hold_activity(self, command):
        with self.store.transaction(command) as tx:
            activity = tx.activity_of(command.activity_id)
            require_organiser(command, activity)
            require_state(activity, ActivityState.APPROVED)
            if tx.today < activity.held_on:
                raise Conflict("活动还没有到举办日期", held_on=activity.held_on.isoformat())
            attended = tx.registrations(activity.activity_id, RegistrationState.CHECKED_IN)
            return tx.record(decide_holding(command, activity, attended))

    @command(ReportOutcome)
    def report_outcome(self, command):
        with self.store.transaction(command) as tx:
            activity = tx.activity_of(command.activity_id)
            require_organiser(command, activity)
            require_state(activity, ActivityState.HELD)
            attended = tx.registrations(activity.activity_id, RegistrationState.CHECKED_IN)
            return tx.record(decide_outcome(command, activity, len(attended)))


def proposed(tx, command):
    """A proposed activity of the approver's area; nobody approves what they proposed themselves."""
    activity = tx.activity_of(command.activity_id)
    require_area(command, activity.area)
    require_state(activity, ActivityState.PROPOSED)
    if activity.proposed_by == command.actor.person_id:
        raise Forbidden("不能审批自己发起的活动")
    return activity


def require_organiser(command, activity) -> None:
    """The organisation that proposed it, or staff of its area."""
    if command.actor.role in _FOR_AN_ORGANISATION:
        if command.actor.organisation_id != activity.organisation_id:
            raise Forbidden("只能办理本单位主办的活动", needed_organisation=activity.organisation_id)
    else:
        require_area(command, activity.area)


def require_state(activity, *states: ActivityState) -> None:
    if activity.state not in states:
        raise Conflict("活动当前状态不能这样办理", state=activity.state.value)


def require_sensible(command, today) -> None:
    """The day lies ahead, registration ends by then, and the groups are known ones."""
    faults = {}
    if command.held_on < today:
        faults["held_on"] = ["举办日期不能早于今天"]
    if command.register_until and command.register_until > command.held_on:
        faults["register_until"] = ["报名截止日期不能晚于举办日期"]
    if unknown := [group for group in command.for_groups if group not in set(TargetGroup)]:
        faults["for_groups"] = [f"不认识的重点群体：{'、'.join(unknown)}；可选：{'、'.join(TargetGroup)}"]
    if faults:
        raise Invalid(fields=faults)
