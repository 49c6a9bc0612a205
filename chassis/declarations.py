"""Which services there are and what they declare: the one source for topology, map and checks."""

import importlib
from dataclasses import dataclass

from chassis.declare import Receives, receivers_of

PILLARS = ("training", "loans", "incubators", "events", "subsidies")
SERVICES = {pillar: f"services.{pillar}.service:{pillar.capitalize()}Service" for pillar in PILLARS}
ACCOUNTS = "gateway.accounts.service:AccountsService"
REBUILD = "gateway.zone.rebuild:rebuild"
RESEAL = "gateway.accounts.store.resealing:reseal"
READ_MODEL_DIFFERENCES = "gateway.zone.checking:differences"
ZONE_QUEUE = "zone.projection"

# Schemas with a log and an outbox, and the service name that their events are announced under.
PUBLISHES_AS = {**{pillar: pillar for pillar in PILLARS}, "accounts": "zone"}
SCHEMAS = (*PUBLISHES_AS, "zone")


@dataclass(frozen=True, kw_only=True)
class Binding:
    """One reaction's queue, the exchange it listens to and the routing key it is bound with."""

    queue: str
    exchange: str
    routing_key: str
    single_active: bool = False


def load(path: str):
    """The object at `module:name`."""
    module, name = path.split(":")
    return getattr(importlib.import_module(module), name)


def exchange_of(event_type: str) -> str:
    return f"{event_type.split('.', 1)[0]}.events"


def any_version(event_type: str) -> str:
    """`training.completed.v1` → `training.completed.*`: a new version reaches quarantine, not nowhere."""
    return event_type.rsplit(".", 1)[0] + ".*"


def reactions(service: str, path: str) -> list[tuple[str, Receives]]:
    """The reactions of a service with their queue names."""
    return [(f"{service}.{mark.method}", mark) for mark in receivers_of(load(path)) if mark.kind == "reaction"]


def bindings(services: dict[str, str] | None = None) -> list[Binding]:
    """Every queue the platform needs and what it is bound to."""
    found = [Binding(queue=queue, exchange=exchange_of(mark.message.type),
                     routing_key=any_version(mark.message.type))
             for service, path in (services or SERVICES).items() for queue, mark in reactions(service, path)]
    if services is None:
        found += [Binding(queue=ZONE_QUEUE, exchange=f"{name}.events", routing_key="#", single_active=True)
                  for name in PUBLISHES_AS.values()]
    return found
