"""What the activities pillar does when something happened: here, in another pillar, or in the zone."""

from casework.policy_keeping import keep_policy
from chassis.declare import reaction
from contracts.events.domain_events import MentorJoined, MentorResumed, MentorSuspended, ServiceRendered
from contracts.incubators.domain_events import ServiceRendered as IncubatorsServiceRendered
from contracts.incubators.domain_events import TenantAdmitted
from contracts.loans.domain_events import LoanDisbursed
from contracts.loans.domain_events import ServiceRendered as LoansServiceRendered
from contracts.subsidies.domain_events import ServiceRendered as SubsidiesServiceRendered
from contracts.training.domain_events import ServiceRendered as TrainingServiceRendered
from contracts.zone.domain_events import PolicyPublished
from services.events.rules.tasks import decide_release
from services.events.service.guidance import offer_again, offer_mentor
from services.events.service.ratings import open_right


class Reactions:
    """The reactions of the activities pillar."""

    @reaction(ServiceRendered)
    def open_rating_right_on_service_rendered(self, event):
        with self.store.transaction(event) as tx:
            open_right(tx, event)

    @reaction(TrainingServiceRendered)
    def open_rating_right_on_training_service_rendered(self, event):
        with self.store.transaction(event) as tx:
            open_right(tx, event)

    @reaction(IncubatorsServiceRendered)
    def open_rating_right_on_incubators_service_rendered(self, event):
        with self.store.transaction(event) as tx:
            open_right(tx, event)

    @reaction(LoansServiceRendered)
    def open_rating_right_on_loans_service_rendered(self, event):
        with self.store.transaction(event) as tx:
            open_right(tx, event)

    @reaction(SubsidiesServiceRendered)
    def open_rating_right_on_subsidies_service_rendered(self, event):
        with self.store.transaction(event) as tx:
            open_right(tx, event)

    @reaction(TenantAdmitted)
    def offer_mentor_on_tenant_admitted(self, event):
        with self.store.transaction(event) as tx:
            offer_mentor(tx, event.person_id, event.area, "tenant_admitted", event.id)

    @reaction(LoanDisbursed)
    def offer_mentor_on_loan_disbursed(self, event):
        with self.store.transaction(event) as tx:
            offer_mentor(tx, event.person_id, event.area, "loan_disbursed", event.id)

    @reaction(MentorJoined)
    def offer_waiting_founders_on_mentor_joined(self, event):
        with self.store.transaction(event) as tx:
            offer_to_waiting(tx, event.area)

    @reaction(MentorResumed)
    def offer_waiting_founders_on_mentor_resumed(self, event):
        with self.store.transaction(event) as tx:
            offer_to_waiting(tx, event.area)

    @reaction(MentorSuspended)
    def release_tasks_on_mentor_suspended(self, event):
        with self.store.transaction(event) as tx:
            mentor = tx.mentor(event.mentor_id)
            if not mentor.state.is_suspended:
                return
            policy = tx.policy(mentor.area, on=tx.today)
            for task in tx.tasks_claimed_by(mentor.mentor_id):
                tx.record(decide_release(task, mentor, policy))
            offer_again(tx, tx.offers_of_mentor(mentor.mentor_id))

    @reaction(PolicyPublished)
    def keep_policy_on_policy_published(self, event):
        with self.store.transaction(event) as tx:
            keep_policy(tx, event)


def offer_to_waiting(tx, area: str) -> None:
    """Founders who wait for a mentor in this area are offered one."""
    city = area if area.endswith("0000") else area[:4] + "00"
    tx.lock_city(city)
    offer_again(tx, tx.waiting_offers(city))
