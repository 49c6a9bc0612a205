"""Calling pillars by RPC from many threads: one reply consumer, a deadline on every call, clear refusals.

503 means the command was not accepted and will not run; 504 means it was sent and its outcome is unknown:
asking again with the same key gives the first answer.
"""

import json
import queue
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import structlog
from amqp.exceptions import MessageNacked
from amqp.exceptions import NotFound as QueueNotFound
from kombu import Connection

from chassis.amqp import BROKER_AWAY, RPC_EXCHANGE, connect, discard, read_what_has_come, rpc_queue_name
from chassis.clock import technical_now
from chassis.replies import Replies
from contracts.messages import Envelope
from contracts.problems import OutcomeUnknown, Problem, Unavailable
from contracts.wire import as_json_bytes, to_headers

log = structlog.get_logger()

DEADLINE_SECONDS = 8.0
CONFIRM_SECONDS = 5.0
# An answer is the best receipt: only a call that has none after so long is asked after at the broker.
RECEIPT_AFTER_SECONDS = 0.2
CONSUMERS_KNOWN_FOR_SECONDS = 0.5


class CallClient:
    """Thread-safe calls on nameko's wire as broker user `user`.

    `share` is how many calls to one pillar may be under way at once (a quarter of the gateway's threads), so
    that a dead pillar cannot take the threads that zone reads need.
    """

    def __init__(self, url: str, *, user: str = "gateway", share: int = 8, deadline: float = DEADLINE_SECONDS):
        self.url, self.user, self.share, self.deadline = url, user, share, deadline
        self.replies = Replies(url, user)
        self._shares: dict[str, threading.BoundedSemaphore] = {}
        self._idle: queue.LifoQueue[Sender] = queue.LifoQueue()
        self._consumers: dict[str, tuple[float, int]] = {}
        self._lock = threading.Lock()

    def start(self) -> "CallClient":
        threading.Thread(target=self.replies.run, name="replies", daemon=True).start()
        return self

    def stop(self) -> None:
        """Leave the reply queue and close idle connections; calls under way end as unknown."""
        self.replies.stop()
        while not self._idle.empty():
            self._idle.get_nowait().discard()

    def call(self, name: str, data: dict, envelope: Envelope, *, deadline: float | None = None) -> dict:
        """The answer to `name` (`pillar.verb_noun`); raises the pillar's Problem, Unavailable or OutcomeUnknown."""
        pillar = name.split(".", 1)[0]
        seconds = deadline or self.deadline
        with self._share_of(pillar):
            if not self.replies.listening.wait(min(2.0, seconds)):
                raise Unavailable("消息服务暂时不可用")
            return self._call(pillar, name, data, envelope, seconds)

    @contextmanager
    def _share_of(self, pillar: str):
        with self._lock:
            share = self._shares.setdefault(pillar, threading.BoundedSemaphore(self.share))
        if not share.acquire(blocking=False):
            raise Unavailable("办理的人太多，请稍后再试")
        try:
            yield
        finally:
            share.release()

    def _call(self, pillar: str, name: str, data: dict, envelope: Envelope, seconds: float) -> dict:
        until = technical_now() + timedelta(seconds=seconds)
        envelope = replace(envelope, type=name, deadline=until)
        with self.replies.expected() as waiting:
            properties = {"correlation_id": waiting.correlation_id, "reply_to": self.replies.key,
                          "user_id": self.user, "message_id": envelope.id, "delivery_mode": 1,
                          "expiration": str(int(seconds * 1000))}
            self._publish(pillar, data, envelope, properties, waiting.answered)
            if not waiting.answered.wait((until - technical_now()).total_seconds()):
                raise OutcomeUnknown()
            return _unpack(waiting.body)

    def _publish(self, pillar: str, data: dict, envelope: Envelope, properties: dict,
                 answered: threading.Event) -> None:
        sent = False
        try:
            with self._sender() as sender:
                self._require_consumer(sender.connection, pillar)
                sent = True
                sender.send(data, envelope, properties)
                if not answered.wait(RECEIPT_AFTER_SECONDS):
                    sender.await_confirm()
        except MessageNacked as error:
            raise Unavailable("消息服务拒绝受理，请稍后再试") from error
        except BROKER_AWAY as error:
            log.warning("call_not_confirmed", call=envelope.type, sent=sent, error=type(error).__name__)
            if sent:
                raise OutcomeUnknown() from error
            raise Unavailable("消息服务暂时不可用") from error

    def _require_consumer(self, connection: Connection, pillar: str) -> None:
        """Refuse before anything is sent when nobody consumes the pillar's queue."""
        known_at, consumers = self._consumers.get(pillar, (0.0, 0))
        if not consumers or time.monotonic() - known_at > CONSUMERS_KNOWN_FOR_SECONDS:
            consumers = _consumer_count(connection, pillar)
            self._consumers[pillar] = (time.monotonic(), consumers)
        if not consumers:
            raise Unavailable("该业务暂时停止服务，请稍后再试", pillar=pillar)

    @contextmanager
    def _sender(self):
        """A sender for one message at a time; after trouble its confirms can't be trusted any more."""
        sender = self._take()
        try:
            yield sender
        except Problem:  # a plain refusal leaves it whole
            self._idle.put(sender)
            raise
        except BaseException:
            sender.discard()
            raise
        self._idle.put(sender)

    def _take(self) -> "Sender":
        """An idle sender whose connection the broker has not closed, or a new one."""
        while True:
            try:
                sender = self._idle.get_nowait()
            except queue.Empty:
                return Sender(self.url)
            if sender.is_alive():
                return sender
            sender.discard()


class Sender:
    """A connection that publishes one call at a time; its confirms are matched by delivery tag."""

    def __init__(self, url: str):
        self.connection = connect(url, name="calls", heartbeat=0)
        self.channel = self.connection.channel()
        self.channel.confirm_select()
        self.channel.events["basic_ack"].add(self._on_ack)
        self.channel.events["basic_nack"].add(self._on_nack)
        self._sent = self._confirmed = self._refused = 0

    def is_alive(self) -> bool:
        """Read what has come meanwhile; False when the broker has closed the connection."""
        try:
            read_what_has_come(self.connection)
        except BROKER_AWAY:
            return False
        return True

    def send(self, data: dict, envelope: Envelope, properties: dict) -> None:
        """Publish one call; raises a broker's error."""
        message = self.channel.prepare_message(
            as_json_bytes({"args": [], "kwargs": data}), content_type="application/json",
            content_encoding="utf-8", headers=to_headers(envelope), properties=properties)
        self._sent += 1
        self.channel.basic_publish(message, exchange=RPC_EXCHANGE.name, routing_key=envelope.type,
                                   timeout=CONFIRM_SECONDS)

    def await_confirm(self) -> None:
        """Wait until the broker has taken over what was sent last; raises MessageNacked or a broker's error."""
        end = time.monotonic() + CONFIRM_SECONDS
        while self._confirmed < self._sent:
            self.connection.drain_events(timeout=max(0.01, end - time.monotonic()))
        if self._refused == self._sent:
            raise MessageNacked

    def discard(self) -> None:
        """Drop the connection."""
        discard(self.connection)

    def _on_ack(self, tag: int, multiple: bool) -> None:
        self._confirmed = max(self._confirmed, tag)

    def _on_nack(self, tag: int, multiple: bool) -> None:
        self._confirmed = self._refused = max(self._confirmed, tag)


def _consumer_count(connection: Connection, pillar: str) -> int:
    channel = connection.channel()
    try:
        return channel.queue_declare(rpc_queue_name(pillar), passive=True).consumer_count
    except QueueNotFound:
        return 0
    finally:
        if channel.is_open:
            channel.close()


def _unpack(body) -> dict:
    answer = json.loads(body)
    error = answer.get("error")
    if not error:
        return answer["result"]
    if error.get("exc_path") == "contracts.problems.Problem":
        raise Problem.from_data(error["exc_args"][0])
    raise Problem(code="internal_error")
