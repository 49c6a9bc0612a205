"""/healthz (alive), /readyz (may be given work) and /metrics of the gateway, on its own port."""

from collections.abc import Callable

import falcon
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

# Without the broker people still sign in, register and read; only commands to pillars are refused meanwhile.
NOT_NEEDED = frozenset({"broker"})


class Alive:
    """Whether the process answers."""

    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        resp.media = {"ok": True}


class Ready:
    """Whether each part that the gateway needs holds."""

    def __init__(self, ready: Callable[[], dict[str, bool]]):
        self._ready = ready

    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        parts = self._ready()
        holds = all(holds for part, holds in parts.items() if part not in NOT_NEEDED)
        resp.media = {"ok": holds, "parts": parts}
        resp.status = falcon.HTTP_200 if holds else falcon.HTTP_503


class Metrics:
    """The figures in Prometheus' text format."""

    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        resp.content_type, resp.data = CONTENT_TYPE_LATEST, generate_latest()


def add_to(app: falcon.App, ready: Callable[[], dict[str, bool]]) -> None:
    """Give `app` the three addresses."""
    app.add_route("/healthz", Alive())
    app.add_route("/readyz", Ready(ready))
    app.add_route("/metrics", Metrics())
