"""Policies that two people put into force: kept, and from their day on every person of the area is assessed anew."""

from casework.policy_keeping import keep_policy
from chassis.clock import start_of
from chassis.declare import command, reaction
from contracts.actors import area_prefix
from contracts.subsidies.commands import ReassessArea
from contracts.zone.domain_events import PolicyPublished
from services.subsidies.service.assessing import reassess

AT_A_TIME = 100


class PolicyHandlers:
    """What a changed policy causes."""

    @reaction(PolicyPublished)
    def keep_policy_on_policy_published(self, event):
        with self.store.transaction(event) as tx:
            keep_policy(tx, event)
            if event.pillar == "subsidies":
                due_at = max(tx.now, start_of(event.from_day))
                tx.set_timer(f"reassess:{event.area}:{event.draft_id}:", due_at, ReassessArea(area=event.area))

    @command(ReassessArea)
    def reassess_area(self, command):
        with self.store.transaction(command) as tx:
            people = tx.people_within(area_prefix(command.area), command.after, AT_A_TIME)
            tx.lock_people(people)
            for person_id in people:
                reassess(tx, person_id)
            if len(people) == AT_A_TIME:
                tx.set_timer(f"reassess:{command.area}:{command.id}", tx.now,
                             ReassessArea(area=command.area, after=people[-1]))
