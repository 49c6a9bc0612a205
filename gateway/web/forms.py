"""A message's fields as a page asks for them: name, Chinese label, kind, bounds and options, from its schema alone."""

from collections.abc import Iterator

from marshmallow import fields, validate
from marshmallow import missing as absent

from contracts.fields import FileId, Money
from contracts.messages import Message, schema_of
from gateway.http.schemas import enum_labels

_LONG_FROM = 300  # from so many characters on, a text is written in lines
_KINDS: tuple[tuple[type[fields.Field], str], ...] = (
    (Money, "money"), (FileId, "file"), (fields.Boolean, "flag"), (fields.Integer, "count"), (fields.Decimal, "number"),
    (fields.Date, "day"), (fields.AwareDateTime, "instant"), (fields.String, "text"))


def form_of(message: type[Message], without: tuple[str, ...] = (), levels: int = 2) -> list[dict]:
    """Every field of `message` that a person fills in, in their order; what stands in the address is left out.

    `levels`: how deep parts are opened.
    """
    return [shown for name, field in schema_of(message).fields.items() if name not in without
            for shown in _shown(name, field, levels - 1)]


def _shown(name: str, field: fields.Field, below: int) -> Iterator[dict]:
    kind = _kind(field)
    if kind is None:  # a free object has no fields that could be asked for
        return
    shown = {"name": name, "label": field.metadata.get("label") or name, "kind": kind, "required": field.required}
    yield shown | _default(field) | _bounds(field) | _options(field) | _inner(field, below)


def _kind(field: fields.Field) -> str | None:
    if isinstance(field, fields.Enum):
        return "choice"
    if isinstance(field, fields.Nested):
        return "part"
    if isinstance(field, fields.List):
        return {"part": "rows", "file": "files"}.get(_kind(field.inner) or "", "texts")
    found = next((kind for of, kind in _KINDS if isinstance(field, of)), None)
    return "long" if found == "text" and int(_bounds(field).get("at_most", 0)) >= _LONG_FROM else found


def _default(field: fields.Field) -> dict:
    default = field.load_default
    if default is absent or default is None or callable(default) or isinstance(default, (tuple, list)):
        return {}
    return {"default": str(field._serialize(default, "", None)).lower()}


def _bounds(field: fields.Field) -> dict:
    sized = (validate.Length, validate.Range)
    limits = [(check.min, check.max) for check in field.validators if isinstance(check, sized)]
    return {name: str(bound) for pair in limits
            for name, bound in zip(("at_least", "at_most"), pair, strict=True) if bound is not None}


def _options(field: fields.Field) -> dict:
    if not isinstance(field, fields.Enum):
        return {}
    labels = enum_labels(field.enum)
    return {"options": [{"code": each.value, "label": labels.get(each, each.value)} for each in field.enum]}


def _inner(field: fields.Field, levels: int) -> dict:
    nested = field.inner if isinstance(field, fields.List) else field
    if not levels or not isinstance(nested, fields.Nested):
        return {}
    return {"fields": form_of(nested.schema.message_class, levels=levels)}
