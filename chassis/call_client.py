"""Calling pillars by RPC from many threads: one reply consumer, a deadline on every call, clear refusals.

503 means the command was not accepted and will not run; 504 means it was sent and its outcome is unknown:
asking again with the same key gives the first answer.
"""

import json
import queue
import threading
import time
import uuid
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import structlog
from amqp.exceptions import NotFound as QueueNotFound
from kombu import Connection, Consumer, Producer, Queue
from kombu.exceptions import KombuError

from chassis.amqp import BROKER_AWAY, RPC_EXCHANGE, connect, rpc_queue_name
from chassis.clock import technical_now
from contracts.messages import Envelope
from contracts.problems import OutcomeUnknown, Problem, Unavailable
from contracts.wire import to_headers

log = structlog.get_logger()

DEADLINE_SECONDS = 8.0
CONSUMERS_KNOWN_FOR_SECONDS = 0.5


class CallClient:
    """Thread-safe calls on nameko's wire as broker user `user`.

    `share` is how many calls to one pillar may be under way at once (a quarter of the gateway's threads), so
    that a dead pillar cannot take the threads that zone reads need.
    """

    def __init__(self, url: str, *, user: str = "gateway", share: int = 8, deadline: float = DEADLINE_SECONDS):
        self.url, self.user, self.share, self.deadline = url, user, share, deadline
        self.reply_key = str(uuid.uuid4())
        self.waiting: dict[str, _Waiting] = {}
        self.listening, self.stopping = threading.Event(), threading.Event()
        self._shares: dict[str, threading.BoundedSemaphore] = {}
        self._idle: queue.LifoQueue[Connection] = queue.LifoQueue()
        self._consumers: dict[str, tuple[float, int]] = {}
        self._lock = threading.Lock()

    def start(self) -> "CallClient":
        threading.Thread(target=self._listen, name="replies", daemon=True).start()
        return self

    def stop(self) -> None:
        self.stopping.set()

    def call(self, name: str, data: dict, envelope: Envelope, *, deadline: float | None = None) -> dict:
        """The answer to `name` (`pillar.verb_noun`); raises the pillar's Problem, Unavailable or OutcomeUnknown."""
        pillar = name.split(".", 1)[0]
        seconds = deadline or self.deadline
        with self._share_of(pillar):
            if not self.listening.wait(min(2.0, seconds)):
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
        correlation = str(uuid.uuid4())
        waiting = self.waiting[correlation] = _Waiting()
        try:
            self._publish(pillar, name, data, replace(envelope, type=name, deadline=until), correlation, seconds)
            if not waiting.answered.wait(seconds):
                raise OutcomeUnknown()
            return _unpack(waiting.body)
        finally:
            self.waiting.pop(correlation, None)

    def _publish(self, pillar: str, name: str, data: dict, envelope: Envelope, correlation: str,
                 seconds: float) -> None:
        sent = False
        try:
            with self._connection() as connection:
                self._require_consumer(connection, pillar)
                sent = True
                _send(connection, name, data, envelope, correlation, self.reply_key, self.user, seconds)
        except (*BROKER_AWAY, KombuError) as error:
            log.warning("call_not_confirmed", name=name, error=type(error).__name__)
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
    def _connection(self):
        try:
            connection = self._idle.get_nowait()
        except queue.Empty:
            connection = _confirming(self.url)
        try:
            yield connection
        except (*BROKER_AWAY, KombuError):
            _discard(connection)
            raise
        except BaseException:
            self._idle.put(connection)
            raise
        self._idle.put(connection)

    def _listen(self) -> None:
        while not self.stopping.is_set():
            try:
                with connect(self.url, name="replies") as connection:
                    self._hold_replies(connection)
            except BROKER_AWAY as error:
                self.listening.clear()
                log.warning("broker_away", part="replies", error=type(error).__name__)
                self.stopping.wait(0.5)

    def _hold_replies(self, connection: Connection) -> None:
        replies = Queue(f"rpc.reply-{self.user}-{self.reply_key}", exchange=RPC_EXCHANGE, routing_key=self.reply_key,
                        durable=False, exclusive=True, auto_delete=True)
        channel = connection.channel()
        with Consumer(channel, queues=[_bound(replies, channel)], auto_declare=False, no_ack=True,
                      on_message=self._on_reply):
            self.listening.set()
            while not self.stopping.is_set():
                try:
                    connection.drain_events(timeout=0.5)
                except TimeoutError:
                    pass  # nobody answered in this half second
                connection.heartbeat_check()

    def _on_reply(self, message) -> None:
        waiting = self.waiting.get(message.properties.get("correlation_id"))
        if waiting:
            waiting.body = message.body
            waiting.answered.set()


class _Waiting:
    """A call whose answer has not come yet."""

    def __init__(self):
        self.answered, self.body = threading.Event(), None


def _bound(replies: Queue, channel) -> Queue:
    """The reply queue, declared and bound without declaring the exchange (that is the topology's)."""
    bound = replies(channel)
    bound.queue_declare()
    bound.queue_bind()
    return bound


def _confirming(url: str) -> Connection:
    connection = Connection(url, connect_timeout=3, heartbeat=0,
                            transport_options={"confirm_publish": True, "confirm_timeout": 5,
                                               "client_properties": {"connection_name": "calls"}})
    connection.connect()
    return connection


def _discard(connection: Connection) -> None:
    try:
        connection.collect()
    except BROKER_AWAY as error:
        log.info("connection_discarded", error=type(error).__name__)


def _consumer_count(connection: Connection, pillar: str) -> int:
    channel = connection.channel()
    try:
        return channel.queue_declare(rpc_queue_name(pillar), passive=True).consumer_count
    except QueueNotFound:
        return 0
    finally:
        if channel.is_open:
            channel.close()


def _send(connection: Connection, name: str, data: dict, envelope: Envelope, correlation: str, reply_to: str,
          user: str, seconds: float) -> None:
    producer = Producer(connection.default_channel, exchange=RPC_EXCHANGE, auto_declare=False)
    producer.publish(json.dumps({"args": [], "kwargs": data}, ensure_ascii=False), routing_key=name,
                     content_type="application/json", content_encoding="utf-8", headers=to_headers(envelope),
                     message_id=envelope.id, correlation_id=correlation, reply_to=reply_to, user_id=user,
                     expiration=seconds, mandatory=True, retry=False, delivery_mode=2, timeout=5)


def _unpack(body) -> dict:
    answer = json.loads(body)
    error = answer.get("error")
    if not error:
        return answer["result"]
    if error.get("exc_path") == "contracts.problems.Problem":
        raise Problem.from_data(error["exc_args"][0])
    raise Problem(code="internal_error")
