"""People and desks who give commands through every fault: the same command with the same key until it is answered."""

import http.client
import json
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from dev.caller import Caller, Refused
from dev.made_up import a_name, a_phone, an_id_number
from dev.story import INSTITUTION, JISHOU

PATIENCE_SECONDS = 150.0
SESSIONS = 3
SEATS = 2
# Answers that mean: not known yet, ask again with the same key.
ASK_AGAIN = {429, 502, 503, 504}
ASK_AGAIN_CODES = {"still_running", "outcome_unknown", "not_accepted"}


@dataclass
class Record:
    """One command as its client saw it."""

    key: str
    path: str
    body: dict
    answer: dict | None = None
    refused: str | None = None
    asked: int = 0
    differing: list[dict] = field(default_factory=list)


class Desk:
    """All clients of one run share it: signed-in callers, every command's record."""

    def __init__(self, base_url: str, seed: int, *, patience: float = PATIENCE_SECONDS):
        self.base_url, self.seed, self.patience = base_url, seed, patience
        self.records: dict[str, Record] = {}
        self._callers: dict[str, Caller] = {}
        self._lock = threading.Lock()

    def as_(self, account: str) -> Caller:
        if account not in self._callers:
            self._callers[account] = self.persist(lambda: Caller(self.base_url, account))
        return self._callers[account]

    def persist(self, ask: Callable[[], object]):
        """The answer to `ask`, asked again as long as its outcome is unknown; Refused for a plain no."""
        end, wait = time.monotonic() + self.patience, 0.05
        while True:
            try:
                return ask()
            except Refused as refused:
                if refused.status not in ASK_AGAIN and refused.code not in ASK_AGAIN_CODES:
                    raise
                last = refused
            except (OSError, http.client.HTTPException, json.JSONDecodeError) as error:
                last = error
            if time.monotonic() > end:
                raise last
            time.sleep(wait)
            wait = min(wait * 2, 1.0)

    def command(self, account: str, path: str, body: dict, key: str, *, twice: bool = False) -> dict:
        """The answer to a command; with `twice` it is given again afterwards, and the answers are compared."""
        record = Record(key=f"{account} {key}", path=path, body=body)
        with self._lock:
            self.records[record.key] = record
        caller = self.as_(account)

        def ask():
            record.asked += 1
            return caller.post(path, body, key=key)

        try:
            record.answer = self.persist(ask)
        except Refused as refused:
            record.refused = str(refused)
            raise
        if twice and (again := self.persist(ask)) != record.answer:
            record.differing.append(again)
        return record.answer


class ChaosStory:
    """One person's way: registered, a class filed, enrolled, present, completed."""

    def __init__(self, desk: Desk, number: int):
        self.desk, self.number = desk, number
        self.seed = f"{desk.seed}-{number}"
        self.chance = random.Random(self.seed)
        self.account = f"citizen-chaos-{self.seed}"
        self.person_id: str | None = None
        self.class_id: str | None = None
        self.trouble: str | None = None

    @property
    def identity(self) -> tuple[str, str]:
        return a_name(self.seed), an_id_number(self.seed)

    def tell(self) -> None:
        """Everything in order; what went wrong is kept in `trouble`."""
        try:
            self._tell()
        except (Refused, OSError, http.client.HTTPException, TimeoutError) as error:
            self.trouble = f"story {self.number}: {type(error).__name__} {error}"

    def _tell(self) -> None:
        name, id_number = self.identity
        self._give(self.account, "/people", {"name": name, "id_number": id_number, "phone": a_phone(self.seed),
                                             "area": JISHOU}, "register")
        self.person_id = self.desk.persist(lambda: self.desk.as_(self.account).get("/people/me"))["person_id"]
        filed = self._give("institution", "/training/classes", {
            "institution_id": INSTITUTION, "area": JISHOU, "course": "siyb", "title": f"混沌班 {self.seed}",
            "seats": SEATS, "starts_on": "2024-05-06", "ends_on": "2024-05-15", "sessions": SESSIONS}, "file")
        self.class_id = filed["subject"]
        self._enrol()
        for session in range(1, SESSIONS + 1):
            self._give("institution", f"/training/classes/{self.class_id}/attendance",
                       {"session": session, "present": [self.person_id]}, f"attend-{session}")
        self._give("institution", f"/training/classes/{self.class_id}/completions",
                   {"person_id": self.person_id, "mark": 88, "completed_on": "2024-05-06"}, "complete")

    def _enrol(self) -> None:
        """Training may learn of the registration late; each time the desk asks anew."""
        end = time.monotonic() + self.desk.patience
        for attempt in range(10_000):
            answer = self._give("institution", f"/training/classes/{self.class_id}/enrolments",
                                {"person_ids": [self.person_id]}, f"enrol-{attempt}")
            if answer["outcome"] == "granted":
                return
            if time.monotonic() > end:
                raise TimeoutError(f"never enrolled: {answer}")
            time.sleep(min(0.2 * (attempt + 1), 2.0))

    def _give(self, account: str, path: str, body: dict, step: str) -> dict:
        return self.desk.command(account, path, body, f"chaos-{self.seed}-{step}", twice=self.chance.random() < 0.2)
