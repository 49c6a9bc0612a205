"""Exchanges, queues, bindings and broker users, declared at deploy from the services' own declarations.

    python -m chassis.topology
"""

import json
import re
import urllib.request
from base64 import b64encode
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from kombu import Exchange, Queue

from chassis.amqp import DEAD_LETTERS, RPC_EXCHANGE, connect, events_exchange, rpc_queue_name
from chassis.declarations import PILLARS, PUBLISHES_AS, ZONE_QUEUE, Binding, bindings

DELIVERY_LIMIT = 100
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_QUORUM = {"x-queue-type": "quorum", "x-delivery-limit": DELIVERY_LIMIT, "x-overflow": "reject-publish",
           "x-dead-letter-exchange": DEAD_LETTERS.name, "x-dead-letter-strategy": "at-least-once"}


DEAD_LETTER_QUEUE = Queue("dead-letters", exchange=DEAD_LETTERS, routing_key="#", durable=True,
                          queue_arguments={"x-queue-type": "quorum"})


def reaction_queue(name: str, *, single_active: bool = False) -> Queue:
    """A reaction's durable quorum queue; its delivery limit is a backstop, not the retry mechanism."""
    arguments = {**_QUORUM, **({"x-single-active-consumer": True} if single_active else {})}
    return Queue(name, durable=True, queue_arguments=arguments)


def declare(url: str, *, services: Iterable[str] | None = None, pillars: Iterable[str] = PILLARS,
            wanted: list[Binding] | None = None) -> int:
    """Declare everything; how many queues there are. Safe to repeat; before any relay starts."""
    services = PUBLISHES_AS.values() if services is None else services
    wanted = bindings() if wanted is None else wanted
    queues = [_rpc_queue(pillar) for pillar in pillars] + [DEAD_LETTER_QUEUE]
    queues += {each.queue: reaction_queue(each.queue, single_active=each.single_active) for each in wanted}.values()
    with connect(url, name="topology") as connection:
        channel = connection.channel()
        for exchange in [RPC_EXCHANGE, DEAD_LETTERS, *map(events_exchange, services)]:
            exchange(channel).declare()
        for queue in queues:
            queue(channel).declare()
        for binding in wanted:
            Queue(binding.queue)(channel).bind_to(Exchange(binding.exchange), binding.routing_key)
    return len(queues)


def _rpc_queue(pillar: str) -> Queue:
    return Queue(rpc_queue_name(pillar), exchange=RPC_EXCHANGE, routing_key=f"{pillar}.*", durable=True)


# Who may do what on the broker: (configure, write, read) patterns that end at a process's own names.
_REPLY = r"rpc\.reply-.*"


def permissions(pillars: Iterable[str] = PILLARS, services: Iterable[str] | None = None,
                ) -> dict[str, tuple[str, str, str]]:
    """The permission patterns of each broker user."""
    services = PUBLISHES_AS.values() if services is None else services
    rights = {pillar: ("^$", r"^nameko-rpc$", rf"^(rpc-{pillar}|{pillar}\..*)$") for pillar in pillars}
    rights["gateway"] = (rf"^{_REPLY}$", rf"^(nameko-rpc|{_REPLY})$", rf"^(nameko-rpc|{_REPLY})$")
    rights["relay"] = ("^$", rf"^({'|'.join(services)})\.events$", "^$")
    rights["projector"] = ("^$", "^$", rf"^{re.escape(ZONE_QUEUE)}$")
    rights["ops"] = (rf"^{_REPLY}$", rf"^(amq\.default|nameko-rpc|{_REPLY})$", r".*")
    return rights


# Operators may ask each pillar whether all is in order, and nothing else.
OPS_CALLS = r"^[a-z]+\.verify$"


class Management:
    """The broker's management API, for users, permissions and what is really declared."""

    def __init__(self, url: str):
        parts = urlsplit(url)
        self.base = f"{parts.scheme}://{parts.hostname}:{parts.port}/api"
        self.token = b64encode(f"{parts.username}:{parts.password}".encode()).decode()

    def call(self, method: str, path: str, body: dict | None = None):
        """The answer of one call, decoded; raises urllib's errors."""
        request = urllib.request.Request(  # noqa: S310 - an address of the operator's own broker
            self.base + path, method=method, data=json.dumps(body).encode() if body is not None else None,
            headers={"Authorization": f"Basic {self.token}", "Content-Type": "application/json"})
        with _direct.open(request, timeout=10) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def ensure_user(self, name: str, password: str, rights: tuple[str, str, str], vhost: str, tags: str = "") -> None:
        self.call("PUT", f"/users/{quote(name)}", {"password": password, "tags": tags})
        configure, write, read = rights
        self.call("PUT", f"/permissions/{quote(vhost, safe='')}/{quote(name)}",
                  {"configure": configure, "write": write, "read": read})

    def limit_calls(self, user: str, routing_keys: str, vhost: str) -> None:
        """Let `user` send only calls whose names match `routing_keys`."""
        self.call("PUT", f"/topic-permissions/{quote(vhost, safe='')}/{quote(user)}",
                  {"exchange": RPC_EXCHANGE.name, "write": routing_keys, "read": ".*"})


def main() -> None:
    """Declare the topology and the users from the environment's settings."""
    from chassis.settings import Settings

    settings = Settings.from_environment()
    queues = declare(settings.amqp_admin_url())
    management = Management(settings.amqp_management_url())
    for user, rights in permissions().items():
        management.ensure_user(user, settings.amqp_password(user), rights, settings.amqp_vhost,
                               tags="monitoring" if user == "ops" else "")
    management.limit_calls("ops", OPS_CALLS, settings.amqp_vhost)
    print(f"已声明 {queues} 个队列，{len(permissions())} 个消息用户")  # noqa: T201


if __name__ == "__main__":
    main()
