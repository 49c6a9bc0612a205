"""The containers as they are written down: checked by the published schema, since no engine is needed for that."""

import copy
import re
import shlex
import subprocess
import sys
import urllib.request
from base64 import b64decode
from pathlib import Path

import pytest
import yaml

from chassis.alive import alive
from chassis.health import serve
from chassis.processes import PROCESSES
from chassis.settings import Settings
from dev.ports import free_port, read_environment_file
from dev.secrets import ensure
from dev.sources import ROOT
from ops.platform import Platform

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
OWN = [process.name for process in PROCESSES]


def faults_by_the_schema(path: Path) -> str:
    """What check-jsonschema's copy of the compose specification finds wrong; empty when nothing."""
    answer = subprocess.run([sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec",
                             str(path)], capture_output=True, text=True, check=False)
    return "" if answer.returncode == 0 else answer.stdout + answer.stderr


def test_compose_is_valid_by_the_published_schema():
    assert faults_by_the_schema(ROOT / "docker-compose.yml") == ""


def test_a_misspelt_word_is_found_by_the_schema(tmp_path):
    wrong = copy.deepcopy(COMPOSE)
    wrong["services"]["relay"]["restarts"] = wrong["services"]["relay"].pop("restart")
    (tmp_path / "compose.yml").write_text(yaml.safe_dump(wrong))
    assert "restarts" in faults_by_the_schema(tmp_path / "compose.yml")


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_restarts_and_tells_whether_it_is_well_but_what_ends_by_itself(name):
    service = SERVICES[name]
    if name in ("deploy", "ops"):
        assert service.get("restart", "no") == "no"
        return
    assert service["restart"] == "unless-stopped"
    assert service["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")


def test_the_operators_container_reaches_everything_and_holds_the_operators_passwords_alone(tmp_path):
    ensure(tmp_path)
    secrets = read_environment_file(tmp_path / "env/ops.env")
    assert sorted(secrets) == ["AMQP_PASSWORD_OPS", "DB_PASSWORD_OPS_READ", "DB_PASSWORD_OPS_REPAIR"]
    environment = SERVICES["ops"]["environment"] | secrets | {"MODE": "demo"}
    platform = Platform(lambda: Settings.from_environment(environment))
    asked = {name: (platform.settings.health_host(name), str(platform.settings.health_port(name))) for name in OWN}
    assert asked == {name: (name, SERVICES[name]["healthcheck"]["test"][-1]) for name in OWN}
    broker = platform.management
    assert (broker.base, b64decode(broker.token).decode()) == (
        "http://rabbitmq:15672/api", f"ops:{secrets['AMQP_PASSWORD_OPS']}")
    assert "user=ops_repair" in platform.settings.database_conninfo("ops_repair").replace("'", "")
    assert platform.settings.amqp_url("ops").endswith("@rabbitmq:5672/%2F")


@pytest.mark.parametrize("name", OWN)
def test_a_process_has_no_rights_to_gain_and_time_to_finish(name):
    service = SERVICES[name]
    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["stop_grace_period"] == "30s"
    assert re.search(r"^USER app$", DOCKERFILE, re.MULTILINE)


def test_the_servers_are_the_versions_that_the_readme_names():
    assert {name: SERVICES[name]["image"].split(":")[1].split(".")[0] for name in ("postgres", "rabbitmq")} == \
        {"postgres": "18", "rabbitmq": "4-management"}


def test_named_volumes_are_declared_and_every_file_that_is_mounted_exists():
    used = [volume.split(":") for service in SERVICES.values() for volume in service.get("volumes", [])]
    own = [source for source, *_ in used if source.startswith("./")]
    assert [path for path in own if not (ROOT / path).exists()] == []
    assert {source for source, *_ in used if source not in own} == set(COMPOSE["volumes"])


def test_every_secret_file_that_a_container_reads_is_made_and_nobody_else_can_read_it(tmp_path):
    ensure(tmp_path)
    wanted = {path for service in SERVICES.values() for path in service.get("env_file", [])}
    made = {path: tmp_path / Path(path).relative_to("var") for path in wanted}
    assert [path for path, file in made.items() if not file.exists()] == []
    assert {oct(file.stat().st_mode & 0o777) for file in made.values()} == {"0o600"}


def test_every_path_that_the_image_copies_exists():
    copied = [path for line in DOCKERFILE.splitlines() if line.startswith("COPY ") and "--from" not in line
              for path in shlex.split(line)[1:-1]]
    assert len(copied) >= 4
    assert [path for path in copied if not (ROOT / path).exists()] == []


def test_the_health_check_says_whether_a_process_answers():
    port = free_port()
    assert not alive(port)
    serve(port, lambda: {"broker": False})
    assert alive(port)
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=4)


def test_prometheus_asks_every_process_where_compose_lets_it_answer():
    targets = yaml.safe_load((ROOT / "ops/monitoring/prometheus.yml").read_text())["scrape_configs"][0]
    asked = dict(target.split(":") for target in targets["static_configs"][0]["targets"])
    assert asked == {name: SERVICES[name]["healthcheck"]["test"][-1] for name in OWN}
