"""The gateway's server process: large bodies, a port that is taken, leaving in order."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest

PROGRAM = """
import sys, threading
from gateway.http.route import Route
from gateway.serve import run_server
from tests.unit.gateway_examples import ReserveSeats, a_client, a_context

begun = threading.Event()

def slow(request):
    begun.set()
    threading.Event().wait(1.5)
    return {"slow": True}

ROUTES = (Route("POST", "/seats/{class_id}", lambda request: request.body, "预留", "public", body=ReserveSeats),
          Route("GET", "/slow", slow, "慢", "public"),
          Route("GET", "/begun", lambda request: {"begun": begun.is_set()}, "已开始", "public"))
run_server("127.0.0.1", int(sys.argv[1]), lambda: a_client(*ROUTES, context=a_context()).app)
"""

WITH_LINES = """
import sys
import falcon
from chassis import logs
from gateway.http.health import Alive
from gateway.serve import identity, run_server

def application():
    logs.set_up("toy")
    app = falcon.App(middleware=[identity("toy", "INFO")])
    app.add_route("/healthz", Alive())
    app.add_route("/one", Alive())
    return app

run_server("127.0.0.1", int(sys.argv[1]), application)
"""


def a_free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def started(port, program=PROGRAM):
    return subprocess.Popen([sys.executable, "-c", program, str(port)], stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True)


def ask(port, method="GET", path="/healthz", body=None, headers=None, **options):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, body, headers or {}, **options)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


def wait_until(holds, seconds=20):
    last, end = None, time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            last = holds()
            if last:
                return last
        except OSError as error:
            last = error
        threading.Event().wait(0.05)
    raise AssertionError(f"after {seconds} s still {last!r}")


@contextmanager
def a_server(program=PROGRAM):
    port = a_free_port()
    process = started(port, program)
    try:
        wait_until(lambda: ask(port)[0] == 200)
        yield port, process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(20)
        process.stdout.close()


@pytest.fixture(scope="module")
def server():
    with a_server() as (port, _):
        yield port


JSON = {"Content-Type": "application/json"}


def in_pieces(size):
    for _ in range(size // 65536):
        yield b" " * 65536


def test_a_body_of_30_megabytes_is_refused_and_its_sender_can_read_why(server):
    status, told = ask(server, "POST", "/api/v1/seats/c-1", b" " * 30_000_000, JSON)
    assert (status, told["code"]) == (413, "body_too_large")


def test_a_chunked_body_of_30_megabytes_is_refused_too(server):
    status, told = ask(server, "POST", "/api/v1/seats/c-1", in_pieces(30_000_000), JSON, encode_chunked=True)
    assert (status, told["code"]) == (413, "body_too_large")


def test_a_chunked_body_is_taken(server):
    pieces = iter([b'{"peo', b'ple": 3}'])
    status, told = ask(server, "POST", "/api/v1/seats/c-1", pieces, JSON, encode_chunked=True)
    assert (status, told["people"]) == (200, 3)


def test_many_are_answered_at_once(server):
    started_at, statuses = time.monotonic(), []
    threads = [threading.Thread(target=lambda: statuses.append(ask(server, path="/api/v1/slow")[0])) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 12
    assert time.monotonic() - started_at < 12


def test_a_taken_port_is_told_clearly_and_not_shared(server):
    second = started(server)
    output, _ = second.communicate(timeout=20)
    assert second.returncode == 1
    assert f"端口 {server} 已被占用" in output
    assert "Traceback" not in output


def test_what_was_begun_is_finished_when_the_server_is_told_to_leave():
    with a_server() as (port, process):
        answers = []
        asking = threading.Thread(target=lambda: answers.append(ask(port, path="/api/v1/slow")))
        asking.start()
        wait_until(lambda: ask(port, path="/api/v1/begun")[1]["begun"])
        process.send_signal(signal.SIGTERM)
        asking.join(20)
        assert answers == [(200, {"slow": True})]
        assert process.wait(20) == 0


def test_every_request_that_was_answered_has_its_line_when_the_server_leaves():
    with a_server(WITH_LINES) as (port, process):
        for _ in range(20):
            assert ask(port, path="/one")[0] == 200
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=20)
    lines = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    assert len([line for line in lines if line.get("route") == "/one"]) == 20


def test_nothing_is_left_when_the_server_is_killed():
    with a_server() as (port, process):
        [worker] = children(process.pid)
        process.kill()
        process.wait(20)
        wait_until(lambda: not is_running(worker))


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as found:
        return [int(child) for child in found.read().split()]


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
