"""From a command to an effect, the way everything goes."""

import psycopg
import pytest

from chassis.pipeline import gathered
from tests.integration.toy.surroundings import received


def test_a_command_is_answered_its_event_published_and_its_reaction_has_one_effect(toy):
    toy.host(), toy.relay()
    answer = toy.do_task("t-1", 5)
    assert answer["outcome"] == "granted"
    assert len(answer["events"]) == 1
    toy.wait(lambda: toy.effects() == {"t-1": 1}, "the effect")
    toy.wait(lambda: toy.outbox() == 0, "an empty outbox")
    assert toy.failed() == []


def test_statements_travel_together_and_their_answers_and_faults_come_in_their_order(toy):
    with toy.new_host().database.connection() as connection, gathered(connection):
        asked = [connection.execute("SELECT %s::int", [number]) for number in range(200)]
        assert connection.info.backend_pid and asked[0].pgresult is None, "nothing is sent before an answer is read"
        assert [each.fetchone()[0] for each in asked] == list(range(200))
        connection.execute("SELECT 1 / %s", [0])
        last = connection.execute("SELECT 2")
        with pytest.raises(psycopg.errors.DivisionByZero):
            last.fetchone()


def test_more_than_any_buffer_holds_travels_both_ways_at_once(toy):
    text = "x" * 100_000
    with toy.new_host().database.connection() as connection, gathered(connection):
        asked = [connection.execute("SELECT %s::text", [text]) for _ in range(300)]
        assert {each.fetchone()[0] for each in asked} == {text}


def test_a_transaction_that_fails_in_its_last_statement_leaves_its_connection_in_order(toy):
    host = toy.new_host()
    with pytest.raises(psycopg.errors.DivisionByZero), host.store.transaction(task("t")) as tx:
        tx.execute("INSERT INTO tasks (id, points) VALUES ('t', 1)")
        tx.execute("SELECT 1 / %s", 0)
    assert toy.one("SELECT count(*) FROM tasks") == toy.one("SELECT count(*) FROM inbox") == 0
    with host.store.transaction(task("t")) as tx:
        tx.execute("INSERT INTO tasks (id, points) VALUES ('t', 1)")
    assert toy.one("SELECT count(*) FROM tasks") == toy.one("SELECT count(*) FROM inbox") == 1


def task(task_id: str):
    return received("toy.do_task", {"task_id": task_id, "points": 1})
