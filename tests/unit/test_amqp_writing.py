"""What is written inside `in_one_piece` goes out in its order by one write; a fault in it sends nothing more."""

import socket
from types import SimpleNamespace

import pytest
from amqp.exceptions import RecoverableConnectionError
from amqp.method_framing import frame_writer
from amqp.transport import TCPTransport

from chassis.amqp import HELD_BYTES, Held, ReadAhead, in_one_piece

PUBLISH = (60, 40)


class Wire:
    """The library's transport over a socket that counts its writes."""

    def __init__(self):
        self.sent = []
        self.transport = TCPTransport("localhost")
        self.transport.connected = True
        self.transport._write = Held(self.take)
        self.transport._quick_recv = ReadAhead(self.give, self.transport._write.send)
        self.connection = SimpleNamespace(connection=SimpleNamespace(transport=self.transport))
        self.write_frame = frame_writer(SimpleNamespace(frame_max=4096, bytes_sent=0), self.transport)

    def take(self, data) -> None:
        self.sent.append(bytes(data))

    def give(self, wanted: int) -> bytes:
        self.sent.append("received")
        return b"x" * wanted

    def publish(self, text: str) -> None:
        self.write_frame(1, 1, PUBLISH, text, None)


def alone(*texts: str) -> list[bytes]:
    """What the library sends for them, each by itself."""
    wire = Wire()
    for text in texts:
        wire.publish(text)
    return wire.sent


def test_outside_each_goes_out_by_itself():
    assert len(alone("one", "two")) == 2


def test_inside_all_goes_out_at_the_end_byte_for_byte_and_in_order():
    wire = Wire()
    with in_one_piece(wire.connection):
        for text in ("one", "two", "three"):
            wire.publish(text)
        assert wire.sent == []
    assert wire.sent == [b"".join(alone("one", "two", "three"))]
    wire.publish("four")
    assert wire.sent[1:] == alone("four")


def test_one_block_within_another_is_sent_with_it():
    wire = Wire()
    with in_one_piece(wire.connection):
        wire.publish("one")
        with in_one_piece(wire.connection):
            wire.publish("two")
        wire.publish("three")
    assert wire.sent == [b"".join(alone("one", "two", "three"))]


def test_nothing_is_sent_where_nothing_was_written():
    wire = Wire()
    with in_one_piece(wire.connection):
        pass
    assert wire.sent == []


def test_much_is_sent_before_the_end():
    wire, much = Wire(), "a" * 1000
    count = HELD_BYTES // 1000 + 1
    with in_one_piece(wire.connection):
        for _ in range(count):
            wire.publish(much)
        assert len(wire.sent) == 1
    assert b"".join(wire.sent) == b"".join(alone(*[much] * count))


def test_what_is_held_goes_out_before_its_answer_is_awaited():
    wire = Wire()
    with in_one_piece(wire.connection):
        wire.publish("one")
        wire.transport._read(7)
        wire.publish("two")
    assert wire.sent == [*alone("one"), "received", *alone("two")]


def test_a_fault_inside_sends_nothing_more_not_even_later():
    wire = Wire()
    with pytest.raises(LookupError), in_one_piece(wire.connection):
        wire.publish("one")
        raise LookupError
    assert wire.sent == []
    with in_one_piece(wire.connection):
        wire.publish("two")
    assert wire.sent == alone("two")


def test_a_broker_that_takes_nothing_in_is_a_lost_connection_within_the_time_for_writing():
    ours, brokers = socket.socketpair()
    with ours, brokers:
        ours.settimeout(0.05)
        wire = Wire()
        wire.transport._write.write = ours.sendall
        with pytest.raises(RecoverableConnectionError), in_one_piece(wire.connection):
            for _ in range(4 * HELD_BYTES // 1000):
                wire.publish("a" * 1000)


def test_over_tls_each_goes_out_by_itself():
    wire = Wire()
    wire.transport._write = wire.take
    with in_one_piece(wire.connection):
        wire.publish("one")
        wire.publish("two")
    assert wire.sent == alone("one", "two")
