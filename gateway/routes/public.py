"""What anyone may read without signing in: business time, the meaning of errors, the interface itself."""

from functools import cache

from contracts.problems import PROBLEM_CODES, NotFound
from gateway.http.asyncapi import asyncapi_document
from gateway.http.faults import ERRORS
from gateway.http.openapi import openapi_document
from gateway.http.request import Request
from gateway.http.route import Route
from gateway.routes import routes_of


def show_clock(request: Request) -> dict:
    """Business time, which rules days and deadlines; outside production it may have been moved."""
    return {"business_time": request.context.clock.now(), "mode": request.context.settings.mode}


def list_errors(request: Request) -> dict:
    """Every code that a problem may carry."""
    return {"items": [_error(code) for code in PROBLEM_CODES]}


def show_error(request: Request) -> dict:
    """What one code means; a problem's `type` leads here."""
    if request.path["code"] not in PROBLEM_CODES:
        raise NotFound("没有这个错误代码")
    return _error(request.path["code"])


def show_openapi(request: Request) -> dict:
    """The description of this interface."""
    return _openapi(request.context.settings.mode)


def show_asyncapi(request: Request) -> dict:
    """The description of the domain events."""
    return _asyncapi()


@cache
def _openapi(mode: str) -> dict:
    return openapi_document(routes_of(mode))


@cache
def _asyncapi() -> dict:
    return asyncapi_document()


def _error(code: str) -> dict:
    status, title = PROBLEM_CODES[code]
    return {"type": f"{ERRORS}/{code}", "code": code, "status": status, "title": title}


ROUTES = (
    Route("GET", "/clock", show_clock, "查看业务时间", "public"),
    Route("GET", "/errors", list_errors, "错误代码一览", "public"),
    Route("GET", "/errors/{code}", show_error, "一个错误代码的含义", "public", errors=("not_found",)),
    Route("GET", "/openapi.json", show_openapi, "本接口的 OpenAPI 文档", "public"),
    Route("GET", "/asyncapi.json", show_asyncapi, "领域事件的 AsyncAPI 文档", "public"),
)
