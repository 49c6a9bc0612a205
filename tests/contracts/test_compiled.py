"""What reads and writes messages quickly has exactly the schema's result, for what is right and for what is wrong."""

import copy
import dataclasses
import functools
import itertools

import pytest
from marshmallow import EXCLUDE, RAISE, ValidationError

from contracts.compiled import DOUBTS, compiled_load
from contracts.compiled_writing import compiled_dump
from contracts.messages import COMMANDS, EVENTS, QUESTIONS, schema_of
from tests.contracts.compatibility import published_events, sample

TYPES = tuple(published_events())
ODD = (None, "", " ", "x" * 70, "甲" * 3000, "half \ud800", "zero \0", "2024-02-30", "2024-05-06", "20240506",
       "2024-05-06T09:00:00", "2024-05-06T09:00:00+08:00", "12.345", "-0.50", "１２.00", "99999999999999.00", 0, 1, -1,
       1.0, 1.5, 10**20, True, False, [], [None], ["x"], {}, {"a": "\0"}, {"a": [1]}, "433100", "p-1\n")
ABSENT = object()


def places(value, place=()):
    """Every place inside a JSON value."""
    if place:
        yield place
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in parts:
        yield from places(inner, (*place, name))


def with_odd(value, place, odd):
    """The value with something odd at a place, with nothing there, or with something more beside it."""
    changed = copy.deepcopy(value)
    at = changed
    for name in place[:-1]:
        at = at[name]
    if odd is ABSENT:
        del at[place[-1]]
    else:
        at[place[-1]] = odd
    return changed


def by_schema(kind, data, unknown):
    try:
        return schema_of(kind).load(data, unknown=unknown)
    except ValidationError:
        return None


@functools.cache
def load_of(kind):
    return compiled_load(schema_of(kind))


def compiled(kind, data, unknown):
    """None where it leaves the word to the schema."""
    try:
        return kind(**load_of(kind)(data, unknown != EXCLUDE))
    except DOUBTS:
        return None


def variants(frozen, many):
    """The sample, the sample with more in it, and `many` samples with something odd at some place, in a fixed turn."""
    yield frozen
    yield frozen | {"more": 1}
    turns = itertools.product(sorted(places(frozen), key=str), (*ODD, ABSENT))
    every = list(turns)
    for place, odd in every[::max(1, len(every) // many)]:
        yield with_odd(frozen, place, odd)


@pytest.mark.parametrize("type_", TYPES)
def test_an_event_is_read_as_its_schema_reads_it_or_left_to_the_schema(type_):
    kind, frozen = EVENTS[type_], sample(type_)
    dump = compiled_dump(schema_of(kind))
    for number, data in enumerate(variants(frozen, 12)):
        for unknown in (RAISE, EXCLUDE):
            expected, found = by_schema(kind, data, unknown), compiled(kind, data, unknown)
            assert found is None or found == expected, (data, unknown)
            assert repr(found) in ("None", repr(expected))
            assert expected is None or schema_of(kind).dump(expected) == dump(expected)
            assert number or found == expected, "what is right is read without the schema"


@pytest.mark.parametrize("name", [*COMMANDS, *QUESTIONS])
def test_a_command_or_question_of_nothing_is_left_to_the_schema(name):
    kind = (COMMANDS | QUESTIONS)[name]
    for data in ({}, {"more": 1}, [], None, "x"):
        found = compiled(kind, data, RAISE)
        assert found is None or found == by_schema(kind, data, RAISE)


@pytest.mark.parametrize("type_", TYPES)
def test_a_message_built_at_once_is_the_one_that_its_own_init_builds(type_):
    kind, frozen = EVENTS[type_], sample(type_)
    received, built = kind.from_data(frozen), kind(**load_of(kind)(frozen, True))
    assert received == built and repr(received) == repr(built)
    assert dataclasses.replace(received) == built and copy.deepcopy(received) == built
    with pytest.raises(dataclasses.FrozenInstanceError):
        received.envelope = None
    assert all(getattr(received, field.name) == getattr(built, field.name) for field in dataclasses.fields(kind))
