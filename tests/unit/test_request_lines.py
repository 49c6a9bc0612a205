"""The line of each request: written by another thread, whole and in order, and none lost on an orderly end."""

import json
import logging
import threading
from contextlib import contextmanager

import pytest
import structlog

from chassis import logs, metrics
from gateway.http import request_lines
from gateway.http.request_lines import RequestLines
from gateway.serve import identity

A_LINE = {"method": "GET", "route": "/api/v1/me", "status": 200, "code": None, "role": "citizen", "milliseconds": 1.5,
          "correlation_id": "request-0001", "trace": "0" * 32}


@pytest.fixture
def written():
    return []


@contextmanager
def logs_set_up():
    """The platform's logs, for a while."""
    kept, root = structlog.get_config(), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()
    try:
        logs.set_up("gateway")
        yield
    finally:
        structlog.configure(**kept)
        root.handlers[:] = handlers
        root.setLevel(level)


def told(written: list[str]) -> list[dict]:
    return [json.loads(line) for each in written for line in each.split("\n")]


def test_a_line_says_what_the_logs_own_line_would(written, capsys):
    lines = RequestLines("gateway", written.append).start()
    lines.tell(**A_LINE)
    lines.stop()
    with logs_set_up():
        structlog.get_logger().info("request", **A_LINE)
    [theirs] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    [ours] = told(written)
    assert {**ours, "timestamp": None} == {**theirs, "timestamp": None}
    assert len(ours["timestamp"]) == len(theirs["timestamp"]) and ours["timestamp"].endswith("Z")


def test_what_was_told_by_many_threads_is_all_written_before_the_end_and_in_each_ones_order(written):
    lines = RequestLines("gateway", written.append).start()

    def tell(thread):
        for turn in range(200):
            lines.tell(thread=thread, turn=turn)

    threads = [threading.Thread(target=tell, args=[number]) for number in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    lines.stop()
    found = [(line["thread"], line["turn"]) for line in told(written)]
    assert all([turn for one, turn in found if one == thread] == list(range(200)) for thread in range(8))


def test_whoever_answers_waits_when_too_many_lines_wait(written, monkeypatch):
    monkeypatch.setattr(request_lines, "MOST_WAITING", 3)
    lines, done = RequestLines("gateway", written.append), threading.Event()

    def tell():
        for turn in range(20):
            lines.tell(turn=turn)
        done.set()

    teller = threading.Thread(target=tell)
    teller.start()
    assert not done.wait(0.1)
    lines.start()
    assert done.wait(20)
    lines.stop()
    assert [line["turn"] for line in told(written)] == list(range(20))


def test_a_full_disk_loses_lines_and_counts_them_and_the_next_are_written(written):
    refusals = [OSError("full")]

    def write(text):
        if refusals:
            raise refusals.pop()
        written.append(text)

    before = metrics.LINES_LOST._value.get()
    lines = RequestLines("gateway", write)
    lines.tell(turn=1)
    lines.start()
    while refusals:
        threading.Event().wait(0.01)
    lines.tell(turn=2)
    lines.stop()
    assert metrics.LINES_LOST._value.get() == before + 1
    assert [line["turn"] for line in told(written)] == [2]


def test_where_only_warnings_are_shown_no_thread_writes_requests():
    before = threading.active_count()
    identity("gateway", "WARNING")
    assert threading.active_count() == before
