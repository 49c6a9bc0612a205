"""Rating a service, and working on a bad rating until it is closed."""

from casework.working_days import working_day_after, working_days_of
from chassis.calls import require_area
from chassis.declare import command
from chassis.store import derived_id
from contracts.events import RatingCaseState, RatingState
from contracts.events.commands import CloseRatingCase, Rate, RecordContact, RemindRatingCase
from contracts.problems import Conflict, Invalid, NotFound
from services.events.model import Rating
from services.events.rules.ratings import (
    decide_case_closing,
    decide_contact,
    decide_rating,
    decide_reminder,
    decide_right,
)


class RatingHandlers:
    """Handlers about ratings."""

    @command(Rate)
    def rate(self, command):
        with self.store.transaction(command) as tx:
            rating = tx.rating_of(command.rating_id)
            if rating.person_id != command.actor.person_id:
                raise NotFound("没有可评价的服务")
            if rating.state is not RatingState.OPEN:
                raise Conflict("这项服务已经评价过了", state=rating.state.value)
            policy = tx.policy(rating.area, on=tx.today)
            days = policy.value("bad_rating_handled_within")
            due_on = working_day_after(working_days_of(tx, rating.area), tx.today, days)
            case_id = derived_id("rating-case", rating.rating_id)
            return tx.record(decide_rating(command, rating, case_id, due_on, policy))

    @command(RecordContact)
    def record_contact(self, command):
        with self.store.transaction(command) as tx:
            case = open_case(tx, command)
            if command.contacted_on > tx.today:
                raise Invalid(fields={"contacted_on": ["回访日期不能晚于今天"]})
            return tx.record(decide_contact(command, case))

    @command(CloseRatingCase)
    def close_rating_case(self, command):
        with self.store.transaction(command) as tx:
            case = open_case(tx, command)
            if case.state is not RatingCaseState.CONTACTED:
                raise Conflict("差评须先回访本人才能办结", state=case.state.value)
            return tx.record(decide_case_closing(command, case))

    @command(RemindRatingCase)
    def remind_rating_case(self, command):
        with self.store.transaction(command) as tx:
            case = tx.rating_case_of(command.rating_case_id)
            if case.state is RatingCaseState.CLOSED:
                return {}
            return tx.record(decide_reminder(case))


def open_case(tx, command):
    """A case that is not closed, of the actor's area."""
    case = tx.rating_case_of(command.rating_case_id)
    require_area(command, case.area)
    if case.state is RatingCaseState.CLOSED:
        raise Conflict("这件差评已经办结", state=case.state.value)
    return case


def open_right(tx, event) -> None:
    """Open the right to rate what a pillar says it rendered; one for each service act, however often told."""
    if tx.has_right(event.service_act_id):
        return
    rating = Rating(rating_id=derived_id("rating", event.service_act_id), service_act_id=event.service_act_id,
                    person_id=event.person_id, provider_id=event.provider_id, pillar=event.type.split(".", 1)[0],
                    area=event.area, title=event.what, state=RatingState.OPEN)
    tx.record(decide_right(rating))
