"""Calling pillars by RPC from many threads: a line for each call, a deadline on every call, clear refusals.

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

from chassis.amqp import BROKER_AWAY, rpc_queue_name
from chassis.call_line import Line
from chassis.clock import technical_now
from contracts.messages import Envelope
from contracts.problems import OutcomeUnknown, Problem, Unavailable

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
        self._shares: dict[str, threading.BoundedSemaphore] = {}
        self._idle: queue.LifoQueue[Line] = queue.LifoQueue()
        self._consumers: dict[str, tuple[float, int]] = {}
        self._lock = threading.Lock()

    def reaches_broker(self) -> bool:
        """Whether the broker answers, asked now."""
        try:
            with self._line() as line:
                line.ask_broker()
        except BROKER_AWAY:
            return False
        return True

    def stop(self) -> None:
        """Close idle lines; calls under way end as unknown."""
        while not self._idle.empty():
            self._idle.get_nowait().discard()

    def call(self, name: str, data: dict, envelope: Envelope, *, deadline: float | None = None) -> dict:
        """The answer to `name` (`pillar.verb_noun`); raises the pillar's Problem, Unavailable or OutcomeUnknown."""
        pillar = name.split(".", 1)[0]
        seconds = deadline or self.deadline
        with self._share_of(pillar):
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
        end, sent = time.monotonic() + seconds, False
        envelope = replace(envelope, type=name, deadline=technical_now() + timedelta(seconds=seconds))
        try:
            with self._line() as line:
                self._require_consumer(line.connection, pillar)
                sent = True
                line.send(data, envelope, seconds)
                answer = line.answer(end)
        except MessageNacked as error:
            raise Unavailable("消息服务拒绝受理，请稍后再试") from error
        except BROKER_AWAY as error:
            log.warning("call_not_confirmed", call=envelope.type, sent=sent, error=type(error).__name__)
            if sent:
                raise OutcomeUnknown() from error
            raise Unavailable("消息服务暂时不可用") from error
        if answer is None:
            raise OutcomeUnknown()
        return _unpack(answer)

    def _require_consumer(self, connection: Connection, pillar: str) -> None:
        """Refuse before anything is sent when nobody consumes the pillar's queue."""
        known_at, consumers = self._consumers.get(pillar, (0.0, 0))
        if not consumers or time.monotonic() - known_at > CONSUMERS_KNOWN_FOR_SECONDS:
            consumers = _consumer_count(connection, pillar)
            self._consumers[pillar] = (time.monotonic(), consumers)
        if not consumers:
            raise Unavailable("该业务暂时停止服务，请稍后再试", pillar=pillar)

    @contextmanager
    def _line(self):
        """A line for one call; after trouble what comes on it can't be trusted any more."""
        line = self._take()
        try:
            yield line
        except Problem:  # a plain refusal leaves it whole
            self._idle.put(line)
            raise
        except BaseException:
            line.discard()
            raise
        self._idle.put(line)

    def _take(self) -> Line:
        """An idle line that the broker has not closed, or a new one."""
        while True:
            try:
                line = self._idle.get_nowait()
            except queue.Empty:
                return Line(self.url, self.user)
            if line.is_alive():
                return line
            line.discard()


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
