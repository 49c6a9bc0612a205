"""One request as handlers see it: who asks, what was sent, and how to send it on."""

import re
import uuid
from dataclasses import dataclass, field
from typing import Any

from chassis.clock import technical_now
from contracts.actors import Actor
from contracts.messages import Envelope, Message
from contracts.problems import Invalid
from gateway.accounts.rules.free_texts import NOT_HERE, holds_number_of_a_person
from gateway.http.body import UploadedPart
from gateway.http.context import Context
from gateway.http.nothing_personal import require_nothing_personal
from gateway.http.route import Route
from gateway.http.tokens import SignedIn

_KEY_FORM = re.compile(r"^[\x21-\x7e]{1,200}$")
_NAMESPACE = uuid.UUID("8d2c3f5a-1b57-4d2e-8f0e-5a4a3c1d9e70")
SOURCE = "zone"


@dataclass(kw_only=True)
class Request:
    """What a handler is given. `body` and `query` are the route's messages, `uploads` the parts of a form.

    `position` is where the page asked for starts (None: at the beginning), `page_size` how many items it holds;
    `has_sent` tells whether a command or question was sent on; `acts_for` is the person whom a proxy acts for.
    """

    context: Context
    route: Route
    id: str
    traceparent: str
    path: dict[str, str] = field(default_factory=dict)
    actor: Actor | None = None
    signed_in: SignedIn | None = None
    acts_for: str | None = None
    body: Message | None = None
    query: Message | None = None
    uploads: list[UploadedPart] = field(default_factory=list)
    position: list | None = None
    page_size: int = 20
    sent_key: str | None = None
    has_sent: bool = False
    _made_key: str | None = None

    @property
    def calls(self):
        """Where commands and questions are sent."""
        return self.context.calls

    @property
    def key(self) -> str:
        """The idempotency key: the caller's, or one made for this request and returned with its answer."""
        if self.sent_key is not None:
            return self.sent_key
        self._made_key = self._made_key or str(uuid.uuid4())
        return self._made_key

    def envelope(self, name: str, part: str = "") -> Envelope:
        """The envelope of one command or question; `part` tells several of one request apart."""
        return Envelope(id=self.message_id(part), type=name, source=SOURCE, actor=self.actor,
                        occurred_at=technical_now(), correlation_id=self.id, traceparent=self.traceparent)

    def message_id(self, part: str = "") -> str:
        """The same id for the same person, key and part, so that a repeat is recognised."""
        return str(uuid.uuid5(_NAMESPACE, "/".join((self.actor.person_id or "", self.key, part))))

    def send(self, message: Message, *, part: str = "", deadline: float | None = None) -> dict:
        """The answer of whoever carries out `message`; raises the Problem that it was answered with."""
        self.has_sent = True
        name = type(message).name  # the message itself may have a field called name
        data = message.as_data()
        require_nothing_personal(data)
        return self.calls.call(name, data, self.envelope(name, part), deadline=deadline)


def checked_key(sent: str | None) -> str | None:
    """The Idempotency-Key header; raises Invalid for one that is no short printable text, or names a person."""
    if sent is not None and holds_number_of_a_person(sent):
        raise Invalid("请检查标出的内容", fields={"Idempotency-Key": [NOT_HERE]})
    if sent is not None and not _KEY_FORM.match(sent):
        raise Invalid("请检查标出的内容", fields={"Idempotency-Key": ["办理编号应为 1 至 200 个可见的英文字符"]})
    return sent


def listed(value: Any) -> list[str]:
    """A header or query value with commas between its items, as a list."""
    joined = ",".join(value) if isinstance(value, list) else value or ""
    return [item.strip() for item in joined.split(",") if item.strip()]
