"""The AsyncAPI 3 document, written from the registry of domain events: what other services may listen to."""

import json
from pathlib import Path

from apispec import APISpec

import contracts
from contracts.language import learn
from contracts.messages import EVENTS, Message
from contracts.wire import PREFIX
from gateway.http.answers import as_json
from gateway.http.schemas import component, new_spec, tolerate_additions

SAMPLES = Path(contracts.__file__).parent / "samples"
_REQUIRED = ("specversion", "id", "type", "source", "time", "actor")
_ABOUT = {
    "specversion": "CloudEvents 版本", "id": "事件编号；重复投递时不变", "type": "事件类型", "source": "来源",
    "time": "业务时间", "actor": "办理人（JSON），不含姓名和证件号码", "subject": "所涉事物的编号",
    "correlationid": "同一次办理的编号", "causationid": "引起本事件的消息编号", "entity": "所涉事物的种类",
    "entityid": "所涉事物的编号", "entityversion": "所涉事物的版本，逐次加一", "personid": "所涉个人的不透明编号",
}


def asyncapi_document() -> dict:
    """The document of every domain event in the published language, as plain JSON values."""
    learn()
    spec, _ = new_spec(title="events", version="1")
    events = [EVENTS[type_] for type_ in sorted(EVENTS)]
    messages = {event.type: _message(spec, event) for event in events}
    document = {
        "asyncapi": "3.0.0",
        "info": {"title": "五创联动平台领域事件", "version": "1",
                 "description": "每类业务向名为 <业务>.events 的持久 topic 交换机发布，路由键为事件类型；"
                                "至少投递一次，同一编号只应生效一次；新增字段不改版本，请忽略不认识的字段。"},
        "defaultContentType": "application/json",
        "channels": {event.type: _channel(event) for event in events},
        "operations": {f"publish.{event.type}": _operation(event) for event in events},
        "components": {"messages": messages, "schemas": spec.to_dict()["components"].get("schemas", {}),
                       "messageTraits": {"cloudEvents": {"headers": _headers()}}},
    }
    document = json.loads(as_json(document))
    tolerate_additions(document, strict=set())
    return document


def _channel(event: type[Message]) -> dict:
    exchange = {"name": f"{event.type.split('.', 1)[0]}.events", "type": "topic", "durable": True, "autoDelete": False}
    return {"address": event.type, "title": event.label,
            "messages": {event.type: {"$ref": f"#/components/messages/{event.type}"}},
            "bindings": {"amqp": {"is": "routingKey", "exchange": exchange, "bindingVersion": "0.3.0"}}}


def _operation(event: type[Message]) -> dict:
    return {"action": "send", "summary": event.label, "channel": {"$ref": f"#/channels/{event.type}"},
            "messages": [{"$ref": f"#/channels/{event.type}/messages/{event.type}"}]}


def _message(spec: APISpec, event: type[Message]) -> dict:
    found = {"name": event.type, "title": event.label, "summary": (event.__doc__ or "").strip(),
             "contentType": "application/json", "payload": component(spec, event),
             "correlationId": {"location": f"$message.header#/{PREFIX}correlationid"},
             "traits": [{"$ref": "#/components/messageTraits/cloudEvents"}],
             "x-entity": event.entity}
    sample = sample_of(event.type)
    return found | ({"examples": [sample]} if sample else {})


def sample_of(type_: str) -> dict | None:
    """The frozen sample of an event type as `payload` (and `headers`), None when there is none."""
    path = SAMPLES / f"{type_}.json"
    if not path.exists():
        return None
    kept = json.loads(path.read_text(encoding="utf-8"))
    if "data" not in kept:
        return {"payload": kept}
    return {"payload": kept["data"]} | ({"headers": kept["headers"]} if "headers" in kept else {})


def _headers() -> dict:
    properties = {f"{PREFIX}{name}": _header(name, told) for name, told in _ABOUT.items()}
    properties["traceparent"] = {"type": "string", "description": "W3C 链路追踪"}
    return {"type": "object", "required": [f"{PREFIX}{name}" for name in _REQUIRED], "properties": properties}


def _header(name: str, told: str) -> dict:
    kinds = {"time": {"type": "string", "format": "date-time"}, "entityversion": {"type": "integer"},
             "specversion": {"const": "1.0"}}
    return {**kinds.get(name, {"type": "string"}), "description": told}
