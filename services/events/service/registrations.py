"""Places, the waiting list and check-in."""

from chassis.declare import command, reaction
from chassis.store import derived_id
from contracts.events import ActivityState, RegistrationState
from contracts.events.commands import CheckIn, RegisterForActivity, WithdrawRegistration
from contracts.problems import Conflict, Invalid, NotFound
from contracts.zone import Pillar
from contracts.zone.domain_events import MatterSubmitted, Wish
from services.events.rules.registrations import decide_check_in, decide_registration, decide_wish, decide_withdrawal
from services.events.service.activities import require_organiser, require_state


class RegistrationHandlers:
    """Handlers about registrations; the activity's lock orders them."""

    @command(RegisterForActivity)
    def register_for_activity(self, command):
        with self.store.transaction(command) as tx:
            return register(tx, command, command.actor.person_id, derived_id("registration", command.id))

    @reaction(MatterSubmitted)
    def open_registration_on_matter_submitted(self, event):
        with self.store.transaction(event) as tx:
            for number, wish in enumerate(event.wishes):
                if wish.pillar is Pillar.EVENTS:
                    open_wish(tx, event, wish, derived_id("wish", event.matter_id, number))

    @command(WithdrawRegistration)
    def withdraw_registration(self, command):
        with self.store.transaction(command) as tx:
            activity_id = tx.activity_of_registration(command.registration_id)
            if activity_id is None:
                raise NotFound("没有这份报名")
            activity = tx.activity_of(activity_id)
            registration = tx.registration_of(command.registration_id)
            if registration.person_id != command.actor.person_id:
                raise NotFound("没有这份报名")
            require_open(registration, RegistrationState.TAKEN, RegistrationState.WAITING)
            waiting = tx.registrations(activity_id, RegistrationState.WAITING)
            return tx.record(decide_withdrawal(registration, activity, next(iter(waiting), None)))

    @command(CheckIn)
    def check_in(self, command):
        with self.store.transaction(command) as tx:
            activity = tx.activity_of(command.activity_id)
            require_organiser(command, activity)
            require_state(activity, ActivityState.APPROVED)
            if tx.today != activity.held_on:
                raise Conflict("只能在活动当日签到", held_on=activity.held_on.isoformat())
            registration = tx.registration_by(activity.activity_id, command.person_id)
            if registration is None:
                raise NotFound("该人员没有报名这个活动")
            require_open(registration, RegistrationState.TAKEN)
            return tx.record(decide_check_in(registration, activity))


def register(tx, command: RegisterForActivity, person_id: str, registration_id: str) -> dict:
    """Give a person a place, or the next turn in the waiting list."""
    activity = tx.activity_of(command.activity_id)
    require_state(activity, ActivityState.APPROVED)
    if tx.today > activity.register_until:
        raise Conflict("报名已截止", register_until=activity.register_until.isoformat())
    if tx.registration_by(activity.activity_id, person_id):
        raise Conflict("您已报名这个活动")
    return tx.record(decide_registration(command, registration_id, person_id, activity))


def open_wish(tx, matter: MatterSubmitted, wish: Wish, wish_id: str) -> None:
    """Open the registration that a form's wish asks for, or tell the person why none is opened."""
    try:
        command = RegisterForActivity.from_data(wish.given).with_envelope(matter.envelope)
        register(tx, command, matter.person_id, derived_id("registration", wish_id))
    except (Invalid, Conflict, NotFound) as problem:
        faults = tuple(word for words in problem.fields.values() for word in words) or (problem.detail,)
        tx.record(decide_wish(matter, wish_id, faults))


def require_open(registration, *states: RegistrationState) -> None:
    if registration.state not in states:
        raise Conflict("报名当前状态不能这样办理", state=registration.state.value)
