"""A reaction has one effect per event; what fails is a row, and what kills spares its neighbours."""

import json

import pytest
from psycopg.errors import DeadlockDetected

from tests.integration.toy.surroundings import REACTION


def test_a_duplicate_has_one_effect(toy):
    toy.fill_queue({"t": "fine"})
    [(event_id, data, headers)] = toy.sql("SELECT id::text, data, headers FROM events")
    for _ in range(3):
        toy.publish(json.dumps(data).encode(), headers, exchange="", key=REACTION, message_id=event_id)
    toy.host()
    toy.wait(lambda: toy.waiting_messages() == 0, "an empty queue")
    toy.end_all()
    assert toy.take_all() == []
    assert toy.effects() == {"t": 1}
    assert toy.failed() == []


BAD = {
    "a body that is no JSON": (b"\xff\xfe{", {}, "undecodable"),
    "a body without its fields": (b"{}", {}, "undecodable"),
    "a body that is no object": (b"[1]", {}, "undecodable"),
    "a body too deep to read": (b"[" * 100_000, {}, "undecodable"),
    "no envelope": (b"{}", None, "undecodable"),
    "an actor that is none": (b"{}", {"cloudEvents:actor": "7"}, "undecodable"),
    "a role nobody knows": (b"{}", {"cloudEvents:actor": '{"role": "king"}'}, "undecodable"),
    "a compression nobody knows": (b"{}", {"compression": "application/x-none"}, "undecodable"),
    "zero characters in the headers": (b"{}", {"cloudEvents:time": "\0", "x": "a\0b"}, "undecodable"),
    "an unknown version": (b"{}", {"cloudEvents:type": "toy.done.v2"}, "unknown_version"),
    "a version that only others here know": (b"{}", {"cloudEvents:type": "toy.tallied.v1"}, "unknown_type"),
    "an unknown type": (b"{}", {"cloudEvents:type": "toy.sung.v1"}, "unknown_type"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_no_handler_can_be_given_is_quarantined_with_its_cause_and_the_next_is_handled(toy, what):
    body, changes, cause = BAD[what]
    headers = {} if changes is None else toy.event_headers() | changes
    toy.publish(body, headers, key="toy.done.v9", message_id="bad")
    toy.host(), toy.fill_queue({"good": "fine"})
    toy.wait(lambda: toy.effects() == {"good": 1}, "the next event's effect")
    assert toy.failed() == [("quarantined", cause, 1)]
    [(message_id, kept)] = toy.sql("SELECT message_id, body FROM failed_messages")
    assert (message_id, bytes(kept)) == ("bad", body)


def test_a_handler_that_always_fails_is_tried_exactly_so_often_then_parked_and_once_more_by_hand(toy):
    host = toy.host()
    toy.fill_queue({"t": "fails"})
    toy.wait(lambda: toy.failed() == [("parked", "handler_failed", 4)], "the message to be parked")
    assert toy.one("SELECT last_value FROM tries") == 4
    assert toy.effects() == {}
    toy.sql("INSERT INTO mended DEFAULT VALUES")
    assert host.failed.retry(toy.one("SELECT id FROM failed_messages"), "the toy was mended")
    toy.wait(lambda: toy.failed() == [("done", "handler_failed", 4)], "the retry to be done")
    assert toy.effects() == {"t": 1}
    assert toy.one("SELECT last_value FROM tries") == 5


def test_a_failing_message_does_not_hold_up_those_behind_it(toy):
    toy.fill_queue({"bad": "fails", "good": "fine", "better": "fine"})
    toy.host()
    toy.wait(lambda: toy.effects() == {"good": 1, "better": 1}, "the others' effects")


def test_a_failure_is_kept_with_its_words_and_place_but_without_the_rows_values(toy):
    toy.host()
    toy.fill_queue({"t": "fails"})
    toy.wait(lambda: toy.failed(), "the failed message")
    [(error, trace)] = toy.sql("SELECT error, trace FROM failed_messages")
    assert error == "RuntimeError: the toy is in a bad mood"
    assert "tally_points_on_task_done" in trace


def test_a_failed_message_of_a_reaction_that_is_gone_is_set_aside_and_the_others_are_tried_on(toy):
    toy.fill_queue({"t": "fails"})
    toy.sql("INSERT INTO failed_messages (receiver, message_id, headers, body, status, cause, error, next_try_at)"
            " VALUES ('toy.gone', 'm', '{}', '', 'retrying', 'handler_failed', '', now())")
    toy.host()
    toy.wait(lambda: ("parked", "handler_failed", 4) in toy.failed(), "the other message's tries")
    assert ("quarantined", "unknown_receiver", 1) in toy.failed()


def test_a_message_that_kills_the_process_is_quarantined_and_its_nine_neighbours_are_done(toy):
    healthy = [f"t-{number}" for number in range(9)]
    toy.fill_queue({**dict.fromkeys(healthy[:4], "fine"), "killer": "kills", **dict.fromkeys(healthy[4:], "fine")})
    deaths = []
    process = toy.spawn("host")

    def is_over() -> bool:
        nonlocal process
        if process.poll() is not None:
            deaths.append(process.returncode)
            process = toy.spawn("host")
        return bool(toy.failed()) and len(toy.effects()) == 9

    toy.wait(is_over, "nine effects and one quarantined", seconds=120)
    assert toy.effects() == dict.fromkeys(healthy, 1)
    assert toy.failed() == [("quarantined", "killed_the_process", 1)]
    assert toy.one("SELECT data->>'task_id' FROM events JOIN failed_messages"
                   " ON message_id = events.id::text") == "killer"
    assert deaths == [-9] * 4, "unknown at first, then blamed three times"
    toy.end_all()
    assert toy.take_all() == []
    assert toy.one("SELECT count(*) FROM message_starts") == 0


def test_a_message_that_kills_while_it_is_retried_is_blamed_too(toy):
    toy.fill_queue({"t": "kills"})
    [(event_id, data, headers)] = toy.sql("SELECT id::text, data::text, headers FROM events")
    toy.take_all()
    toy.sql("INSERT INTO failed_messages (receiver, message_id, headers, body, status, cause, error, next_try_at,"
            " type) SELECT %s, id::text, headers, convert_to(data::text, 'UTF8'), 'retrying', 'x', 'x', now(), type"
            " FROM events", REACTION)
    process = toy.spawn("host")

    def is_over() -> bool:
        nonlocal process
        if process.poll() is not None:
            toy.sql("UPDATE failed_messages SET next_try_at = now() WHERE status = 'retrying'")  # the lease is over
            process = toy.spawn("host")
        return toy.failed()[0][0] == "quarantined"

    toy.wait(is_over, "the killer to be quarantined", seconds=120)
    assert toy.failed()[0][1] == "killed_the_process"


@pytest.mark.parametrize("what", ["host", "nameko"])
def test_sigterm_with_work_in_flight_finishes_it_and_nothing_is_redelivered(toy, what):
    tasks = [f"t-{number}" for number in range(40)]
    toy.fill_queue(dict.fromkeys(tasks, "slow"))
    process = toy.spawn(what, TOY_HEALTH_PORT=str(toy.free_port()))
    toy.wait(lambda: len(toy.effects()) >= 2, "work in flight")
    process.terminate()
    assert process.wait(25) == 0, process.log.read_text()
    done = toy.effects()
    assert set(done.values()) == {1}
    left = toy.take_all()
    assert len(done) + len(left) == len(tasks)
    assert left, "all was done before the signal came: this shows nothing"
    assert not any(left)


def test_two_transactions_that_meet_are_run_again_and_nothing_is_kept_as_failed(toy, monkeypatch):
    from tests.integration.toy.store import ToyTransaction

    met, apply = [], ToyTransaction.apply_task_tallied

    def meet(tx, event):
        apply(tx, event)
        if len(met) < 3:
            met.append(event.task_id)
            raise DeadlockDetected

    monkeypatch.setattr(ToyTransaction, "apply_task_tallied", meet)
    toy.fill_queue({"t": "fine"})
    toy.host()
    toy.wait(lambda: toy.effects() == {"t": 1}, "the effect")
    assert len(met) == 3
    assert toy.failed() == []
