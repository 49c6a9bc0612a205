"""A message's schema turned into one function that reads it, with marshmallow's own result (`compiled_writing` has the
one that writes it).

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

from contracts.fields import Choice, Money, Storable, plain_money

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
    known: dict[str, Any] = {"Doubt": Doubt, "ABSENT": _ABSENT}
    lines = ["def made(data, exact=True):", " if type(data) is not dict: raise Doubt", " get, absent = data.get, 0"]
    for number, (name, field) in enumerate(schema.load_fields.items()):
        known[f"r{number}"], known[f"d{number}"] = _reader(field), _default(field)
        lines += _reading(number, field.data_key or name, field.allow_none, known[f"d{number}"] is _ABSENT)
    lines += [f" if exact and len(data) + absent != {len(schema.load_fields)}: raise Doubt"]
    return made_of(lines, {name: f"v{number}" for number, name in enumerate(schema.load_fields)}, known)


def _reading(number: int, key: str, may_be_none: bool, required: bool) -> list[str]:
    """The lines that read one value, `v<number>`, out of `data`."""
    value = f"v{number}"
    return [f" {value} = get({key!r}, ABSENT)", f" if {value} is ABSENT:",
            "  raise Doubt" if required else f"  {value} = d{number}; absent += 1",
            f" elif {value} is not None:" if may_be_none else " else:", f"  {value} = r{number}({value})"]


def made_of(lines: list[str], answered: dict[str, str], known: dict[str, Any]) -> Callable[..., dict[str, Any]]:
    """The function `made` of these lines that ends by answering expressions by name.

    As the standard library makes a dataclass's methods: going through the fields anew each time would cost as much as
    reading them. All that goes into the text is the contracts' own names.
    """
    answer = ", ".join(f"{name!r}: {value}" for name, value in answered.items())
    exec("\n".join([*lines, f" return {{{answer}}}"]), known)
    return known["made"]


def builder(message_class: type) -> Callable[[dict[str, Any]], Any]:
    """What makes a message of all its values at once, as its `__init__` would, which sets them one by one."""
    if hasattr(message_class, "__post_init__"):
        return lambda values: message_class(**values)

    def build(values: dict[str, Any]) -> Any:
        message = object.__new__(message_class)
        object.__setattr__(message, "__dict__", values)
        return message

    return build


def _default(field: fields.Field) -> Any:
    """What stands for a field that is not there; _ABSENT when it must be, or when that is made anew each time."""
    default = field.load_default
    if field.required or default is missing or callable(default):
        return _ABSENT
    return tuple(default) if isinstance(default, list) else default


def _reader(field: fields.Field) -> Convert:
    make = _READERS.get(type(field))
    if make is None or not is_usual(field):
        return _as_tuple(field.deserialize)
    if make is _text_reader:
        return make(field)
    return _checked(make(field), [_check(each) for each in field.validators])


def is_usual(field: fields.Field) -> bool:
    """Whether nothing is asked of a field that its reading or writing function does not know."""
    return getattr(field, "strict", True) and getattr(field, "format", "iso") == "iso" and not (
        getattr(field, "as_string", False) or field.pre_load or field.post_load)


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
    kinds = [type(each) for each in field.validators]
    if kinds == [validate.Length, Storable] and field.validators[0].equal is None:
        return _short_text_reader(field.validators[0])
    find_faults = [_check(each) for each in field.validators]

    def read(value):
        if type(value) is not str:
            raise Doubt
        for find_fault in find_faults:
            if find_fault(value):
                raise Doubt
        return value

    return read


def _short_text_reader(length: validate.Length) -> Convert:
    low, high, is_not = length.min or 0, inf if length.max is None else length.max, Storable.is_not

    def read(value):
        if type(value) is not str or not low <= len(value) <= high or is_not(value):
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
    if field.many or not is_plain(field.schema):
        return _as_tuple(field.deserialize)
    load, build = compiled_load(field.schema), builder(field.schema.message_class)
    return lambda value: build(load(value))


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


def is_plain(schema: Schema) -> bool:
    """Whether a schema is a message's: all its fields, and nothing done to them but building the message."""
    return bool(getattr(schema, "message_class", None)) and not (schema.only or schema.exclude or schema.partial)
