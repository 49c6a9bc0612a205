"""What a table of routes is made of. A route says all that validation, access and OpenAPI need to know."""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from marshmallow import fields

from contracts.actors import Role
from contracts.answers import DecisionAnswer
from contracts.fields import FileId
from contracts.messages import Message, schema_of

PREFIX = "/api/v1"
BODY_LIMIT = 1024 * 1024
UPLOAD_LIMIT = 25 * 1024 * 1024
JSON = "application/json"
MULTIPART = "multipart/form-data"

# What an id in an address looks like where no message says it.
ID_PATTERN = r"[0-9A-Za-z][0-9A-Za-z._:-]{0,63}"

# What nobody can do for another: say how a service was, object to a public notice, be present in class.
ONLY_ONESELF = frozenset({"events.rate", "subsidies.raise_objection", "training.sign_in"})

# Anyone who is signed in, in whichever role a person can have.
SIGNED_IN = tuple(role for role in Role if role not in (Role.SYSTEM, Role.CALENDAR))

_COMMAND_CODES = ("not_found", "conflict", "not_heard_yet", "same_key_other_body", "still_running", "no_policy",
                  "not_accepted", "outcome_unknown")
_QUESTION_CODES = ("not_found", "not_accepted", "outcome_unknown")
_BODY_CODES = ("malformed_json", "body_too_large", "wrong_media_type", "invalid_fields")
_SIGNED_IN_CODES = ("not_signed_in", "token_expired", "not_allowed")

AUDIENCES = {
    "training": "创业培训", "loans": "创业担保贷款", "incubators": "创业孵化基地", "events": "创业活动",
    "subsidies": "创业补贴", "zone": "服务专区", "people": "个人", "organisations": "机构与企业",
    "administration": "管理", "public": "公开信息", "development": "演示与联调", "health": "运行状态",
}


@dataclass(frozen=True)
class Route:
    """One address and method.

    `handler(request)` returns a dict, a message, JSON as bytes or Written, a Page, an Answer or a
    Download.
    `body`, `query` and `answer` are message classes. `by` lists the roles that may ask; None means that anyone may,
    signed in or not.
    `errors` are problem codes beyond those that follow from the rest. `paged` reads `cursor` and `limit`;
    `waits` lets a reader wait until the zone shows given events. `versioned`: an If-Match header becomes the
    message's `version`, so that nobody overwrites what somebody else changed. `weight` is how many requests it
    counts for; `by_proxy` names the matter in which a proxy may do it for a person. Path parameters that `body`
    (else `query`) declares are merged into it. `media` is what is accepted; anything but JSON is left to the handler.
    """

    method: str
    path: str
    handler: Callable[..., Any]
    summary: str
    audience: str
    body: type[Message] | None = None
    answer: type[Message] | None = None
    query: type[Message] | None = None
    by: tuple[Role, ...] | None = None
    errors: tuple[str, ...] = ()
    status: int = 200
    description: str = ""
    paged: bool = False
    waits: bool = False
    media: str = JSON
    limit: int = BODY_LIMIT
    command: type[Message] | None = None
    question: type[Message] | None = None
    answer_media: str = JSON
    versioned: bool = False
    weight: int = 1
    by_proxy: str | None = None
    path_names: tuple[str, ...] = field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "path_names", tuple(re.findall(r"{(\w+)}", self.path)))
        if self.audience not in AUDIENCES:
            raise ValueError(f"{self.path}: no audience {self.audience!r}")

    @property
    def reads_body(self) -> bool:
        """Whether a body is expected."""
        return self.body is not None or self.media != JSON

    @functools.cached_property
    def takes_files(self) -> bool:
        """Whether the body has a place for files: a field of that kind, in a part or a list too, or a free object."""
        return self.body is not None and any(map(_may_name_file, schema_of(self.body).fields.values()))

    @property
    def takes_key(self) -> bool:
        """Whether a repeat under the same idempotency key is the same act."""
        return self.by is not None and self.method != "GET" and self.question is None

    @property
    def codes(self) -> tuple[str, ...]:
        """Every problem code that this route may answer with, in the order of their meaning."""
        codes = {"bad_request", "internal_error", "not_accepted", "too_many_requests", *self.errors}
        codes.update(("version_changed", "invalid_fields") if self.versioned else ())
        codes.update(_SIGNED_IN_CODES if self.by is not None else ())
        codes.update(("file_not_yours",) if self.takes_files else ())
        codes.update(_BODY_CODES if self.reads_body else ())
        codes.update(("invalid_fields",) if self.query or self.paged or self.waits or self.takes_key else ())
        codes.update(("not_found", "no_such_address") if self.path_names else ())
        return tuple(sorted(codes))


def _may_name_file(kept: fields.Field) -> bool:
    if isinstance(kept, fields.Nested):
        return any(map(_may_name_file, kept.schema.fields.values()))
    if isinstance(kept, fields.List):
        return _may_name_file(kept.inner)
    return isinstance(kept, (FileId, fields.Dict))


def command_route(method: str, path: str, command: type[Message], *, summary: str, audience: str | None = None,
                  errors: tuple[str, ...] = (), answer: type[Message] = DecisionAnswer, **options) -> Route:
    """A route that sends `command` to its pillar and answers with what the pillar decided."""
    pillar = command.name.split(".", 1)[0]
    options = {"by_proxy": _matter_of(command, pillar)} | options
    return Route(method, path, lambda request: request.send(request.body), summary, audience or pillar,
                 body=command, answer=answer, by=command.by, command=command,
                 errors=(*_COMMAND_CODES, *errors), **options)


def _matter_of(command: type[Message], pillar: str) -> str | None:
    """In which matter a proxy may give `command`: in a pillar's own, but for what a person must say themselves."""
    may = Role.CITIZEN in command.by and pillar != "zone" and command.name not in ONLY_ONESELF
    return pillar if may else None


def question_route(path: str, question: type[Message], *, summary: str, answer: type[Message] | None = None,
                   audience: str | None = None, method: str = "GET", errors: tuple[str, ...] = (),
                   **options) -> Route:
    """A route that puts `question` to its pillar: its fields come from path and query, or from a POSTed body."""
    pillar = question.name.split(".", 1)[0]
    source = {"query": question} if method == "GET" else {"body": question}
    return Route(method, path, lambda request: request.send(request.body or request.query), summary,
                 audience or pillar, answer=answer, by=question.by, question=question,
                 errors=(*_QUESTION_CODES, *errors),
                 **source, **options)
