"""Loans by named examples: the people who act, what has happened to a borrower, and a loan brought to a stage."""

import uuid
from decimal import Decimal

from contracts.actors import Role
from contracts.incubators import BaseKind, BaseLevel, BaseState, TenancyState
from contracts.incubators.domain_events import BaseRecognised, TenantAdmitted
from contracts.loans import LoanKind, RepaymentMethod
from contracts.loans.commands import (
    AdmitBank,
    ApplyForLoan,
    DecideCredit,
    Disburse,
    FundGuarantees,
    GiveGuarantee,
    SignContract,
)
from contracts.training import Course, EnrolmentState
from contracts.training.domain_events import TrainingCompleted
from contracts.zone import BusinessKind, BusinessState, EvidenceKind, TargetGroup
from contracts.zone.domain_events import BusinessRegistered, GroupEvidence, PersonRegistered
from tests.building import (
    BANK,
    GUARANTEE_BODY,
    JISHOU,
    XIANGXI,
    a_citizen,
    a_command,
    a_person_registered,
    an_actor,
    an_event,
    on,
    the_city,
)

YUAN = 100
BASE = "base-province"


def the_bank(bank: str = BANK):
    return an_actor(Role.BANK_OFFICER, area=XIANGXI, organisation_id=bank, person_id="bank-officer")


def the_body(body: str = GUARANTEE_BODY):
    return an_actor(Role.GUARANTEE_OFFICER, area=XIANGXI, organisation_id=body, person_id="guarantee-officer")


def a_group(group: TargetGroup = TargetGroup.RETURNING_MIGRANT_WORKER, until: str = "2026-12-31") -> GroupEvidence:
    return GroupEvidence(group=group, kind=EvidenceKind.REGISTER, source="吉首市名册", fetched_on=on("2024-05-06"),
                         valid_until=on(until))


def registered(loans, person_id: str, *groups: GroupEvidence, version: int = 1) -> None:
    loans.give(an_event(PersonRegistered, "loans.note_person_on_person_registered", version=version,
                        **a_person_registered(person_id, groups=groups)))


def completed(loans, person_id: str) -> None:
    loans.give(an_event(
        TrainingCompleted, "loans.prequalify_person_on_training_completed", enrolment_id=f"enrolment-{person_id}",
        person_id=person_id, class_id="class-1", title="吉首市SIYB第一期", area=JISHOU, city=XIANGXI,
        course=Course.SIYB, state=EnrolmentState.COMPLETED, completed_on=on("2024-05-06"),
        certificate_number=f"CY{person_id}", subsidised=True))


def with_business(loans, person_id: str) -> None:
    loans.give(an_event(
        BusinessRegistered, "loans.reassess_person_on_business_registered", business_id=f"business-{person_id}",
        person_id=person_id, kind=BusinessKind.SELF_EMPLOYED, state=BusinessState.OPEN, area=JISHOU,
        registered_on=on("2024-05-06"), evidence=EvidenceKind.REGISTER, number_token="token"))


def base_recognised(loans, base_id: str = BASE, level: BaseLevel = BaseLevel.PROVINCE, version: int = 1) -> None:
    loans.give(an_event(
        BaseRecognised, "loans.note_waiver_grounds_on_base_recognised", version=version, base_id=base_id,
        name="吉首市返乡创业孵化基地", area=JISHOU, level=level, kind=BaseKind.INCUBATION_BASE, operator_id="org-base",
        government_funded=True, state=BaseState.RECOGNISED, newly=version == 1, recognised_on=on("2024-05-06")))


def a_tenancy(person_id: str, base_id: str = BASE, level: BaseLevel = BaseLevel.PROVINCE) -> dict:
    return {"tenancy_id": f"tenancy-{person_id}", "person_id": person_id, "base_id": base_id,
            "base_name": "吉首市返乡创业孵化基地", "base_level": level, "operator_id": "org-base", "area": JISHOU,
            "title": "入驻吉首市返乡创业孵化基地", "business_id": None}


def admitted(loans, person_id: str, base_id: str = BASE, level: BaseLevel = BaseLevel.PROVINCE) -> str:
    """The person becomes a tenant; the id of the ground that this may be."""
    loans.give(an_event(TenantAdmitted, "loans.note_waiver_ground_on_tenant_admitted",
                        **a_tenancy(person_id, base_id, level), state=TenancyState.ADMITTED, since=on("2024-05-06"),
                        rent_free=True))
    return f"tenant:tenancy-{person_id}"


def founder(loans, *groups: GroupEvidence) -> str:
    """A new returning worker with a business of their own."""
    person_id = f"founder-{uuid.uuid4().hex[:8]}"
    registered(loans, person_id, *(groups or (a_group(),)))
    with_business(loans, person_id)
    return person_id


def an_application(person_id: str, yuan: int = 150_000, **changes):
    fields = {"kind": LoanKind.PERSONAL, "area": JISHOU, "amount": yuan * YUAN, "term_months": 12,
              "purpose": "采购设备", "bank_id": BANK}
    return a_command(ApplyForLoan, a_citizen(person_id), **{**fields, **changes})


def desks_prepared(loans, *, body: str = GUARANTEE_BODY, capital: int = 1_000_000, exposure: int = 5_000_000) -> str:
    """The bank cooperates, and the body's fund holds and may guarantee so many 元; the fund's id."""
    loans.give(a_command(AdmitBank, the_city(), bank_id=BANK, name="湘西长行村镇银行", area=XIANGXI))
    return loans.give(a_command(FundGuarantees, the_city(), guarantee_body_id=body, area=XIANGXI,
                                capital=capital * YUAN, exposure=exposure * YUAN,
                                ground="州财社〔2024〕1号"))["subject"]


def guaranteed(loans, *, yuan: int = 80_000, term_months: int = 12, area: str = JISHOU,
               body: str = GUARANTEE_BODY) -> str:
    """A small loan, exempt from counter-guarantee, that the fund guarantees; its id."""
    loan_id = loans.give(an_application(founder(loans), yuan, term_months=term_months, area=area))["subject"]
    answer = loans.give(a_command(GiveGuarantee, the_body(body), loan_id=loan_id))
    assert answer["outcome"] == "granted", answer
    return loan_id


def approved(loans, loan_id: str, *, rate: str = "4.95", method=RepaymentMethod.INTEREST_MONTHLY) -> dict:
    return loans.give(a_command(DecideCredit, the_bank(), loan_id=loan_id, approve=True, annual_rate=Decimal(rate),
                                method=method))


def disbursed(loans, *, method=RepaymentMethod.INTEREST_MONTHLY, day: str = "2024-05-06", **more) -> str:
    """A loan that the bank paid out; its id."""
    loan_id = guaranteed(loans, **more)
    assert approved(loans, loan_id, method=method)["outcome"] == "granted"
    loans.give(a_command(SignContract, the_bank(), loan_id=loan_id, contract_number=f"HT-{loan_id[:8]}",
                         signed_on=on(day)))
    loans.give(a_command(Disburse, the_bank(), loan_id=loan_id, disbursed_on=on(day), bank_reference=f"FK-{loan_id}"))
    return loan_id
