"""Processes are known by id and start time; ports are chosen once."""

import json
import os
import signal
import socket
import subprocess
import sys

import pytest

from dev import by_pid
from dev.by_pid import Running, Timeout
from dev.launch import DidNotStart, run, spawn
from dev.ports import KeptPorts, answers, free_port, is_free

FOREVER = [sys.executable, "-c", "import signal; print('up', flush=True); signal.pause()"]
STUBBORN = [sys.executable, "-c",
            "import signal; signal.signal(15, signal.SIG_IGN); print('up', flush=True); signal.pause()"]


@pytest.fixture
def start(tmp_path):
    started = []

    def begin(command):
        log = tmp_path / f"{len(started)}.log"
        started.append(spawn(command, log, cwd=tmp_path, mark=tmp_path))
        by_pid.wait_until(lambda: "up" in log.read_text(), 10, "the process to be up")
        return started[-1]

    yield begin
    for process in started:
        process.end(gently=signal.SIGKILL)


def test_a_process_is_found_again_through_its_pid_file_until_it_ends(start, tmp_path):
    process = start(FOREVER)
    process.remember(tmp_path / "pid")
    assert by_pid.recall(tmp_path / "pid") == process
    process.end()
    assert by_pid.recall(tmp_path / "pid") is None


def test_a_pid_file_whose_id_now_belongs_to_another_process_names_nobody(tmp_path):
    (tmp_path / "pid").write_text(json.dumps({"pid": os.getpid(), "started": 1}))
    assert by_pid.recall(tmp_path / "pid") is None


@pytest.mark.parametrize("content", ["", "12", "{}", "[1]"])
def test_a_broken_pid_file_names_nobody(tmp_path, content):
    (tmp_path / "pid").write_text(content)
    assert by_pid.recall(tmp_path / "pid") is None


def test_another_process_with_a_reused_id_is_never_signalled(start):
    process = start(FOREVER)
    Running(process.pid, process.started - 1).end(within=0.1)
    assert process.alive


def test_a_process_that_ignores_the_gentle_signal_is_ended_by_force(start):
    process = start(STUBBORN)
    process.end(within=0.2)
    assert not process.alive


def test_a_process_that_ended_and_was_not_collected_counts_as_ended():
    child = subprocess.Popen([sys.executable, "-c", ""])
    by_pid.wait_until(lambda: by_pid.running(child.pid) is None, 10, "the child to end")
    child.wait()


def test_only_processes_started_for_a_folder_are_found_by_it(start, tmp_path):
    process = start(FOREVER)
    assert by_pid.started_for(tmp_path) == [process]
    assert by_pid.started_for(tmp_path.parent) == []
    assert process in by_pid.started_for(tmp_path.parent, or_below=True)
    assert by_pid.started_for(tmp_path / "other") == []


def test_waiting_in_vain_says_for_what():
    with pytest.raises(Timeout, match="rain"):
        by_pid.wait_until(lambda: False, 0.05, "rain")


def test_a_command_that_fails_is_told_with_its_own_words(tmp_path):
    with pytest.raises(DidNotStart, match="no such luck"):
        run([sys.executable, "-c", "raise SystemExit('no such luck')"], tmp_path / "log", cwd=tmp_path)


def test_a_free_port_is_free_and_not_handed_out_twice():
    ports = [free_port() for _ in range(50)]
    assert len(set(ports)) == 50
    assert all(is_free(port) and not answers(port) for port in ports)


def test_a_port_in_use_is_not_free():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert not is_free(port)
        assert answers(port)


def test_ports_are_chosen_once_and_kept(tmp_path):
    first = KeptPorts(tmp_path / "ports.env").port("A")
    again = KeptPorts(tmp_path / "ports.env")
    assert (again.port("A"), again.port("B") != first) == (first, True)
    again.forget("A")
    assert again.port("A") != first
