"""The story's second half: from the registered business to the paid subsidy, the running loan and a claw-back."""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import xlsxwriter

from dev.caller import Caller, Refused, eventually
from dev.made_up import a_credit_code
from dev.story import HUNAN, JISHOU, OPERATOR, XIANGXI, Story

BANK, GUARANTEE_BODY = "bank-jishou", "guarantee-433100"
BANK_SEED = "00ba4c01"
BASE_SEED = "00ba5e01"
AMOUNT = "150000.00"
PROGRAMME = "startup_subsidy"
DONE_BEFORE = ("conflict", "already_registered")


@dataclass
class SecondHalf:
    """Goes on where `Story.first_half` ended; each step is a real command with real rules."""

    story: Story

    def as_(self, account: str) -> Caller:
        return self.story.as_(account)

    @property
    def citizen(self) -> Caller:
        return self.story.citizen

    def today(self) -> date:
        """The business day that all desks go by."""
        return datetime.fromisoformat(self.citizen.get("/clock")["business_time"]).date()

    def move_clock(self, days: int) -> None:
        """Let the calendar run: `days` from now, at noon."""
        to = datetime.fromisoformat(self.citizen.get("/clock")["business_time"]) + timedelta(days=days)
        self.as_("operator").post("/dev/clock", {"to": to.isoformat()})

    def case(self, pillar: str, entity: str, wanted=lambda case: True, what: str = "") -> dict:
        """The person's newest case of this kind once it is as wanted."""
        def look():
            return [case for case in self.story.page()["cases"]
                    if (case["pillar"], case["entity"]) == (pillar, entity)]
        found = eventually(look, lambda cases: any(wanted(case) for case in cases),
                           what or f"没有等到 {pillar} {entity}")
        return next(case for case in found if wanted(case))

    # the desks prepare

    def prepare(self) -> None:
        """A cooperating bank, the base's operator as an organisation, a guarantee fund, a budget line, a mentor; safe
        to repeat."""
        once(self.as_("city"), "/organisations", {
            "organisation_id": OPERATOR, "name": "吉首市创业孵化基地运营公司", "kind": "base_operator", "area": JISHOU,
            "credit_code": a_credit_code(BASE_SEED)}, "base-registered")
        once(self.as_("city"), "/organisations", {
            "organisation_id": BANK, "name": "吉首合作银行", "kind": "bank", "area": JISHOU,
            "credit_code": a_credit_code(BANK_SEED)}, "bank-registered")
        once(self.as_("city"), "/loans/cooperating-banks", {"bank_id": BANK, "name": "吉首合作银行", "area": JISHOU},
             "bank")
        once(self.as_("city"), "/loans/funds", {
            "guarantee_body_id": GUARANTEE_BODY, "area": XIANGXI, "capital": "10000000.00",
            "exposure": "50000000.00", "ground": "演示用担保基金"}, "fund")
        once(self.as_("city"), "/subsidies/budgets", {
            "area": JISHOU, "year": 2024, "programme": PROGRAMME, "amount": "5000000.00", "ground": "演示用预算"},
             "budget")
        mentor = self.as_("mentor")
        once(self.as_("city"), "/events/mentors", {
            "person_id": mentor.person_id, "area": XIANGXI, "pool": "city", "origin": "entrepreneur",
            "topics": ["市场营销", "财务管理"]}, "mentor")

    # 5 a business, a place in a base, a loan

    def register_business(self) -> dict:
        return self.citizen.post("/businesses", {
            "person_id": self.story.person_id, "kind": "self_employed", "name": f"吉首市返乡山货店{self.story.seed}",
            "credit_code": a_credit_code(self.story.seed), "area": JISHOU, "registered_on": self.today().isoformat()})

    def offer(self) -> dict:
        """The subsidy's offer, which appears by the event of the registered business."""
        return self.case("subsidies", "offer", lambda case: case["state"] == "offered", "没有等到补贴的主动告知")

    def move_into_base(self, business_id: str) -> dict:
        """The invitation is accepted and the base's operator admits the tenant."""
        invitation = self.case("incubators", "invitation")
        accepted = self.citizen.post(f"/incubators/invitations/{invitation['entity_id']}/acceptance",
                                     {"business_id": business_id, "project": "返乡山货电商"})
        self.as_("base").post(f"/incubators/tenancies/{accepted['subject']}/admission", {})
        return self.case("incubators", "tenancy", lambda case: case["state"] == "admitted", "没有入驻")

    def apply_for_loan(self, business_id: str) -> str:
        """An application for 150 000 元; what registers know is not asked. The loan's id."""
        return self.citizen.post("/loans/applications", {
            "kind": "personal", "area": JISHOU, "amount": AMOUNT, "term_months": 12, "purpose": "采购山货、装修店铺",
            "bank_id": BANK, "business_id": business_id})["subject"]

    def waiver_ground(self) -> dict:
        """The ground to waive the counter-guarantee that the admission to a provincial base gave."""
        return self.case("loans", "ground", lambda case: case["state"] == "noted", "没有免除反担保的依据")

    def carry_loan_through(self, loan_id: str) -> None:
        """Counter-guarantee waived by an officer, guarantee, bank approval, contract, disbursement."""
        ground, day = self.waiver_ground(), self.today().isoformat()
        guarantee, bank = self.as_("guarantee"), self.as_("bank")
        guarantee.post(f"/loans/{loan_id}/counter-guarantee", {"waive": True, "ground_ids": [ground["entity_id"]]})
        guarantee.post(f"/loans/{loan_id}/guarantee", {"give": True})
        bank.post(f"/loans/{loan_id}/credit", {"approve": True, "annual_rate": "4.95"})
        bank.post(f"/loans/{loan_id}/contract", {"contract_number": f"吉银创贷{self.story.seed}", "signed_on": day})
        bank.post(f"/loans/{loan_id}/disbursement", {"disbursed_on": day, "bank_reference": f"FK-{self.story.seed}"})

    def repay_first_instalment(self, loan_id: str) -> dict:
        """The first instalment of the schedule, a month later."""
        first = self.as_("bank").get(f"/loans/{loan_id}")["schedule"][0]
        days = (date.fromisoformat(first["due_on"]) - self.today()).days
        if days > 0:
            self.move_clock(days)
        return self.as_("bank").post(f"/loans/{loan_id}/repayments", {
            "bank_reference": f"HK-{self.story.seed}-1", "paid_on": first["due_on"],
            "principal": first["principal"], "interest": first["borrower_interest"]})

    # 6 a salon at the base, and a mentor's visit

    def hold_salon(self) -> str:
        """Proposed by the base, approved, registered for, checked in, held, rated; the activity's id."""
        base, day = self.as_("base"), self.today()
        tenancy = self.case("incubators", "tenancy")
        activity_id = base.post("/events/activities", {
            "title": "返乡创业者沙龙", "kind": "salon", "area": JISHOU, "venue": "吉首市返乡创业孵化基地一楼",
            "base_id": tenancy["data"]["base_id"], "held_on": day.isoformat(), "places": 30})["subject"]
        self.as_("reviewer").post(f"/events/activities/{activity_id}/approval", {})
        self.citizen.post(f"/events/activities/{activity_id}/registrations", {})
        base.post(f"/events/activities/{activity_id}/check-ins", {"person_id": self.story.person_id})
        base.post(f"/events/activities/{activity_id}/holding", {})
        right = self.case("events", "rating", lambda case: case["state"] == "open" and "沙龙" in case["title"],
                          "没有评价的机会")
        self.citizen.post(f"/events/ratings/{right['entity_id']}", {"grade": "very_satisfied"})
        return activity_id

    def record_visit(self) -> dict:
        """The mentor, and nobody else, records the visit; it counts 1 of 3 for the base."""
        tenancy = self.case("incubators", "tenancy")
        return self.as_("mentor").post("/events/visits", {
            "area": JISHOU, "place_kind": "base", "held_on": self.today().isoformat(),
            "base_id": tenancy["data"]["base_id"], "topic": "店铺选址与成本核算"})

    # 7 the offer becomes money

    def name_account(self) -> None:
        """Where the money is to go; the account stays in the gateway."""
        self.citizen.put(f"/people/{self.story.person_id}", {"bank_account": f"6217{int(self.story.seed, 16):012d}"})

    def name_base_account(self) -> None:
        """Where the base's operator is paid, entered by its own agent."""
        self.as_("base").put(f"/organisations/{OPERATOR}/account", {"bank_account": "4367420000000000018"})

    def accept_offer(self) -> str:
        """One click; the claim's id."""
        return self.citizen.post(f"/subsidies/offers/{self.offer()['entity_id']}/acceptance", {})["subject"]

    def review_claim(self, claim_id: str) -> None:
        """Verified by the county's clerk, approved by its reviewer."""
        self.as_("clerk").post(f"/subsidies/claims/{claim_id}/verification", {"note": "登记信息核对无误"})
        self.as_("reviewer").post(f"/subsidies/claims/{claim_id}/approval", {"note": "同意"})

    def publicise(self) -> str:
        """The notice of the approved claims; its id."""
        return self.as_("clerk").post("/subsidies/notices", {"area": JISHOU, "programme": PROGRAMME})["subject"]

    def run_notice_out(self, claim_id: str) -> None:
        """Let the notice days run; the claim is cleared by the calendar and not before."""
        last_day = date.fromisoformat(self.claim(claim_id, "publicised")["due_on"])
        self.move_clock((last_day - self.today()).days + 1)
        self.claim(claim_id, "cleared")

    def claim(self, claim_id: str, state: str) -> dict:
        """The claim once it is in `state`."""
        return self.case("subsidies", "claim", lambda case: case["entity_id"] == claim_id and case["state"] == state,
                         f"申领没有进入 {state}")

    def pay(self, claim_id: str) -> str:
        """Maker, checker, approver, the bank's file and its result sheet; the payment's id."""
        self.sign_batch(claim_id)
        return self.receive(claim_id)

    def sign_batch(self, claim_id: str) -> None:
        """Maker, checker and approver let the bank pay a claim."""
        batch_id = self.as_("finance-maker").post(
            "/subsidies/batches", {"area": JISHOU, "programme": PROGRAMME, "claim_ids": [claim_id]})["subject"]
        self.batch_id = batch_id
        self.as_("finance-checker").post(f"/subsidies/batches/{batch_id}/check", {})
        self.as_("finance-approver").post(f"/subsidies/batches/{batch_id}/approval", {})

    def receive(self, claim_id: str) -> str:
        """The bank's file out and its result sheet in; the payment's id."""
        maker, day, batch_id = self.as_("finance-maker"), self.today().isoformat(), self.batch_id
        lines = bank_lines(maker.download(f"/subsidies/batches/{batch_id}/bank-file"))
        results = [(line["支付编号"], "成功", day, f"BT-{self.story.seed}-{line['序号']}", "") for line in lines]
        maker.upload(f"/subsidies/batches/{batch_id}/bank-results/sheet", a_result_sheet(results), "results.xlsx")
        self.claim(claim_id, "paid")
        return lines[0]["支付编号"]

    # 9 a certificate is revoked after the payment

    def revoke_certificate(self) -> None:
        """A person's act at the city; subsidies open a claw-back case for a person's decision."""
        number = self.case("training", "enrolment", lambda case: "certificate_number" in case["data"])["data"][
            "certificate_number"]
        self.as_("city").post(f"/training/certificates/{number}/revocation", {"ground": "经核查考勤系代签"})

    def claw_back(self) -> dict:
        return self.case("subsidies", "claw_back", what="没有等到追回事项")

    def run(self) -> None:
        """Steps 5 to 8; the revocation of step 9 is told by `run_claw_back`."""
        self.prepare()
        business_id = self.register_business()["subject"]
        self.offer()
        self.move_into_base(business_id)
        loan_id = self.apply_for_loan(business_id)
        self.carry_loan_through(loan_id)
        self.hold_salon()
        self.record_visit()
        self.name_account()
        claim_id = self.accept_offer()
        self.review_claim(claim_id)
        self.publicise()
        self.run_notice_out(claim_id)
        self.pay(claim_id)
        self.repay_first_instalment(loan_id)

    def cockpit(self) -> dict:
        """Plan against actual of the whole province."""
        return self.citizen.get(f"/cockpit?area={HUNAN}&year=2024")


def bank_lines(content: bytes) -> list[dict[str, str]]:
    """The lines of a bank file (CSV in UTF-8 with BOM)."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def a_result_sheet(results: list[tuple]) -> bytes:
    """A bank's result sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["支付编号", "结果", "支付日期", "银行流水号", "原因"])
        for row, result in enumerate(results, start=1):
            sheet.write_row(row, 0, result)
    return out.getvalue()


def once(caller: Caller, path: str, body: dict, key: str) -> None:
    """A preparation that an earlier story may have made already."""
    try:
        caller.post(path, body, key=f"demonstration-2024-{key}")
    except Refused as refused:
        if refused.code not in DONE_BEFORE:
            raise

