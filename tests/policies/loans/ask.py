"""Puts a situation to the rules of loans.

`given` says in plain words what is known: groups (name: valid until), business, courses, papers, prizes, loans_taken,
loans_running, base_level, credit_line (元), fund_room and fund_cash (元), required and lodged (元), days_overdue.
`ask` names the command, and its amount in 元.
"""

from datetime import timedelta
from decimal import Decimal

from contracts.actors import Role
from contracts.decisions import Decision
from contracts.loans import (
    DayCount,
    GroundKind,
    GroundState,
    LoanKind,
    LoanState,
    PaperKind,
    RepaymentMethod,
)
from contracts.loans.commands import (
    Compensate,
    ConfirmCreditLine,
    DecideCounterGuarantee,
    DecideCredit,
    DecideQualification,
    Disburse,
    GiveGuarantee,
)
from contracts.zone import BusinessKind, EvidenceKind, TargetGroup
from services.loans import rules
from services.loans.model import (
    Account,
    Base,
    Business,
    Dossier,
    Evidence,
    Fund,
    GivenPaper,
    Ground,
    Loan,
    Tenancy,
    Terms,
)
from tests.building import a_command, an_actor, on

YUAN = 100


def ask(situation, policies) -> Decision:
    """The decision on the command that the situation asks."""
    view = policies.view("loans", area=situation.area, on=situation.on)
    return _ASKS[situation.ask["command"]](situation, view)


def _prequalify(situation, view) -> Decision:
    return rules.decide_prequalification(_dossier(situation), view, situation.on, None)


def _apply(situation, view) -> Decision:
    papers = tuple(GivenPaper(kind=PaperKind(kind), file_id="file-1") for kind in situation.ask.get("papers", []))
    partners = tuple(_person(f"partner-{n}", situation.area, groups)
                     for n, groups in enumerate(situation.given.get("partners", [])))
    return rules.decide_application(_loan(situation), _dossier(situation), partners, papers, "person", view,
                                    situation.on)


def _decide_qualification(situation, view) -> Decision:
    command = a_command(DecideQualification, an_actor(Role.CLERK), loan_id="loan-1", approve=situation.ask["approve"],
                        ground=situation.ask["ground"])
    return rules.decide_qualification(command, _loan(situation), (), view, situation.on)


def _note_tenant(situation, view) -> Decision:
    base = Base(base_id="base-1", name="孵化基地", level=situation.given["base_level"])
    tenancy = Tenancy(tenancy_id="tenancy-1", person_id="person-1", base_id="base-1", area=situation.area,
                      admitted=situation.given.get("admitted", True))
    return rules.decide_tenant_ground(tenancy, base, None, view)


def _note_credit_line(situation, view) -> Decision:
    command = a_command(ConfirmCreditLine, an_actor(Role.BANK_OFFICER, organisation_id="bank-1"), person_id="person-1",
                        area=situation.area, amount=situation.ask["amount"] * YUAN, valid_until=on("2030-12-31"))
    return rules.decide_credit_line(command, "line-1", situation.given["bank_cooperates"], view, situation.on)


def _counter_guarantee(situation, view) -> Decision:
    grounds = _grounds(situation)
    command = a_command(DecideCounterGuarantee, an_actor(Role.GUARANTEE_OFFICER), loan_id="loan-1",
                        waive=situation.ask.get("waive", True), ground=situation.ask.get("ground"),
                        ground_ids=tuple(ground.ground_id for ground in grounds))
    return rules.decide_counter_guarantee(command, _loan(situation), grounds, view, situation.on)


def _guarantee(situation, view) -> Decision:
    command = a_command(GiveGuarantee, an_actor(Role.GUARANTEE_OFFICER), loan_id="loan-1",
                        give=situation.ask.get("give", True), ground=situation.ask.get("ground"))
    return rules.decide_guarantee(command, _loan(situation), _fund(situation), _grounds(situation), view, situation.on)


def _credit(situation, view) -> Decision:
    command = a_command(DecideCredit, an_actor(Role.BANK_OFFICER), loan_id="loan-1", approve=True,
                        annual_rate=Decimal(situation.ask["rate"]), method=RepaymentMethod.AT_MATURITY)
    return rules.decide_credit(command, _loan(situation), view)


def _disburse(situation, view) -> Decision:
    command = a_command(Disburse, an_actor(Role.BANK_OFFICER), loan_id="loan-1", disbursed_on=situation.on,
                        bank_reference="FK-1")
    decision = rules.decide_disbursement(command, _loan(situation), view)
    _check_split(decision, situation.ask)
    return decision


def _check_split(decision: Decision, asked: dict) -> None:
    plan = next(event for event in decision.events if event.type == "loans.repayment_planned.v1")
    found = {"borrower": plan.borrower_interest, "budget": plan.budget_interest}
    assert found == {"borrower": asked["borrower"] * YUAN, "budget": asked["budget"] * YUAN}, found


def _compensate(situation, view) -> Decision:
    loan = _loan(situation)
    command = a_command(Compensate, an_actor(Role.GUARANTEE_OFFICER), loan_id="loan-1", paid_on=situation.on,
                        ground=situation.ask.get("ground"))
    return rules.decide_compensation(command, loan, Account(), _fund(situation), view)


def _dossier(situation) -> Dossier:
    given = situation.given
    return _person("person-1", situation.area, given.get("groups", {}), courses=tuple(given.get("courses", ())),
                   businesses=_businesses(given), prizes=given.get("prizes", 0),
                   papers=tuple(PaperKind(kind) for kind in given.get("papers", ())),
                   loans_taken=given.get("loans_taken", 0), loans_running=given.get("loans_running", 0))


def _person(person_id: str, area: str, groups: dict, **more) -> Dossier:
    evidence = tuple(Evidence(group=TargetGroup(group), kind=EvidenceKind.REGISTER, source="名册", valid_until=until)
                     for group, until in groups.items())
    return Dossier(person_id=person_id, area=area, groups=evidence, **more)


def _businesses(given: dict) -> tuple[Business, ...]:
    if "business" not in given:
        return ()
    return (Business(business_id="business-1", kind=BusinessKind(given["business"])),)


def _grounds(situation) -> tuple[Ground, ...]:
    given, state = situation.given, GroundState(situation.given.get("ground_state", "noted"))
    tenant = Ground(ground_id="tenant-1", kind=GroundKind.TENANT, state=state, base_level=given.get("base_level"))
    line = Ground(ground_id="line-1", kind=GroundKind.CREDIT_LINE, state=state,
                  up_to=given.get("credit_line", 0) * YUAN, valid_until=given.get("line_until"), bank_id="bank-1")
    return tuple(ground for ground, key in ((tenant, "base_level"), (line, "credit_line")) if key in given)


def _fund(situation) -> Fund:
    given = situation.given
    return Fund(fund_id="fund-1", guarantee_body_id="body-1", area=situation.area,
                room=given.get("fund_room", 10_000_000) * YUAN, cash=given.get("fund_cash", 10_000_000) * YUAN)


def _loan(situation) -> Loan:
    asked, given = situation.ask, situation.given
    overdue = situation.on - timedelta(days=given["days_overdue"]) if "days_overdue" in given else None
    terms = Terms(annual_rate=Decimal(asked.get("rate", "4.95")), lpr=Decimal(given.get("lpr", "3.45")),
                  method=RepaymentMethod.AT_MATURITY, day_count=DayCount.THIRTY_360)
    return Loan(loan_id="loan-1", person_id="person-1", area=situation.area, city=situation.area[:4] + "00",
                kind=LoanKind(asked.get("kind", "personal")), amount=asked.get("amount", 150_000) * YUAN,
                term_months=asked.get("months", 12), bank_id="bank-1", purpose="采购设备", state=LoanState.SUBMITTED,
                employees=asked.get("employees", 0), employees_of_groups=asked.get("of_groups", 0),
                required=_fen(given.get("required")), lodged=given.get("lodged", 0) * YUAN, fund_id="fund-1",
                ground_ids=tuple(given.get("waived_on", ())), terms=terms, overdue_since=overdue)


def _fen(yuan: int | None) -> int | None:
    return None if yuan is None else yuan * YUAN



_ASKS = {
    "prequalify": _prequalify, "apply": _apply, "decide_qualification": _decide_qualification,
    "note_tenant": _note_tenant, "note_credit_line": _note_credit_line, "counter_guarantee": _counter_guarantee,
    "guarantee": _guarantee, "credit": _credit, "disburse": _disburse, "compensate": _compensate,
}
