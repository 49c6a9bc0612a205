"""Money for organisations on a real database: claimed by their own agents, publicised, paid, held and asked back."""

from datetime import timedelta

import psycopg
import pytest

from chassis.clock import start_of
from contracts.actors import Role
from contracts.incubators import AwardState, BaseKind, BaseLevel, BaseState
from contracts.incubators.domain_events import (
    AwardConferred,
    BaseDataUpdated,
    BaseRecognised,
    BaseWithdrawn,
    NoticeOfAward,
)
from contracts.problems import Conflict, Forbidden, Invalid, NotFound
from contracts.subsidies import BankResult
from contracts.subsidies.claim_states import RefusalCode
from contracts.subsidies.commands import (
    AcceptOffer,
    AppealRefusal,
    ApproveBatch,
    ApproveClaim,
    CheckBatch,
    DecideClawBack,
    MakeBatch,
    OpenNotice,
    RecordRepayment,
    RefuseClaim,
    ResubmitClaim,
    ReturnClaim,
    SubmitClaim,
    TakeInClaims,
    VerifyClaim,
    WithdrawAppeal,
    WithdrawClaim,
)
from contracts.subsidies.questions import ShowBankFile, Verify
from contracts.zone.organisation_accounts import OrganisationAccountChanged
from tests.building import JISHOU, a_citizen, an_actor, on, the_city
from tests.integration.pillars.claimants import APPROVER, CHECKER, CLERK, MAKER, REVIEWER, Town

PROGRAMME = "base_service_subsidy"


@pytest.fixture(scope="module")
def town(desk, migrated):
    town = Town(desk("subsidies"), migrated)
    town.give_budget(1_000_000, programme=PROGRAMME)
    return town


def agent(organisation_id: str | None, person_id: str = "agent-1"):
    return an_actor(Role.BASE_OPERATOR, organisation_id=organisation_id, person_id=person_id)


def a_base(operator_id: str, name: str = "base", state=BaseState.RECOGNISED) -> dict:
    return {"base_id": f"{name}-of-{operator_id}", "name": "吉首创业孵化基地", "area": JISHOU,
            "level": BaseLevel.PROVINCE, "kind": BaseKind.INCUBATION_BASE, "operator_id": operator_id,
            "government_funded": True, "state": state}


def recognised(town, operator_id: str, *, data: bool = True, name: str = "base", version: int = 1) -> str:
    """A recognised base, its data confirmed for this year; its id."""
    base = a_base(operator_id, name)
    town.hear(BaseRecognised, **base, newly=True, recognised_on=on("2022-11-30"), version=version)
    if data:
        town.hear(BaseDataUpdated, data_refresh_id=f"data-{base['base_id']}", base_id=base["base_id"],
                  base_name=base["name"], operator_id=operator_id, area=JISHOU, year=2024, base_refreshed=True,
                  tenants_refreshed=4, tenants=4, updated_on=on("2024-05-06"), on_time=True)
    return base["base_id"]


def account_entered(town, organisation_id: str, token: str = "t" * 32, version: int = 2) -> None:
    town.hear(OrganisationAccountChanged, organisation_id=organisation_id, area=JISHOU, account_token=token,
              version=version)


def claimed(town, operator_id: str) -> str:
    recognised(town, operator_id)
    return town.act(SubmitClaim, agent(operator_id), programme=PROGRAMME)["claim_id"]


def approved(town, operator_id: str) -> str:
    claim_id = claimed(town, operator_id)
    town.act(VerifyClaim, CLERK, claim_id=claim_id)
    town.act(ApproveClaim, REVIEWER, claim_id=claim_id)
    town.act(ApproveClaim, the_city(), claim_id=claim_id)
    return claim_id


def paid(town, operator_id: str) -> str:
    claim_id = approved(town, operator_id)
    town.pass_notice(town.act(OpenNotice, CLERK, area=JISHOU, programme=PROGRAMME)["notice_id"])
    town.bank_says(town.approved_batch(claim_id), BankResult.PAID)
    return claim_id


def test_from_the_base_to_the_bank_an_organisation_is_named_as_one_and_a_failed_line_is_paid_the_second_time(town):
    claim_id = approved(town, "org-whole")
    account_entered(town, "org-whole")
    notice_id = town.act(OpenNotice, CLERK, area=JISHOU, programme=PROGRAMME)["notice_id"]
    [opened] = [data for data in town.events("notice_opened") if data["notice_id"] == notice_id]
    assert [line["organisation_id"] for line in opened["lines"]] == ["org-whole"]
    assert any("机构名称不属于个人信息" in note for note in opened["notes"])
    assert town.batch(claim_id)["outcome"] == "not_applicable", "before its notice has run out"
    town.pass_notice(notice_id)
    first = town.approved_batch(claim_id)
    [line] = town.act(ShowBankFile, MAKER, batch_id=first)["lines"]
    assert (line["organisation_id"], line["amount"]) == ("org-whole", "2000.00")
    town.bank_says(first, BankResult.FAILED)
    assert town.last("payment_failed", "org-whole")["organisation_id"] == "org-whole"
    town.bank_says(town.approved_batch(claim_id), BankResult.PAID)
    assert town.state_of(claim_id) == "paid"
    assert len(town.events("paid", "org-whole")) == 1
    assert town.events("service_rendered", "org-whole") == [], "an organisation has nobody who could take the right"
    assert town.act(Verify, the_city())["faults"] == []


def test_once_its_account_is_entered_the_form_asks_nothing_more_of_the_organisation(town):
    recognised(town, "org-form")
    asked = {entry["code"]: entry["asked"] for entry in town.last("assessed", "org-form")["form"]}
    assert asked["account"]
    account_entered(town, "org-form")
    assert not any(entry["asked"] for entry in town.last("assessed", "org-form")["form"])


def test_a_claim_of_an_organisation_is_handed_in_corrected_and_taken_back_by_its_agent_alone(town):
    strangers = (agent("org-other"), a_citizen("agent-1"), a_citizen("org-mine"))
    recognised(town, "org-mine")
    offer = town.last("offered", "org-mine")
    for stranger in strangers[:2]:
        with pytest.raises(NotFound):
            town.act(AcceptOffer, stranger, offer_id=offer["offer_id"])
    with pytest.raises(Forbidden, match="经办人"):
        town.act(TakeInClaims, CLERK, person_id="org-mine", programmes=(PROGRAMME,), papers=("认定文件",))
    claim_id = town.act(SubmitClaim, agent("org-mine"), programme=PROGRAMME)["claim_id"]
    assert town.last("offer_accepted", "org-mine")["organisation_id"] == "org-mine"
    town.act(ReturnClaim, CLERK, claim_id=claim_id, faults=("请补充在孵实体名单",))
    for stranger in strangers:
        for command in (ResubmitClaim, WithdrawClaim):
            with pytest.raises(Forbidden):
                town.act(command, stranger, claim_id=claim_id)
    with pytest.raises(Forbidden, match="窗口不代办"):
        town.act(ResubmitClaim, CLERK, claim_id=claim_id, files=("scan-1",))
    town.act(ResubmitClaim, agent("org-mine", "agent-2"), claim_id=claim_id, files=("list-1",))
    assert town.state_of(claim_id) == "submitted"
    town.act(WithdrawClaim, agent("org-mine"), claim_id=claim_id)
    assert town.last("claim_withdrawn", "org-mine")["organisation_id"] == "org-mine"


def test_an_agent_takes_back_no_claim_of_a_person(town):
    claim_id = town.claim("person-beside")
    with pytest.raises(Forbidden):
        town.act(WithdrawClaim, agent("person-beside"), claim_id=claim_id)


def test_an_organisation_claims_per_base_and_nothing_that_is_for_people(town):
    first, second = recognised(town, "org-two"), recognised(town, "org-two", name="second")
    with pytest.raises(Invalid):
        town.act(SubmitClaim, agent("org-two"), programme="startup_subsidy")
    town.act(SubmitClaim, agent("org-two"), programme=PROGRAMME, base_id=second)
    town.act(SubmitClaim, agent("org-two"), programme=PROGRAMME)
    assert [claim["period"] for claim in town.events("claim_submitted", "org-two")] == [
        f"base:{second}:2023", f"base:{first}:2023"]
    with pytest.raises(Conflict):
        town.act(SubmitClaim, agent("org-two"), programme=PROGRAMME)


def test_a_base_that_changes_hands_is_paid_once_whoever_runs_it(town):
    base_id = recognised(town, "org-before")
    town.act(SubmitClaim, agent("org-before"), programme=PROGRAMME)
    town.hear(BaseRecognised, **a_base("org-before") | {"operator_id": "org-now"}, newly=False,
              recognised_on=on("2024-05-06"), version=2)
    with pytest.raises(Conflict, match="此前的运营单位"):
        town.act(SubmitClaim, agent("org-now"), programme=PROGRAMME, base_id=base_id)
    with pytest.raises(psycopg.errors.UniqueViolation), psycopg.connect(
            town.url, options="-c search_path=subsidies") as by_hand:
        by_hand.execute("INSERT INTO claims (claim_id, person_id, area, programme, period, title, state, amount,"
                        " submitted_on, allowed, version) SELECT 'by-hand', 'org-now', area, programme, period, title,"
                        " state, amount, submitted_on, allowed, 1 FROM claims WHERE period = %s",
                        [f"base:{base_id}:2023"])


def test_what_is_missing_is_told_to_the_organisation_and_the_claim_goes_on_by_itself_once_it_is_there(town):
    recognised(town, "org-early", data=False)
    claim_id = town.act(SubmitClaim, agent("org-early"), programme=PROGRAMME)["claim_id"]
    assert town.state_of(claim_id) == "returned"
    recognised(town, "org-early", version=2)
    assert town.state_of(claim_id) == "submitted"


def test_a_refusal_is_appealed_against_by_the_agent_and_its_letter_is_the_organisations(town):
    claim_id = claimed(town, "org-refused")
    town.act(RefuseClaim, REVIEWER, claim_id=claim_id, code=RefusalCode.OTHER, ground="实地核查与登记不符")
    assert town.last("letter_issued", "org-refused")["organisation_id"] == "org-refused"
    with pytest.raises(Forbidden):
        town.act(AppealRefusal, agent("org-other"), claim_id=claim_id, ground="核查当日基地停电")
    appeal_id = town.act(AppealRefusal, agent("org-refused"), claim_id=claim_id, ground="核查当日基地停电")["appeal_id"]
    with pytest.raises(Forbidden):
        town.act(WithdrawAppeal, a_citizen("agent-1"), appeal_id=appeal_id)
    town.act(WithdrawAppeal, agent("org-refused"), appeal_id=appeal_id)
    assert town.last("appeal_withdrawn", "org-refused")["organisation_id"] == "org-refused"


def test_an_account_that_a_person_and_an_organisation_share_links_them(town):
    recognised(town, "org-linked")
    account_entered(town, "org-linked", token="shared-token")
    town.person_registered("person-linked", account_token="shared-token")
    held = town.desk.sql("SELECT person_id FROM marks WHERE kind = 'account' AND token = 'shared-token' ORDER BY 1")
    assert [row[0] for row in held] == ["org-linked", "person-linked"]


def test_a_base_that_loses_its_recognition_after_payment_is_warned_and_its_money_comes_back_by_a_persons_decision(town):
    claim_id = paid(town, "org-after")
    town.hear(BaseWithdrawn, **a_base("org-after", state=BaseState.WITHDRAWN), ground="不再符合条件", version=2)
    warned = town.last("holding_warned", "org-after")
    assert ([reason["code"] for reason in warned["reasons"]], warned["organisation_id"]) == (
        ["still_recognised"], "org-after")
    town.move_to(start_of(on(warned["due_on"])) + timedelta(days=1))
    town.run_calendar()
    case = town.last("claw_back_opened", "org-after")
    assert (case["claim_id"], case["organisation_id"]) == (claim_id, "org-after")
    town.heard(case["claw_back_id"], agent("org-after"))
    town.act(DecideClawBack, the_city(), claw_back_id=case["claw_back_id"], recover=True, ground="认定已撤销，应予追回")
    town.act(RecordRepayment, MAKER, claw_back_id=case["claw_back_id"], amount=200_000, received_on=on("2024-05-07"),
             bank_reference="TH-org")
    came = town.last("repayment_received", "org-after")
    assert (came["state"], came["organisation_id"]) == ("repaid", "org-after")
    assert town.act(Verify, the_city())["faults"] == []


def test_an_award_conferred_on_an_organisation_is_its_own_and_is_paid_to_it(town):
    town.give_budget(1_000_000, programme="campaign_award")
    recognised(town, "org-award")
    stood = NoticeOfAward(notice_id="n-org", title="拟奖补名单公示", opened_at=start_of(on("2024-05-06")),
                          ends_at=start_of(on("2024-05-14")), working_days=5, amount=10_000_000)
    town.hear(AwardConferred, award_id="award-org", campaign_id="campaign-1", person_id="org-award",
              organisation_id="org-award", area=JISHOU, state=AwardState.CONFERRED, title="优秀创业孵化基地",
              amount=10_000_000, conferred_on=on("2024-05-20"), notice=stood)
    line = town.last("award_line_opened", "org-award")
    assert (line["state"], line["organisation_id"]) == ("cleared", "org-award")
    batch_id = town.act(MakeBatch, MAKER, area=JISHOU, claim_ids=(line["claim_id"],))["batch_id"]
    town.act(CheckBatch, CHECKER, batch_id=batch_id)
    town.act(ApproveBatch, APPROVER, batch_id=batch_id)
    town.bank_says(batch_id, BankResult.PAID)
    assert town.last("paid", "org-award")["organisation_id"] == "org-award"
