"""Counter-guarantee and guarantee: what is waived by clause or by an officer, and what the fund then does."""

from decimal import Decimal

import pytest

from contracts.incubators import Leaving, TenancyState
from contracts.incubators.domain_events import TenantLeft
from contracts.loans import LoanKind, PaperKind, SecurityKind
from contracts.loans.commands import (
    ConfirmCreditLine,
    DecideCounterGuarantee,
    DecideCredit,
    GiveGuarantee,
    LodgeCounterGuarantee,
    Paper,
    WithdrawApplication,
)
from contracts.loans.questions import ShowFund, ShowLoan
from contracts.problems import Conflict, Forbidden, Invalid
from contracts.subsidies import ClaimState
from contracts.subsidies.domain_events import SubsidyRevoked
from tests.building import (
    JISHOU,
    a_citizen,
    a_command,
    an_event,
    on,
    the_city,
)
from tests.integration.pillars.lending import (
    YUAN,
    a_tenancy,
    admitted,
    an_application,
    base_recognised,
    desks_prepared,
    founder,
    guaranteed,
    the_bank,
    the_body,
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


def last(loans, type_, loan_id):
    return [data for data in loans.events(type_) if data["loan_id"] == loan_id][-1]


def figures(loans, fund):
    return loans.give(a_command(ShowFund, the_city(), fund_id=fund))


def yuan(text):
    return int(Decimal(text) * 100)


def waive(loans, loan_id, *grounds):
    return loans.give(a_command(DecideCounterGuarantee, the_body(), loan_id=loan_id, waive=True, ground_ids=grounds))


def lodge(loans, loan_id, kind, amount):
    return loans.give(a_command(LodgeCounterGuarantee, the_body(), loan_id=loan_id, kind=kind, amount=amount * YUAN))


@pytest.mark.parametrize("amount, exempt", [(80_000, True), (100_000, True), (100_001, False)])
def test_a_loan_up_to_100_000_is_exempt_from_counter_guarantee_by_the_clause_itself(loans, amount, exempt):
    loan_id = loans.give(an_application(founder(loans), amount))["subject"]
    waived = [e for e in loans.events("loans.counter_guarantee_waived.v1") if e["loan_id"] == loan_id]
    assert bool(waived) == exempt
    given = loans.give(a_command(GiveGuarantee, the_body(), loan_id=loan_id))
    assert given["outcome"] == ("granted" if exempt else "returned")
    if exempt:
        assert waived[0]["reasons"][0]["reading"] == "“以下”含本数"
        with pytest.raises(Conflict):
            lodge(loans, loan_id, SecurityKind.PLEDGE, 1)


def test_a_credit_line_frees_its_own_amount_and_the_rest_is_secured(loans):
    person = founder(loans)
    line = loans.give(a_command(ConfirmCreditLine, the_bank(), person_id=person, area=JISHOU, amount=200_000 * YUAN,
                                valid_until=on("2024-12-31")))["subject"]
    loan_id = loans.give(an_application(person, 300_000))["subject"]
    waive(loans, loan_id, line)
    decided = last(loans, "loans.counter_guarantee_waived.v1", loan_id)
    assert (decided["waived"], decided["required"]) == ("200000.00", "100000.00")
    assert loans.give(a_command(GiveGuarantee, the_body(), loan_id=loan_id))["outcome"] == "returned"
    lodge(loans, loan_id, SecurityKind.GUARANTOR, 100_000)
    assert loans.give(a_command(GiveGuarantee, the_body(), loan_id=loan_id))["outcome"] == "granted"


def test_an_officer_may_ask_for_the_counter_guarantee_and_says_why(loans):
    person = founder(loans)
    ground = admitted(loans, person)
    loan_id = loans.give(an_application(person))["subject"]
    ask = {"loan_id": loan_id, "waive": False}
    with pytest.raises(Invalid):
        loans.give(a_command(DecideCounterGuarantee, the_body(), **ask))
    loans.give(a_command(DecideCounterGuarantee, the_body(), **ask, ground="项目尚未实际经营"))
    assert last(loans, "loans.counter_guarantee_required.v1", loan_id)["required"] == "150000.00"
    with pytest.raises(Invalid):
        waive(loans, loan_id, "tenant:x")
    assert waive(loans, loan_id, ground)["outcome"] == "granted"


def test_a_tenants_ground_does_not_serve_an_enterprises_loan(loans):
    person = founder(loans)
    ground = admitted(loans, person)
    roster = (Paper(kind=PaperKind.STAFF_ROSTER, file_id="file-1"),)
    loan_id = loans.give(an_application(person, 500_000, kind=LoanKind.SMALL_ENTERPRISE, employees=20,
                                        employees_of_groups=3, papers=roster))["subject"]
    answer = waive(loans, loan_id, ground)
    assert (answer["outcome"], statuses(answer)) == ("returned", {"tenant_ground": "unmet"})


def test_a_ground_that_falls_away_before_the_guarantee_stops_it_and_is_told(loans):
    person = founder(loans)
    ground = admitted(loans, person)
    loan_id = loans.give(an_application(person))["subject"]
    waive(loans, loan_id, ground)
    loans.give(an_event(TenantLeft, "loans.withdraw_waiver_ground_on_tenant_left", version=2, **a_tenancy(person),
                        state=TenancyState.LEFT, how=Leaving.LEFT, left_on=on("2024-05-06"), ground="搬迁"))
    assert last(loans, "loans.flagged.v1", loan_id)["cause"] == "ground_withdrawn"
    answer = loans.give(a_command(GiveGuarantee, the_body(), loan_id=loan_id))
    assert (answer["outcome"], statuses(answer)["waiver_ground_holds"]) == ("returned", "unmet")


def test_not_to_guarantee_is_the_exception_and_names_its_ground(loans):
    loan_id = loans.give(an_application(founder(loans), 80_000))["subject"]
    with pytest.raises(Invalid):
        loans.give(a_command(GiveGuarantee, the_body(), loan_id=loan_id, give=False))
    answer = loans.give(a_command(GiveGuarantee, the_body(), loan_id=loan_id, give=False, ground="涉嫌虚假经营"))
    reason = {reason["code"]: reason for reason in answer["reasons"]}["fund_guarantees_what_the_bank_lends"]
    assert (answer["outcome"], reason["force"], reason["status"]) == ("refused", "in_principle", "unmet")


def test_staff_act_only_for_their_own_bank_body_and_area(loans):
    loan_id = guaranteed(loans)
    with pytest.raises(Forbidden):
        loans.give(a_command(DecideCredit, the_bank("org-other-bank"), loan_id=loan_id, approve=True,
                             annual_rate=Decimal("4")))
    with pytest.raises(Forbidden):
        loans.give(a_command(ShowLoan, the_bank("org-other-bank"), loan_id=loan_id))
    other = loans.give(an_application(founder(loans), 80_000))["subject"]
    with pytest.raises(Forbidden):
        loans.give(a_command(GiveGuarantee, the_body("org-other-body"), loan_id=other))


def test_what_the_bank_declines_or_the_person_withdraws_frees_the_fund(loans, fund):
    before = figures(loans, fund)
    declined, withdrawn = guaranteed(loans), guaranteed(loans)
    assert yuan(figures(loans, fund)["reserved"]) == yuan(before["reserved"]) + 160_000 * YUAN
    loans.give(a_command(DecideCredit, the_bank(), loan_id=declined, approve=False, ground="征信不符合要求"))
    person = loans.sql("SELECT person_id FROM loans WHERE loan_id = %s", withdrawn)[0][0]
    loans.give(a_command(WithdrawApplication, a_citizen(person), loan_id=withdrawn))
    assert figures(loans, fund)["reserved"] == before["reserved"]
    assert figures(loans, fund)["room"] == before["room"]


def test_a_revoked_subsidy_is_pointed_out_to_the_loans_desk_and_changes_no_state(loans):
    person = founder(loans)
    loan_id = loans.give(an_application(person))["subject"]
    loans.give(an_event(
        SubsidyRevoked, "loans.flag_loans_on_subsidy_revoked", claim_id="claim-1", person_id=person, area=JISHOU,
        programme="startup_subsidy", period="once", state=ClaimState.REVOKED, title="一次性创业补贴", amount=500_000,
        ground="培训证书被撤销", appeal="可申请复核"))
    flagged = last(loans, "loans.flagged.v1", loan_id)
    assert (flagged["cause"], flagged["state"]) == ("subsidy_revoked", "qualified")
