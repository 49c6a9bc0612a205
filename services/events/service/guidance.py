"""Founders and their mentors; what mentors record."""

from chassis.declare import command
from chassis.store import derived_id
from contracts.events import OfferState
from contracts.events.commands import AnswerMentorOffer, RecordVisit
from contracts.problems import Conflict, Invalid, NotFound
from policies.areas import city_of, exists
from services.events.model import MentorOffer
from services.events.rules.guidance import decide_offer, decide_offer_answer, decide_visit
from services.events.service.mentors import the_mentor


class GuidanceHandlers:
    """Handlers about founders' mentors and visits."""

    @command(AnswerMentorOffer)
    def answer_mentor_offer(self, command):
        with self.store.transaction(command) as tx:
            offer = tx.offer_of(command.mentor_offer_id)
            if offer.person_id != command.actor.person_id:
                raise NotFound("没有这份导师推荐")
            if offer.state is not OfferState.OFFERED:
                raise Conflict("这份推荐不在待确认状态", state=offer.state.value)
            return tx.record(decide_offer_answer(command, offer, tx.mentor(offer.mentor_id), tx.today))

    @command(RecordVisit)
    def record_visit(self, command):
        if not exists(command.area):
            raise Invalid(fields={"area": ["没有这个地区"]})
        with self.store.transaction(command) as tx:
            mentor = the_mentor(tx, command)
            if command.held_on > tx.today:
                raise Invalid(fields={"held_on": ["服务日期不能晚于今天"]})
            if command.person_id == mentor.person_id:
                raise Invalid(fields={"person_id": ["帮扶对象不能是导师本人"]})
            policy = tx.policy(command.area, on=tx.today)
            return tx.record(decide_visit(command, tx.new_id("visit"), mentor, policy, tx.today))


def offer_mentor(tx, person_id: str, area: str, occasion: str, cause: str) -> None:
    """Offer a founder a mentor once, on whichever occasion is heard of first."""
    tx.lock_city(city_of(area))
    offer = MentorOffer(mentor_offer_id=derived_id("mentor-offer", person_id, cause), person_id=person_id, area=area,
                        occasion=occasion, state=OfferState.WAITING)
    policy = tx.policy(area, on=tx.today)
    tx.record(decide_offer(offer, tx.free_mentors(city_of(area), person_id), tx.offer_to(person_id) is not None,
                           policy))


def offer_again(tx, offers) -> None:
    """Decide anew on offers that wait, or whose mentor may no longer serve."""
    for offer in offers:
        mentors = tx.free_mentors(city_of(offer.area), offer.person_id)
        if mentors or offer.state is OfferState.OFFERED:
            tx.record(decide_offer(offer, mentors, False, tx.policy(offer.area, on=tx.today)))
