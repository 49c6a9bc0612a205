"""What is read at once is what the library would have read; all that is odd or not whole is left to it."""

from struct import pack
from types import SimpleNamespace

import pytest
from amqp import Message
from amqp.serialization import dumps, loads

from chassis.delivered import take_delivered

HEADERS = {"cloudEvents:id": "e-1", "cloudEvents:entityversion": 7, "big": 2**40, "small": -3, "词": "中文",
           "empty": ""}
PROPERTIES = {"content_type": "application/json", "application_headers": HEADERS, "delivery_mode": 2, "priority": 3,
              "correlation_id": "c", "reply_to": "r", "expiration": "60000", "message_id": "m" * 200,
              "timestamp": 1_700_000_000, "type": "t", "user_id": "relay", "app_id": "a"}


def frame(kind: int, held: bytes, end: int = 206) -> bytes:
    return pack(">BHI", kind, 1, len(held)) + held + bytes([end])


def sent(body: bytes = b'{"a": 1}', *, method=(60, 60), parts: int = 1, tag: str = "us", again: bool = False,
         number: int = 2**40, **properties) -> bytes:
    """A delivery as the broker sends it."""
    info = pack(">HH", *method) + dumps("sLbss", [tag, number, again, "training.events", "training.completed.v1"])
    head = pack(">HxxQ", 60, len(body)) + Message(**properties)._serialize_properties()
    size = max(1, -(-len(body) // parts))
    pieces = [body[at:at + size] for at in range(0, len(body), size)]
    return frame(1, info) + frame(2, head) + b"".join(frame(3, piece) for piece in pieces)


def confirmed(number: int, *, multiple: bool = False) -> bytes:
    """A confirm as the broker sends it."""
    return frame(1, pack(">HH", 60, 80) + dumps("Lb", [number, multiple]))


def read(data: bytes, *, tags=("us",), closing: bool = False, decodes: bool = False, awaited=()):
    """What was taken in `data`, where its rest begins, and how many frames were counted."""
    taken = []
    channel = SimpleNamespace(is_closing=closing, auto_decode=decodes, callbacks=dict.fromkeys(tags, taken.append),
                              _pending=awaited, _on_basic_ack=lambda *confirm: taken.append(confirm))
    connection = SimpleNamespace(channels={1: channel}, bytes_recv=0)
    received = SimpleNamespace(data=data, at=0)
    assert take_delivered(connection, received) is bool(taken)
    return taken, received.at, connection.bytes_recv


@pytest.mark.parametrize("left_out", [(), ("application_headers",), ("timestamp", "type"), tuple(PROPERTIES)])
def test_a_whole_delivery_is_read_as_the_library_reads_it(left_out):
    properties = {name: value for name, value in PROPERTIES.items() if name not in left_out}
    data = sent(again=True, **properties)
    by_library = Message()
    size = loads("l", data, 3)[0][0]
    by_library.inbound_header(data[7 + size + 1 + 7:])
    (message,), at, frames = read(data)
    assert message.properties == by_library.properties == properties
    assert (message.body, at, frames) == (b'{"a": 1}', len(data), 3)
    assert message.delivery_info == {"consumer_tag": "us", "delivery_tag": 2**40, "redelivered": True,
                                     "exchange": "training.events", "routing_key": "training.completed.v1"}


def test_all_that_are_whole_are_given_on_in_their_order_and_the_rest_stays():
    whole, rest = sent(b"1", number=1) + sent(b"2", number=2), sent(b"3", number=3)
    for cut in range(len(rest)):
        taken, at, _ = read(whole + rest[:cut])
        assert ([message.body for message in taken], at) == ([b"1", b"2"], len(whole))


def test_confirms_are_read_as_they_come_those_for_many_and_those_for_one():
    data = confirmed(2**40) + sent(b"1") + confirmed(7, multiple=True)
    (one, message, many), at, frames = read(data + confirmed(8)[:-1])
    assert (one, message.body, many) == ((2**40, False), b"1", (7, True))
    assert (at, frames) == (len(data), 5)


def test_a_confirm_is_the_librarys_where_something_is_awaited_or_the_channel_closes():
    assert read(confirmed(1), awaited={(60, 80): "promise"})[0] == []
    assert read(confirmed(1), closing=True)[0] == []


HEARTBEAT = pack(">BHI", 8, 0, 0) + b"\xce"
LEFT = {"a heartbeat": HEARTBEAT, "another method": sent(method=(60, 50)), "nobody's": sent(tag="them"),
        "a body in parts": sent(parts=2), "no body": sent(b""), "a header of another kind": sent(
            application_headers={"flag": True}), "headers in headers": sent(application_headers={"a": {"b": "c"}}),
        "text that is none": sent(application_headers={"a": "~~~~"}).replace(b"~~~~", b"\xff\xfe\xff\xfe"),
        "a frame without its end": sent()[:-1] + b"\x00", "the rest of a message": sent()[-20:]}


@pytest.mark.parametrize("what", LEFT)
def test_what_is_odd_is_left_where_it_stands_with_all_behind_it(what):
    assert read(sent(b"1") + LEFT[what] + sent(b"2"))[1] == len(sent(b"1"))


def test_a_channel_that_closes_or_decodes_is_the_librarys():
    assert read(sent(), closing=True)[0] == []
    assert read(sent(content_encoding="utf-8"), decodes=True)[0] == []
    assert len(read(sent(content_encoding="utf-8"))[0]) == 1


def test_one_that_its_consumer_fails_on_is_not_read_again():
    received = SimpleNamespace(data=sent(b"1") + sent(b"2"), at=0)

    def fail(message):
        raise IndexError(message.body)

    channel = SimpleNamespace(is_closing=False, auto_decode=False, callbacks={"us": fail})
    with pytest.raises(IndexError, match="1"):
        take_delivered(SimpleNamespace(channels={1: channel}, bytes_recv=0), received)
    assert received.at == len(sent(b"1"))
