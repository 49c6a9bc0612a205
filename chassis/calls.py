"""Answering RPC on nameko's wire: commands once, questions freely, problems told, bugs kept.

A command is acked after its transaction has committed and its answer is published. A call whose deadline
has passed is dropped: its caller was told 503 or 504.
"""

import dataclasses
import time
from collections.abc import Callable
from functools import partial

import structlog
from psycopg.errors import LockNotAvailable
from psycopg_pool import PoolTimeout

from chassis import metrics
from chassis.amqp import RPC_EXCHANGE
from chassis.clock import technical_now
from chassis.consumer import ConsumerLoop
from chassis.database import is_database_away
from chassis.decoding import decode_call
from chassis.delivery import Delivery
from chassis.failed import FailedMessages
from chassis.inbox import Repeated
from chassis.receiving import canonical_line, run_again_when_transactions_meet
from chassis.suspects import KILLS_BEFORE_QUARANTINE, Suspects
from contracts.actors import ROLE_LABELS, Role
from contracts.messages import Message
from contracts.problems import Forbidden, Invalid, Problem
from contracts.wire import as_json_bytes
from policies.errors import NoCalendarYet, NoPolicyHere, NoPolicyYet, PolicyEnded, UnknownArea

log = structlog.get_logger()

Handler = Callable[[Message], dict]


class CallServer:
    """Answers the calls of one service. `handlers` maps `pillar.verb_noun` to the method that carries it out."""

    def __init__(self, handlers: dict[str, Handler], failed: FailedMessages, suspects: Suspects, trusted_user: str):
        self.handlers, self.failed, self.suspects = handlers, failed, suspects
        self.trusted_user = trusted_user

    def process(self, delivery: Delivery, loop: ConsumerLoop) -> Callable[[], None] | None:
        """Carry out one delivered call; what publishes its answer, None when nobody waits for one."""
        started = time.monotonic()
        delivery = dataclasses.replace(delivery, receiver=delivery.type)
        result, answer = self.answer(delivery)
        name = delivery.receiver if delivery.receiver in self.handlers else "unknown"
        metrics.COMMANDS.labels(name, result).inc()
        metrics.MESSAGE_SECONDS.labels(name).observe(time.monotonic() - started)
        return None if answer is None else partial(_reply, loop.channel, delivery, answer)

    def answer(self, delivery: Delivery) -> tuple[str, dict | None]:
        """What became of the call, and the reply's body (None: nobody waits for one)."""
        try:
            message = decode_call(delivery, self.trusted_user)
        except Problem as problem:
            return problem.code, problem_body(problem)
        if _too_late(message):
            log.info("expired_call_dropped", receiver=delivery.receiver, message_id=message.id)
            return "expired", None
        started = time.monotonic()
        result, body = self._during_an_outage_say_so(delivery, message)
        canonical_line(delivery.receiver, message, result, started)
        return result, body

    def _during_an_outage_say_so(self, delivery: Delivery, message: Message) -> tuple[str, dict]:
        try:
            return self._watched(delivery, message)
        except Exception as error:
            if not is_database_away(error):
                raise
            begun = not isinstance(error, PoolTimeout)
            problem = Problem("数据库暂时不可用", code="outcome_unknown" if begun else "not_accepted")
            return problem.code, problem_body(problem)

    def _watched(self, delivery: Delivery, message: Message) -> tuple[str, dict]:
        with self.suspects.watched(delivery) as kills:
            if kills >= KILLS_BEFORE_QUARANTINE:
                self.failed.quarantine(delivery, "killed_the_process", f"{kills} processes ended in it")
                return "quarantined", problem_body(Problem(code="internal_error"))
            return self._outcome(delivery, message)

    def _outcome(self, delivery: Delivery, message: Message) -> tuple[str, dict]:
        try:
            require_role(message)
            answer = carry_out(self.handlers[delivery.receiver], message)
            return "done", {"result": answer, "error": None}
        except Repeated as first:
            return "repeated", {"result": first.answer, "error": None}
        except Problem as problem:
            if isinstance(problem, Forbidden):
                self.failed.note_refusal(delivery.receiver, message.actor.as_data(), problem.as_data())
            return problem.code, problem_body(problem)
        except LockNotAvailable:  # it waited for another's lock until its deadline and was rolled back
            return "not_accepted", problem_body(Problem(code="not_accepted"))
        except Exception as error:
            if is_database_away(error):
                raise
            self.failed.keep_failed_call(delivery, error)
            log.error("handler_failed", receiver=delivery.receiver, message_id=message.id,
                      error=type(error).__name__)
            return "internal_error", problem_body(Problem(code="internal_error"))


def carry_out(handler: Handler, message: Message) -> dict:
    """The handler's answer. Where no policy holds for what was asked, its caller is told which and why."""
    try:
        return run_again_when_transactions_meet(lambda: handler(message))
    except (NoPolicyYet, PolicyEnded, NoPolicyHere) as error:
        raise Problem(error.because, code="no_policy", policy=error.key) from error
    except NoCalendarYet as error:
        raise Problem(str(error), code="no_policy") from error
    except UnknownArea as error:
        raise Invalid(str(error), fields={"area": [str(error)]}) from error


def require_role(message: Message) -> None:
    """Raise Forbidden unless the actor's role may give this command; the problem says which may."""
    if message.actor.role in type(message).by:
        return
    needed = [ROLE_LABELS[Role(role)] for role in type(message).by]
    raise Forbidden(f"需要以下身份之一：{'、'.join(needed)}", needed=[role.value for role in type(message).by])


def require_area(message: Message, area: str) -> None:
    """Raise Forbidden unless the actor answers for `area`."""
    if not message.actor.covers(area):
        raise Forbidden(f"需要负责该地区（{area}）的工作人员办理", needed_area=area)


def problem_body(problem: Problem) -> dict:
    """A problem in the form in which nameko's callers receive errors."""
    return {"result": None, "error": {"exc_type": problem.code, "exc_path": "contracts.problems.Problem",
                                      "exc_args": [problem.as_data()], "value": problem.detail or problem.title}}


def _too_late(message: Message) -> bool:
    deadline = message.envelope.deadline
    return deadline is not None and technical_now() > deadline


def _reply(channel, delivery: Delivery, body: dict) -> None:
    properties = delivery.properties or {}
    if not properties.get("reply_to"):
        return
    message = channel.prepare_message(
        as_json_bytes(body), content_type="application/json", content_encoding="utf-8",
        properties={"correlation_id": properties.get("correlation_id"), "delivery_mode": 1})
    channel.basic_publish(message, exchange=RPC_EXCHANGE.name, routing_key=properties["reply_to"])
