"""A pillar that hangs or is gone: its callers are told, everyone else's pages stay, and what was refused never runs."""

import os
import signal
import threading
import time

import pytest

from dev.caller import Caller, Refused, eventually
from dev.second_half import SecondHalf
from dev.story import JISHOU, Story

CALLS = 16


@pytest.fixture
def hanging_loans(prepared):
    """The loans process stands still; it goes on when the test ends."""
    pid = prepared.supervisor.pid_of("loans")
    os.kill(pid, signal.SIGSTOP)
    yield
    os.kill(pid, signal.SIGCONT)


def an_application() -> dict:
    return {"kind": "personal", "area": JISHOU, "amount": "50000.00", "term_months": 12, "purpose": "周转",
            "bank_id": "bank-jishou"}


def apply_in_the_background(base_url: str, account: str, codes: list) -> list[threading.Thread]:
    """Applications from several clients at once; each one's problem code is noted with when it came."""
    def apply() -> None:
        caller = Caller(base_url, account)
        try:
            caller.post("/loans/applications", an_application())
            codes.append(("done", time.monotonic()))
        except Refused as refused:
            codes.append((refused.code, time.monotonic()))

    threads = [threading.Thread(target=apply) for _ in range(CALLS)]
    for thread in threads:
        thread.start()
    return threads


def test_a_hanging_pillar_takes_its_share_of_threads_and_no_more_and_pages_are_read_meanwhile(prepared, hanging_loans):
    story, codes = Story(prepared.base_url), []
    story.register_person()
    threads = apply_in_the_background(prepared.base_url, f"citizen-{story.seed}", codes)
    eventually(lambda: [code for code, _ in codes], lambda seen: "not_accepted" in seen, "没有一次被立即拒绝")
    for _ in range(50):
        story.citizen.get("/me")
    pages_read = time.monotonic()
    for thread in threads:
        thread.join()
    waited = [at for code, at in codes if code == "outcome_unknown"]
    assert {code for code, _ in codes} == {"not_accepted", "outcome_unknown"}
    assert len(codes) == CALLS
    assert waited
    assert pages_read < max(waited)


def test_what_was_told_as_refused_or_unknown_and_ran_out_never_runs_later(prepared):
    story = Story(prepared.base_url)
    SecondHalf(story).prepare()
    story.register_person()
    pid, codes = prepared.supervisor.pid_of("loans"), []
    os.kill(pid, signal.SIGSTOP)
    try:
        for thread in apply_in_the_background(prepared.base_url, f"citizen-{story.seed}", codes):
            thread.join()
    finally:
        os.kill(pid, signal.SIGCONT)
    assert "done" not in {code for code, _ in codes}
    citizen = story.citizen
    answer = eventually(lambda: attempt(citizen), lambda seen: seen is not None, "恢复后没有受理新的申请", seconds=60)
    loans = eventually(lambda: [case for case in story.page()["cases"] if case["entity"] == "loan"],
                       lambda cases: answer["subject"] in [case["entity_id"] for case in cases], "没有看到新的申请")
    assert [loan["entity_id"] for loan in loans] == [answer["subject"]]


def attempt(caller: Caller) -> dict | None:
    """A fresh application; None while the pillar has not come back."""
    try:
        return caller.post("/loans/applications", an_application())
    except Refused as refused:
        if refused.status in (503, 504):
            return None
        raise
