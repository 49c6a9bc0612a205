"""Whatever state a page can show has a Chinese word."""

import dataclasses
import importlib

import pytest

from contracts.language import learn
from contracts.messages import EVENTS

learn()


def unlabelled(event: type, labels: dict[str, dict[str, str]]) -> list[str]:
    """The states that an event can carry and that no Chinese word is given for."""
    states = {field.name: field for field in dataclasses.fields(event)}.get("state")
    enum = getattr(states.metadata["schema"], "enum", ()) if states else ()
    return [state.value for state in enum if state.value not in labels.get(event.entity, {})]


@pytest.mark.parametrize("type_", sorted(t for t in EVENTS if not t.startswith("toy.")))
def test_every_state_has_a_chinese_word(type_):
    contract = importlib.import_module(f"contracts.{type_.split('.')[0]}")
    assert unlabelled(EVENTS[type_], getattr(contract, "STATE_LABELS", {})) == []


def test_a_state_without_a_word_is_found():
    assert unlabelled(EVENTS["zone.business_registered.v1"], {"business": {"open": "在营"}}) == ["closed"]
