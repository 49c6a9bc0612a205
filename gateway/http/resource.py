"""Turns routes into Falcon resources: access, then what was sent, then the handler, then its answer."""

import functools
import re
from collections.abc import Iterable
from itertools import groupby

import falcon
import structlog

from chassis.trace import child_of
from contracts.actors import ROLE_LABELS
from contracts.messages import Message
from contracts.problems import Forbidden, Invalid, Problem
from gateway.http import body
from gateway.http.acting import act_for
from gateway.http.answers import Answer, Download, Written, as_json
from gateway.http.context import Context
from gateway.http.cursors import LARGEST_PAGE, PAGE_SIZE, Page
from gateway.http.limits import address_of
from gateway.http.nothing_personal import require_nothing_personal
from gateway.http.own_files import require_own_files
from gateway.http.request import Request, checked_key, listed
from gateway.http.route import JSON, MULTIPART, PREFIX, Route
from gateway.http.versions import is_known, tag_of_content, with_version

WAIT_SECONDS = 2
MOST_AWAITED = 50
_EVENT_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

log = structlog.get_logger()


def add_routes(app: falcon.App, routes: Iterable[Route], context: Context) -> None:
    """Give `app` one resource per address of `routes`; raises ValueError when two routes are the same."""
    in_order = sorted(routes, key=lambda route: route.path)
    for path, group in groupby(in_order, key=lambda route: route.path):
        app.add_route(PREFIX + path, _resource(list(group), context))


def _resource(routes: list[Route], context: Context) -> object:
    resource = type("Resource", (), {})()
    for route in routes:
        name = f"on_{route.method.lower()}"
        if hasattr(resource, name):
            raise ValueError(f"two routes for {route.method} {route.path}")
        setattr(resource, name, _responder(route, context))
    if hasattr(resource, "on_get"):
        resource.on_head = resource.on_get
    return resource


def _responder(route: Route, context: Context):
    @functools.wraps(route.handler)
    def respond(req: falcon.Request, resp: falcon.Response, **path: str) -> None:
        request = Request(context=context, route=route, id=req.context.id, path=path,
                          traceparent=child_of(req.context.traceparent))
        try:
            _admit(req, resp, request)
            _read(req, request)
            act_for(request)
            require_own_files(request)
            _await_events(req, resp, request)
            _answer(req, resp, request, route.handler(request))
        except Problem as problem:
            _note_undeclared(route, problem)
            _note_refusal(request, problem)
            raise
        finally:
            _name_key(req, resp, request)

    return respond


def _admit(req: falcon.Request, resp: falcon.Response, request: Request) -> None:
    """Raise too_many_requests, not_signed_in, token_expired or not_allowed."""
    route = request.route
    if route.by is None:
        _count(req, resp, request)
        return
    try:
        request.signed_in = request.context.tokens.signed_in(_bearer(req))
    except Problem:
        _count(req, resp, request)  # who tries tokens uses up what their address may ask
        raise
    request.actor = request.signed_in.actor
    req.context.role = request.actor.role.value
    _count(req, resp, request)
    request.acts_for = req.get_header("Act-For") or None
    if request.actor.role not in route.by and not (request.acts_for and route.by_proxy):
        raise _wrong_role(route)


def _count(req: falcon.Request, resp: falcon.Response, request: Request) -> None:
    """Count the request for who is signed in, else for the address; tell how they stand."""
    context, person = request.context, request.actor and request.actor.person_id
    address = "" if person else address_of(req.access_route, context.proxies_in_front)
    resp.set_headers(context.limits.take(person, address, request.route.weight))


def _bearer(req: falcon.Request) -> str:
    scheme, _, token = (req.get_header("Authorization") or "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Problem(code="not_signed_in")
    return token.strip()


def _wrong_role(route: Route) -> Forbidden:
    labels = "、".join(ROLE_LABELS[role] for role in route.by)
    return Forbidden(f"需要以下身份之一：{labels}", needed=[role.value for role in route.by])


def _read(req: falcon.Request, request: Request) -> None:
    """Take in key, page, query and body as the route declares them."""
    route = request.route
    request.sent_key = checked_key(req.get_header("Idempotency-Key")) if route.takes_key else None
    query = {name: value for name, value in req.params.items() if value != ""}
    body.require_sound_address(route, query, request.path)
    query.pop("wait_for", None) if route.waits else None
    if route.paged:
        _read_page(request, query)
    if route.query is not None:
        request.query = body.message_from_query(route, query, request.path)
    if route.reads_body:
        _read_body(req, request)
    if request.body is not None:
        require_nothing_personal(request.body.as_data())
    if route.versioned:
        request.body = with_version(req, request.body)


def _read_page(request: Request, query: dict) -> None:
    cursor, size = query.pop("cursor", None), query.pop("limit", str(PAGE_SIZE))
    if not (isinstance(size, str) and size.isascii() and size.isdigit() and 1 <= int(size[:9]) <= LARGEST_PAGE):
        raise Invalid("请检查标出的内容", fields={"limit": [f"每页条数应为 1 至 {LARGEST_PAGE} 的整数"]})
    request.page_size = int(size)
    if cursor is not None:
        request.position = request.context.cursors.unseal(request.route.path, str(cursor))


def _read_body(req: falcon.Request, request: Request) -> None:
    route = request.route
    with body.spool(req, route.limit) as kept:
        empty = not kept.read(1)
        kept.seek(0)
        if not empty or route.media != JSON:
            body.require_media(req, route)
        if route.media == MULTIPART:
            _read_form(request, body.parts(kept, req.content_type))
        else:
            request.body = body.message_from_body(route, kept.read(), request.path)


def _read_form(request: Request, form: list[body.UploadedPart]) -> None:
    request.uploads = [part for part in form if part.file_name is not None]
    if request.route.body is not None:
        request.body = body.message_from_form(request.route, form, request.path)


def _await_events(req: falcon.Request, resp: falcon.Response, request: Request) -> None:
    """Wait a little until the zone shows the events that the caller names; the answer says whether it does."""
    if not request.route.waits:
        return
    ids = listed(req.get_header("Wait-For-Events")) or listed(req.params.get("wait_for"))
    if len(ids) > MOST_AWAITED or not all(_EVENT_ID.fullmatch(each) for each in ids):
        raise Invalid("请检查标出的内容", fields={"wait_for": [f"应为最多 {MOST_AWAITED} 个事件编号，以逗号分隔"]})
    if ids:
        seen = request.context.zone.wait_for(ids, seconds=WAIT_SECONDS)
        resp.set_header("Events-Seen", "true" if seen else "false")


def _answer(req: falcon.Request, resp: falcon.Response, request: Request, given) -> None:
    if isinstance(given, Written):
        _answer_written(req, resp, request.route, given)
        return
    resp.status = falcon.code_to_http_status(request.route.status)
    if isinstance(given, Download):
        resp.content_type, resp.data = given.media_type, given.content
        resp.set_header("Content-Disposition", given.disposition)
        return
    if isinstance(given, Answer):
        resp.status = falcon.code_to_http_status(given.status or request.route.status)
        resp.set_headers(given.headers)
        given = given.data
    if resp.status_code == 204:
        return
    resp.content_type = JSON
    resp.data = as_json(_page(request, given) if isinstance(given, Page) else given)
    if request.route.method == "GET" and resp.status_code == 200:
        _tag(req, resp, request.route)


def _answer_written(req: falcon.Request, resp: falcon.Response, route: Route, written: Written) -> None:
    resp.content_type, resp.data, resp.context.written = JSON, written.content, written
    resp.set_header("ETag", written.tag)
    _tag(req, resp, route)


def _tag(req: falcon.Request, resp: falcon.Response, route: Route) -> None:
    """Name what is answered, and answer 304 to who has it. What anyone may read may be kept and asked for again."""
    if resp.get_header("ETag") is None:
        resp.set_header("ETag", tag_of_content(resp.data))
    if route.by is None:
        resp.set_header("Cache-Control", "no-cache")
    if is_known(req, resp.get_header("ETag")):
        resp.status, resp.data = falcon.HTTP_304, None
        resp.delete_header("Content-Type")


def _page(request: Request, page: Page) -> dict:
    sealed = None
    if page.next_position is not None:
        sealed = request.context.cursors.seal(request.route.path, page.next_position)
    items = [item.as_data() if isinstance(item, Message) else item for item in page.items]
    return {"items": items, "next_cursor": sealed}


def _name_key(req: falcon.Request, resp: falcon.Response, request: Request) -> None:
    """Tell the caller the key of what it sent, so that it can ask again, also after a time-out."""
    if request.route.takes_key and request.actor is not None:
        resp.set_header("Idempotency-Key", request.key)


def _note_refusal(request: Request, problem: Problem) -> None:
    """Have a refusal by role or area leave an audit row; the pillars keep their own."""
    if isinstance(problem, Forbidden) and request.actor is not None and not request.has_sent:
        what = f"{request.route.method} {PREFIX}{request.route.path}"
        request.context.note_refusal(what, request.actor.as_data(), problem.as_data())


def _note_undeclared(route: Route, problem: Problem) -> None:
    if problem.code not in route.codes:
        log.warning("undeclared_problem", route=f"{route.method} {route.path}", code=problem.code)
