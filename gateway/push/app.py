"""The push application: `GET /events` (server-sent events, by ticket) and `GET /changes` (long polling, by token)."""

import asyncio
import json
from datetime import datetime

import falcon
import falcon.asgi
from falcon.asgi import SSEvent
from prometheus_client import generate_latest

from contracts.problems import Problem
from gateway.http.tokens import TokenVerifier
from gateway.push.feed import Feed, public

KEEP_ALIVE_SECONDS = 15
LONGEST_POLL_SECONDS = 25
RETRY_MS = 2000


def create_push_app(feed: Feed, tokens: TokenVerifier, origins: list[str]) -> falcon.asgi.App:
    """The ASGI application over `feed`."""
    middleware = [_Lifespan(feed)] + ([falcon.CORSMiddleware(allow_origins=origins)] if origins else [])
    app = falcon.asgi.App(middleware=middleware)
    app.add_error_handler(Problem, _as_problem)
    app.add_route("/events", Events(feed))
    app.add_route("/changes", Changes(feed, tokens))
    for path in ("/healthz", "/readyz", "/metrics"):
        app.add_route(path, Health(feed))
    return app


class _Lifespan:
    """Opens the feed when the server starts and closes it when it stops."""

    def __init__(self, feed: Feed):
        self.feed = feed

    async def process_startup(self, scope, event):
        await self.feed.start()

    async def process_shutdown(self, scope, event):
        await self.feed.stop()


class Events:
    """Server-sent events of the person whom a one-time ticket admits."""

    def __init__(self, feed: Feed):
        self.feed = feed

    async def on_get(self, req, resp):
        person_id = await self.feed.changes.take_ticket(req.get_param("ticket") or "")
        if person_id is None:
            raise Problem("连接凭证无效或已使用，请重新获取", code="not_signed_in")
        after = _cursor(req.get_header("Last-Event-ID") or req.get_param("after"))
        resp.sse = self._stream(person_id, after)

    async def _stream(self, person_id: str, after: int | None):
        """Backlog first, then live; listening begins before the backlog is read, so nothing falls between."""
        queue = await self.feed.listen(person_id)
        try:
            yield SSEvent(comment="connected", retry=RETRY_MS)
            last = await self.feed.changes.newest(person_id) if after is None else after
            for row in await self.feed.changes.since(person_id, last):
                last = row["seq"]
                yield _event(row)
            while not queue.full():
                row = await _next(queue, KEEP_ALIVE_SECONDS)
                if row is None:
                    yield SSEvent(comment="alive")
                elif row["seq"] > last:
                    last = row["seq"]
                    yield _event(row)
        finally:
            self.feed.leave(person_id, queue)


class Changes:
    """Long polling: answers at once when there is something after the cursor, else when something comes."""

    def __init__(self, feed: Feed, tokens: TokenVerifier):
        self.feed, self.tokens = feed, tokens

    async def on_get(self, req, resp):
        person_id = self._person(req)
        after = _cursor(req.get_param("after")) or 0
        queue = await self.feed.listen(person_id)
        try:
            rows = await self.feed.changes.since(person_id, after)
            if not rows:
                row = await _next(queue, min(_cursor(req.get_param("wait")) or 0, LONGEST_POLL_SECONDS))
                rows = await self.feed.changes.since(person_id, after) if row else []
        finally:
            self.feed.leave(person_id, queue)
        resp.media = json.loads(json.dumps({"items": [public(row) for row in rows],
                                            "cursor": rows[-1]["seq"] if rows else after}, default=_text))

    def _person(self, req) -> str:
        kind, _, token = (req.auth or "").partition(" ")
        if kind.lower() != "bearer":
            raise Problem(code="not_signed_in")
        return self.tokens.signed_in(token).actor.person_id


class Health:
    """Alive, ready (the feed is followed), and figures."""

    def __init__(self, feed: Feed):
        self.feed = feed

    async def on_get(self, req, resp):
        if req.path == "/metrics":
            resp.content_type, resp.data = "text/plain; version=0.0.4", generate_latest()
            return
        parts = {"database": self.feed.following} if req.path == "/readyz" else {}
        resp.status = falcon.HTTP_200 if all(parts.values()) else falcon.HTTP_503
        resp.media = {"ok": all(parts.values()), "parts": parts}


async def _next(queue: asyncio.Queue, seconds: float) -> dict | None:
    try:
        return await asyncio.wait_for(queue.get(), seconds)
    except TimeoutError:
        return None


def _event(row: dict) -> SSEvent:
    return SSEvent(event_id=str(row["seq"]), event="change", data=json.dumps(
        public(row), ensure_ascii=False, default=_text).encode())


def _text(value) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _cursor(text: str | None) -> int | None:
    if text is None or text == "":
        return None
    if not (text.isascii() and text.isdigit()):
        raise Problem("请检查标出的内容", code="invalid_fields", fields={"after": ["应为上次收到的编号"]})
    return int(text[:18])


async def _as_problem(req, resp, problem: Problem, params):
    resp.status = falcon.code_to_http_status(problem.status)
    resp.content_type = "application/problem+json"
    resp.data = json.dumps(problem.as_data(), ensure_ascii=False).encode()
