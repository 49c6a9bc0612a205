"""Deliveries and confirms that have come whole are read at once.

The library reads a delivery as three frames, each in three parts, and its headers by a step for a few bytes. Here one
that stands whole in what was received is read in one go, into the library's own message and for the library's own
callback; a confirm likewise. Whatever is anything else, or odd, or has not come whole is left to the library where it
stands.
"""

from struct import Struct
from struct import error as TooShort

from amqp import Message

_FRAME = Struct(">BHI")  # kind, channel, size; then so many bytes, then FRAME_END
_CONTENT = Struct(">HxxQH")  # class, size of the body, which properties there are
_METHOD, _HEADER, _BODY, FRAME_END = 1, 2, 3, 206
_BASIC, _DELIVER, _ACK = 60, b"\x00\x3c\x00\x3c", b"\x00\x3c\x00\x50"
_WHOLE = {ord("I"): Struct(">i"), ord("l"): Struct(">q"), ord("L"): Struct(">q")}  # as the library reads them
_LONG, _SIZE, _TEXT = Struct(">Q"), Struct(">I"), ord("S")
# Each property's place in the flags and how it is written, in the order in which they stand.
_PROPERTIES = ((0x8000, "content_type", "text"), (0x4000, "content_encoding", "text"),
               (0x2000, "application_headers", "table"), (0x1000, "delivery_mode", "octet"),
               (0x0800, "priority", "octet"), (0x0400, "correlation_id", "text"), (0x0200, "reply_to", "text"),
               (0x0100, "expiration", "text"), (0x0080, "message_id", "text"), (0x0040, "timestamp", "long"),
               (0x0020, "type", "text"), (0x0010, "user_id", "text"), (0x0008, "app_id", "text"),
               (0x0004, "cluster_id", "text"))


class _Left(Exception):
    """It is the library's to read."""


def take_delivered(connection, received) -> bool:
    """Give what stands whole in `received` (its `data` from `at` on) to those it is for; whether there was any.

    `at` must be where a frame begins; `connection` is the library's.
    """
    found = False
    while True:
        try:
            take, given, frames, received.at = _next(connection, received.data, received.at)
        except (_Left, TooShort, IndexError, UnicodeDecodeError):
            return found
        connection.bytes_recv += frames  # by the number of frames the library knows that the broker is there
        found = True
        take(*given)


def _next(connection, data: bytes, at: int) -> tuple:
    """Who takes what comes next, what that is, in how many frames it came, and where what follows begins."""
    channel_id, begin, end = _frame(data, at, _METHOD)
    method = data[begin:begin + 4]
    if method == _ACK:
        return _confirm(connection.channels.get(channel_id), data, begin + 4, end + 1)
    if method != _DELIVER:
        raise _Left
    _, head, head_end = _frame(data, end + 1, _HEADER)
    _, body, body_end = _frame(data, head_end + 1, _BODY)
    class_id, size, flags = _CONTENT.unpack_from(data, head)
    channel, info = connection.channels.get(channel_id), _info(data, begin + 4)
    if class_id != _BASIC or size != body_end - body or channel is None or channel.is_closing:
        raise _Left
    consume = channel.callbacks.get(info["consumer_tag"])
    if consume is None:
        raise _Left
    message = Message(data[body:body_end], channel=channel)
    message.delivery_info, message.properties = info, _properties(data, head + _CONTENT.size, flags)
    if channel.auto_decode and "content_encoding" in message.properties:
        raise _Left
    return consume, (message,), 3, body_end + 1


def _confirm(channel, data: bytes, at: int, behind: int) -> tuple:
    if channel is None or channel.is_closing or channel._pending:  # somebody waits for it by the library's means
        raise _Left
    return channel._on_basic_ack, (_LONG.unpack_from(data, at)[0], bool(data[at + 8] & 1)), 1, behind


def _frame(data: bytes, at: int, wanted: int) -> tuple[int, int, int]:
    """The frame that begins at `at`: its channel, and where what it holds begins and ends."""
    kind, channel_id, size = _FRAME.unpack_from(data, at)
    begin = at + _FRAME.size
    if kind != wanted or data[begin + size] != FRAME_END:
        raise _Left
    return channel_id, begin, begin + size


def _info(data: bytes, at: int) -> dict:
    tag, at = _text(data, at)
    number, again = _LONG.unpack_from(data, at)[0], data[at + 8]
    exchange, at = _text(data, at + 9)
    return {"consumer_tag": tag, "delivery_tag": number, "redelivered": bool(again & 1), "exchange": exchange,
            "routing_key": _text(data, at)[0]}


def _properties(data: bytes, at: int, flags: int) -> dict:
    found = {}
    if flags & 1:  # more flags follow
        raise _Left
    for flag, name, kind in _PROPERTIES:
        if flags & flag:
            found[name], at = _READERS[kind](data, at)
    return found


def _text(data: bytes, at: int) -> tuple[str, int]:
    end = at + 1 + data[at]
    return data[at + 1:end].decode(), end


def _octet(data: bytes, at: int) -> tuple[int, int]:
    return data[at], at + 1


def _long(data: bytes, at: int) -> tuple[int, int]:
    return _LONG.unpack_from(data, at)[0], at + 8


def _table(data: bytes, at: int) -> tuple[dict, int]:
    """Headers of texts and whole numbers, as ours are."""
    end = at + 4 + _SIZE.unpack_from(data, at)[0]
    at, found = at + 4, {}
    while at < end:
        name, at = _text(data, at)
        kind = data[at]
        if kind == _TEXT:
            begin = at + 5
            at = begin + _SIZE.unpack_from(data, at + 1)[0]
            found[name] = data[begin:at].decode()
        elif kind in _WHOLE:
            found[name], at = _WHOLE[kind].unpack_from(data, at + 1)[0], at + 1 + _WHOLE[kind].size
        else:
            raise _Left
    return found, end


_READERS = {"text": _text, "octet": _octet, "long": _long, "table": _table}
