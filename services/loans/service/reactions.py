"""What loans do when something happened in another pillar or in the zone. Nothing here asks anybody anything."""

from casework.policy_keeping import keep_policy
from casework.trail import witness
from chassis.declare import reaction
from contracts.events.domain_events import PrizeAwarded
from contracts.incubators.domain_events import BaseRecognised, BaseWithdrawn, TenantAdmitted, TenantLeft
from contracts.subsidies.domain_events import SubsidyRevoked, TrailSealed
from contracts.training.domain_events import CertificateRevoked, TrainingCompleted
from contracts.zone import GROUP_LABELS
from contracts.zone.domain_events import (
    BusinessClosed,
    BusinessRegistered,
    PersonRegistered,
    PersonUpdated,
    PolicyPublished,
    StatusConfirmed,
    StatusLapsed,
)
from services.loans.service.people import (
    flag_loans,
    note_person,
    reassess,
    reassess_tenancies,
    reconsider,
)


class Reactions:
    """Loans' reactions."""

    @reaction(PersonRegistered)
    def note_person_on_person_registered(self, event):
        with self.store.transaction(event) as tx:
            note_person(tx, event)

    @reaction(PersonUpdated)
    def note_person_on_person_updated(self, event):
        with self.store.transaction(event) as tx:
            note_person(tx, event)

    @reaction(StatusConfirmed)
    def reassess_person_on_status_confirmed(self, event):
        with self.store.transaction(event) as tx:
            note_person(tx, event)

    @reaction(StatusLapsed)
    def reassess_person_on_status_lapsed(self, event):
        with self.store.transaction(event) as tx:
            note_person(tx, event)
            flag_loans(tx, event.person_id, "status_lapsed", f"{GROUP_LABELS[event.group]}身份不再有效",
                       "target_groups")

    @reaction(TrainingCompleted)
    def prequalify_person_on_training_completed(self, event):
        with self.store.transaction(event) as tx:
            tx.lock_person(event.person_id, event.area)
            tx.note_completion(event)
            reassess(tx, event.person_id, event.area)

    @reaction(CertificateRevoked)
    def flag_loans_on_certificate_revoked(self, event):
        with self.store.transaction(event) as tx:
            tx.lock_person(event.person_id, event.area)
            tx.note_completion(event)
            reassess(tx, event.person_id, event.area)
            flag_loans(tx, event.person_id, "certificate_revoked", f"培训证书被撤销：{event.ground}", "linked_with")

    @reaction(BusinessRegistered)
    def reassess_person_on_business_registered(self, event):
        with self.store.transaction(event) as tx:
            tx.lock_person(event.person_id, event.area)
            tx.note_business(event)
            reassess(tx, event.person_id, event.area)
            reconsider(tx, event.person_id)

    @reaction(BusinessClosed)
    def flag_loans_on_business_closed(self, event):
        with self.store.transaction(event) as tx:
            tx.lock_person(event.person_id, event.area)
            tx.note_business(event)
            reassess(tx, event.person_id, event.area)
            flag_loans(tx, event.person_id, "business_closed", "经营主体已注销", "business_registration_needed",
                       lambda loan: loan.business_id == event.business_id)

    @reaction(PrizeAwarded)
    def note_prize_on_prize_awarded(self, event):
        with self.store.transaction(event) as tx:
            tx.lock_person(event.person_id, event.area)
            tx.note_prize(event)
            reassess(tx, event.person_id, event.area)

    @reaction(SubsidyRevoked)
    def flag_loans_on_subsidy_revoked(self, event):
        with self.store.transaction(event) as tx:
            tx.lock_person(event.person_id, event.area)
            flag_loans(tx, event.person_id, "subsidy_revoked", f"{event.title}被撤销：{event.ground}", "target_groups")

    @reaction(TenantAdmitted)
    def note_waiver_ground_on_tenant_admitted(self, event):
        with self.store.transaction(event) as tx:
            tx.note_tenancy(event)
            reassess_tenancies(tx, [tx.tenancy(event.tenancy_id)])

    @reaction(TenantLeft)
    def withdraw_waiver_ground_on_tenant_left(self, event):
        with self.store.transaction(event) as tx:
            tx.note_tenancy(event)
            reassess_tenancies(tx, [tx.tenancy(event.tenancy_id)])

    @reaction(BaseRecognised)
    def note_waiver_grounds_on_base_recognised(self, event):
        with self.store.transaction(event) as tx:
            tx.note_base(event)
            reassess_tenancies(tx, tx.tenancies_of_base(event.base_id))

    @reaction(BaseWithdrawn)
    def withdraw_waiver_grounds_on_base_withdrawn(self, event):
        with self.store.transaction(event) as tx:
            tx.note_base(event)
            reassess_tenancies(tx, tx.tenancies_of_base(event.base_id))

    @reaction(PolicyPublished)
    def keep_policy_on_policy_published(self, event):
        with self.store.transaction(event) as tx:
            keep_policy(tx, event)

    @reaction(TrailSealed)
    def witness_head_on_trail_sealed(self, event):
        with self.store.transaction(event) as tx:
            witness(tx, "subsidies", event.number, event.hash)
