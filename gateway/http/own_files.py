"""Whoever hands in a file must have it: a file's id is no secret, and naming one must open and prove nothing.

Asked here once, of every field that says it holds a file (`contracts.fields.FileId`), whichever route takes it.
"""

from collections.abc import Iterator
from typing import Any

from marshmallow import fields

from contracts.actors import STAFF_ROLES
from contracts.fields import FileId
from contracts.messages import schema_of
from contracts.problems import Problem
from gateway.accounts.model import DESK_ROLES
from gateway.http.request import Request
from gateway.zone.own_cases import person_of_case

CODE = "file_not_yours"
NOT_YOURS = "不是本人上传的文件，请先上传再提交"
_IN_FREE_DATA = ("file_id", "file_ids", "files")


def require_own_files(request: Request) -> None:
    """Raise file_not_yours naming every file that is neither the asker's nor of the person whom they do it for."""
    if not request.route.takes_files:
        return
    named = dict(_of_message(schema_of(request.route.body), request.body.as_data(), ""))
    if not named:
        return
    own = request.context.accounts.files_among(_askers(request), tuple(set(named.values())))
    if set(named.values()) - own:
        own |= request.context.accounts.files_among(_people_of_cases(request), tuple(set(named.values())))
    wrong = {path: [NOT_YOURS] for path, file_id in named.items() if file_id not in own}
    if wrong:
        raise Problem("所附文件须由本人或代办人员上传", code=CODE, fields=wrong)


def _of_message(schema, data: dict, path: str) -> Iterator[tuple[str, str]]:
    for name, field in schema.fields.items():
        yield from _of_field(field, data.get(name), f"{path}{name}")


def _of_field(field: fields.Field, value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every file in a field's value with the path to it, as the problem names it."""
    if value is None:
        return
    if isinstance(field, FileId):
        yield path, value
    elif isinstance(field, fields.Nested):
        yield from _of_message(field.schema, value, f"{path}.")
    elif isinstance(field, fields.List):
        for number, each in enumerate(value):
            yield from _of_field(field.inner, each, f"{path}.{number}")
    elif isinstance(field, fields.Dict):
        yield from _of_free(value, path, named=False)


def _of_free(value: Any, path: str, *, named: bool) -> Iterator[tuple[str, str]]:
    """A free object has no fields: what stands there under a file's name is a file."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _of_free(inner, f"{path}.{name}", named=named or name in _IN_FREE_DATA)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _of_free(inner, f"{path}.{number}", named=named)
    elif named and isinstance(value, str):
        yield path, value


def _askers(request: Request) -> set[str]:
    """Who asks, who really does it, and at a desk the person whom it is done for."""
    actor = request.actor
    served = getattr(request.body, "person_id", None) if actor.role in DESK_ROLES else None
    return {each for each in (actor.person_id, actor.proxy_id, served) if each}


def _people_of_cases(request: Request) -> set[str]:
    """Whose cases the message names, as far as the asker may see them: staff works with what the person handed in."""
    if request.actor.role not in STAFF_ROLES or request.route.command is None:
        return set()
    pillar, data = request.route.command.name.split(".", 1)[0], request.body.as_data()
    cases = {name.removesuffix("_id"): value for name, value in data.items() if name.endswith("_id") and value}
    found = (person_of_case(request.context.zone, request.actor, pillar, *case) for case in cases.items())
    return {person for person in found if person}
