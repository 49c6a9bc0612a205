"""What incubators do when something happened: here, in another pillar, or in the zone."""

from casework.policy_keeping import keep_policy
from chassis.declare import reaction
from chassis.store import derived_id
from contracts.events.domain_events import MentorVisitRecorded, PrizeAwarded
from contracts.incubators import TenancyState
from contracts.incubators.domain_events import BaseWithdrawn, PlacesChanged
from contracts.loans.domain_events import LoanOverdue
from contracts.training.domain_events import CertificateRevoked, TrainingCompleted
from contracts.zone.domain_events import (
    BusinessClosed,
    BusinessRegistered,
    PersonRegistered,
    PersonUpdated,
    PolicyPublished,
    StatusConfirmed,
    StatusLapsed,
)
from policies.areas import city_of
from services.incubators.rules import (
    decide_business_of_tenant,
    decide_overdue_notice,
    decide_question,
    decide_visit_count,
)
from services.incubators.rules.fast_tracks import track_of
from services.incubators.service.invitations import invite, keep_place, question_invitation, send_deferred


class Reactions:
    """Incubators' reactions."""

    @reaction(TrainingCompleted)
    def invite_to_base_on_training_completed(self, event):
        with self.store.transaction(event) as tx:
            tx.lock_city(city_of(tx.residence(event.person_id) or event.area))
            tx.lock_person(event.person_id)
            tx.note_completion(event)
            if tx.residence(event.person_id) is not None:
                invite(tx, tx.completion(event.enrolment_id))

    @reaction(PersonRegistered)
    def invite_to_base_on_person_registered(self, event):
        with self.store.transaction(event) as tx:
            tx.lock_city(city_of(event.area))
            tx.lock_person(event.person_id)
            tx.note_person(event)
            for completion in tx.completions_without_invitation(event.person_id):
                invite(tx, completion)

    @reaction(PersonUpdated)
    def note_person_on_person_updated(self, event):
        with self.store.transaction(event) as tx:
            tx.note_person(event)

    @reaction(StatusConfirmed)
    def note_person_on_status_confirmed(self, event):
        with self.store.transaction(event) as tx:
            tx.note_person(event)

    @reaction(StatusLapsed)
    def note_person_on_status_lapsed(self, event):
        with self.store.transaction(event) as tx:
            tx.note_person(event)

    @reaction(CertificateRevoked)
    def flag_incubation_on_certificate_revoked(self, event):
        with self.store.transaction(event) as tx:
            tx.lock_person(event.person_id)
            tx.note_revocation(event)
            invitation_id = question_invitation(tx, event.enrolment_id, event.person_id)
            tenancy = tx.tenancy_from(invitation_id) if invitation_id else None
            if tenancy:
                base = tx.base_of(tenancy.base_id)
                founder = tx.founder(event.person_id, besides=event.enrolment_id)
                tx.record(decide_question(tenancy, base, founder, tx.policy(base.area, on=tx.today),
                                          derived_id("question", event.id)))

    @reaction(PlacesChanged)
    def fill_free_places_on_places_changed(self, event):
        with self.store.transaction(event) as tx:
            city = city_of(event.area)
            tx.lock_city(city)
            for track in tx.waiting_tracks(city):
                keep_place(tx, track)
            send_deferred(tx, city)

    @reaction(BaseWithdrawn)
    def invite_elsewhere_on_base_withdrawn(self, event):
        with self.store.transaction(event) as tx:
            tx.lock_city(city_of(event.area))
            for invitation in tx.standing_invitations(event.base_id):
                invite(tx, tx.completion(invitation.enrolment_id))

    @reaction(PrizeAwarded)
    def keep_place_on_prize_awarded(self, event):
        with self.store.transaction(event) as tx:
            tx.lock_city(city_of(event.area))
            keep_place(tx, track_of(event, derived_id("fast-track", event.prize_id)))

    @reaction(MentorVisitRecorded)
    def count_visit_on_mentor_visit_recorded(self, event):
        if event.base_id is None:
            return
        with self.store.transaction(event) as tx:
            tx.note_visit(event)
            base = tx.base(event.base_id)
            days = tx.visit_days(event.base_id, event.held_on.year)
            policy = tx.policy(base.area if base else event.area, on=event.recorded_on)
            if policy.has("mentor_visits_per_base_and_year"):
                tx.record(decide_visit_count(event, base, days, policy, tx.today))

    @reaction(BusinessRegistered)
    def note_business_on_business_registered(self, event):
        with self.store.transaction(event) as tx:
            note_business(tx, event)

    @reaction(BusinessClosed)
    def note_business_on_business_closed(self, event):
        with self.store.transaction(event) as tx:
            note_business(tx, event)

    @reaction(LoanOverdue)
    def tell_base_on_loan_overdue(self, event):
        with self.store.transaction(event) as tx:
            for tenancy in admitted(tx, event.person_id):
                tx.record(decide_overdue_notice(tenancy, tx.base_of(tenancy.base_id), event.loan_id))

    @reaction(PolicyPublished)
    def keep_policy_on_policy_published(self, event):
        with self.store.transaction(event) as tx:
            keep_policy(tx, event)


def admitted(tx, person_id: str) -> list:
    return [tenancy for tenancy in tx.open_tenancies(person_id) if tenancy.state is TenancyState.ADMITTED]


def note_business(tx, event) -> None:
    """Keep the business; a tenant without one gets it, a tenant whose business closed has none."""
    tx.lock_person(event.person_id)
    tx.note_business(event)
    own = tx.open_businesses(event.person_id)
    for tenancy in tx.open_tenancies(event.person_id):
        kept = tenancy.business_id if tenancy.business_id in own else next(iter(own), None)
        if kept != tenancy.business_id:
            tx.record(decide_business_of_tenant(tenancy, tx.base_of(tenancy.base_id), kept))
