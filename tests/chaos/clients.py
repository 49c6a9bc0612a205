"""People and desks who give commands through every fault: the same command with the same key until it is answered."""

import http.client
import json
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from dev.caller import Caller, Refused, TookTooLong
from dev.made_up import a_phone
from dev.second_half import PROGRAMME, SecondHalf, a_result_sheet, bank_lines
from dev.story import INSTITUTION, JISHOU, Story

PATIENCE_SECONDS = 150.0
SESSIONS = 3
SEATS = 2
TWICE = 0.2  # of all commands are given again after they were answered
# Answers that mean: not known yet, ask again with the same key.
ASK_AGAIN = {429, 502, 503, 504}
ASK_AGAIN_CODES = {"still_running", "outcome_unknown", "not_accepted", "not_heard_yet"}
NO_ANSWER = (OSError, http.client.HTTPException, json.JSONDecodeError)


@dataclass
class Record:
    """One command as its client saw it."""

    name: str
    answer: dict | None = None
    refused: str | None = None
    asked: int = 0
    differing: bool = False


class StubbornCaller(Caller):
    """Asks again, with the same key, as long as the outcome is unknown; keeps a record of each command."""

    def __init__(self, desk: "Desk", account: str):
        self.desk = desk
        super().__init__(desk.base_url, account)

    def _content(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        record = Record(name=f"{self.account} {method} {path} {headers.get('Idempotency-Key', '')}")
        is_command = method != "GET" and not path.startswith("/dev/")
        if is_command:
            self.desk.records.append(record)

        def ask() -> bytes:
            record.asked += 1
            return super(StubbornCaller, self)._content(method, path, body, dict(headers))

        try:
            content = self.desk.persist(ask)
        except Refused as refused:
            record.refused = str(refused)
            raise
        if is_command:
            record.answer = json.loads(content)
            if headers["Content-Type"] == "application/json" and self.desk.chance.random() < TWICE:
                record.differing = json.loads(self.desk.persist(ask)) != record.answer
        return content


class Desk:
    """All clients of one run share it: signed-in callers, every command's record."""

    def __init__(self, base_url: str, seed: int, *, patience: float = PATIENCE_SECONDS):
        self.base_url, self.seed, self.patience = base_url, seed, patience
        self.chance = random.Random(seed)
        self.records: list[Record] = []
        self._callers: dict[str, StubbornCaller] = {}
        self._lock = threading.Lock()

    def as_(self, account: str) -> StubbornCaller:
        """The caller signed in to a demonstration account."""
        with self._lock:
            known = self._callers.get(account)
        if known is None:
            known = self._callers[account] = StubbornCaller(self, account)
        return known

    def persist(self, ask: Callable[[], bytes]) -> bytes:
        """The answer to `ask`, asked again as long as its outcome is unknown; Refused for a plain no."""
        end, wait = time.monotonic() + self.patience, 0.05
        while True:
            try:
                return ask()
            except Refused as refused:
                if refused.status not in ASK_AGAIN and refused.code not in ASK_AGAIN_CODES:
                    raise
                last = refused
            except NO_ANSWER as error:
                last = error
            if time.monotonic() > end:
                raise last
            time.sleep(wait)
            wait = min(wait * 2, 1.0)


@dataclass
class ChaosStory(Story):
    """One person's way: registered, enrolled, completed; `with_money` goes on to an approved claim and a loan."""

    desk: Desk = field(kw_only=True)
    number: int = field(kw_only=True)
    with_money: bool = field(kw_only=True, default=False)
    trouble: str | None = field(default=None, init=False)
    known_as: str | None = field(default=None, init=False)
    claim_id: str | None = field(default=None, init=False)

    def as_(self, account: str) -> StubbornCaller:
        caller = self.desk.as_(account)
        self.callers[account] = caller
        return caller

    @property
    def person_id(self) -> str:
        self.known_as = self.known_as or self.citizen.get("/people/me")["person_id"]
        return self.known_as

    def tell(self) -> None:
        """Everything in order; what went wrong is kept in `trouble`."""
        try:
            self.first_half()
            if self.with_money:
                self._claim_and_borrow()
        except (Refused, TookTooLong, *NO_ANSWER) as error:
            self.trouble = f"story {self.number}: {type(error).__name__} {str(error)[:600]}"

    def first_half(self) -> None:
        self.citizen.post("/people", {"name": self.name, "id_number": self.id_number, "phone": a_phone(self.seed),
                                      "area": JISHOU})
        class_id = self.approved_class()
        self.enrol(class_id)
        institution = self.as_("institution")
        for session in range(1, SESSIONS + 1):
            institution.post(f"/training/classes/{class_id}/attendance",
                             {"session": session, "present": [self.person_id]})
        institution.post(f"/training/classes/{class_id}/completions",
                         {"person_id": self.person_id, "mark": 88, "completed_on": "2024-05-06"})

    def approved_class(self) -> str:
        """A class of one's own; beyond the plan, the level above gives the seats with a ground."""
        filed = self.as_("institution").post("/training/classes", {
            "institution_id": INSTITUTION, "area": JISHOU, "course": "siyb", "title": f"混沌班 {self.seed}",
            "seats": SEATS, "starts_on": "2024-05-06", "ends_on": "2024-05-15", "sessions": SESSIONS})
        if filed["outcome"] == "referred":
            self.as_("province").post(f"/training/classes/{filed['subject']}/decision",
                                      {"approve": True, "ground": "计划已满，群众需要"})
        return filed["subject"]

    def _claim_and_borrow(self) -> None:
        self.await_reactions()
        further = SecondHalf(self)
        business_id = further.register_business()["subject"]
        further.name_account()
        self.claim_id = further.accept_offer()
        further.review_claim(self.claim_id)
        further.move_into_base(business_id)
        further.carry_loan_through(further.apply_for_loan(business_id))


def pay_out(desk: Desk, stories: list[ChaosStory]) -> None:
    """One notice for all approved claims, its days run out, one batch checked, approved and paid by the bank."""
    claims = {story.claim_id for story in stories if story.claim_id and not story.trouble}
    if not claims:
        return
    last = SecondHalf(next(story for story in stories if story.claim_id in claims))
    last.publicise()
    for story in stories:
        if story.claim_id in claims:
            SecondHalf(story).claim(story.claim_id, "publicised")
    last.run_notice_out(last.story.claim_id)
    for story in stories:
        if story.claim_id in claims:
            SecondHalf(story).claim(story.claim_id, "cleared")
    _pay(last, sorted(claims))


def _pay(last: SecondHalf, claim_ids: list[str]) -> None:
    """Maker, checker, approver, the bank's file and its result sheet, for all claims in one batch."""
    maker = last.as_("finance-maker")
    batch_id = maker.post("/subsidies/batches", {"area": JISHOU, "programme": PROGRAMME,
                                                 "claim_ids": claim_ids})["subject"]
    last.as_("finance-checker").post(f"/subsidies/batches/{batch_id}/check", {})
    last.as_("finance-approver").post(f"/subsidies/batches/{batch_id}/approval", {})
    lines = bank_lines(maker.download(f"/subsidies/batches/{batch_id}/bank-file"))
    results = [(line["支付编号"], "成功", last.today().isoformat(), f"BT-{batch_id[:8]}-{line['序号']}", "")
               for line in lines]
    maker.upload(f"/subsidies/batches/{batch_id}/bank-results/sheet", a_result_sheet(results), "results.xlsx")
