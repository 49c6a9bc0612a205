"""What is known of a call that has no answer yet: whether the broker took it over, refused it, or is gone.

The broker is the other end of a real socket, as the way in which a line waits is the system's own.
"""

import socket
import struct
import threading
import time
from collections import defaultdict
from types import SimpleNamespace

import pytest
from amqp.exceptions import MessageNacked

from chassis import call_client, call_line
from chassis.amqp import ReadAhead
from contracts.problems import Unavailable

RECEIPT = struct.Struct(">c20x")  # as long as a confirm on the wire
ANSWER = struct.Struct(">cH200x")


class Broker:
    """A connection and its channel in one; `says` is what the other end has it hear."""

    def __init__(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            self.mine = socket.create_connection(server.getsockname())
            self.theirs, _ = server.accept()
        self.mine.settimeout(5)
        self.events, self.published, self.woken = defaultdict(set), [], 0
        self.channel = lambda: self
        self.connection = self
        self.transport = SimpleNamespace(sock=self.mine, _quick_recv=ReadAhead(self.mine.recv))

    def confirm_select(self) -> None:
        assert not self.published, "confirms are counted from the first message on"

    def queue_declare(self, *_, **how) -> None:
        assert how["exclusive"]

    def queue_bind(self, *_, **how) -> None:
        assert how["routing_key"]

    def basic_consume(self, _, no_ack, callback) -> None:
        self.callback = callback

    def prepare_message(self, body, **more):
        return SimpleNamespace(body=body, properties=more["properties"])

    def basic_publish(self, message, **_) -> None:
        self.published.append(message.properties["correlation_id"])

    def says(self, *words: str) -> None:
        for word in words:
            kind, *number = word.split()
            if kind == "gone":
                self.theirs.close()
            elif kind == "answer":
                self.theirs.sendall(ANSWER.pack(b"m", int(number[0])))
            else:
                self.theirs.sendall(RECEIPT.pack(b"a" if kind == "ack" else b"n"))

    def drain_events(self, timeout=None) -> None:
        """Hears one thing; receipts are numbered as they come."""
        self.woken += 1
        kind = self.transport._quick_recv(1)
        if kind == b"m":
            [number] = struct.unpack(">H", self.transport._quick_recv(2))
            self.transport._quick_recv(200)
            self.callback(SimpleNamespace(properties={"correlation_id": self.published[number - 1]}, body=b"{}"))
            return
        self.transport._quick_recv(20)
        self.receipts = getattr(self, "receipts", 0) + 1
        for listener in self.events["basic_ack" if kind == b"a" else "basic_nack"]:
            listener(self.receipts, False)


@pytest.fixture
def line(monkeypatch):
    monkeypatch.setattr(call_line, "connect", lambda url, **options: Broker())
    monkeypatch.setattr(call_line, "to_headers", lambda envelope: {})
    monkeypatch.setattr(call_line, "read_what_has_come", _read)
    monkeypatch.setattr(call_line, "RECEIPT_AFTER_SECONDS", 0.05)
    monkeypatch.setattr(call_line, "CONFIRM_SECONDS", 0.05)
    return call_line.Line("amqp://", "gateway")


def _read(connection) -> None:
    received = connection.transport._quick_recv
    received.look(connection.transport.sock.fileno())
    while received.has_more:
        connection.drain_events()


def sent(line, times: int = 1):
    for _ in range(times):
        line.send({}, SimpleNamespace(type="training.file_class", id="m"), 8)
    return line


def soon() -> float:
    return time.monotonic() + 5


def test_an_answer_ends_the_wait(line):
    sent(line).connection.says("ack", "answer 1")
    assert line.answer(soon()) == b"{}"


def test_a_receipt_alone_wakes_nobody_while_the_answer_may_still_come(line, monkeypatch):
    monkeypatch.setattr(call_line, "RECEIPT_AFTER_SECONDS", 5)
    sent(line).connection.says("ack")
    later = threading.Timer(0.1, line.connection.says, ["answer 1"])
    later.start()
    asked = []
    plainly = line._listen
    monkeypatch.setattr(line, "_listen", lambda seconds: (asked.append(seconds), plainly(seconds)))
    assert line.answer(soon()) == b"{}"
    assert len(asked) == 1


def test_a_call_that_the_broker_took_over_is_waited_for_until_its_end(line):
    sent(line).connection.says("ack")
    assert line.answer(time.monotonic() + 0.2) is None
    assert line.is_alive()


def test_a_call_that_the_broker_refused_was_not_accepted(line):
    sent(line).connection.says("nack")
    with pytest.raises(MessageNacked):
        line.answer(soon())


def test_the_confirm_of_an_earlier_call_is_not_taken_for_this_ones(line):
    sent(line, 2).connection.says("ack", "nack")
    with pytest.raises(MessageNacked):
        line.answer(soon())


def test_a_late_answer_to_an_earlier_call_is_not_taken_for_this_ones(line):
    sent(line, 2).connection.says("ack", "ack", "answer 1")
    assert line.answer(time.monotonic() + 0.2) is None
    line.connection.says("answer 2")
    assert line.answer(soon()) == b"{}"


def test_a_late_refusal_of_a_call_that_was_answered_spoils_nothing(line):
    sent(line).connection.says("answer 1")
    assert line.answer(soon()) == b"{}"
    line.connection.says("nack")
    assert line.is_alive()
    sent(line).connection.says("ack", "answer 2")
    assert line.answer(soon()) == b"{}"


def test_a_connection_that_the_broker_closed_is_not_used_again(line):
    sent(line).connection.says("gone")
    assert not line.is_alive()
    with pytest.raises(ConnectionResetError):
        line.answer(soon())


def test_a_broker_that_says_nothing_leaves_the_outcome_open(line):
    with pytest.raises(TimeoutError):
        sent(line).answer(soon())


def test_nobody_waits_for_a_receipt_longer_than_for_the_answer(line, monkeypatch):
    monkeypatch.setattr(call_line, "CONFIRM_SECONDS", 3600)
    with pytest.raises(TimeoutError):
        sent(line).answer(time.monotonic() + 0.2)


@pytest.mark.parametrize(("trouble", "kept"), [(Unavailable("停着"), True), (ConnectionResetError(), False),
                                               (UnicodeError(), False)])
def test_only_a_plain_refusal_leaves_a_line_to_be_used_again(line, trouble, kept):
    client = call_client.CallClient("amqp://", user="gateway")
    client._idle.put(line)
    line.discard = lambda: None
    with pytest.raises(type(trouble)), client._line():
        raise trouble
    assert client._idle.qsize() == kept
