"""`make up` and `make down` without the platform itself: a stand-in answers in place of each process."""

import os
import signal
import socket
import sys
from dataclasses import dataclass

import pytest

from chassis.processes import Process
from dev.by_pid import running, started_for, wait_until
from dev.launch import spawn
from dev.machine import Machine, NotReady
from dev.ports import free_port
from dev.postgres import PostgresServer
from dev.supervision import Supervisor


@dataclass(frozen=True)
class StandIn(Process):
    """A process that only says that it is ready, once it was given the training role's password."""

    @property
    def command(self):
        return ("python", "-m", "tests.integration.stand_in", self.health_port_name)


class Bare(Machine):
    """A machine without migrations and topology."""

    def set_up(self):
        return None


GATEWAY = StandIn("gateway", ("training",), "gateway", "PORT")
TRAINING = StandIn("training", ("training",), "training", "HEALTH_PORT_TRAINING")


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    made = Bare(tmp_path_factory.mktemp("machine"), throwaway=True, processes=(GATEWAY, TRAINING))
    made.up()
    yield made
    made.remove()


def test_up_returns_when_every_process_is_ready(machine):
    assert machine.not_ready() == {}


def test_a_second_up_keeps_addresses_and_running_processes(machine):
    before = machine.ports.as_environment(), machine.supervisor.pid_of("training"), machine.postgres.process
    again = Bare(machine.folder, throwaway=True, processes=(GATEWAY, TRAINING))
    again.up()
    after = again.ports.as_environment(), again.supervisor.pid_of("training"), again.postgres.process
    assert after == before


def test_a_process_whose_code_changed_is_started_again_by_up(machine, monkeypatch):
    before = machine.supervisor.pid_of("training")
    monkeypatch.setattr("dev.machine.fingerprint", lambda: "changed")
    machine.start_processes()
    assert machine.supervisor.pid_of("training") not in (None, before)


def test_a_process_that_died_is_started_again(machine):
    before = machine.supervisor.pid_of("training")
    machine.supervisor.kill("training")
    wait_until(lambda: machine.supervisor.pid_of("training") not in (None, before), 15, "a new process")
    wait_until(lambda: not machine.not_ready(), 15, "the new training process to be ready")


def test_only_the_owner_can_read_the_configuration_that_holds_the_passwords(machine):
    assert machine.supervisor.configuration.stat().st_mode & 0o777 == 0o600


def test_a_process_is_given_its_own_password_and_nobody_elses(machine):
    environment = _environment_of(machine.supervisor.pid_of("training"))
    passwords = {name for name in environment if "PASSWORD" in name}
    assert passwords == {"DB_PASSWORD_TRAINING", "AMQP_PASSWORD_TRAINING"}
    assert "DATABASE_URL" not in environment


def test_what_a_process_prints_stands_in_its_log(machine):
    assert "ready" in (machine.supervisor.logs / "training.log").read_text()


def test_down_ends_everything_and_a_later_up_finds_its_data_and_addresses(tmp_path):
    machine = Bare(tmp_path, throwaway=True, processes=(TRAINING,))
    machine.up()
    address = machine.postgres.url
    port_mapper = machine.rabbitmq.epmd
    assert machine.down() == []
    assert started_for(tmp_path, or_below=True) == []
    assert not port_mapper.alive
    again = Bare(tmp_path, throwaway=True, processes=(TRAINING,))
    again.up()
    assert again.postgres.url == address
    again.remove()


def test_up_after_a_run_that_was_killed_ends_what_that_run_left(tmp_path):
    machine = Bare(tmp_path, throwaway=True, processes=(TRAINING,))
    machine.up()
    orphan = running(machine.supervisor.pid_of("training"))
    machine.supervisor.process.send(signal.SIGKILL)
    machine.rabbitmq.kill()
    machine.postgres.kill()
    assert orphan.alive
    machine.up()
    assert not orphan.alive
    assert machine.not_ready() == {}
    machine.remove()
    assert started_for(tmp_path, or_below=True) == []


def test_a_process_that_never_gets_ready_is_named_with_its_log(tmp_path, monkeypatch):
    monkeypatch.setattr("dev.machine.SECONDS_TO_READY", 3)
    broken = StandIn("relay", ("relay",), "relay", "HEALTH_PORT_RELAY")
    machine = Bare(tmp_path, throwaway=True, processes=(broken,))
    with pytest.raises(NotReady, match="relay：503(.|\n)*ready"):
        machine.start_processes()
    machine.remove()


def test_a_process_that_crashes_again_and_again_is_given_up_before_the_time_is_over(tmp_path, monkeypatch):
    monkeypatch.setattr("dev.machine.SECONDS_OF_CRASHES", 1)
    broken = StandIn("relay", ("relay",), "relay", "NO_SUCH_PORT")
    monkeypatch.setattr(StandIn, "environment", ())
    machine = Bare(tmp_path, throwaway=True, processes=(broken,))
    with pytest.raises(NotReady, match="KeyError: 'NO_SUCH_PORT'"):
        machine.start_processes()
    machine.remove()


def test_a_taken_gateway_port_is_told_before_anything_starts(tmp_path, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as other:
        monkeypatch.setenv("PORT", str(other.getsockname()[1]))
        machine = Bare(tmp_path, processes=(GATEWAY,), mode="test")
        with pytest.raises(NotReady, match="PORT=8001 make up"):
            machine.up()
    assert started_for(tmp_path, or_below=True) == []


def test_addresses_from_outside_mean_no_private_servers(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://admin:pw@db.example:6543/shop")
    monkeypatch.setenv("AMQP_URL", "amqp://admin:pw@mq.example:5673/five")
    machine = Bare(tmp_path, processes=(TRAINING,), mode="test")
    assert (machine.postgres, machine.rabbitmq) == (None, None)
    told = machine.environment()
    assert [told[name] for name in ("DB_HOST", "DB_PORT", "DB_NAME")] == ["db.example", "6543", "shop"]
    assert [told[name] for name in ("AMQP_HOST", "AMQP_PORT", "AMQP_VHOST")] == ["mq.example", "5673", "five"]


def test_a_kept_port_that_another_program_took_is_replaced(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        (tmp_path / "ports.env").write_text(f"POSTGRES_PORT={taken}\n")
        machine = Bare(tmp_path, throwaway=True, processes=(TRAINING,))
        machine._move_away_from_taken_ports()
        assert machine.postgres.port != taken


def test_a_supervisor_in_a_folder_with_a_long_name_has_a_socket_that_fits(tmp_path):
    supervisor = Supervisor(tmp_path / ("long" * 30), processes=(TRAINING,))
    assert len(os.fsencode(supervisor.socket)) < 100
    assert supervisor.socket == supervisor.socket


def test_a_test_run_that_is_killed_takes_its_servers_along(tmp_path):
    script = ("import os, pathlib, signal, sys; from dev.servers import private_postgres\n"
              "with private_postgres(pathlib.Path(sys.argv[1])): os.kill(os.getpid(), signal.SIGKILL)")
    run = spawn([sys.executable, "-c", script, str(tmp_path)], tmp_path / "run.log", cwd=os.getcwd(),
                mark=tmp_path / "run")
    wait_until(lambda: not run.alive, 30, "the run to be killed")
    wait_until(lambda: started_for(tmp_path) == [], 20, "its server to end")
    PostgresServer(tmp_path, free_port(), throwaway=True).remove()


def _environment_of(pid):
    with open(f"/proc/{pid}/environ", "rb") as file:
        return dict(os.fsdecode(line).split("=", 1) for line in file.read().split(b"\0") if b"=" in line)
