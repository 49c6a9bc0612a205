"""Reading what was sent: how large, of which kind, and whether it is what the route's message says."""

import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

import falcon
from falcon.media.multipart import MultipartFormHandler
from marshmallow import fields

from contracts.messages import Message, schema_of
from contracts.problems import Invalid, NotFound, Problem
from gateway.http.route import ID_PATTERN, Route

_CHUNK = 64 * 1024
# An oversized body is read and thrown away up to this, so that its sender can read why it is refused.
_DISCARDED = 64 * 1024 * 1024
_DEEPEST = 32


@dataclass(frozen=True)
class UploadedPart:
    """One part of a multipart form; `file_name` is what the sender calls it and decides nothing."""

    name: str
    file_name: str | None
    content: bytes


def require_media(req: falcon.Request, route: Route) -> None:
    """Raise wrong_media_type unless the body is of the route's kind."""
    sent = (req.content_type or "").split(";", 1)[0].strip().lower()
    if sent != route.media:
        raise Problem(f"请以 {route.media} 提交", code="wrong_media_type")


def spool(req: falcon.Request, limit: int) -> IO[bytes]:
    """The whole body, at most `limit` bytes of it; raises body_too_large however it is sent."""
    if (req.content_length or 0) > limit:
        _discard(req)
        raise _too_large(limit)
    kept = tempfile.SpooledTemporaryFile(max_size=1024 * 1024)  # noqa: SIM115 - the caller reads it
    size = 0
    for chunk in _chunks(req):
        size += len(chunk)
        if size > limit:
            kept.close()
            _discard(req)
            raise _too_large(limit)
        kept.write(chunk)
    kept.seek(0)
    return kept


def _chunks(req: falcon.Request) -> Iterator[bytes]:
    """The body piece by piece; without a length it is chunked, and the server marks its end."""
    chunked = "chunked" in (req.get_header("Transfer-Encoding") or "").lower()
    stream = req.stream if chunked else req.bounded_stream
    while chunk := stream.read(_CHUNK):
        yield chunk


def _discard(req: falcon.Request) -> None:
    left = _DISCARDED
    for chunk in _chunks(req):
        left -= len(chunk)
        if left < 0:
            return


def _too_large(limit: int) -> Problem:
    return Problem(f"提交的内容不能超过 {limit // (1024 * 1024)} MB", code="body_too_large")


def parsed_json(raw: bytes) -> Any:
    """The JSON in `raw`; raises malformed_json, also for what JSON allows and a database cannot keep."""
    try:
        value = json.loads(raw.decode("utf-8"), parse_constant=_refuse_constant)
        _require_storable(value)
    except (ValueError, RecursionError) as error:
        raise Problem(_where(error), code="malformed_json") from error
    return value


def _refuse_constant(name: str):
    raise ValueError(f"{name} is no JSON")


def _where(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"第 {error.lineno} 行第 {error.colno} 个字符处不正确"
    return "内容须为 UTF-8 编码的 JSON，层次不能太深，也不能含有无法保存的字符"


def _require_storable(value: Any, depth: int = 0) -> None:
    """Raise ValueError for half characters and NUL, wherever they are, and for nesting without end."""
    if depth > _DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(value, str):
        value.encode("utf-8")
        if "\0" in value:
            raise ValueError("NUL in a text")
    elif isinstance(value, dict):
        for key, inner in value.items():
            _require_storable(key, depth + 1)
            _require_storable(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _require_storable(inner, depth + 1)


def parts(kept: IO[bytes], content_type: str | None) -> list[UploadedPart]:
    """The parts of a multipart form; raises bad_request when it is malformed or empty."""
    size = kept.seek(0, 2)
    kept.seek(0)
    try:
        form = MultipartFormHandler().deserialize(kept, content_type, size) if size else ()
        found = [UploadedPart(part.name, part.filename or None, part.stream.read()) for part in form]
    except (falcon.HTTPError, ValueError) as error:
        raise Problem("上传的表单无法识别", code="bad_request") from error
    if not found:
        raise Problem("上传的表单是空的", code="bad_request")
    return found


def message_from_body(route: Route, raw: bytes, path: dict[str, str]) -> Message:
    """The route's message from JSON and path parameters; raises Invalid naming every wrong field."""
    sent = parsed_json(raw) if raw.strip() else {}
    if not isinstance(sent, dict):
        raise Invalid("请检查标出的内容", fields={"_": ["提交的内容应为 JSON 对象"]})
    return route.body.from_data(_with_path(route.body, sent, path))


def message_from_form(route: Route, form: list[UploadedPart], path: dict[str, str]) -> Message:
    """The route's message from a form's texts and path parameters; raises Invalid naming every wrong field."""
    known = schema_of(route.body).fields
    sent = {each.name: _text_of(each) for each in form if each.file_name is None}
    typed_texts = {name: typed(known[name], value) if name in known else value for name, value in sent.items()}
    return route.body.from_data(_with_path(route.body, typed_texts, path))


def _text_of(part: UploadedPart) -> str:
    try:
        text = part.content.decode("utf-8")
        _require_storable(text)
    except ValueError as error:
        raise Invalid("请检查标出的内容", fields={part.name: ["含有无法保存的字符"]}) from error
    return text


def _with_path(message: type[Message], sent: dict, path: dict[str, str]) -> dict:
    known = schema_of(message).fields
    own = {name: typed(known[name], value) for name, value in path.items() if name in known}
    differing = sorted(name for name in own if name in sent and sent[name] != own[name])
    if differing:
        raise Invalid("请检查标出的内容", fields={name: ["与网址中的不一致"] for name in differing})
    return sent | own


def require_sound_address(route: Route, query: dict[str, Any], path: dict[str, str]) -> None:
    """Raise not_found for an id of odd shape that no message checks, and Invalid for what no text may hold."""
    declared = schema_of(route.body or route.query).fields if route.body or route.query else {}
    odd = [name for name, value in path.items() if name not in declared and not re.fullmatch(ID_PATTERN, value)]
    if odd or any("\0" in value for value in path.values()):
        raise NotFound()
    broken = sorted(name for name, value in query.items() if "\0" in str(value) or "\0" in name)
    if broken:
        raise Invalid("请检查标出的内容", fields={name.replace("\0", ""): ["含有无法保存的字符"] for name in broken})


def message_from_query(route: Route, query: dict[str, Any], path: dict[str, str]) -> Message:
    """The route's message from query and path parameters; raises Invalid naming every wrong one."""
    known = schema_of(route.query).fields
    sent = {name: value for name, value in {**query, **path}.items() if name in known or name in query}
    return route.query.from_data({name: typed(known[name], value) if name in known else value
                                  for name, value in sent.items()})


def typed(field: fields.Field, value: Any) -> Any:
    """A text from an address as the JSON type that `field` reads; what does not fit is left for it to refuse."""
    if isinstance(field, fields.Integer) and isinstance(value, str) and value.lstrip("-").isascii():
        return int(value) if value.lstrip("-").isdigit() and len(value) < 19 else value
    if isinstance(field, fields.List):
        listed = value if isinstance(value, list) else value.split(",")
        return [typed(field.inner, each) for each in listed]
    return value
