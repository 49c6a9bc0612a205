"""A connection that carries one call at a time, there and back: whoever asks waits for the answer itself.

No other thread hands answers out: handing over cost each call more than its way to the broker and back.
"""

import select
import socket
import time
import uuid
from contextlib import contextmanager, suppress

from amqp.exceptions import MessageNacked
from kombu import Connection

from chassis.amqp import BROKER_AWAY, RPC_EXCHANGE, connect, discard, read_what_has_come, reads_ahead
from contracts.messages import Envelope
from contracts.wire import as_json_bytes, to_headers

CONFIRM_SECONDS = 5.0
# An answer is the best receipt: only a call that has none after so long is asked after at the broker.
RECEIPT_AFTER_SECONDS = 0.2
# A receipt has 21 bytes and an answer more than a hundred: a wait for answers sleeps through receipts.
MORE_THAN_A_RECEIPT = 40


class Line:
    """One connection with a reply queue of its own. For plain threads; used by one at a time.

    The queue is exclusive and goes with its connection: an answer that comes after that is lost, its caller is told
    that the outcome is unknown, and asking again gives the first answer.
    """

    def __init__(self, url: str, user: str):
        """Raises a broker's error when it can't be opened."""
        self.user, self.key = user, str(uuid.uuid4())
        self._queue = f"rpc.reply-{user}-{self.key}"
        self.connection: Connection = connect(url, name="calls", heartbeat=0)
        self.channel = self.connection.channel()
        self.channel.auto_decode = False  # bodies are taken as they came
        self.channel.confirm_select()
        self.channel.events["basic_ack"].add(self._on_ack)
        self.channel.events["basic_nack"].add(self._on_nack)
        self._sent = self._confirmed = self._refused = 0
        self._wanted, self._answer = "", None
        self._expect_replies()
        transport = self.connection.connection.transport
        self._socket: socket.socket | None = transport.sock if reads_ahead(transport) else None  # None: by TLS
        self._sight = select.poll()
        self._sight.register(transport.sock, select.POLLIN)

    def _expect_replies(self) -> None:
        self.channel.queue_declare(self._queue, durable=False, exclusive=True, auto_delete=True)
        self.channel.queue_bind(self._queue, exchange=RPC_EXCHANGE.name, routing_key=self.key)
        self.channel.basic_consume(self._queue, no_ack=True, callback=self._on_reply)

    def is_alive(self) -> bool:
        """Read what has come meanwhile; False when the broker has closed the connection."""
        try:
            read_what_has_come(self.connection)
        except BROKER_AWAY:
            return False
        return True

    def ask_broker(self) -> None:
        """Have the broker answer something; raises its error when it does not."""
        self.channel.queue_declare(self._queue, passive=True)

    def send(self, data: dict, envelope: Envelope, seconds: float) -> None:
        """Publish one call that is worth nothing after so many seconds; raises a broker's error."""
        self._sent += 1
        self._wanted, self._answer = f"{self.key}/{self._sent}", None
        message = self.channel.prepare_message(
            as_json_bytes({"args": [], "kwargs": data}), content_type="application/json", content_encoding="utf-8",
            headers=to_headers(envelope),
            properties={"correlation_id": self._wanted, "reply_to": self.key, "user_id": self.user,
                        "message_id": envelope.id, "delivery_mode": 1, "expiration": str(int(seconds * 1000))})
        self.channel.basic_publish(message, exchange=RPC_EXCHANGE.name, routing_key=envelope.type,
                                   timeout=CONFIRM_SECONDS)

    def answer(self, until: float) -> bytes | None:
        """The answer to what was sent last; None when none has come by `until` (of time.monotonic).

        Raises MessageNacked when the broker refused the call, or a broker's error.
        """
        with self._deaf_to_receipts():
            self._wait_for_an_answer(min(until, time.monotonic() + RECEIPT_AFTER_SECONDS))
        if self._answer is None:
            self._await_receipt(until)
        self._wait_for_an_answer(until)
        return self._answer

    def discard(self) -> None:
        """Drop the connection."""
        discard(self.connection)

    def _wait_for_an_answer(self, until: float) -> None:
        while self._answer is None and (left := until - time.monotonic()) > 0:
            self._listen(left)

    def _await_receipt(self, until: float) -> None:
        end = min(until, time.monotonic() + CONFIRM_SECONDS)
        while self._answer is None and self._confirmed < self._sent:
            if (left := end - time.monotonic()) <= 0:
                raise TimeoutError("the broker has not confirmed a call")
            self._listen(left)
        if self._answer is None and self._refused == self._sent:
            raise MessageNacked

    def _listen(self, seconds: float) -> None:
        """Take in what has come, or what comes first within so many seconds."""
        if self._socket is None:
            with suppress(TimeoutError):
                self.connection.drain_events(timeout=seconds)
        elif self._sight.poll(seconds * 1000):
            read_what_has_come(self.connection)

    @contextmanager
    def _deaf_to_receipts(self):
        """What is less than an answer wakes nobody within the block."""
        if self._socket is None:
            yield
            return
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, MORE_THAN_A_RECEIPT)
        try:
            yield
        finally:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1)

    def _on_reply(self, message) -> None:
        if message.properties.get("correlation_id") == self._wanted:
            self._answer = message.body

    def _on_ack(self, tag: int, multiple: bool) -> None:
        self._confirmed = max(self._confirmed, tag)

    def _on_nack(self, tag: int, multiple: bool) -> None:
        self._confirmed = self._refused = max(self._confirmed, tag)
