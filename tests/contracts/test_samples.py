"""Nobody broke the wire: each frozen sample is still read, and written back as it was."""

from enum import StrEnum

import pytest

from contracts.fields import choice, count, identifier, many, money, text
from contracts.messages import part
from tests.contracts.compatibility import SAMPLES, faults, published_events, sample

TYPES = tuple(published_events())


@pytest.mark.parametrize("type_", TYPES)
def test_the_frozen_sample_is_read_and_written_back_as_it_was(type_):
    assert faults(published_events()[type_], sample(type_)) == []


@pytest.mark.parametrize("type_", TYPES)
def test_the_frozen_sample_names_its_entity_and_its_person(type_):
    event, frozen = published_events()[type_], sample(type_)
    assert frozen[f"{event.entity}_id"]
    assert event.person_field is None or event.person_field in frozen


def test_no_event_about_a_person_has_a_field_for_a_personal_datum():
    personal = {"name", "person_name", "id_number", "phone", "address", "bank_account"}
    about_persons = [event for event in published_events().values() if event.person_field]
    assert [event.type for event in about_persons if personal & set(event.__dataclass_fields__)] == []


def test_every_sample_is_of_a_declared_event_and_every_event_has_one():
    assert sorted(file.name.removesuffix(".json") for file in SAMPLES.glob("*.json")) == sorted(TYPES)


class Kind(StrEnum):
    """Kinds of loan."""

    PERSONAL = "personal"


@part
class Line:
    """One line."""

    reason: str = text("理由")


@part
class Sent:
    """The event as it was when the sample was frozen."""

    loan_id: str = identifier("贷款")
    amount: int = money("金额")
    months: int = count("月数")
    kind: Kind = choice(Kind, "种类")
    lines: tuple[Line, ...] = many(Line, "理由")


FROZEN = {"loan_id": "l-1", "amount": "100000.00", "months": 12, "kind": "personal", "lines": [{"reason": "返乡"}]}


@part
class WithoutMonths:
    """A field went."""

    loan_id: str = identifier("贷款")
    amount: int = money("金额")
    kind: Kind = choice(Kind, "种类")
    lines: tuple[Line, ...] = many(Line, "理由")


@part
class Renamed(WithoutMonths):
    """A field was renamed."""

    duration: int = count("月数", optional=True)


@part
class OtherType(WithoutMonths):
    """A field has another type."""

    months: str = text("月数")


@part
class MoreRequired(Sent):
    """A new field must be there."""

    bank_id: str = identifier("银行")


@part
class OtherLine:
    """One line, its field renamed."""

    words: str = text("理由")


@part
class OtherInside(Sent):
    """A field of a part was renamed."""

    lines: tuple[OtherLine, ...] = many(OtherLine, "理由")


@part
class MoreOptional(Sent):
    """A new field may be left out."""

    bank_id: str | None = identifier("银行", optional=True)


@pytest.mark.parametrize("changed", [WithoutMonths, Renamed, OtherType, MoreRequired, OtherInside])
def test_an_incompatible_change_is_found(changed):
    assert faults(changed, FROZEN)


@pytest.mark.parametrize("same", [Sent, MoreOptional])
def test_the_same_declaration_and_one_more_optional_field_are_compatible(same):
    assert faults(same, FROZEN) == []


@pytest.mark.parametrize(("field", "value"), [("kind", "corporate"), ("months", "12"), ("amount", "100000.005")])
def test_a_value_that_is_no_longer_read_is_found(field, value):
    assert any(field in fault for fault in faults(Sent, {**FROZEN, field: value}))


def test_a_value_that_is_written_back_otherwise_is_found():
    assert faults(Sent, {**FROZEN, "amount": 100000}) == ["amount: 100000 is written back as '100000.00'"]
