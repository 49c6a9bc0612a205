"""What the broker sends is received ahead, in few calls, and given out byte for byte."""

import random
import socket

import pytest

from chassis.amqp import READ_AHEAD_BYTES, ReadAhead

SENT = bytes(range(256)) * 1000


class Wire:
    """Gives out what was sent, never more than is asked for, and counts how often it is asked."""

    def __init__(self, most: int):
        self.left, self.most, self.asked = SENT, most, 0

    def receive(self, wanted: int) -> bytes:
        self.asked += 1
        found, self.left = self.left[:min(wanted, self.most)], self.left[min(wanted, self.most):]
        return found


def test_every_byte_is_given_out_once_and_in_order_however_it_came():
    chance = random.Random(7)
    for most in (1, 7, 1000, READ_AHEAD_BYTES):
        wire, got = Wire(most), b""
        read = ReadAhead(wire.receive)
        while part := read(chance.choice((1, 7, 200, 100_000))):
            got += part
        assert got == SENT and not read.has_more


def test_what_came_is_given_out_without_asking_again():
    wire = Wire(READ_AHEAD_BYTES)
    read = ReadAhead(wire.receive)
    assert [len(read(7)) for _ in range(1000)] == [7] * 1000
    assert wire.asked == 1 and read.has_more


def test_a_look_takes_what_has_come_waits_for_nothing_and_tells_a_closed_connection():
    ours, brokers = socket.socketpair()
    with ours:
        ours.setblocking(False)
        read = ReadAhead(ours.recv)
        read.look(ours.fileno())
        assert not read.has_more
        brokers.sendall(b"first")
        read.look(ours.fileno())
        assert read(2) == b"fi"
        brokers.sendall(b", second")
        read.look(ours.fileno())
        assert read(100) == b"rst, second"
        brokers.close()
        with pytest.raises(ConnectionResetError):
            read.look(ours.fileno())
