"""The description of the events is complete and holds together."""

import copy
import json

import pytest
from jsonschema import Draft202012Validator

from contracts.language import learn
from contracts.messages import EVENTS
from gateway.http import asyncapi
from gateway.http.asyncapi import asyncapi_document

DOCUMENT = asyncapi_document()


def at(document, reference):
    """What a local reference leads to; raises KeyError when it leads nowhere."""
    node = document
    for step in reference.removeprefix("#/").split("/"):
        node = node[step.replace("~1", "/").replace("~0", "~")]
    return node


def references(node):
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for inner in node.values():
            yield from references(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from references(inner)


def flaws(document):
    """What keeps `document` from being a sound AsyncAPI 3 document of all events, as sentences."""
    found = [] if document.get("asyncapi") == "3.0.0" else ["it is not AsyncAPI 3.0.0"]
    for reference in references(document):
        try:
            at(document, reference)
        except KeyError:
            found.append(f"{reference} leads nowhere")
    found += [f"{type_} has no channel" for type_ in EVENTS if type_ not in document["channels"]]
    for name, operation in document["operations"].items():
        if operation.get("action") not in ("send", "receive"):
            found.append(f"{name} neither sends nor receives")
    for name, message in document["components"]["messages"].items():
        found += [f"{name} has no {part}" for part in ("name", "title", "payload", "contentType")
                  if not message.get(part)]
    return found


def test_the_description_of_events_holds_together():
    learn()
    assert EVENTS
    assert flaws(DOCUMENT) == []


@pytest.mark.parametrize("harm", [
    lambda d: d["channels"].popitem(), lambda d: d["components"]["schemas"].popitem(),
    lambda d: d.update(asyncapi="2.6.0"), lambda d: next(iter(d["operations"].values())).update(action="publish"),
    lambda d: next(iter(d["components"]["messages"].values())).pop("payload")])
def test_the_check_notices_a_flaw(harm):
    broken = copy.deepcopy(DOCUMENT)
    harm(broken)
    assert flaws(broken)


def test_payload_schemas_are_json_schemas():
    for schema in DOCUMENT["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_event_names_its_durable_exchange():
    for type_, channel in DOCUMENT["channels"].items():
        exchange = channel["bindings"]["amqp"]["exchange"]
        assert exchange == {"name": f"{type_.split('.')[0]}.events", "type": "topic", "durable": True,
                            "autoDelete": False}


def test_the_headers_are_cloud_events():
    headers = DOCUMENT["components"]["messageTraits"]["cloudEvents"]["headers"]
    assert set(headers["required"]) <= set(headers["properties"])
    assert headers["properties"]["cloudEvents:specversion"]["const"] == "1.0"


def test_a_frozen_sample_is_shown_and_fits_its_schema():
    for type_, message in DOCUMENT["components"]["messages"].items():
        for example in message.get("examples", ()):
            Draft202012Validator({**message["payload"], "components": DOCUMENT["components"]}).validate(
                example["payload"]), type_


def test_a_sample_file_becomes_an_example(tmp_path, monkeypatch):
    monkeypatch.setattr(asyncapi, "SAMPLES", tmp_path)
    (tmp_path / "toy.made.v1.json").write_text(json.dumps({"headers": {"h": 1}, "data": {"a": 1}}))
    assert asyncapi.sample_of("toy.made.v1") == {"payload": {"a": 1}, "headers": {"h": 1}}
    assert asyncapi.sample_of("toy.made.v2") is None
