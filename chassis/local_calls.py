"""Commands and questions that a process carries out itself, with the meaning of a call by RPC: the same role
check, the same answer for a repeat, the same problems; and no broker, so that it works while that is away."""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import structlog
from psycopg.errors import LockNotAvailable
from psycopg_pool import PoolTimeout

from chassis import metrics
from chassis.calls import carry_out, require_role
from chassis.clock import technical_now
from chassis.database import Database, is_database_away
from chassis.delivery import Delivery
from chassis.host import Host
from chassis.inbox import Repeated
from chassis.receiving import canonical_line
from chassis.settings import Settings
from contracts.messages import COMMANDS, QUESTIONS, Envelope, Message
from contracts.problems import Forbidden, OutcomeUnknown, Problem, Unavailable
from contracts.wire import to_headers

log = structlog.get_logger()

DEADLINE_SECONDS = 25.0


class Withheld(Exception):
    """A bug whose words stay out of the records: a driver's message may quote a row's values."""


class LocalCalls:
    """Calls the service of `host` in this process. Thread-safe; every call has its own transaction."""

    def __init__(self, host: Host, *, deadline: float = DEADLINE_SECONDS):
        self.host, self.deadline = host, deadline
        self.handlers: dict[str, Callable[[Message], dict]] = {
            mark.message.name: partial(host.invoke, mark.method) for mark in host.marks if mark.kind != "reaction"}

    @classmethod
    def of(cls, service_class: type, database: Database, settings: Settings) -> "LocalCalls":
        """The calls of a service that says by `host(settings, database)` what it runs on."""
        return cls(service_class.host(settings, database))

    @property
    def service(self):
        """The service itself, for what it answers beside commands and questions."""
        return self.host.instance()

    @property
    def note_refusal(self) -> Callable[[str, dict, dict], None]:
        """Keeps who tried what without the role or area for it."""
        return self.host.failed.note_refusal

    def start(self) -> "LocalCalls":
        """Run the service's calendar and its retry schedule in threads of this process."""
        self.host.start()
        return self

    def stop(self) -> None:
        """Stop them, and wait until what was begun is finished."""
        self.host.stop()
        self.host.join()

    def call(self, name: str, data: dict, envelope: Envelope, *, deadline: float | None = None) -> dict:
        """The answer to `name`; raises the handler's Problem. `deadline` is in seconds from now."""
        started = time.monotonic()
        message = self._message(name, data, envelope, deadline or self.deadline)
        result = "internal_error"
        try:
            result, answer = self._answer(message)
            return answer
        except Problem as problem:
            result = problem.code
            raise
        finally:
            metrics.COMMANDS.labels(name, result).inc()
            metrics.MESSAGE_SECONDS.labels(name).observe(time.monotonic() - started)
            canonical_line(name, message, result, started)

    def _message(self, name: str, data: dict, envelope: Envelope, seconds: float) -> Message:
        message_class = COMMANDS.get(name) or QUESTIONS.get(name)
        if message_class is None or name not in self.handlers:
            raise Problem(f"没有这个业务：{name}", code="not_found")
        until = technical_now() + timedelta(seconds=seconds)
        return message_class.from_data(data).with_envelope(
            replace(envelope, type=name, receiver=name, deadline=until))

    def _answer(self, message: Message) -> tuple[str, dict]:
        try:
            return self._outcome(message)
        except Exception as error:
            if not is_database_away(error):
                raise
            # Without a connection nothing was begun; later nobody knows what was committed.
            kind = Unavailable if isinstance(error, PoolTimeout) else OutcomeUnknown
            raise kind("数据库暂时不可用") from error

    def _outcome(self, message: Message) -> tuple[str, dict]:
        name = message.envelope.receiver
        try:
            require_role(message)
            answer = carry_out(self.handlers[name], message)
            return "done", _as_sent(answer)
        except Repeated as first:
            return "repeated", first.answer
        except Forbidden as problem:
            self.note_refusal(name, message.actor.as_data(), problem.as_data())
            raise
        except Problem:
            raise
        except LockNotAvailable as error:
            raise Problem(code="not_accepted") from error
        except Exception as error:
            if is_database_away(error):
                raise
            self._keep(message, error)
            raise Problem(code="internal_error") from None

    def _keep(self, message: Message, error: Exception) -> None:
        """Keep that a call failed and where, without its body: local commands carry names and ID numbers."""
        envelope = message.envelope
        kept = Withheld(type(error).__name__).with_traceback(error.__traceback__)
        delivery = Delivery(receiver=envelope.receiver, message_id=envelope.id, type=envelope.type,
                            headers=to_headers(envelope),
                            body=json.dumps({"withheld": sorted(message.Schema().fields)}).encode())
        self.host.failed.keep_failed_call(delivery, kept)
        log.error("handler_failed", receiver=envelope.receiver, message_id=envelope.id, error=type(error).__name__)


def _as_sent(answer: dict) -> dict:
    """The answer as it would arrive by RPC, and as a repeat gets it: lists for tuples, plain values only."""
    return json.loads(json.dumps(answer))
