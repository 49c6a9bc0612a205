"""Messages as JSON Schema: Chinese labels as titles, money and decimals as strings, choices with their labels."""

import re
import sys
from enum import Enum

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import fields
from marshmallow import missing as absent

from contracts.fields import Money
from contracts.messages import Message

MONEY_PATTERN = r"^\d{1,13}(\.\d{1,2})?$"
DECIMAL_PATTERN = r"^-?\d+(\.\d+)?$"


def component_name(message: type) -> str:
    """A message's name among the components: the pillar's name first, since two pillars may use one word."""
    package = re.match(r"contracts\.(\w+)\.", message.__module__)
    prefix = package.group(1).capitalize() if package else ""
    return prefix + message.__name__


def new_spec(**about) -> tuple[APISpec, MarshmallowPlugin]:
    """An empty OpenAPI 3.1 document, and the plugin that turns messages into its schemas."""
    plugin = MarshmallowPlugin(schema_name_resolver=_resolved_name)
    spec = APISpec(openapi_version="3.1.0", plugins=[plugin], **about)
    converter = plugin.converter
    for kind in (Money, fields.Decimal):
        plugin.map_to_openapi_type(kind, "string", None)
    for function in (_label, _money, _decimal, _choice, _default):
        converter.add_attribute_function(function)
    return spec, plugin


def component(spec: APISpec, message: type[Message], *, without: tuple[str, ...] = ()) -> dict:
    """A reference to `message` among the components of `spec`, less the fields that stand in the address."""
    left_out = tuple(name for name in without if name in message.Schema().fields)
    name = component_name(message) + ("Body" if left_out else "")
    if name not in spec.components.schemas:
        spec.components.schema(name, schema=message.Schema(exclude=left_out) if left_out else message.Schema)
    return {"$ref": f"#/components/schemas/{name}"}


def enum_labels(enum: type[Enum]) -> dict:
    """The Chinese labels that stand beside an enumeration, in a dict called `…_LABELS`; empty when it has none."""
    for name, value in vars(sys.modules[enum.__module__]).items():
        if name.endswith("_LABELS") and isinstance(value, dict) and all(isinstance(key, enum) for key in value):
            return value
    return {}


def _resolved_name(schema) -> str:
    message = getattr(schema, "message_class", None)
    if message is not None:
        return component_name(message)
    return (schema if isinstance(schema, type) else type(schema)).__name__.removesuffix("Schema")


def _label(self, field: fields.Field, ret: dict) -> dict:
    label = field.metadata.get("label")
    return {"title": label} if label else {}


def _money(self, field: fields.Field, ret: dict) -> dict:
    if not isinstance(field, Money):
        return {}
    found = {"pattern": MONEY_PATTERN if field.at_least >= 0 else "^-?" + MONEY_PATTERN[1:],
             "description": "金额，单位元，最多两位小数", "examples": ["150000.00"],
             "x-minimum": f"{field.at_least / 100:.2f}"}
    return found | ({} if field.at_most is None else {"x-maximum": f"{field.at_most / 100:.2f}"})


def _decimal(self, field: fields.Field, ret: dict) -> dict:
    return {"pattern": DECIMAL_PATTERN} if isinstance(field, fields.Decimal) else {}


def _choice(self, field: fields.Field, ret: dict) -> dict:
    if not isinstance(field, fields.Enum):
        return {}
    labels = enum_labels(field.enum)
    told = "；".join(f"{value.value}：{labels[value]}" for value in field.enum if value in labels)
    return {"type": ["string", "null"] if field.allow_none else "string"} | ({"description": told} if told else {})


def _default(self, field: fields.Field, ret: dict) -> dict:
    """Defaults as they would stand in JSON."""
    default = field.load_default
    if default is absent or callable(default) or default is None:
        ret.pop("default", None)
        return {}
    return {"default": list(default) if isinstance(default, tuple) else field._serialize(default, "", None)}


def tolerate_additions(document: dict, strict: set[str]) -> None:
    """Let every component but the `strict` ones gain fields later: readers pass over what they do not know."""
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        if name not in strict and schema.get("additionalProperties") is False:
            del schema["additionalProperties"]


def reachable(document: dict, start: object) -> set[str]:
    """The names of the components that `start` refers to, directly or through others."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            name = str(node.get("$ref", "")).removeprefix("#/components/schemas/")
            if name and name not in found and name in document["components"]["schemas"]:
                found.add(name)
                waiting.append(document["components"]["schemas"][name])
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return found

