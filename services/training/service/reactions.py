"""What training does when something happened: here, in another pillar, or in the zone."""

from casework.policy_keeping import keep_policy
from chassis.declare import reaction
from contracts.training.domain_events import ClassCancelled, LecturerSuspended, TrainingCompleted
from contracts.zone.domain_events import BusinessRegistered, PersonRegistered, PolicyPublished
from services.training.rules import decide_follow_up
from services.training.rules.dispatches import decide_dispatch_release


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

    @reaction(LecturerSuspended)
    def release_dispatches_on_lecturer_suspended(self, event):
        with self.store.transaction(event) as tx:
            release(tx, tx.open_dispatches(lecturer_id=event.lecturer_id))

    @reaction(ClassCancelled)
    def release_dispatches_on_class_cancelled(self, event):
        with self.store.transaction(event) as tx:
            release(tx, tx.open_dispatches(class_id=event.class_id))

    @reaction(PolicyPublished)
    def keep_policy_on_policy_published(self, event):
        with self.store.transaction(event) as tx:
            keep_policy(tx, event)


def release(tx, dispatches) -> None:
    """End those dispatches whose lecturer is suspended or whose class is not held; the rest stay."""
    for dispatch in dispatches:
        tx.record(decide_dispatch_release(dispatch, tx.policy(dispatch.class_.area, on=tx.today)))
