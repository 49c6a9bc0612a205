"""Working off one roster: rows become people, people get places, and every row keeps what came of it.

A job is safe to take up again: each bit is a command under the job's own id, so that a repeat changes nothing.
"""

import time
from dataclasses import replace
from threading import Thread

import structlog

from contracts.problems import Problem
from contracts.training.commands import EnrolTrainees
from contracts.zone import KeptRows
from contracts.zone.commands import ResolveRoster
from gateway.http.request import Request

ROWS_AT_ONCE = 250
# Training hears of a new registration a moment after it was made.
HEARS_WITHIN_SECONDS = 20
NOT_HEARD_YET = "尚未实名登记"

log = structlog.get_logger()


class Run:
    """Works off the job `job_id` of whoever sent `request`."""

    def __init__(self, request: Request, job_id: str, rows: list[dict], options: dict):
        self.request = replace(request, sent_key=job_id)
        self.accounts = request.context.accounts
        self.job_id, self.rows, self.options = job_id, rows, options
        self.results: dict[int, dict] = {}

    def start(self) -> None:
        """Begin in the background."""
        Thread(target=self._work, name=f"roster {self.job_id[:8]}", daemon=True).start()

    def _work(self) -> None:
        try:
            self.resolve()
            if self.options.get("class_id"):
                self.accounts.move_roster_job(self.job_id, "running", "enrolment")
                self.enrol()
            self.accounts.move_roster_job(self.job_id, "done", "done")
        except Problem as problem:
            words = problem.detail or "；".join(each for told in problem.fields.values() for each in told)
            self.accounts.move_roster_job(self.job_id, "failed", "failed", words or problem.title)
        except Exception:
            log.exception("roster_job_broke", job=self.job_id)
            self.accounts.move_roster_job(self.job_id, "failed", "failed", "系统出错，请重新提交；已登记的不会重复")

    def resolve(self) -> None:
        """Turn the rows into person ids, some at a time; a number that stands twice is told for the second row."""
        fresh = self._without_repeats()
        for start in range(0, len(fresh), ROWS_AT_ONCE):
            bit = fresh[start:start + ROWS_AT_ONCE]
            answer = self.request.send(ResolveRoster.from_data({
                "rows": bit, "keep": KeptRows.GOOD.value, "register_missing": self.options["register_missing"],
                "area": self.options.get("area")}), part=f"rows {start}")
            self._keep(answer["rows"])

    def _without_repeats(self) -> list[dict]:
        first: dict[str, int] = {}
        fresh, repeats = [], []
        for row in self.rows:
            number = row["id_number"].upper().replace(" ", "")
            if number and number in first:
                repeats.append({"row": row["row"], "reason": f"与第 {first[number]} 行重复"})
            else:
                first[number] = row["row"]
                fresh.append(row)
        self._keep(repeats)
        return fresh

    def _keep(self, rows: list[dict]) -> None:
        self.results |= {row["row"]: row for row in rows}
        if rows:
            self.accounts.note_roster_rows(self.job_id, rows, len(self.results))

    def enrol(self) -> None:
        """Give the people of good rows places in the class; who was registered just now is tried until heard of."""
        wanted = {row["person_id"]: row for row in self.results.values() if row.get("person_id")}
        end, attempt = time.monotonic() + HEARS_WITHIN_SECONDS, 0
        while wanted:
            answer = self.request.send(EnrolTrainees.from_data({
                "class_id": self.options["class_id"], "person_ids": sorted(wanted), "waiting": True}),
                part=f"places {attempt}")
            told = {row["person_id"]: row for row in answer["rows"]}
            late = {person for person, row in told.items() if row.get("reason") == NOT_HEARD_YET}
            self._keep([_enrolled(wanted[person], row) for person, row in told.items() if person not in late])
            if not late or time.monotonic() > end:
                self._keep([wanted[person] | {"reason": NOT_HEARD_YET} for person in late])
                return
            wanted, attempt = {person: wanted[person] for person in late}, attempt + 1
            time.sleep(1)


def _enrolled(row: dict, told: dict) -> dict:
    """What came of a row in the class: a place, one on the waiting list, or why neither."""
    if told["accepted"]:
        return row | {"reason": None}
    return row | {"reason": "名额已满，已列入候补" if told.get("waiting") else told.get("reason")}
