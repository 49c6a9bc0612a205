"""Under nameko: slow queries do not stop others, and stock nameko on either side still works."""

import json
import subprocess
import sys
import threading

import pytest
from kombu import Connection
from nameko.exceptions import RemoteError
from nameko.standalone.rpc import ClusterRpcProxy

from dev.by_pid import poll
from tests.integration.toy.surroundings import ROOT, envelope

NAP = "4"


@pytest.fixture
def under_nameko(toy) -> subprocess.Popen:
    """The toy in a nameko container, in a process of its own."""
    process = toy.spawn("nameko", TOY_HEALTH_PORT=str(toy.free_port()), TOY_CALL_LOOPS="6")
    toy.wait(lambda: toy.has_consumers("rpc-toy") and toy.has_consumers(), "the pillar to consume")
    return process


def test_a_command_its_event_and_its_reaction_work_under_nameko(toy, under_nameko):
    toy.relay()
    assert toy.do_task("t")["outcome"] == "granted"
    toy.wait(lambda: toy.effects() == {"t": 1}, "the effect")


def test_four_slow_questions_take_as_long_as_one_and_a_command_is_answered_meanwhile(toy, under_nameko):
    client, answers = toy.client(), []

    def nap() -> None:
        answers.append(client.call("toy.nap", {"seconds": NAP}, envelope("toy.nap")))

    client.call("toy.nap", {"seconds": "0"}, envelope("toy.nap"))
    threads = [threading.Thread(target=nap) for _ in range(4)]
    for thread in threads:
        thread.start()
    toy.wait(lambda: toy.is_napping(4), "four naps at the same time")
    toy.do_task("meanwhile")
    assert toy.is_napping(4), "a command waited for the slow questions"
    for thread in threads:
        thread.join(30)
    assert answers == [{"slept": NAP}] * 4


def test_a_process_that_left_psycopg_to_its_c_wait_refuses_to_boot(toy):
    process = toy.spawn("careless", TOY_HEALTH_PORT=str(toy.free_port()))
    assert process.wait(20) != 0
    assert "PSYCOPG_WAIT_FUNC=wait_select must be set" in process.log.read_text()


def test_a_handler_that_fails_under_nameko_is_kept_like_any_other(toy, under_nameko):
    toy.fill_queue({"t": "fails", "good": "fine"})
    toy.wait(lambda: toy.failed() == [("parked", "handler_failed", 4)], "the failed message")
    assert toy.effects() == {"good": 1}


def test_a_stock_event_handler_receives_our_events_on_a_queue_of_its_own(toy):
    toy.add_user("stock", (r"^(evt-toy-.*|toy\.events)$", r"^evt-toy-.*$", r"^(evt-toy-.*|toy\.events)$"))
    stock = subprocess.Popen([sys.executable, "tests/integration/toy/stock.py", toy.amqp_url("stock")], cwd=ROOT,
                             stdout=subprocess.PIPE, stderr=(toy.folder / "stock.log").open("wb"))
    try:
        queue = "evt-toy-toy.done.v1--stock.handle_done"
        toy.wait(lambda: toy.has_queue(queue), "the stock service's queue")
        toy.host(), toy.relay()
        toy.do_task("t", 7)
        lines = []
        reader = threading.Thread(target=lambda: lines.append(stock.stdout.readline()), daemon=True)
        reader.start()
        assert poll(lambda: lines, 10), (toy.folder / "stock.log").read_text()
        assert json.loads(lines[0]) == {"task_id": "t", "points": 7, "mood": "fine"}
        toy.wait(lambda: toy.effects() == {"t": 1}, "our own reaction, which lost nothing to it")
    finally:
        stock.terminate()
        stock.wait(10)


@pytest.fixture
def partner(toy):
    """A stock ClusterRpcProxy of a partner system, against the running toy."""
    own = r"(rpc\.reply-standalone_rpc_proxy-.*|nameko-rpc)"
    toy.add_user("partner", (f"^{own}$", f"^{own}$", f"^{own}$"))
    toy.host()
    with ClusterRpcProxy({"AMQP_URI": toy.amqp_url("partner")}, timeout=10) as cluster:
        yield cluster


def test_a_stock_proxy_gives_a_command_and_gets_its_answer(toy, partner):
    assert partner.toy.do_task(task_id="t", points=3)["outcome"] == "granted"
    [(actor,)] = toy.sql("SELECT headers->>'cloudEvents:actor' FROM events")
    assert json.loads(actor) == {"role": "system", "area": "000000", "system": "unnamed"}


def test_a_stock_proxy_is_told_a_problem_by_its_code(toy, partner):
    with pytest.raises(RemoteError) as caught:
        partner.toy.do_task(points=3)
    assert caught.value.exc_type == "invalid_fields"
    assert caught.value.args == ("invalid_fields 请检查标出的内容",)


def test_a_system_is_refused_what_only_a_person_may_do_and_leaves_an_audit_row(toy, partner):
    with pytest.raises(RemoteError) as caught:
        partner.toy.remind(bell_id="b", at="2024-05-06T08:00:00+08:00")
    assert caught.value.exc_type == "not_allowed"
    [(what, actor)] = toy.sql("SELECT what, actor FROM audit")
    assert (what, actor["role"]) == ("toy.remind", "system")


def test_a_system_that_sends_a_persons_envelope_is_still_a_system(toy, partner):
    data = {"args": [], "kwargs": {"bell_id": "b", "at": "2024-05-06T08:00:00+08:00"}}
    pretended = toy.envelope_headers("toy.remind")
    with Connection(toy.amqp_url("partner")) as connection:
        channel = connection.default_channel
        for user in ({}, {"user_id": "partner"}):
            message = channel.prepare_message(json.dumps(data).encode(), headers=pretended, properties=user)
            channel.basic_publish(message, exchange="nameko-rpc", routing_key="toy.remind")
    toy.wait(lambda: toy.one("SELECT count(*) FROM audit") == 2, "two refusals")
    actors = toy.sql("SELECT actor->>'role', actor->>'system' FROM audit ORDER BY id")
    assert sorted(actors) == [("system", "partner"), ("system", "unnamed")]
    assert toy.sql("SELECT * FROM timers") == []
