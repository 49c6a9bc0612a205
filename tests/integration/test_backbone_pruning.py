"""What is needed for a time only goes in small batches when it is old; within that time a repeat has one effect."""

import json

import psycopg
import pytest

from chassis.inbox import Repeated
from chassis.pruning import DEDUP_DAYS, Pruning
from chassis.replay import Wanted, logged, remembered_since
from tests.integration.toy.surroundings import REACTION, received

TASK = {"task_id": "t", "points": 1, "mood": "fine"}


def age(toy, days: int, *tables: str) -> None:
    for table in tables or ("inbox",):
        column = {"inbox": "handled_at", "failed_messages": "last_failed_at"}[table]
        toy.sql(f"UPDATE {table} SET {column} = {column} - make_interval(days => %s)", days)


def pruning(toy, **options) -> Pruning:
    return Pruning(toy.database(), **options)


def test_a_redelivery_within_the_time_still_has_one_effect_and_the_first_answer(toy):
    service = toy.new_host().instance()
    first = service.do_task(received("toy.do_task", TASK, id_="again"))
    age(toy, DEDUP_DAYS - 1)
    assert pruning(toy).run_once()["inbox"] == 0
    with pytest.raises(Repeated) as told:
        service.do_task(received("toy.do_task", TASK, id_="again"))
    assert told.value.answer == first
    assert toy.one("SELECT count(*) FROM events") == 1


def test_what_is_older_goes_batch_by_batch_and_the_young_stays(toy):
    for number in range(7):
        toy.record_task(f"old-{number}")
    age(toy, DEDUP_DAYS + 1)
    toy.record_task("young")
    assert pruning(toy, batch=3).run_once()["inbox"] == 7
    assert toy.one("SELECT count(*) FROM inbox") == 1
    assert pruning(toy).run_once()["inbox"] == 0


def test_of_failed_messages_only_those_that_were_handled_later_go(toy):
    for status in ("done", "parked", "quarantined", "dropped"):
        toy.sql("INSERT INTO failed_messages (receiver, message_id, headers, body, status, cause, error)"
                " VALUES ('x', %s, '{}', '', %s, 'c', 'e')", status, status)
    age(toy, 91, "failed_messages")
    assert pruning(toy).run_once()["failed_messages"] == 1
    assert [row[0] for row in toy.sql("SELECT status FROM failed_messages ORDER BY id")] == [
        "parked", "quarantined", "dropped"]


def test_a_replay_leaves_out_what_may_have_been_handled_and_is_no_longer_known(toy):
    toy.sql("ALTER TABLE events DISABLE TRIGGER events_are_append_only")
    toy.record_task("forgotten")
    toy.sql("UPDATE events SET recorded_at = recorded_at - make_interval(days => %s)", DEDUP_DAYS + 2)
    toy.sql("INSERT INTO inbox (receiver, message_id, handled_at) SELECT %s, id, recorded_at + interval '1 hour'"
            " FROM events", REACTION)
    toy.record_task("known")
    with psycopg.connect(toy.database_url("ops_read")) as reader:
        assert remembered_since(reader, REACTION) is None
    pruning(toy).run_once()
    with psycopg.connect(toy.database_url("ops_read")) as reader:
        wanted = Wanted(since=remembered_since(reader, REACTION))
        rows = [row for batch in logged(reader, "toy", wanted, ("toy.done.*",)) for row in batch]
    assert [json.loads(row[2])["task_id"] for row in rows] == ["known"]
