"""What follows once loans have learnt something: the pre-qualification anew, waiting applications, grounds, flags."""

from collections.abc import Callable

from contracts.loans import GroundState, LoanState
from services.loans.model import Loan, Tenancy
from services.loans.rules import (
    decide_flag,
    decide_prequalification,
    decide_reconsideration,
    decide_tenant_ground,
)
from services.loans.service.applications import partners_of

_WAITING = (LoanState.RETURNED, LoanState.REFERRED)


def note_person(tx, event) -> None:
    """Who the person is now; what rests on it is looked at anew."""
    tx.lock_person(event.person_id, event.area)
    tx.note_person(event)
    reassess(tx, event.person_id, event.area)
    reconsider(tx, event.person_id)


def reassess(tx, person_id: str, area: str) -> None:
    """The pre-qualification anew, for people whom something led to the loans."""
    if not tx.concerns_loans(person_id):
        return
    dossier = tx.dossier(person_id, area)
    policy = tx.policy(dossier.area, on=tx.today)
    tx.add(decide_prequalification(dossier, policy, tx.today, tx.shown(person_id)))


def reconsider(tx, person_id: str) -> None:
    """Applications that wait for papers or a clerk may qualify by what the platform knows now."""
    for loan in tx.open_loans_of(person_id):
        if loan.state in _WAITING:
            dossier = tx.dossier(person_id, loan.area)
            policy = tx.policy(loan.area, on=tx.today)
            tx.add(decide_reconsideration(loan, dossier, partners_of(tx, loan), policy, tx.today))


def reassess_tenancies(tx, tenancies: list[Tenancy]) -> None:
    """Grounds of tenants, given or taken; the locks on people are taken in their order."""
    for tenancy in tenancies:
        tx.lock_person(tenancy.person_id, tenancy.area)
        shown = tx.ground(f"tenant:{tenancy.tenancy_id}")
        policy = tx.policy(tenancy.area, on=tx.today)
        decision = decide_tenant_ground(tenancy, tx.base(tenancy.base_id), shown, policy)
        tx.add(decision)
        reassess(tx, tenancy.person_id, tenancy.area)
        if any(event.state is GroundState.WITHDRAWN for event in decision.events):
            flag_loans(tx, tenancy.person_id, "ground_withdrawn", "免除反担保所依据的入驻情况已变化",
                       "counter_guarantee_waivable_for_tenants",
                       lambda loan, ground=decision.subject: ground in loan.ground_ids)


def flag_loans(tx, person_id: str, cause: str, words: str, citation_key: str,
               concerned: Callable[[Loan], bool] = lambda loan: True) -> None:
    """Tell the desks of the person's loans that have not ended."""
    for loan in tx.open_loans_of(person_id):
        if concerned(loan):
            tx.add(decide_flag(loan, cause, words, citation_key, tx.policy(loan.area, on=tx.today)))
