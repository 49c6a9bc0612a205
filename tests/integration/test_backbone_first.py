"""From a command to an effect, the way everything goes."""

import psycopg
import pytest

from chassis.pipeline import gathered, transaction
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


def test_a_transaction_begins_with_its_first_statement_and_ends_with_its_last(toy):
    database = toy.new_host().database
    with pytest.raises(ZeroDivisionError), database.connection() as connection, transaction(connection):
        asked = connection.execute("INSERT INTO tasks (id, points) VALUES ('lost', 1) RETURNING id")
        assert asked.pgresult is None, "the beginning was waited for"
        assert asked.fetchone() == ("lost",)
        assert toy.one("SELECT count(*) FROM tasks") == 0, "it is in no transaction"
        raise ZeroDivisionError
    with database.connection() as connection, pytest.raises(psycopg.errors.DivisionByZero), transaction(connection):
        connection.execute("SELECT 1 / %s", [0])
    with database.connection() as connection, transaction(connection) as pipeline:
        connection.execute("INSERT INTO tasks (id, points) VALUES ('kept', 1)")
        pipeline.say(b"COMMIT")
        pipeline.sync()
        assert toy.one("SELECT count(*) FROM tasks") == 1, "the commit waits for the connection's end"
    assert toy.sql("SELECT id FROM tasks") == [("kept",)]


def test_writes_are_gathered_in_one_statement_and_everything_that_is_said_comes_after_them(toy):
    def write(tx, task_id: str, bell_id: str) -> None:
        tx.write("tasks", "a_task AS (INSERT INTO tasks (id, points) VALUES (%s, 1))", task_id)
        tx.write("rings", "a_ring AS (INSERT INTO rings (bell_id, rang_at) VALUES (%s, now()))", bell_id)

    host, said = toy.new_host(), []
    with host.store.transaction(task("t")) as tx:
        run = tx._run
        tx._run = lambda sql, parameters: said.append(sql) or run(sql, parameters)
        write(tx, "first", "first")
        assert said == [], "a write is not said before something else is"
        assert tx.value("SELECT count(*) FROM tasks") == 1, "a read sees what was written before it"
        assert len(said) == 2, "both writes were one statement"
        write(tx, "second", "second")
        write(tx, "third", "third")
        assert len(said) == 3, "a second write to the same table begins the next statement"
    assert len(said) == 4, "what is gathered is said before the commit"
    assert toy.one("SELECT count(*) FROM tasks") == toy.one("SELECT count(*) FROM rings") == 3
    with pytest.raises(psycopg.errors.UniqueViolation), host.store.transaction(task("u")) as tx:
        write(tx, "first", "fourth")
    assert toy.one("SELECT count(*) FROM rings") == 3 and toy.one("SELECT count(*) FROM inbox") == 1


def test_a_statement_may_have_any_number_of_parameters_and_signs_of_its_own(toy):
    with toy.new_host().store.transaction(task("t")) as tx:
        assert tx.value("SELECT 'a%%' LIKE 'a%%' AND %s::text LIKE '%%b%%'", "abc")
        assert tx.value(f"SELECT {' + '.join(['%s::int'] * 120)}", *range(120)) == sum(range(120))
