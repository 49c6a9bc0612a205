"""What people and programs send by mistake, for every field of every message; and what an answer to it must be like."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import fields, validate

from contracts.fields import Money
from contracts.messages import Message
from contracts.problems import PROBLEM_CODES
from tests.access.asking import Answer
from tests.access.examples import wire_fields

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
TOO_LONG = "长" * 20_001
_OF_ANOTHER_TYPE: dict[type, tuple] = {
    Money: (True, 1.5, {}, [], "十万", "1.005", "1e3"),
    fields.Enum: (1, {}, "no_such_choice"), fields.Integer: (True, 1.5, "三", {}, []),
    fields.Decimal: ({}, [], "三", "NaN"),
    fields.AwareDateTime: (1, {}, "2024-05-06", "昨天"), fields.Date: (1, {}, "2024-13-45", "昨天"),
    fields.Boolean: ("也许", {}, 2), fields.Dict: (1, "x", []), fields.Nested: (1, "x", []),
    fields.List: (1, "x", {}), fields.String: (1, True, {}, [])}


@dataclass(frozen=True)
class Mistake:
    """One thing that is wrong: what, in which field (None: in several or nobody's), and the data that has it.

    `certain`: the interface's description alone says that it is wrong, so the answer must name the field.
    """

    what: str
    data: dict[str, Any]
    field: str | None = None
    certain: bool = True


def mistakes_in(message: type[Message], sound: Mapping[str, Any], without: tuple[str, ...] = ()) -> Iterator[Mistake]:
    """Every mistake that can be made in `message`, one at a time; fields in `without` stand in the address."""
    yield Mistake("unknown field", {**sound, "no_such_field": 1}, "no_such_field")
    for name, field in wire_fields(message).items():
        if name in without:
            continue
        if field.required:
            yield Mistake("missing", {key: value for key, value in sound.items() if key != name}, name)
        for what, value, certain in _wrong_values(name, field):
            yield Mistake(what, {**sound, name: value}, name, certain)


def _wrong_values(name: str, field: fields.Field) -> Iterator[tuple[str, Any, bool]]:
    if not field.allow_none and type(field) is not fields.Raw:
        yield "null", None, True
    kind = next((kind for kind in _OF_ANOTHER_TYPE if isinstance(field, kind)), None)
    yield from (("wrong type", value, True) for value in _OF_ANOTHER_TYPE.get(kind, ()))
    if kind is Money or (isinstance(field, fields.Integer) and _lower_bound(field) is not None):
        yield "negative", "-1.00" if kind is Money else -1, True
    if isinstance(field, fields.Integer):
        yield "too large", 10**30, any(check.max is not None for check in _bounds(field))
    if kind is fields.String:
        yield "too long", TOO_LONG, True
    if kind is fields.Date:
        yield "before any policy", "1990-01-01", False
    if name.endswith("area"):
        yield "unknown area", "999999", False
        yield "no area", "43310", True


def _bounds(field: fields.Field) -> list[validate.Range]:
    return [check for check in field.validators if isinstance(check, validate.Range)]


def _lower_bound(field: fields.Field):
    return next((check.min for check in _bounds(field) if check.min is not None), None)


BROKEN_BODIES: dict[str, bytes] = {
    "cut off": b'{"a": ', "a list": b"[]", "a text": b'"x"', "null": b"null", "no JSON": "不是 JSON".encode(),
    "not UTF-8": b'{"a": "\xff\xfe"}', "NaN": b'{"a": NaN}', "zero character": b'{"a": "\\u0000"}',
    "half a character": b'{"a": "\\ud800"}', "nested without end": b'{"a": ' + b"[" * 5000 + b"]" * 5000 + b"}"}


def faults_of(answer: Answer, mistake: Mistake | None = None) -> Iterator[str]:
    """What is wrong with the answer to a mistake: it must be a told, conforming 4xx that names the field."""
    if not 400 <= answer.status < 500:
        yield f"answered with {answer.status} {answer.text[:200]}"
        return
    if answer.headers.get("content-type") != "application/problem+json":
        yield f"{answer.status} is {answer.headers.get('content-type')}"
        return
    yield from _faults_of_problem(answer)
    if mistake and mistake.certain and mistake.field:
        named = answer.data.get("fields", {})
        if answer.code != "invalid_fields" or not any(_names(mistake.field, key) for key in named):
            yield f"does not name {mistake.field}: {answer.text[:300]}"


def _faults_of_problem(answer: Answer) -> Iterator[str]:
    problem = answer.data
    if PROBLEM_CODES.get(problem.get("code"), (None,))[0] != answer.status:
        yield f"{answer.status} has the code {problem.get('code')}"
    if not _CHINESE.search(problem.get("title", "")):
        yield f"the title is not Chinese: {problem.get('title')}"
    if problem.get("request_id") != answer.headers.get("x-request-id"):
        yield "does not carry its request's id"
    yield from (f"{name} is not told in Chinese: {told}" for name, messages in problem.get("fields", {}).items()
                for told in messages if not _CHINESE.search(told))


def _names(field: str, key: str) -> bool:
    return key == field or key.startswith(f"{field}.")
