"""A message's schema turned into one function that reads it and one that writes it, with marshmallow's own result.

marshmallow looks at its fields anew for each value of each message; here that is done once per class. A reading
function accepts only what it can tell to be right. At the slightest doubt it raises, the schema itself decides, and
its words are what a caller sees; so there is one truth about what is right, and tests hold the two together.
"""

from collections.abc import Callable
from datetime import date, datetime
from math import inf
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate
from marshmallow.utils import missing

from contracts.fields import Choice, Money, Storable, money_text, plain_money

Convert = Callable[[Any], Any]
_ABSENT = object()


class Doubt(ValueError):
    """Not seen to be right: the schema is to decide."""


# What a reading function raises when it is not sure: a value of another kind, a date that is none, a failed check.
DOUBTS = (Doubt, ValidationError, ValueError)


def compiled_load(schema: Schema) -> Callable[..., dict[str, Any]]:
    """`load(data, exact)`: the values of a message by name, lists as tuples; raises one of DOUBTS.

    With `exact`, data that has more than the schema's fields is doubted, as it always is in a nested message.
    """
    steps = [(field.data_key or name, name, _default(field), _reader(field))
             for name, field in schema.load_fields.items()]

    def load(data: Any, exact: bool = True) -> dict[str, Any]:
        if type(data) is not dict:
            raise Doubt
        values, left = {}, len(data)
        for key, name, default, read in steps:
            value = data.get(key, _ABSENT)
            if value is not _ABSENT:
                left -= 1
                values[name] = read(value)
            elif default is _ABSENT:
                raise Doubt
            else:
                values[name] = default
        if left and exact:
            raise Doubt
        return values

    return load


def compiled_dump(schema: Schema) -> Callable[[Any], dict[str, Any]]:
    """`dump(message)`: its data in wire form."""
    steps = [(field.data_key or name, name, _writer(field)) for name, field in schema.dump_fields.items()]

    def dump(message: Any) -> dict[str, Any]:
        values = vars(message)
        return {key: None if values[name] is None else write(values[name]) for key, name, write in steps}

    return dump


def _default(field: fields.Field) -> Any:
    """What stands for a field that is not there; _ABSENT when it must be, or when that is made anew each time."""
    default = field.load_default
    if field.required or default is missing or callable(default):
        return _ABSENT
    return tuple(default) if isinstance(default, list) else default


def _reader(field: fields.Field) -> Convert:
    make = _READERS.get(type(field))
    if make is None or not _is_usual(field):
        return _as_tuple(field.deserialize)
    read = make(field) if make is _text_reader else _checked(make(field), [_check(each) for each in field.validators])
    return _or_none(read) if field.allow_none else read


def _is_usual(field: fields.Field) -> bool:
    """Whether nothing is asked of a field that its reading or writing function does not know."""
    return getattr(field, "strict", True) and getattr(field, "format", "iso") == "iso" and not (
        getattr(field, "as_string", False) or field.pre_load or field.post_load)


def _or_none(read: Convert) -> Convert:
    return lambda value: None if value is None else read(value)


def _as_tuple(read: Convert) -> Convert:
    def convert(value):
        found = read(value)
        return tuple(found) if isinstance(found, list) else found

    return convert


def _checked(read: Convert, checks: list[Convert]) -> Convert:
    """`read` with its checks after it; a check finds fault by answering something, or raises."""
    if not checks:
        return read

    def convert(value):
        found = read(value)
        for find_fault in checks:
            if find_fault(found):
                raise Doubt
        return found

    return convert


def _check(validator: Convert) -> Convert:
    """What finds fault with a value as `validator` does, which raises."""
    if type(validator) is validate.Regexp:
        match = validator.regex.match
        return lambda value: match(value) is None
    if type(validator) is validate.Length and validator.equal is None:
        low, high = validator.min or 0, inf if validator.max is None else validator.max
        return lambda value: not low <= len(value) <= high
    if type(validator) is validate.Range and validator.min_inclusive and validator.max_inclusive:
        low, high = -inf if validator.min is None else validator.min, inf if validator.max is None else validator.max
        return lambda value: not low <= value <= high
    if type(validator) is Storable:
        return validator.is_not
    return _raising(validator)


def _raising(validator: Convert) -> Convert:
    def find_fault(value) -> None:
        validator(value)

    return find_fault


def _text_reader(field: fields.String) -> Convert:
    """As `_checked` would do it, for the most frequent fields in one step."""
    checks = [_check(each) for each in field.validators]
    find_fault = checks[0] if checks else lambda value: None
    more = checks[1:]

    def read(value):
        if type(value) is not str or find_fault(value):
            raise Doubt
        for find_more in more:
            if find_more(value):
                raise Doubt
        return value

    return read


def _of_type(wanted: type) -> Convert:
    def read(value):
        if type(value) is not wanted:
            raise Doubt
        return value

    return read


def _parsed(parse: Convert) -> Convert:
    def read(value):
        if type(value) is not str:
            raise Doubt
        return parse(value)

    return read


def _aware(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.utcoffset() is None:
        raise Doubt
    return found


def _choice_reader(field: Choice) -> Convert:
    known = {each.value: each for each in field.enum}

    def read(value):
        if type(value) is not str or value not in known:
            raise Doubt
        return known[value]

    return read


def _money_reader(field: Money) -> Convert:
    def read(value):
        fen = plain_money(value) if type(value) is str else None
        if fen is None:
            raise Doubt
        return field.within(fen)

    return read


def _nested_reader(field: fields.Nested) -> Convert:
    if field.many or not _is_plain(field.schema):
        return _as_tuple(field.deserialize)
    load, build = compiled_load(field.schema), field.schema.message_class
    return lambda value: build(**load(value))


def _list_reader(field: fields.List) -> Convert:
    read = _reader(field.inner)

    def convert(value):
        if type(value) is not list:
            raise Doubt
        return tuple([read(each) for each in value])

    return convert


def _dict_reader(field: fields.Dict) -> Convert:
    if field.key_field or field.value_field:
        return field.deserialize
    copied = _of_type(dict)
    return lambda value: dict(copied(value))


_READERS: dict[type, Callable[[Any], Convert]] = {
    fields.String: _text_reader, fields.Integer: lambda field: _of_type(int),
    fields.Boolean: lambda field: _of_type(bool), fields.Date: lambda field: _parsed(date.fromisoformat),
    fields.AwareDateTime: lambda field: _parsed(_aware), Choice: _choice_reader, Money: _money_reader,
    fields.Nested: _nested_reader, fields.List: _list_reader, fields.Dict: _dict_reader,
}


def _is_plain(schema: Schema) -> bool:
    """Whether a schema is a message's: all its fields, and nothing done to them but building the message."""
    return bool(getattr(schema, "message_class", None)) and not (schema.only or schema.exclude or schema.partial)


def _writer(field: fields.Field) -> Convert:
    make = _WRITERS.get(type(field))
    return make(field) if make and _is_usual(field) else _by_schema(field)


def _by_schema(field: fields.Field) -> Convert:
    return lambda value: field._serialize(value, field.name, None)  # what marshmallow's own fields call of each other


def _if_type(wanted: type, write: Convert) -> Callable[[fields.Field], Convert]:
    """`write` for exactly such values; what marshmallow makes of them for any other."""

    def make(field: fields.Field) -> Convert:
        otherwise = _by_schema(field)
        return lambda value: write(value) if type(value) is wanted else otherwise(value)

    return make


def _nested_writer(field: fields.Nested) -> Convert:
    if field.many or not _is_plain(field.schema):
        return _by_schema(field)
    return _if_type(field.schema.message_class, compiled_dump(field.schema))(field)


def _list_writer(field: fields.List) -> Convert:
    write = _writer(field.inner)
    return lambda value: [None if each is None else write(each) for each in value]


_WRITERS: dict[type, Callable[[Any], Convert]] = {
    fields.String: _if_type(str, str), fields.Integer: _if_type(int, int), fields.Boolean: _if_type(bool, bool),
    fields.Date: _if_type(date, date.isoformat), fields.AwareDateTime: _if_type(datetime, datetime.isoformat),
    Money: _if_type(int, money_text), fields.Nested: _nested_writer, fields.List: _list_writer,
    Choice: lambda field: _if_type(field.enum, lambda value: value.value)(field),
}
