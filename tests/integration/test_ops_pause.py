"""A paused reaction takes nothing more and tries nothing again, until it is resumed; the log can be fed to it."""

import psycopg
import pytest

from chassis.declarations import bindings
from chassis.relay import NotConfirmed
from chassis.replay import Wanted, differences, replay_log
from chassis.topology import Management
from tests.integration.toy.surroundings import REACTION, SERVICES


def pause(toy) -> None:
    toy.sql("INSERT INTO paused_reactions (receiver, reason) VALUES (%s, 'test')", REACTION)


def resume(toy) -> None:
    toy.sql("DELETE FROM paused_reactions")


def test_a_paused_reaction_leaves_its_messages_on_the_queue_and_calls_go_on(toy):
    toy.host()
    toy.relay()
    toy.do_task("before")
    toy.wait(lambda: toy.effects() == {"before": 1}, "the first effect")
    pause(toy)
    toy.wait(lambda: not toy.has_consumers(), "the reaction to pause")
    toy.do_task("meanwhile")
    toy.wait(lambda: toy.waiting_messages() == 1, "the message to wait")
    assert toy.effects() == {"before": 1}
    resume(toy)
    toy.wait(lambda: toy.effects() == {"before": 1, "meanwhile": 1}, "the reaction to go on")
    assert not any(toy.take_all())


def test_a_pause_holds_for_a_host_that_starts_during_it(toy):
    pause(toy)
    toy.fill_queue({"t-1": "fine"})
    toy.host()
    toy.call("toy.nap", {"seconds": "1.2"})
    assert (toy.waiting_messages(), toy.effects()) == (1, {})
    resume(toy)
    toy.wait(lambda: toy.effects() == {"t-1": 1}, "the reaction to go on")


def test_failed_messages_of_a_paused_reaction_are_not_tried_again(toy):
    toy.host()
    toy.fill_queue({"t-1": "fails"})
    toy.wait(lambda: toy.failed() and toy.failed()[0][2] >= 1, "a failure")
    pause(toy)
    toy.wait(lambda: not toy.has_consumers(), "the reaction to pause")
    toy.sql("UPDATE failed_messages SET status = 'retrying', next_try_at = clock_timestamp()")
    toy.sql("INSERT INTO mended DEFAULT VALUES")
    attempts = toy.failed()
    toy.call("toy.nap", {"seconds": "1.2"})  # more than two looks of the retry schedule
    assert toy.failed() == attempts
    resume(toy)
    toy.wait(lambda: toy.effects() == {"t-1": 1}, "the retry")


def test_feeding_the_log_to_one_queue_has_one_effect(toy):
    toy.host()
    toy.fill_queue({"t-1": "fine", "t-2": "fine"})
    toy.wait(lambda: len(toy.effects()) == 2, "both effects")
    with psycopg.connect(toy.admin_url) as connection:
        assert replay_log(connection, "toy", Wanted(), REACTION, ("toy.done.*",), toy.amqp_url("ops")) == 2
    toy.wait(lambda: toy.waiting_messages() == 0, "the queue to be worked off")
    toy.end_all()
    assert toy.waiting_messages() == 0
    assert toy.effects() == {"t-1": 1, "t-2": 1}


def test_feeding_a_queue_that_does_not_exist_is_refused(toy):
    toy.record_task("t-1")
    with psycopg.connect(toy.admin_url) as connection, pytest.raises(NotConfirmed, match="no queue"):
        replay_log(connection, "toy", Wanted(types=("toy.done.v1",)), "toy.nobody", ("#",), toy.amqp_url("ops"))


def test_what_is_fed_can_be_narrowed_by_type_and_time(toy):
    toy.record_task("t-1")
    with psycopg.connect(toy.admin_url) as connection:
        sent = [replay_log(connection, "toy", wanted, REACTION, ("toy.*.v1",), toy.amqp_url("ops"))
                for wanted in (Wanted(), Wanted(types=("toy.rang.v1",)), Wanted(person_id="nobody"))]
    assert sent == [1, 0, 0]
    assert len(toy.take_all()) == 1


def test_the_broker_is_compared_with_the_declarations(toy):
    management, declared = Management(toy.rabbitmq.management_url), bindings(SERVICES)
    assert differences(management, toy.vhost, declared) == []
    key = next(each for each in declared if each.queue == REACTION).routing_key
    toy.rabbitmq.manage("DELETE", f"/queues/{toy.vhost}/{REACTION}")
    assert differences(management, toy.vhost, declared) == [
        f"missing queue {REACTION}", f"missing binding {REACTION} <- toy.events {key}"]
