"""What training does when something happened: here, in another pillar, or in the zone."""

from casework.policy_keeping import keep_policy
from chassis.declare import reaction
from contracts.training.domain_events import TrainingCompleted
from contracts.zone.domain_events import BusinessRegistered, PersonRegistered, PolicyPublished
from services.training.rules import decide_follow_up


class Reactions:
    """Training's reactions."""

    @reaction(PersonRegistered)
    def note_person_on_person_registered(self, event):
        with self.store.transaction(event) as tx:
            tx.note_person(event)

    @reaction(TrainingCompleted)
    def plan_follow_up_on_training_completed(self, event):
        with self.store.transaction(event) as tx:
            tx.record(decide_follow_up(event, tx.policy(event.area, on=event.completed_on)))

    @reaction(BusinessRegistered)
    def count_success_on_business_registered(self, event):
        with self.store.transaction(event) as tx:
            tx.note_success(event)

    @reaction(PolicyPublished)
    def keep_policy_on_policy_published(self, event):
        with self.store.transaction(event) as tx:
            keep_policy(tx, event)
