"""A server that goes away costs nothing but time, and everything goes on by itself."""

import time
from datetime import timedelta
from functools import partial

import pytest

from chassis.amqp import connect
from chassis.host import Host
from contracts.problems import OutcomeUnknown, Problem, Unavailable
from tests.integration.test_backbone_timers import remind, rings
from tests.integration.toy.surroundings import received

AWAY = (Unavailable, OutcomeUnknown)


@pytest.fixture
def everything(toy) -> Host:
    """Consumers, call server, relay, timers and a client, all at work."""
    host = toy.host()
    toy.relay()
    toy.do_task("before")
    toy.wait(lambda: toy.effects() == {"before": 1}, "the first effect")
    return host


def is_answered(toy, task_id: str) -> bool:
    try:
        return toy.do_task(task_id, id_=f"key-{task_id}", deadline=2)["outcome"] == "granted"
    except Problem as problem:
        assert problem.status in (503, 504), problem
        return False


def test_while_the_broker_is_away_commands_are_refused_and_events_wait_then_all_goes_on_by_itself(toy, everything):
    toy.wait_until_queues_are_saved()
    toy.rabbitmq.kill()
    with pytest.raises(AWAY):
        toy.do_task("refused", deadline=2)
    everything.instance().do_task(received("toy.do_task", {"task_id": "local", "points": 1}))
    remind(toy, "bell", toy.one("SELECT clock.business_now()") + timedelta(seconds=1))
    toy.wait(lambda: rings(toy) == ["bell"], "the bell, which needs no broker")
    assert toy.outbox() >= 1
    assert everything.ready()["broker"] is False
    toy.rabbitmq.start()
    toy.wait(lambda: is_answered(toy, "after"), "an answer")
    toy.wait(lambda: toy.effects() == {"before": 1, "local": 1, "after": 1}, "every effect once")
    assert toy.failed() == []
    assert all(everything.ready().values())
    assert toy.one("SELECT count(*) FROM tasks WHERE id = 'refused'") == 0


def note_deliveries(host: Host) -> list[bool]:
    """For each event that the host is given from now on, whether it was given out before."""
    [loop] = [loop for loop in host.loops if not loop.queue.startswith("rpc-")]
    process, seen = loop.process, []

    def noting(delivery, loop):
        seen.append(delivery.redelivered)
        process(delivery, loop)

    loop.process = noting
    return seen


def test_while_the_database_is_away_nothing_is_acked_or_blamed_then_all_goes_on_by_itself(toy, postgres, monkeypatch):
    monkeypatch.setattr("chassis.consumer.connect", partial(connect, heartbeat=2))  # so that it must be kept up
    tasks = [f"t-{number}" for number in range(6)]
    toy.fill_queue(dict.fromkeys(tasks, "fine"))
    postgres.kill()
    try:
        host = toy.new_host()
        seen = note_deliveries(host)
        host.start()
        toy._ends.append(lambda: (host.stop(), host.join()))
        toy.relay()
        toy.wait_plainly(lambda: host.ready()["broker"], "the consumers to hold their queues")
        begun = time.monotonic()
        with pytest.raises(AWAY):
            toy.do_task("refused", deadline=2)
        assert time.monotonic() - begun < 20, "told near the deadline, not after the pool's own patience"
        toy.wait_plainly(lambda: toy.queue().get("messages") == len(tasks), "all six to stand in the queue, unacked")
        assert host.ready() == {"broker": True, "database": False, "loops": True}
    finally:
        postgres.start()
    toy.wait(lambda: toy.effects() == dict.fromkeys(tasks, 1), "every effect once")
    toy.wait(lambda: is_answered(toy, "after"), "an answer")
    remind(toy, "bell", toy.one("SELECT clock.business_now()"))
    toy.wait(lambda: rings(toy) == ["bell"], "the bell")
    toy.wait(lambda: toy.effects().get("after") == 1, "the relay to go on")
    assert toy.failed() == []
    assert seen == [False] * 7, "the connection was kept alive, so nothing was given out twice"


def test_a_database_that_restarts_under_work_costs_no_attempt_and_doubles_nothing(toy, postgres, everything):
    tasks = [f"t-{number}" for number in range(8)]
    for task in tasks:
        toy.record_task(task, "slow")
    toy.wait(lambda: len(toy.effects()) >= 3, "work in flight")
    postgres.restart()
    toy.wait(lambda: toy.effects() == dict.fromkeys(["before", *tasks], 1), "every effect once")
    assert toy.failed() == []
    toy.wait(lambda: is_answered(toy, "after"), "an answer")


def test_a_broker_that_ends_under_work_and_comes_back_doubles_nothing(toy, everything):
    tasks = [f"t-{number}" for number in range(12)]
    for task in tasks:
        toy.record_task(task, "slow")
    toy.wait(lambda: len(toy.effects()) >= 3, "work in flight")
    toy.rabbitmq.restart()
    toy.wait(lambda: len(toy.effects()) == 13 and toy.outbox() == 0, "every effect")
    toy.wait(lambda: toy.waiting_messages() == 0, "an empty queue")
    toy.end_all()
    assert set(toy.effects().values()) == {1}
    assert toy.failed() == []
