"""Every committed event is published, and only a confirmed one is let go."""

import contextlib
import json
import signal
import time

import pytest
from kombu import Connection

from chassis import relay as relaying
from chassis.listening import Listener
from chassis.relay import ConfirmingPublisher, NotConfirmed, Relay
from tests.integration.toy.surroundings import received


def task(task_id: str):
    return received("toy.do_task", {"task_id": task_id, "points": 1})


def published(toy) -> set[str]:
    return {row[0] for row in toy.sql("SELECT id::text FROM events WHERE id NOT IN (SELECT event_id FROM outbox)")}


def test_a_commit_that_comes_late_with_a_lower_number_is_not_skipped(toy):
    host, relay = toy.new_host(), toy.new_relay()
    with host.store.transaction(task("slow")) as slow:
        slow.record(decide(slow, "slow"))
        slow.be_heard()
        with host.store.transaction(task("quick")) as quick:
            quick.record(decide(quick, "quick"))
        assert relay.relay_schema("toy") == 1
    low, high = (row[0] for row in toy.sql("SELECT seq FROM events ORDER BY data->>'task_id' DESC"))
    assert low < high, "the late commit must hold the lower number, or this shows nothing"
    assert relay.relay_schema("toy") == 1
    assert toy.outbox() == 0
    toy.host()
    toy.wait(lambda: toy.effects() == {"slow": 1, "quick": 1}, "both effects")


def decide(tx, task_id: str):
    from tests.integration.toy.rules import decide_task

    return decide_task(tx.message, tx.task(task_id))


def test_nothing_that_was_rolled_back_is_published(toy):
    host, relay = toy.new_host(), toy.new_relay()
    with pytest.raises(ZeroDivisionError), host.store.transaction(task("t")) as tx:
        tx.record(decide(tx, "t"))
        tx.be_heard()
        raise ZeroDivisionError
    assert relay.relay_schema("toy") == 0
    assert toy.one("SELECT count(*) FROM events") == 0


def test_a_refused_message_stays_in_the_outbox_and_the_connection_is_discarded(toy):
    with Connection(toy.amqp_admin_url) as connection:
        channel = connection.default_channel
        channel.queue_declare("full", durable=True, auto_delete=False,
                              arguments={"x-max-length": 1, "x-overflow": "reject-publish"})
        channel.queue_bind("full", exchange="toy.events", routing_key="#")
        relay = toy.new_relay()
        for number in range(3):
            toy.record_task(f"t-{number}")
        assert relay.relay_all() == (0, True)
        assert relay.publisher.connection is None
        assert toy.outbox() == 3
        channel.queue_delete("full")
    assert relay.relay_all() == (3, False)
    toy.host()
    toy.wait(lambda: len(toy.effects()) == 3, "the effects")
    assert set(toy.effects().values()) == {1}


def test_a_broker_that_says_nothing_costs_the_connection_and_no_row(toy):
    publisher = ConfirmingPublisher(toy.amqp_url("relay"), confirm_seconds=0.5)
    relay = Relay(toy.database("relay", "public"), publisher, {"toy": "toy.events"})
    toy.record_task("before")
    assert relay.relay_schema("toy") == 1
    toy.record_task("meanwhile")
    broker = toy.rabbitmq.process
    broker.send(signal.SIGSTOP)
    try:
        begun = time.monotonic()
        with pytest.raises((NotConfirmed, OSError)):
            relay.relay_schema("toy")
        assert time.monotonic() - begun < 30
    finally:
        broker.send(signal.SIGCONT)
    assert publisher.connection is None
    assert toy.outbox() == 1
    toy.wait(lambda: relay.relay_all() == (1, False), "the row to go when the broker is back")


def test_confirms_are_matched_by_delivery_tag_and_not_by_their_order(toy):
    publisher = toy.new_relay().publisher
    publisher.open()
    publisher.open_tags = {tag: f"event-{tag}" for tag in range(1, 6)}
    publisher._on_ack(3, False)
    assert list(publisher.open_tags) == [1, 2, 4, 5]
    publisher._on_ack(4, True)
    assert list(publisher.open_tags) == [5]
    publisher._on_nack(5, False)
    with pytest.raises(NotConfirmed):
        publisher._await_confirms()


def test_a_batch_reaches_the_broker_by_one_write_and_as_it_was_recorded(toy):
    relay = toy.new_relay()
    relay.publisher.open()
    out = relay.publisher.connection.connection.transport._write
    writes, write = [], out.write
    out.write = lambda data: (writes.append(len(data)), write(data))
    with Connection(toy.amqp_admin_url) as connection:
        channel = connection.default_channel
        channel.queue_declare("all", durable=True, auto_delete=False)
        channel.queue_bind("all", exchange="toy.events", routing_key="#")
        for number in range(20):
            toy.record_task(f"t-{number}")
        assert relay.relay_all() == (20, False)
        assert len(writes) == 1
        sent = [channel.basic_get("all", no_ack=True) for _ in range(20)]
        channel.queue_delete("all")
    logged = toy.sql("SELECT id::text, data, headers FROM events ORDER BY seq")
    assert [(each.properties["message_id"], json.loads(each.body), each.headers) for each in sent] == logged


def test_a_batch_that_fails_in_the_middle_sends_nothing_and_keeps_its_rows(toy, monkeypatch):
    relay = toy.new_relay()
    relay.publisher.open()
    for number in range(3):
        toy.record_task(f"t-{number}")
    send, sent = relay.publisher._send, []

    def fail_at_the_third(*args):
        sent.append(args)
        if len(sent) == 3:
            raise OSError
        send(*args)

    monkeypatch.setattr(relay.publisher, "_send", fail_at_the_third)
    assert relay.relay_all() == (0, True)
    assert relay.publisher.connection is None and toy.outbox() == 3
    assert relay.relay_all() == (3, False)
    toy.host()
    toy.wait(lambda: len(toy.effects()) == 3, "the effects")
    assert set(toy.effects().values()) == {1}


def test_rows_are_looked_up_by_their_ids_however_small_the_tables_were_when_it_was_planned(toy):
    with toy.database("relay", "public").connection() as connection:
        connection.execute(relaying._BY_INDEX)
        claim = relaying._CLAIM.format(schema="toy", batch=500)
        plan = "\n".join(line for line, in connection.execute(f"EXPLAIN {claim}"))
    assert "Seq Scan" not in plan and "Hash" not in plan and "events_pkey" in plan


def test_who_sleeps_is_told_and_who_looks_by_himself_is_not(toy):
    with contextlib.closing(a_listener(toy)) as listener:
        toy.record_task("while-awake")
        assert listener.names(0) == set()
        listener.sleep("toy")
        toy.record_task("while-asleep")
        assert listener.names(20) == {"toy"}
        listener.wake("toy")
        toy.record_task("awake-again")
        assert listener.names(0) == set()


def test_nobody_falls_asleep_while_somebody_writes_without_telling(toy):
    with contextlib.closing(a_listener(toy)) as listener:
        with toy.new_host().store.transaction(task("slow")) as slow:
            slow.record(decide(slow, "slow"))
            slow.be_heard()
            listener.sleep("toy")
            assert listener.asleep == set()
        listener.sleep("toy")
        assert listener.asleep == {"toy"} and toy.outbox() == 1


def test_a_listener_that_lost_its_connection_listens_again_and_is_awake(toy, monkeypatch):
    monkeypatch.setattr("chassis.listening.AGAIN_SECONDS", 0.0)
    with contextlib.closing(a_listener(toy)) as listener:
        listener.sleep("toy")
        toy.sql("SELECT pg_terminate_backend(%s)", listener.connection.info.backend_pid)
        toy.wait(lambda: listener.names(1) == set() and listener.connection is None, "the loss to be seen")
        assert listener.asleep == set()
        assert listener.names(0) == set()
        listener.sleep("toy")
        toy.record_task("afterwards")
        assert listener.names(20) == {"toy"}


def a_listener(toy) -> Listener:
    listener = Listener(toy.database("relay", "public").conninfo)
    assert listener.names(0) == set()  # from now on
    return listener


def test_no_event_waits_for_the_poll_whether_the_relay_sleeps_or_falls_asleep(toy, monkeypatch):
    monkeypatch.setattr("chassis.relay.POLL_SECONDS", 600.0)
    monkeypatch.setattr("chassis.relay.GATHER_SECONDS", 0.001)
    monkeypatch.setattr("chassis.relay.SOON_SECONDS", 0.001)
    relay = toy.relay()
    for number in range(40):
        if number % 10 == 0:
            toy.wait(lambda: relay.listener.asleep == {"toy"}, "the relay to sleep")
        toy.record_task(f"t-{number}")
        toy.wait(lambda: toy.outbox() == 0, "the event to be sent")


def test_a_schema_in_trouble_does_not_hold_up_the_others(toy):
    publisher = ConfirmingPublisher(toy.amqp_url("relay"))
    relay = Relay(toy.database("relay", "public"), publisher, {"neighbour": "no.such.exchange", "toy": "toy.events"})
    toy.sql("INSERT INTO neighbour.events (id, type, entity, entity_id, entity_version, data, headers, correlation_id,"
            " occurred_at) VALUES (gen_random_uuid(), 'x.y.v1', 'x', 'x', 1, '{}', '{}', 'c', now())")
    toy.sql("INSERT INTO neighbour.outbox (event_id) SELECT id FROM neighbour.events")
    for number in range(8):  # beyond the five after which the driver prepares a statement: each schema its own
        toy.record_task(f"t-{number}")
        assert relay.relay_all() == (1, True)
        assert toy.outbox() == 0
    assert toy.one("SELECT count(*) FROM neighbour.outbox") == 1


def test_a_notification_empties_the_outbox_it_names_and_a_poll_every_one(toy, monkeypatch):
    relay = toy.new_relay()
    relay.relay_all()
    monkeypatch.setattr("chassis.relay.POLL_SECONDS", 60.0)
    toy.record_task("t")
    relay._named = {"another"}
    assert relay._relay_due() == (0, False)
    relay._named.add("toy")
    assert relay._relay_due() == (1, False)
    assert relay._relay_due() == (0, False)  # what held something is looked at once more
    toy.record_task("missed")
    monkeypatch.setattr("chassis.relay.POLL_SECONDS", 0.0)
    assert relay._relay_due() == (1, False)


def test_history_can_be_neither_changed_nor_deleted_even_by_its_owner(toy):
    toy.record_task("t")
    for statement in ("UPDATE events SET data = '{}'", "DELETE FROM events", "TRUNCATE events CASCADE"):
        for url in (toy.admin_url, toy.database_url("toy")):
            assert "append-only" in toy.refusal(url, statement) or "permission denied" in toy.refusal(url, statement)
    assert toy.one("SELECT count(*) FROM events") == 1


def test_a_batch_beyond_the_limit_goes_in_turns_and_nothing_is_left(toy, monkeypatch):
    monkeypatch.setattr("chassis.relay.BATCH", 4)
    relay = toy.new_relay()
    for number in range(10):
        toy.record_task(f"t-{number}")
    assert [relay.relay_schema("toy") for _ in range(4)] == [4, 4, 2, 0]
    assert len(published(toy)) == 10
