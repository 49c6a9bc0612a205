"""Applying and what follows: the story's loan to its first repayment; who qualifies, waits, or is asked."""

from decimal import Decimal

import pytest

from contracts.actors import Role
from contracts.loans import LoanKind, PaperKind
from contracts.loans.commands import (
    AddPapers,
    DecideCounterGuarantee,
    DecideQualification,
    Disburse,
    GiveGuarantee,
    Paper,
    RecordRepayment,
    SignContract,
    WithdrawApplication,
)
from contracts.loans.questions import ReplayDecisions, ShowFund, ShowLoan, Verify
from contracts.problems import Conflict, Forbidden, Invalid, NotFound, NotHeardYet
from contracts.zone import EvidenceKind, Pillar, TargetGroup
from contracts.zone.domain_events import MatterSubmitted, StatusConfirmed, Wish
from tests.building import (
    BANK,
    JISHOU,
    a_citizen,
    a_command,
    a_person_registered,
    an_actor,
    an_event,
    on,
    the_city,
    the_county_clerk,
)
from tests.integration.pillars.lending import (
    YUAN,
    a_group,
    admitted,
    an_application,
    approved,
    base_recognised,
    desks_prepared,
    disbursed,
    founder,
    guaranteed,
    registered,
    the_bank,
    the_body,
    with_business,
)


@pytest.fixture(scope="module")
def fund(desk):
    return desks_prepared(desk("loans"))


@pytest.fixture(scope="module")
def loans(desk, fund):
    base_recognised(desk("loans"))
    return desk("loans")


def statuses(answer):
    return {reason["code"]: reason["status"] for reason in answer["reasons"]}


def state_of(loans, loan_id):
    return loans.sql("SELECT state FROM loans WHERE loan_id = %s", loan_id)[0][0]


def last(loans, type_, loan_id):
    return [data for data in loans.events(type_) if data["loan_id"] == loan_id][-1]


def figures(loans, fund):
    return loans.give(a_command(ShowFund, the_city(), fund_id=fund))


def yuan(text):
    return int(Decimal(text) * 100)


def waive(loans, loan_id, *grounds):
    return loans.give(a_command(DecideCounterGuarantee, the_body(), loan_id=loan_id, waive=True, ground_ids=grounds))


def test_the_storys_loan_goes_from_application_to_first_repayment(loans, fund):
    person = founder(loans)
    ground = admitted(loans, person)
    answer = loans.give(an_application(person))
    loan_id = answer["subject"]
    assert answer["outcome"] == "granted"
    assert last(loans, "loans.qualified.v1", loan_id)["grounds"] == [ground]
    before = figures(loans, fund)
    waived = waive(loans, loan_id, ground)
    [reason] = waived["reasons"]
    assert (reason["force"], reason["citation"]) == ("discretion", {"document": "hunan-2024", "clause": "二（二）2"})
    assert last(loans, "loans.counter_guarantee_waived.v1", loan_id)["waived"] == "150000.00"
    assert loans.give(a_command(GiveGuarantee, the_body(), loan_id=loan_id))["outcome"] == "granted"
    credit = approved(loans, loan_id)
    assert credit["outcome"] == "granted"
    assert all("unsourced" in reason["citation"] for reason in credit["reasons"])
    today = on("2024-05-06")
    loans.give(a_command(SignContract, the_bank(), loan_id=loan_id, contract_number="HT-story", signed_on=today))
    loans.give(a_command(Disburse, the_bank(), loan_id=loan_id, disbursed_on=today, bank_reference="FK-1"))
    plan = last(loans, "loans.repayment_planned.v1", loan_id)
    assert (plan["interest"], plan["borrower_interest"], plan["budget_interest"]) == ("7425.00", "3712.50", "3712.50")
    assert plan["due_on"] == "2024-06-06" and len(plan["lines"]) == 12
    assert last(loans, "loans.disbursed.v1", loan_id)["amount"] == "150000.00"
    first = plan["lines"][0]
    repaid = loans.give(a_command(RecordRepayment, the_bank(), loan_id=loan_id, bank_reference="HK-1",
                                  paid_on=on("2024-05-06"), principal=0, interest=yuan(first["borrower_interest"])))
    assert repaid["outcome"] == "granted"
    shown = loans.give(a_command(ShowLoan, the_city(), loan_id=loan_id))
    assert (shown["state"], shown["outstanding"], len(shown["repayments"])) == ("repaying", "150000.00", 1)
    after = figures(loans, fund)
    assert yuan(after["exposed"]) == yuan(before["exposed"]) + 150_000 * YUAN
    assert yuan(after["room"]) == yuan(before["room"]) - 150_000 * YUAN


def test_a_paper_is_asked_only_where_no_register_knows_and_then_a_clerk_decides(loans):
    person = "unknown-1"
    registered(loans, person)
    with_business(loans, person)
    answer = loans.give(an_application(person))
    assert (answer["outcome"], answer["papers"]) == ("returned", ["group_proof"])
    proof = (Paper(kind=PaperKind.GROUP_PROOF, file_id="file-1"),)
    added = loans.give(a_command(AddPapers, a_citizen(person), loan_id=answer["subject"], papers=proof))
    assert added["outcome"] == "referred"
    decide = {"loan_id": answer["subject"], "approve": False, "ground": "材料与本人情况不符"}
    with pytest.raises(Forbidden):
        loans.give(a_command(DecideQualification, an_actor(Role.CLERK, area="430100"), **decide))
    assert loans.give(a_command(DecideQualification, the_county_clerk(), **decide))["outcome"] == "refused"
    declined = last(loans, "loans.declined.v1", answer["subject"])
    assert declined["ground"] == "材料与本人情况不符" and "复核" in declined["appeal"]
    again = loans.give(an_application(person))
    assert again["outcome"] == "referred", "what was given once is not asked again"


def test_an_application_that_waits_for_a_paper_qualifies_once_the_register_knows(loans):
    person = "unknown-2"
    registered(loans, person)
    with_business(loans, person)
    loan_id = loans.give(an_application(person))["subject"]
    loans.give(an_event(
        StatusConfirmed, "loans.reassess_person_on_status_confirmed", version=2, group=TargetGroup.DISABLED,
        **a_person_registered(person, groups=(a_group(TargetGroup.DISABLED),)), kind=EvidenceKind.REGISTER,
        source="残疾人名册", fetched_on=on("2024-05-06")))
    assert state_of(loans, loan_id) == "qualified"


def test_a_status_paper_of_a_registered_unemployed_person_is_not_kept_and_pointed_out(loans):
    person = founder(loans, a_group(TargetGroup.REGISTERED_UNEMPLOYED))
    proof = (Paper(kind=PaperKind.GROUP_PROOF, file_id="file-1"),
             Paper(kind=PaperKind.BUSINESS_LICENCE, file_id="file-2"))
    answer = loans.give(an_application(person, papers=proof))
    assert answer["outcome"] == "granted"
    assert len([reason for reason in answer["reasons"] if reason["code"] == "paper_not_needed"]) == 2
    assert last(loans, "loans.application_submitted.v1", answer["subject"])["papers"] == []
    assert loans.sql("SELECT count(*) FROM papers WHERE person_id = %s", person) == [(0,)]


def test_more_than_the_usual_ceiling_is_referred_with_the_unsourced_figure_shown_and_never_refused(loans):
    answer = loans.give(an_application(founder(loans), 300_001))
    reason = {reason["code"]: reason for reason in answer["reasons"]}["within_amount"]
    assert (answer["outcome"], reason["status"], reason["force"]) == ("referred", "unmet", "in_principle")
    assert "来源文件未载" in reason["citation"]["unsourced"]


def test_partners_raise_the_ceiling_with_each_one_recognised(loans):
    person, partner, stranger = founder(loans), founder(loans), "stranger-1"
    agreement = (Paper(kind=PaperKind.PARTNERSHIP_AGREEMENT, file_id="file-1"),)
    together = {"kind": LoanKind.PARTNERSHIP, "papers": agreement}
    within = loans.give(an_application(person, 660_000, partner_ids=(partner, stranger), **together))
    beyond = loans.give(an_application(founder(loans), 660_001, partner_ids=(partner, stranger), **together))
    assert (within["outcome"], beyond["outcome"]) == ("granted", "referred")
    with pytest.raises(Invalid):
        loans.give(an_application(founder(loans), partner_ids=(partner,)))


def test_one_application_at_a_time_and_only_with_a_cooperating_bank(loans):
    person = founder(loans)
    loan_id = loans.give(an_application(person))["subject"]
    with pytest.raises(Conflict):
        loans.give(an_application(person))
    with pytest.raises(NotFound):
        loans.give(a_command(WithdrawApplication, a_citizen("somebody-else"), loan_id=loan_id))
    loans.give(a_command(WithdrawApplication, a_citizen(person), loan_id=loan_id))
    with pytest.raises(Invalid):
        loans.give(an_application(person, bank_id="org-other-bank"))
    assert loans.give(an_application(person))["outcome"] == "granted"


def test_a_rate_above_lpr_and_the_margin_goes_back_to_the_bank_with_the_figures(loans):
    loan_id = guaranteed(loans)
    answer = approved(loans, loan_id, rate="4.96")
    assert (answer["outcome"], state_of(loans, loan_id)) == ("returned", "guaranteed")
    assert answer["reasons"][0]["given"] == {"rate": "4.96", "lpr": "3.45", "ceiling": "4.95"}
    assert approved(loans, loan_id, rate="4.95")["outcome"] == "granted"


def test_a_second_loan_while_one_runs_is_referred(loans):
    loan_id = disbursed(loans)
    person = loans.sql("SELECT person_id FROM loans WHERE loan_id = %s", loan_id)[0][0]
    answer = loans.give(an_application(person, 50_000))
    assert (answer["outcome"], statuses(answer)["no_loan_running"]) == ("referred", "unmet")


def test_every_decision_on_a_loan_replays_to_the_same_bytes(loans):
    loan_id = disbursed(loans)
    replayed = loans.give(a_command(ReplayDecisions, the_city(), subject=loan_id))["decisions"]
    assert len(replayed) == 5
    assert all(decision["same"] for decision in replayed)


def test_loans_and_fund_agree(loans):
    assert loans.give(a_command(Verify, the_city()))["faults"] == []


def a_form(person, **given):
    wish = Wish(pillar=Pillar.LOANS, item="guaranteed_loan", given=given)
    return an_event(MatterSubmitted, "loans.open_application_on_matter_submitted", matter_id=f"matter-{person}",
                    person_id=person, area=JISHOU, business_id=f"business-{person}", wishes=(wish,), files=())


def test_one_form_opens_the_application_and_a_faulty_wish_is_told(loans):
    person, other = founder(loans), founder(loans)
    asked = {"kind": "personal", "amount": "80000", "term_months": 12, "bank_id": BANK}
    loans.give(a_form(person, **asked))
    submitted = [e for e in loans.events("loans.application_submitted.v1") if e["person_id"] == person]
    assert [e["came_from"] for e in submitted] == ["matter"]
    loans.give(a_form(other, **asked | {"amount": "80000.001", "bank_id": BANK}))
    [declined] = [e for e in loans.events("loans.wish_declined.v1") if e["person_id"] == other]
    assert declined["faults"] == ["金额最多两位小数"]


def test_who_is_faster_than_the_registration_of_the_business_is_asked_to_come_again(loans):
    person, other = "founder-in-a-hurry", founder(loans)
    registered(loans, person, a_group())
    with pytest.raises(Invalid):
        loans.give(an_application(person, 80_000, business_id=f"business-{other}"))
    asked = an_application(person, 80_000, business_id=f"business-{person}")
    with pytest.raises(NotHeardYet):
        loans.give(asked)
    with_business(loans, person)
    assert loans.give(asked)["outcome"] == "granted"
