"""The operators' commands, in earnest: as a program, on the whole running platform."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from amqp.exceptions import AccessRefused
from kombu import Connection

from chassis.settings import Settings
from dev.by_pid import wait_until
from dev.machine import platform
from dev.story import Story

ROOT = Path(__file__).parents[2]
PROJECTION = "zone.projection"
pytestmark = pytest.mark.timeout(600)


class Desk:
    """An operator's terminal."""

    def __init__(self, machine):
        self.machine = machine
        self.environment = dict(os.environ) | machine.environment()

    def run(self, *arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run([sys.executable, "-m", "ops", *arguments], env=self.environment, cwd=ROOT,
                              capture_output=True, text=True, timeout=60, check=False)

    def ask(self, *arguments: str):
        """(exit code, decoded rows)."""
        answer = self.run("--json", *arguments)
        assert answer.stdout, answer.stderr
        return answer.returncode, json.loads(answer.stdout)

    def sql(self, statement: str, *parameters) -> list[tuple]:
        with psycopg.connect(self.machine.postgres.url, autocommit=True) as connection:
            cursor = connection.execute(statement, parameters)
            return cursor.fetchall() if cursor.description else []

    def waiting(self, queue: str) -> dict:
        return next(row for row in self.ask("queues")[1] if row["queue"] == queue)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with platform(tmp_path_factory.mktemp("ops")) as machine:
        yield Desk(machine)


@pytest.fixture(scope="module")
def person(desk):
    """A person who completed a course; three pillars reacted."""
    story = Story(desk.machine.base_url)
    story.prepare()
    story.first_half()
    return story.person_id


def test_every_process_is_shown_ready(desk):
    code, rows = desk.ask("processes")
    assert (code, {row["state"] for row in rows}) == (0, {"ready"})
    assert {"gateway", "relay", "projector", "training"} <= {row["process"] for row in rows}


def test_the_largest_tables_are_shown_with_how_long_their_rows_are_kept(desk, person):
    code, rows = desk.ask("sizes", "--count", "400")
    kept = {f"{row['schema']}.{row['table']}": row["kept_days"] for row in rows}
    assert (code, kept["training.inbox"], kept["training.events"]) == (0, 180, None)
    assert [row["bytes"] for row in rows] == sorted((row["bytes"] for row in rows), reverse=True)


def test_verify_finds_nothing_on_a_sound_platform_and_says_what_is_wrong_on_another(desk, person):
    wait_until(lambda: desk.ask("verify", "--grace", "0") == (0, []), 30, "everything to be projected and equal")
    desk.sql("UPDATE zone.cases SET version = version + 1 WHERE pillar = 'training' AND entity = 'enrolment'")
    desk.sql("UPDATE zone.figures SET amount = amount + 5 WHERE measure = 'training.completed.siyb'")
    desk.sql("UPDATE training.ledger_accounts SET balance = balance + 1 WHERE key = '2024:433100:siyb:plan'")
    desk.sql("INSERT INTO accounts.statuses (person_id, group_name, source, kind, fetched_on, valid_until)"
             " VALUES (%s, 'veteran', 'x', 'register', '2020-01-01', '2020-12-31')", person)
    try:
        code, rows = desk.ask("verify")
    finally:
        desk.sql("DELETE FROM accounts.statuses WHERE source = 'x'")
        desk.sql("UPDATE training.ledger_accounts SET balance = balance - 1 WHERE key = '2024:433100:siyb:plan'")
    assert code == 1
    assert [row for row in rows if row["where"] == "training"]
    assert [row["fault"] for row in rows if row["where"] == "accounts"] == ["已过有效期而未失效的身份类别：1"]
    assert {row["fault"].split()[0] for row in rows if row["where"] == "zone"} == {"case", "figure"}


def test_rebuild_mends_a_read_model_that_differs(desk, person):
    desk.sql("DELETE FROM zone.timeline")
    assert desk.ask("verify")[0] == 1
    code, rows = desk.ask("rebuild")
    assert code == 0
    assert rows[0]["events"] > 10
    assert desk.ask("verify") == (0, [])


def test_verify_finds_a_binding_that_is_missing_and_one_that_nobody_declared(desk):
    exchange = "training.events"
    queue = next(row["queue"] for row in desk.ask("queues")[1] if row["queue"].startswith("loans."))
    binding = _bound(desk, queue)[0]
    desk.machine.rabbitmq.manage("DELETE", f"/bindings/%2F/e/{binding['source']}/q/{queue}/{binding['properties_key']}")
    desk.machine.rabbitmq.manage("POST", f"/bindings/%2F/e/{exchange}/q/{queue}", {"routing_key": "training.odd.*"})
    try:
        code, rows = desk.ask("verify")
    finally:
        desk.machine.rabbitmq.manage("DELETE", f"/bindings/%2F/e/{exchange}/q/{queue}/training.odd.%2A")
        desk.machine.rabbitmq.manage("POST", f"/bindings/%2F/e/{binding['source']}/q/{queue}",
                                     {"routing_key": binding["routing_key"]})
    assert code == 1
    assert {row["fault"].split()[0] for row in rows} == {"missing", "undeclared"}
    assert desk.ask("verify")[0] == 0


def _bound(desk, queue: str) -> list[dict]:
    return [each for each in desk.machine.rabbitmq.manage("GET", "/bindings/%2F")
            if each["destination"] == queue and each["source"]]


def test_a_paused_reaction_waits_through_a_restart_and_goes_on_when_resumed(desk, person):
    assert desk.run("pause", PROJECTION, "--reason", "test").returncode == 0
    wait_until(lambda: desk.waiting(PROJECTION)["consumers"] == 0, 20, "the projector to pause")
    desk.machine.supervisor.control("restart", "projector")
    wait_until(lambda: not desk.machine.not_ready(), 60, "the projector to be back")
    story = Story(desk.machine.base_url)
    story.register_person()
    row = desk.waiting(PROJECTION)
    assert (row["consumers"], row["paused"]) == (0, "test")
    assert desk.run("queues").returncode == 0  # a pause is meant
    wait_until(lambda: desk.ask("lag")[1][5]["unprojected"] > 0, 10, "events that are not projected")
    code, rows = desk.ask("resume", PROJECTION)
    assert (code, rows[0]["was_paused"]) == (0, True)
    wait_until(lambda: desk.ask("verify", "--grace", "0") == (0, []), 30, "the projection to catch up")


def test_replay_feeds_one_queue_and_has_no_second_effect(desk, person):
    queue = next(row["queue"] for row in desk.ask("queues")[1] if row["queue"].startswith("subsidies.")
                 and any(each["routing_key"] == "training.completed.*" for each in _bound(desk, row["queue"])))
    before = desk.sql("SELECT count(*) FROM subsidies.events")
    code, rows = desk.ask("replay", queue)
    assert code == 0
    assert {row["schema"]: row["sent"] > 0 for row in rows} == {"training": True}
    wait_until(lambda: desk.waiting(queue)["ready"] == 0, 20, "the queue to be worked off")
    wait_until(lambda: desk.waiting(queue)["unacked"] == 0, 20, "the queue to be worked off")
    assert desk.sql("SELECT count(*) FROM subsidies.events") == before


def test_replay_gives_a_reaction_what_it_had_missed(desk, person):
    desk.sql("DELETE FROM zone.projected")
    for table in ("timeline", "figures", "cases", "persons"):
        desk.sql(f"DELETE FROM zone.{table}")
    assert desk.ask("verify", "--grace", "0")[0] == 1
    assert desk.ask("replay", PROJECTION)[0] == 0
    wait_until(lambda: desk.ask("verify", "--grace", "0") == (0, []), 30, "the read model to be whole again")


def test_a_queue_or_reaction_that_nobody_declared_is_said_so(desk):
    for arguments in (("replay", "nobody.knows"), ("pause", "nobody.knows", "--reason", "x")):
        answer = desk.run(*arguments)
        assert answer.returncode == 2
        assert "nobody.knows" in answer.stderr


def test_a_persons_line_and_a_cases_flow_go_across_the_pillars(desk, person):
    code, line = desk.ask("timeline", person)
    assert code == 0
    assert line[0]["type"] == "zone.person_registered.v1"
    completed = next(row for row in line if row["type"] == "training.completed.v1")
    code, flow = desk.ask("case", completed["entity"].split()[1])
    assert code == 0
    depth = {row["event"].strip(): len(row["event"]) - len(row["event"].strip()) for row in flow}
    assert depth["training.completed.v1"] < depth["subsidies.assessed.v1"]
    reacted = next(row for row in flow if row["event"].strip() == "subsidies.assessed.v1")
    assert reacted["via"].startswith("subsidies.")
    assert desk.ask("timeline", "nobody")[0] == 1


def test_an_event_is_shown_whole_with_who_handled_it(desk, person):
    code, newest = desk.ask("event", "tail", "--count", "5")
    assert (code, len(newest)) == (0, 5)
    completed = next(row for row in desk.ask("timeline", person)[1] if row["type"] == "training.completed.v1")
    code, fields = desk.ask("event", "show", completed["id"])
    shown = {row["field"]: row["value"] for row in fields}
    assert code == 0
    assert (shown["projected"], shown["unconfirmed"]) == (True, False)
    assert [name for name in shown if name.startswith("handled by loans.")]


def test_a_message_that_nobody_can_read_is_grouped_shown_parked_and_dropped_with_a_reason(desk):
    desk.machine.rabbitmq.manage("POST", "/exchanges/%2F/amq.default/publish", {
        "routing_key": PROJECTION, "payload": "no event", "payload_encoding": "string",
        "properties": {"message_id": "odd-1"}})
    wait_until(lambda: desk.ask("failed", "list")[1], 20, "the message to be quarantined")
    code, groups = desk.ask("failed", "list")
    assert (code, groups[0]["schema"], groups[0]["cause"], groups[0]["messages"]) == (1, "zone", "undecodable", 1)
    [id_] = map(str, groups[0]["ids"])
    shown = {row["field"]: row["value"] for row in desk.ask("failed", "show", "zone", id_)[1]}
    assert shown["body"] == "no event"
    assert desk.ask("failed", "park", "zone", id_)[1][0]["status"] == "parked"
    assert desk.ask("failed", "retry", "zone", id_)[1][0]["status"] == "retrying"
    wait_until(lambda: desk.ask("failed", "list")[1][0]["status"] == "quarantined", 20, "the retry to fail again")
    for no_reason in ((), ("--reason", " ")):
        assert desk.run("failed", "drop", "zone", id_, *no_reason).returncode == 2
    assert desk.run("failed", "show", "zone", "999999").returncode == 2  # 1 is for what needs somebody
    assert desk.ask("failed", "drop", "zone", id_, "--reason", "nobody sent it")[0] == 0
    assert desk.ask("failed", "list") == (0, [])
    assert desk.sql("SELECT body, note FROM zone.failed_messages WHERE id = %s", id_) == [
        (b"no event", "nobody sent it")]


def test_a_call_whose_caller_was_told_that_it_failed_is_never_run_again(desk):
    desk.sql("INSERT INTO loans.failed_messages (receiver, message_id, headers, body, status, cause, error)"
             " VALUES ('loans.apply_for_loan', 'told-1', '{}', 'x', 'parked', 'call_failed', 'x')")
    id_ = str(desk.sql("SELECT id FROM loans.failed_messages WHERE message_id = 'told-1'")[0][0])
    assert desk.ask("failed", "retry", "loans", id_) == (1, [])
    assert desk.ask("failed", "drop", "loans", id_, "--reason", "told")[0] == 0


def test_operators_may_ask_whether_all_adds_up_and_send_no_other_call(desk):
    url = Settings.from_environment(desk.machine.environment()).amqp_url("ops")
    with Connection(url, transport_options={"confirm_publish": True}) as connection, pytest.raises(AccessRefused):
        channel = connection.default_channel
        message = channel.prepare_message("{}", content_encoding="utf-8")
        channel.basic_publish(message, exchange="nameko-rpc", routing_key="loans.write_off")


def test_tables_are_for_people_and_trouble_is_one_line(desk):
    answer = desk.run("lag")
    assert answer.returncode == 0
    assert "积压" in answer.stdout
    broken = subprocess.run([sys.executable, "-m", "ops", "lag"], cwd=ROOT, capture_output=True, text=True, check=False,
                            env=desk.environment | {"DB_PORT": "1"})
    assert broken.returncode == 2
    assert "Traceback" not in broken.stderr
