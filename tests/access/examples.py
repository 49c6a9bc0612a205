"""Something sound to send to a route, made from what the route says it takes."""

import json
from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields

from contracts.fields import FileId, Money
from contracts.messages import Message
from gateway.http.route import JSON, Route

JISHOU = "433101"
BOUNDARY = "form-of-a-test"
_TEXTS = ("示例内容四字", "433101", "x-1", "startup_one_off", "2024-05", "a" * 64, "example.item", "09:00", "123456")


def example_of(message: type[Message], given: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Sound data for `message`; fields named in `given` take those values."""
    given = given or {}
    return {name: given.get(name, _example(field, given)) for name, field in wire_fields(message).items()}


def wire_fields(message: type[Message]) -> dict[str, fields.Field]:
    """A message's fields by the names that they have on the wire."""
    return {field.data_key or name: field for name, field in message.Schema().fields.items()}


def _example(field: fields.Field, given: Mapping[str, Any]) -> Any:
    if isinstance(field, fields.Enum):
        return next(iter(field.enum)).value
    if isinstance(field, fields.Nested):
        return {name: given.get(name, _example(inner, given)) for name, inner in field.schema.fields.items()}
    if isinstance(field, fields.List):
        return [] if _holds_files(field.inner) else [_example(field.inner, given)]
    for kind, values in _BY_KIND.items():
        if isinstance(field, kind):
            return next((value for value in values if _fits(field, value)), values[0])
    raise TypeError(f"no example of a {type(field).__name__}")


def _holds_files(field: fields.Field) -> bool:
    """Whether every one of a list brings a file; an example has none, since it would have to be handed in first."""
    if isinstance(field, fields.Nested):
        return any(isinstance(inner, FileId) for inner in field.schema.fields.values())
    return isinstance(field, FileId)


_BY_KIND: dict[type, tuple] = {
    Money: ("5000.00", "100000.00", "1.00"), fields.Integer: (1, 2024, 10), fields.Decimal: ("3.45", "1"),
    fields.AwareDateTime: ("2024-05-06T09:00:00+08:00",), fields.Date: ("2024-05-06",), fields.Boolean: (True,),
    fields.Dict: ({},), fields.String: _TEXTS, fields.Raw: (1,)}


def _fits(field: fields.Field, value: Any) -> bool:
    try:
        field.deserialize(value)
    except ValidationError:
        return False
    return True


def body_of(route: Route, data: Mapping[str, Any], file: bytes | None = None) -> tuple[bytes, dict[str, str]]:
    """The body and headers that carry `data`, less what stands in the address, as the route's medium wants it."""
    sent = {name: value for name, value in data.items() if name not in route.path_names}
    if route.media == JSON:
        return json.dumps(sent).encode(), {"Content-Type": JSON}
    return form_of(sent, file), {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


def form_of(texts: Mapping[str, Any], file: bytes | None) -> bytes:
    """A multipart form."""
    shown = {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in texts.items()}
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
             for name, value in shown.items()]
    if file is not None:
        parts.append(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'.encode()
                     + file + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
