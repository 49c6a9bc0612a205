"""What every request gets, whatever its route: an id, a trace, safe headers, one log line, two figures."""

import functools
import re
import time
import uuid
from collections.abc import Callable
from random import getrandbits

import falcon
import structlog

from chassis import metrics
from chassis.trace import child_of, trace_id
from gateway.http.nothing_personal import may_name_a_request

_ID_FORM = re.compile(r"^[0-9A-Za-z-]{8,64}$")
_QUIET = frozenset({"/healthz", "/readyz", "/metrics"})
_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}

log = structlog.get_logger()


def _new_id() -> str:
    """An id that tells requests apart and keeps no secret; the system is not asked for chance (see chassis/trace)."""
    return str(uuid.UUID(int=getrandbits(128), version=4))


@functools.cache
def _counter(method: str, route: str, status: int):
    return metrics.REQUESTS.labels(method, route, str(status))


@functools.cache
def _seconds(method: str, route: str):
    return metrics.REQUEST_SECONDS.labels(method, route)


def _tell(**line) -> None:
    log.info("request", **line)


class RequestIdentity:
    """Names the request and its trace, and binds both to every log line written while it is answered.

    `tell` writes the one line about the request.
    """

    def __init__(self, tell: Callable[..., None] = _tell):
        self._tell = tell

    def process_request(self, req: falcon.Request, resp: falcon.Response) -> None:
        sent = req.get_header("X-Request-Id") or ""
        req.context.id = sent if _ID_FORM.match(sent) and may_name_a_request(sent) else _new_id()
        req.context.traceparent = child_of(req.get_header("traceparent"))
        req.context.started = time.monotonic()
        req.context.problem = req.context.role = None
        structlog.contextvars.bind_contextvars(correlation_id=req.context.id,
                                               trace=trace_id(req.context.traceparent))

    def process_response(self, req: falcon.Request, resp: falcon.Response, resource, req_succeeded: bool) -> None:
        resp.set_header("X-Request-Id", req.context.id)
        seconds = time.monotonic() - req.context.started
        route = req.uri_template or "none"
        method = req.method if req.method in falcon.HTTP_METHODS else "other"
        _counter(method, route, resp.status_code).inc()
        _seconds(method, route).observe(seconds)
        if req.path not in _QUIET:
            self._tell(method=method, route=route, status=resp.status_code, code=req.context.problem,
                       role=req.context.role, milliseconds=round(seconds * 1000, 1), correlation_id=req.context.id,
                       trace=trace_id(req.context.traceparent))
        structlog.contextvars.unbind_contextvars("correlation_id", "trace")


class SafeHeaders:
    """Headers that keep browsers from guessing, framing and storing; a route's own value comes later and stands."""

    def __init__(self, production: bool):
        hsts = {"Strict-Transport-Security": "max-age=31536000"} if production else {}
        self._headers = list((_SAFE | hsts).items())

    def process_request(self, req: falcon.Request, resp: falcon.Response) -> None:
        resp.set_headers(self._headers)
