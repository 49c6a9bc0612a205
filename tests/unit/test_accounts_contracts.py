"""What accounts announce keeps its form, and says nothing personal."""

import json
from pathlib import Path

import pytest

from contracts.language import learn
from contracts.messages import EVENTS
from contracts.zone.domain_events import PolicyPublished
from policies.publishing import content_hash

learn()
SAMPLES = Path(__file__).resolve().parents[2] / "contracts" / "samples"
ZONE = sorted(type_ for type_ in EVENTS if type_.startswith("zone."))
PERSONAL = {"id_number", "phone", "address", "bank_account", "credit_code", "number", "shop_number"}


def sample(type_: str) -> dict:
    return json.loads((SAMPLES / f"{type_}.json").read_text())


@pytest.mark.parametrize("type_", ZONE)
def test_the_frozen_sample_is_read_and_written_the_same(type_):
    assert json.loads(json.dumps(EVENTS[type_].from_data(sample(type_)).as_data())) == sample(type_)


@pytest.mark.parametrize("type_", ZONE)
def test_no_event_has_a_field_for_personal_data(type_):
    fields = set(EVENTS[type_].Schema().fields)
    assert not fields & PERSONAL
    assert "name" not in fields or type_ == "zone.organisation_registered.v1"


def test_a_published_policy_is_what_the_reader_takes_with_the_hash_it_checks():
    parameter = PolicyPublished.from_data(sample("zone.policy_published.v1")).as_parameter()
    assert parameter["hash"] == content_hash(parameter)
    assert set(parameter) == {"pillar", "area", "key", "from", "value", "label", "unit", "cite", "hash"}
