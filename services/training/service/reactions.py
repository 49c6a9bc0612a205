"""What training does when something happened: here, in another pillar, or in the zone."""

from casework.policy_keeping import keep_policy
from chassis.declare import reaction
from contracts.events.domain_events import (
    MentorJoined,
    MentorResumed,
    MentorSuspended,
    MentorVerified,
    MentorVisitRecorded,
)
from contracts.subsidies.domain_events import SubsidyRevoked
from contracts.training.domain_events import CertificateRevoked, ClassCancelled, LecturerSuspended, TrainingCompleted
from contracts.zone.domain_events import (
    BusinessRegistered,
    PersonRegistered,
    PolicyPublished,
    StatusConfirmed,
    StatusLapsed,
)
from services.training.rules import decide_follow_up
from services.training.rules.dispatches import decide_dispatch_release
from services.training.rules.follow_ups import decide_revocation_note, decide_success_withdrawn
from services.training.service.follow_ups import attach_visits, count_successes


class Reactions:
    """Training's reactions."""

    @reaction(PersonRegistered)
    def note_person_on_person_registered(self, event):
        with self.store.transaction(event) as tx:
            tx.note_person(event)

    @reaction(StatusConfirmed)
    def note_groups_on_status_confirmed(self, event):
        with self.store.transaction(event) as tx:
            tx.note_person(event)

    @reaction(StatusLapsed)
    def note_groups_on_status_lapsed(self, event):
        with self.store.transaction(event) as tx:
            tx.note_person(event)

    @reaction(TrainingCompleted)
    def plan_follow_up_on_training_completed(self, event):
        with self.store.transaction(event) as tx:
            tx.lock_guided(event.person_id)
            institution_id = tx.institution_of_class(event.class_id)
            tx.record(decide_follow_up(event, institution_id, tx.policy(event.area, on=event.completed_on)))
            attach_visits(tx, event.person_id)
            count_successes(tx, event.person_id)

    @reaction(BusinessRegistered)
    def count_success_on_business_registered(self, event):
        with self.store.transaction(event) as tx:
            tx.lock_guided(event.person_id)
            tx.note_business(event)
            count_successes(tx, event.person_id)

    @reaction(CertificateRevoked)
    def withdraw_success_on_certificate_revoked(self, event):
        with self.store.transaction(event) as tx:
            tx.lock_guided(event.person_id)
            if completion := tx.success_without_completion(event.enrolment_id):
                tx.record(decide_success_withdrawn(completion))

    @reaction(SubsidyRevoked)
    def note_revocation_on_subsidy_revoked(self, event):
        with self.store.transaction(event) as tx:
            tx.record(decide_revocation_note(event, tx.certificates_of(event.person_id)))

    @reaction(MentorVisitRecorded)
    def record_contact_on_mentor_visit_recorded(self, event):
        if event.person_id is None:
            return
        with self.store.transaction(event) as tx:
            tx.lock_guided(event.person_id)
            tx.note_visit(event)
            attach_visits(tx, event.person_id)

    @reaction(MentorJoined)
    def note_mentor_on_mentor_joined(self, event):
        with self.store.transaction(event) as tx:
            tx.note_mentor(event, None)

    @reaction(MentorVerified)
    def note_mentor_on_mentor_verified(self, event):
        with self.store.transaction(event) as tx:
            tx.note_mentor(event, None)

    @reaction(MentorSuspended)
    def note_mentor_on_mentor_suspended(self, event):
        with self.store.transaction(event) as tx:
            tx.note_mentor(event, event.suspended_on)

    @reaction(MentorResumed)
    def note_mentor_on_mentor_resumed(self, event):
        with self.store.transaction(event) as tx:
            tx.note_mentor(event, None)

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
