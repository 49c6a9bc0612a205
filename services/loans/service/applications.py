"""Applying, adding papers, withdrawing; a clerk's decision on what registers leave open."""

from chassis.calls import require_area
from chassis.declare import command, reaction
from chassis.store import derived_id
from contracts.loans import LoanKind, LoanState
from contracts.loans.commands import AddPapers, ApplyForLoan, DecideQualification, WithdrawApplication
from contracts.problems import Conflict, Invalid, NotHeardYet
from contracts.zone import Pillar
from contracts.zone.domain_events import MatterSubmitted, Wish
from policies.areas import city_of
from policies.errors import UnknownArea
from services.loans.model import BEFORE_CONTRACT, Dossier, GivenPaper, Loan
from services.loans.rules import (
    decide_added_papers,
    decide_application,
    decide_qualification,
    decide_wish,
    decide_withdrawal,
)
from services.loans.service.access import require_own_loan, require_state


class ApplicationHandlers:
    """Handlers about applications."""

    @command(ApplyForLoan)
    def apply_for_loan(self, command):
        require_fitting(command)
        with self.store.transaction(command) as tx:
            return apply(tx, command, command.actor.person_id, "person")

    @command(AddPapers)
    def add_papers(self, command):
        with self.store.transaction(command) as tx:
            tx.lock_person(tx.borrower_of(command.loan_id))
            loan = tx.loan_of(command.loan_id)
            require_own_loan(command, loan)
            require_state(loan, "贷款申请不在待补充材料状态", LoanState.RETURNED, LoanState.REFERRED)
            policy = tx.policy(loan.area, on=tx.today)
            dossier, partners = tx.dossier(loan.person_id, loan.area), partners_of(tx, loan)
            return tx.record(decide_added_papers(loan, dossier, partners, given(command), policy, tx.today))

    @command(WithdrawApplication)
    def withdraw_application(self, command):
        with self.store.transaction(command) as tx:
            loan = tx.loan_of(command.loan_id)
            require_own_loan(command, loan)
            require_state(loan, "签订合同后不能撤回", *BEFORE_CONTRACT)
            return tx.record(decide_withdrawal(loan))

    @reaction(MatterSubmitted)
    def open_application_on_matter_submitted(self, event):
        with self.store.transaction(event) as tx:
            for number, wish in enumerate(event.wishes):
                if wish.pillar is Pillar.LOANS:
                    open_wish(tx, event, wish, derived_id("wish", event.matter_id, number))

    @command(DecideQualification)
    def decide_qualification(self, command):
        with self.store.transaction(command) as tx:
            loan = tx.loan_of(command.loan_id)
            require_area(command, loan.area)
            require_state(loan, "贷款申请不在待审核状态", LoanState.REFERRED, LoanState.RETURNED)
            grounds, policy = tx.grounds_of(loan.person_id), tx.policy(loan.area, on=tx.today)
            return tx.record(decide_qualification(command, loan, grounds, policy, tx.today))


def apply(tx, command: ApplyForLoan, person_id: str, came_from: str) -> dict:
    """Open a person's application and judge it; one at a time is on its way."""
    tx.lock_person(person_id, command.area)
    if tx.has_application(person_id):
        raise Conflict("您已有一笔正在办理的贷款申请")
    if not tx.cooperates(command.bank_id, command.area):
        raise Invalid("请检查标出的内容", fields={"bank_id": ["请选择该地区的合作银行"]})
    dossier = tx.dossier(person_id, command.area)
    loan = _loan(tx, command, dossier)
    policy, partners = tx.policy(loan.area, on=tx.today), partners_of(tx, loan)
    return tx.record(decide_application(loan, dossier, partners, given(command), came_from, policy, tx.today))


def open_wish(tx, matter: MatterSubmitted, wish: Wish, wish_id: str) -> None:
    """Open the application that a form's wish asks for, or tell the person why none is opened."""
    fields = {"area": matter.area, "business_id": matter.business_id, "purpose": "创业经营周转", **wish.given}
    try:
        command = ApplyForLoan.from_data(fields).with_envelope(matter.envelope)
        require_fitting(command)
        apply(tx, command, matter.person_id, "matter")
    except (Invalid, Conflict) as problem:
        faults = tuple(word for words in problem.fields.values() for word in words) or (problem.detail,)
        tx.record(decide_wish(matter, wish_id, faults))


def _loan(tx, command: ApplyForLoan, dossier: Dossier) -> Loan:
    """The application as a loan; the business is the person's own, the body the one whose fund serves the area."""
    own = [business.business_id for business in dossier.businesses]
    if command.business_id is not None and command.business_id not in own:
        if not tx.knows_business(command.business_id):
            raise NotHeardYet("贷款业务还没有收到这个经营主体的登记，请稍后再试；一直如此，请核对所选的经营主体")
        raise Invalid("请检查标出的内容", fields={"business_id": ["不是您名下在营的经营主体"]})
    return Loan(loan_id=tx.new_id("loan"), person_id=dossier.person_id, area=command.area,
                city=city_of(command.area), kind=command.kind, amount=command.amount,
                term_months=command.term_months, bank_id=command.bank_id, purpose=command.purpose,
                state=LoanState.SUBMITTED, guarantee_body_id=tx.fund_for_area(command.area),
                business_id=command.business_id or next(iter(own), None), partner_ids=command.partner_ids,
                employees=command.employees, employees_of_groups=command.employees_of_groups)


def partners_of(tx, loan: Loan) -> tuple[Dossier, ...]:
    return tuple(tx.dossier(person_id, loan.area) for person_id in loan.partner_ids)


def given(command) -> tuple[GivenPaper, ...]:
    return tuple(GivenPaper(kind=paper.kind, file_id=paper.file_id) for paper in command.papers)


def require_fitting(command: ApplyForLoan) -> None:
    """What the kind of loan needs is there, and nothing that belongs to another kind."""
    wrong = {**_wrong_partners(command), **_wrong_employees(command), **_wrong_area(command)}
    if wrong:
        raise Invalid("请检查标出的内容", fields=wrong)


def _wrong_partners(command: ApplyForLoan) -> dict[str, list[str]]:
    partners = command.partner_ids
    if (command.kind is LoanKind.PARTNERSHIP) != bool(partners):
        return {"partner_ids": ["合伙贷款须填写合伙人，其他贷款不填"]}
    if len(set(partners)) < len(partners) or command.actor.person_id in partners:
        return {"partner_ids": ["合伙人不能重复，也不能是申请人本人"]}
    return {}


def _wrong_employees(command: ApplyForLoan) -> dict[str, list[str]]:
    if command.kind is LoanKind.SMALL_ENTERPRISE and not command.employees:
        return {"employees": ["小微企业贷款须填写职工人数"]}
    if command.employees_of_groups > command.employees:
        return {"employees_of_groups": ["不能多于职工人数"]}
    return {}


def _wrong_area(command: ApplyForLoan) -> dict[str, list[str]]:
    try:
        city_of(command.area)
    except UnknownArea:
        return {"area": ["请选择县市区"]}
    return {}
