"""The supervisor and docker-compose.yml start what the process table says, and a difference is seen."""

import copy
import re

import pytest
import yaml

from chassis.processes import PROCESSES
from dev.process_table import differences
from dev.sources import ROOT
from dev.supervision import Supervisor, render

TEXT = (ROOT / "docker-compose.yml").read_text()


@pytest.fixture
def compose():
    return copy.deepcopy(yaml.safe_load(TEXT))


@pytest.fixture
def configuration(tmp_path):
    return render(Supervisor(tmp_path), {"DB_PASSWORD_TRAINING": "own", "DB_PASSWORD_LOANS": "other's"})


def test_the_table_the_supervisor_and_compose_say_the_same(configuration, compose):
    assert differences(PROCESSES, configuration, compose) == []


def test_a_process_missing_in_compose_is_seen(configuration, compose):
    del compose["services"]["loans"]
    assert differences(PROCESSES, configuration, compose) == ["compose lacks loans"]


def test_a_service_that_the_table_does_not_know_is_seen(configuration, compose):
    compose["services"]["extra"] = compose["services"]["relay"]
    assert differences(PROCESSES, configuration, compose) == ["compose has extra, the table has not"]


def test_a_process_missing_in_the_supervisor_is_seen(configuration, compose):
    without = configuration.replace("[program:relay]", "[elsewhere:relay]")
    assert differences(PROCESSES, without, compose) == ["supervisor lacks relay"]


def test_another_command_is_seen_in_either_place(configuration, compose):
    compose["services"]["events"]["command"][-1] = "loans"
    changed = configuration.replace("chassis.run training", "chassis.run gateway")
    found = differences(PROCESSES, changed, compose)
    assert [line.split(" runs ")[0] for line in found] == ["supervisor: training", "compose: events"]


def test_another_processs_secrets_in_compose_are_seen(configuration, compose):
    compose["services"]["events"]["env_file"] = ["var/secrets.env"]
    assert "compose: events reads" in differences(PROCESSES, configuration, compose)[0]


def test_a_missing_variable_in_compose_is_seen(configuration, compose):
    del compose["services"]["relay"]["environment"]["HEALTH_PORT_RELAY"]
    assert "compose: relay is told" in differences(PROCESSES, configuration, compose)[0]


def test_compose_holds_no_secret_and_the_processes_wait_for_the_migrations(compose):
    assert not re.search("password|secret_key", TEXT, re.IGNORECASE)
    waiting = [each["depends_on"] for name, each in compose["services"].items() if name in
               {process.name for process in PROCESSES}]
    assert waiting == [{"deploy": {"condition": "service_completed_successfully"}}] * len(PROCESSES)


def test_the_supervisor_gives_a_process_its_own_password_only(configuration):
    lines = [line for line in configuration.splitlines() if line.startswith("environment=")]
    assert [("own" in line, "other's" in line) for line in lines].count((True, False)) == 1
    assert [("own" in line, "other's" in line) for line in lines].count((False, True)) == 1
