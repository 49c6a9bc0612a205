"""Every alarm goes off once, from the figure that the real part shows when it is in that trouble."""

import json
import re
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from kombu import Connection
from prometheus_client import REGISTRY, generate_latest
from prometheus_client.metrics import MetricWrapperBase
from prometheus_client.parser import text_string_to_metric_families

from chassis import metrics
from chassis.consumer import ConsumerLoop
from chassis.declarations import ZONE_QUEUE
from chassis.relay import ConfirmingPublisher, Relay
from chassis.topology import reaction_queue
from dev import binaries
from dev.by_pid import wait_until
from dev.ports import HOST, answers, free_port
from gateway.zone.projector import Projector
from tests.integration.toy.surroundings import REACTION

ROOT = Path(__file__).parents[2]
MONITORING = ROOT / "ops" / "monitoring"
RULES = {rule["alert"]: rule for group in yaml.safe_load((MONITORING / "alerts.yml").read_text())["groups"]
         for rule in group["rules"]}
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_EXPRESSION = re.compile(r"(?P<metric>\w+)(\{(?P<labels>[^}]*)\})? (?P<sign>[<>]) (?P<number>[\d.]+)")
_LABEL = re.compile(r'(\w+)(=~|=)"([^"]*)"')


def goes_off(alarm: str, exposition: str) -> bool:
    """Whether an alarm's expression holds for some series of what a process shows."""
    parts = _EXPRESSION.fullmatch(RULES[alarm]["expr"])
    assert parts, f"{alarm}: this test reads only `metric{{labels}} > number`"
    bound = float(parts["number"])
    values = [sample.value for family in text_string_to_metric_families(exposition) for sample in family.samples
              if sample.name == parts["metric"] and _fits(sample.labels, parts["labels"] or "")]
    return any(value > bound if parts["sign"] == ">" else value < bound for value in values)


def _fits(labels: dict[str, str], wanted: str) -> bool:
    return all(re.fullmatch(value if sign == "=~" else re.escape(value), labels.get(name, ""))
               for name, sign, value in _LABEL.findall(wanted))


def shown() -> str:
    """What this process shows at /metrics."""
    return generate_latest(REGISTRY).decode()


def made_to_go_off(alarm: str, happened: Callable[[], object] = lambda: None) -> None:
    assert not goes_off(alarm, shown())
    happened()
    wait_until(lambda: goes_off(alarm, shown()), 20, f"the alarm {alarm}")


@pytest.fixture(autouse=True)
def nothing_shown_before():
    """Figures of earlier tests in this process say nothing about this one."""
    for figure in (metrics.FAILED, metrics.OUTBOX_AGE, metrics.OLDEST_UNACKED, metrics.TIMERS_LATE, metrics.CONNECTED,
                   metrics.PAUSED):
        figure.clear()


def test_the_alarm_for_failed_messages_goes_off(toy):
    toy.host()
    made_to_go_off("FailedMessages", lambda: toy.publish(b"no event", {}))


def test_the_alarm_for_an_old_outbox_goes_off_even_while_the_broker_is_away(toy):
    relay = Relay(toy.database("relay", "public"), ConfirmingPublisher(f"amqp://{HOST}:{free_port()}"),
                  {"toy": "toy.events"})
    toy.record_task("t-1")
    relay.relay_all()
    toy.sql("UPDATE outbox SET added_at = added_at - interval '2 minutes'")
    made_to_go_off("OutboxOld", relay.relay_all)


def test_the_alarm_for_a_projection_that_is_behind_goes_off(toy):
    with Connection(toy.amqp_admin_url) as connection:
        reaction_queue(ZONE_QUEUE, single_active=True)(connection.default_channel).declare()
    projector = Projector(toy.database(), toy.amqp_url("projector"))
    thread = threading.Thread(target=projector.run, daemon=True)
    thread.start()
    try:
        made_to_go_off("ProjectionBehind", lambda: toy.publish(
            b"sent long ago", {}, exchange="", key=ZONE_QUEUE, timestamp=int(time.time()) - 90))
    finally:
        projector.stop()
        thread.join(10)


def test_the_alarm_for_a_message_held_long_goes_off_and_ends(toy):
    taken, finish = threading.Event(), threading.Event()

    def hold(delivery, loop):
        taken.set()
        finish.wait(20)

    loop = ConsumerLoop(toy.amqp_url(), REACTION, hold)
    thread = threading.Thread(target=loop.run, daemon=True)
    thread.start()

    def hold_for_long():
        toy.publish(b"x", {})
        assert taken.wait(20)
        loop._in_hand[0] -= 180  # three minutes pass

    try:
        made_to_go_off("MessageHeldLong", hold_for_long)
        finish.set()
        wait_until(lambda: not goes_off("MessageHeldLong", shown()), 20, "the alarm to end when it is acked")
    finally:
        finish.set()
        loop.stop()
        thread.join(10)


def test_the_alarm_for_late_timers_goes_off_and_ends(toy):
    host = toy.new_host()
    toy.sql("INSERT INTO timers (key, id, due_at, command, data, correlation_id) VALUES ('late', gen_random_uuid(),"
            " clock.business_now() - interval '10 minutes', 'toy.ring', '{\"bell_id\": \"b\"}', 'c')")
    with host.database.alone() as connection:
        made_to_go_off("TimersLate", lambda: host.timers.run_one(connection))
        host.timers.run_one(connection)
    assert not goes_off("TimersLate", shown())


def test_the_alarm_for_an_absent_consumer_goes_off():
    loop = ConsumerLoop(f"amqp://{HOST}:{free_port()}", "toy.nobody", lambda delivery, loop: None)
    thread = threading.Thread(target=loop.run, daemon=True)
    made_to_go_off("ConsumerAway", thread.start)
    loop.stop()
    thread.join(10)


def test_the_alarm_for_a_paused_reaction_goes_off(toy):
    host = toy.new_host()
    host.paused.look()
    toy.sql("INSERT INTO paused_reactions (receiver, reason) VALUES (%s, 'test')", REACTION)
    made_to_go_off("ReactionPaused", host.paused.look)


def test_the_alarm_for_a_process_goes_off_when_its_port_does_not_answer():
    port = free_port()
    up = f'up{{job="wuchuang",instance="{HOST}:{port}"}} {int(answers(port))}\n'  # as Prometheus writes it
    assert goes_off("ProcessDown", up)
    assert not goes_off("ProcessDown", up.replace("} 0", "} 1"))


@pytest.mark.parametrize(("alarm", "trouble", "relief"), [
    ("BrokerMemoryAlarm", "vm_memory_monitor:set_vm_memory_high_watermark(0.000001).",
     "vm_memory_monitor:set_vm_memory_high_watermark(0.4)."),
    ("BrokerDiskAlarm", "rabbit_disk_monitor:set_disk_free_limit(1000000000000000000).",
     "rabbit_disk_monitor:set_disk_free_limit(50000000)."),
])
def test_the_alarms_of_the_broker_go_off_and_end(rabbitmq, alarm, trouble, relief):
    def broker_shows():
        with _direct.open(f"http://{HOST}:{rabbitmq.ports.prometheus}/metrics", timeout=10) as answer:
            return answer.read().decode()

    assert not goes_off(alarm, broker_shows())
    try:
        _tell(rabbitmq, trouble)
        wait_until(lambda: goes_off(alarm, broker_shows()), 30, alarm)
    finally:
        _tell(rabbitmq, relief)
    wait_until(lambda: not goes_off(alarm, broker_shows()), 30, f"the end of {alarm}")


def _tell(rabbitmq, words: str) -> None:
    answer = subprocess.run([str(binaries.rabbitmq() / "rabbitmqctl"), "eval", words], env=rabbitmq._environment(),
                            capture_output=True, text=True, timeout=60, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_each_alarm_has_a_test_here_and_a_runbook_of_one_paragraph():
    tested = set(re.findall(r'"(\w+)"', Path(__file__).read_text()))
    for alarm, rule in RULES.items():
        assert alarm in tested, alarm
        heading, blank, *paragraphs = (ROOT / rule["annotations"]["runbook"]).read_text().splitlines()
        assert (alarm in heading, blank, len(paragraphs)) == (True, "", 1)
        assert rule["annotations"]["summary"]


def test_the_dashboards_show_figures_that_exist():
    ours = [each for each in vars(metrics).values() if isinstance(each, MetricWrapperBase)]
    known = {family.name for each in ours for family in each.describe()}
    boards = sorted((MONITORING / "grafana" / "dashboards").glob("*.json"))
    assert len({json.loads(board.read_text())["uid"] for board in boards}) == len(boards) == 2
    for board in boards:
        for panel in json.loads(board.read_text())["panels"]:
            asked = re.findall(r"wuchuang_\w+", panel["targets"][0]["expr"])
            assert all(re.sub(r"_(total|bucket|sum|count)$", "", name) in known for name in asked), panel["title"]
