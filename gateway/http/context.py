"""What handlers may use, built once when the gateway starts and given to them with every request."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from chassis.settings import Settings
from contracts.messages import Envelope
from gateway.http.clock import BusinessClock
from gateway.http.cursors import Cursors
from gateway.http.issuers import LocalIssuer
from gateway.http.limits import Limits
from gateway.http.tokens import TokenVerifier


class Calls(Protocol):
    """Sends a command or question to whoever carries it out."""

    def call(self, name: str, data: dict, envelope: Envelope, *, deadline: float | None = None) -> dict:
        """The answer; raises the Problem that the pillar answered with."""


class SplitCalls:
    """Commands named `zone.…` are carried out in this process, all others are sent to their pillar."""

    def __init__(self, local: Calls, remote: Calls):
        self.local, self.remote = local, remote

    def call(self, name: str, data: dict, envelope: Envelope, *, deadline: float | None = None) -> dict:
        chosen = self.local if name.startswith("zone.") else self.remote
        return chosen.call(name, data, envelope, deadline=deadline)


@dataclass(frozen=True, kw_only=True)
class Context:
    """What handlers may use.

    `note_refusal(what, actor, problem)` keeps an attempt without the role for it; `issuer` signs the
    platform's own tokens; `ready` names each part the gateway needs and whether it holds. `proxies_in_front`
    servers stand between callers and the gateway and tell truly who asked them.
    """

    settings: Settings
    calls: Calls
    tokens: TokenVerifier
    cursors: Cursors
    clock: BusinessClock
    note_refusal: Callable[[str, dict, dict], None]
    ready: Callable[[], dict[str, bool]]
    issuer: LocalIssuer
    accounts: Any = None
    zone: Any = None
    limits: Limits = Limits()
    sign_outs: Any = None
    proxies_in_front: int = 0
