"""What subsidies do when something happened: in another pillar, in the zone, or in policy."""

from casework.policy_keeping import keep_policy
from chassis.clock import start_of
from chassis.declare import reaction
from contracts.events.domain_events import PrizeAwarded
from contracts.incubators.domain_events import (
    BaseDataUpdated,
    BaseRecognised,
    BaseWithdrawn,
    TenantAdmitted,
    TenantLeft,
)
from contracts.loans.domain_events import LoanCompensated, LoanDisbursed, LoanOverdue, LoanSettled
from contracts.subsidies.commands import ReassessArea, RecountAppeals, RecountDueDays
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
from contracts.zone.organisation_accounts import OrganisationAccountChanged
from services.subsidies.service.assessment import reassess


class Reactions:
    """One reaction per event: keep what it says at its latest version, then assess the person or organisation anew.

    A policy that two people put into force has every person of its area assessed anew from its first day.
    """

    @reaction(TrainingCompleted)
    def assess_startup_subsidy_on_training_completed(self, event):
        self._note_and_assess("training", event)

    @reaction(CertificateRevoked)
    def reconsider_what_was_given_on_certificate_revoked(self, event):
        self._note_and_assess("training", event)

    @reaction(PersonRegistered)
    def assess_programmes_on_person_registered(self, event):
        self._note_and_assess("person", event)

    @reaction(PersonUpdated)
    def assess_programmes_on_person_updated(self, event):
        self._note_and_assess("person", event)

    @reaction(StatusConfirmed)
    def assess_programmes_on_status_confirmed(self, event):
        self._note_and_assess("person", event)

    @reaction(StatusLapsed)
    def assess_programmes_on_status_lapsed(self, event):
        self._note_and_assess("person", event)

    @reaction(BusinessRegistered)
    def offer_startup_subsidy_on_business_registered(self, event):
        self._note_and_assess("business", event)

    @reaction(BusinessClosed)
    def withdraw_offers_on_business_closed(self, event):
        self._note_and_assess("business", event)

    @reaction(TenantAdmitted)
    def offer_venue_help_on_tenant_admitted(self, event):
        self._note_and_assess("tenancy", event)

    @reaction(TenantLeft)
    def end_venue_help_on_tenant_left(self, event):
        self._note_and_assess("tenancy", event)

    @reaction(LoanDisbursed)
    def exclude_what_may_not_stack_on_loan_disbursed(self, event):
        self._note_and_assess("loan", event)

    @reaction(LoanOverdue)
    def hold_payments_on_loan_overdue(self, event):
        self._note_and_assess("loan", event)

    @reaction(LoanCompensated)
    def hold_payments_on_loan_compensated(self, event):
        self._note_and_assess("loan", event)

    @reaction(LoanSettled)
    def note_end_of_loan_on_loan_settled(self, event):
        self._note_and_assess("loan", event)

    @reaction(PrizeAwarded)
    def offer_award_on_prize_awarded(self, event):
        self._note_and_assess("prize", event)

    @reaction(BaseRecognised)
    def offer_base_help_on_base_recognised(self, event):
        self._note_and_assess("base", event, event.operator_id)

    @reaction(BaseWithdrawn)
    def withdraw_base_help_on_base_withdrawn(self, event):
        self._note_and_assess("base", event, event.operator_id)

    @reaction(BaseDataUpdated)
    def offer_base_service_subsidy_on_base_data_updated(self, event):
        self._note_and_assess("base_data", event, event.operator_id)

    @reaction(OrganisationAccountChanged)
    def note_account_on_organisation_account_changed(self, event):
        self._note_and_assess("organisation", event, event.organisation_id)

    @reaction(PolicyPublished)
    def keep_policy_on_policy_published(self, event):
        with self.store.transaction(event) as tx:
            keep_policy(tx, event)
            if event.pillar == "subsidies":
                due_at = max(tx.now, start_of(event.from_day))
                tx.set_timer(f"reassess:{event.area}:{event.draft_id}:", due_at, ReassessArea(area=event.area))
            if event.pillar == "zone" and event.key.startswith("working_days_"):
                tx.set_timer(f"recount:{event.area}:{event.draft_id}:", tx.now, RecountDueDays(area=event.area))
                tx.set_timer(f"recount-appeals:{event.area}:{event.draft_id}", tx.now, RecountAppeals(area=event.area))

    def _note_and_assess(self, kind: str, event, claimant: str | None = None) -> None:
        claimant = claimant or event.person_id
        with self.store.transaction(event) as tx:
            tx.note_fact(kind, event, claimant)
            reassess(tx, claimant)
