"""A message's schema turned into one function that writes it, with marshmallow's own result; see `compiled`."""

from collections.abc import Callable
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from marshmallow import Schema, fields

from contracts.compiled import Convert, is_plain, is_usual, made_of
from contracts.fields import Choice, Money, money_text

# What is written as it is, when it is exactly of this type.
_AS_IT_IS = {fields.String: "str", fields.Integer: "int", fields.Boolean: "bool"}


def compiled_dump(schema: Schema) -> Callable[[Any], dict[str, Any]]:
    """`dump(message)`: its data in wire form."""
    known: dict[str, Any] = {}
    lines, values = ["def made(message):"], {}
    for number, (name, field) in enumerate(schema.dump_fields.items()):
        known[f"w{number}"], value = _writer(field), f"v{number}"
        as_it_is = f" and type({value}) is not {_AS_IT_IS[type(field)]}" if type(field) in _AS_IT_IS else ""
        lines += [f" {value} = message.{name}", f" if {value} is not None{as_it_is}: {value} = w{number}({value})"]
        values[field.data_key or name] = value
    return made_of(lines, values, known)


def _writer(field: fields.Field) -> Convert:
    make = _WRITERS.get(type(field))
    return make(field) if make and is_usual(field) else _by_schema(field)


def _by_schema(field: fields.Field) -> Convert:
    return lambda value: field._serialize(value, field.name, None)  # what marshmallow's own fields call of each other


def _if_type(wanted: type, write: Convert) -> Callable[[fields.Field], Convert]:
    """`write` for exactly such values; what marshmallow makes of them for any other."""

    def make(field: fields.Field) -> Convert:
        otherwise = _by_schema(field)
        return lambda value: write(value) if type(value) is wanted else otherwise(value)

    return make


def _nested_writer(field: fields.Nested) -> Convert:
    if field.many or not is_plain(field.schema):
        return _by_schema(field)
    return _if_type(field.schema.message_class, compiled_dump(field.schema))(field)


def _dict_writer(field: fields.Dict) -> Convert:
    return _by_schema(field) if field.key_field or field.value_field else _if_type(dict, dict)(field)


def _list_writer(field: fields.List) -> Convert:
    write = _writer(field.inner)
    return lambda value: [None if each is None else write(each) for each in value]


_WRITERS: dict[type, Callable[[Any], Convert]] = {
    fields.String: _if_type(str, str), fields.Integer: _if_type(int, int), fields.Boolean: _if_type(bool, bool),
    fields.Date: _if_type(date, date.isoformat), fields.AwareDateTime: _if_type(datetime, datetime.isoformat),
    fields.Nested: _nested_writer, fields.List: _list_writer, fields.Dict: _dict_writer,
    Money: _if_type(int, money_text),
    Choice: lambda field: _if_type(field.enum, attrgetter("_value_"))(field),
}
