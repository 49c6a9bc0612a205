"""How failures are told: application/problem+json (RFC 9457) with a stable code, whatever went wrong."""

import traceback

import falcon
import structlog

from chassis.database import is_database_away
from contracts.problems import Invalid, Problem
from gateway.accounts.rules.free_texts import holds_number_of_a_person
from gateway.http.answers import as_json
from gateway.http.route import PREFIX
from policies.errors import UnknownArea

PROBLEM_JSON = "application/problem+json"
ERRORS = f"{PREFIX}/errors"
_CODES = {400: "bad_request", 404: "no_such_address", 405: "method_not_allowed", 413: "body_too_large",
          415: "wrong_media_type"}

log = structlog.get_logger()


def problem_document(problem: Problem, request_id: str) -> dict:
    """The body of a problem's answer. A number of a person is not repeated, not even as the name of a field."""
    data = problem.as_data()
    if problem.fields:
        data["fields"] = {"…" if holds_number_of_a_person(name) else name: told
                          for name, told in problem.fields.items()}
    return {"type": f"{ERRORS}/{problem.code}", **data, "request_id": request_id}


def answer_problem(req: falcon.Request, resp: falcon.Response, problem: Problem, params: dict | None = None) -> None:
    """Answer with `problem`."""
    req.context.problem = problem.code
    resp.status = falcon.code_to_http_status(problem.status)
    resp.content_type = PROBLEM_JSON
    resp.cache_control = ["no-store"]
    resp.data = as_json(problem_document(problem, req.context.id))
    if problem.status == 401:
        resp.set_header("WWW-Authenticate", 'Bearer realm="wuchuang"')
    if problem.status in (429, 503):
        resp.set_header("Retry-After", str(problem.extra.get("retry_after", 5)))


def answer_http_error(req: falcon.Request, resp: falcon.Response, error: falcon.HTTPError, params: dict) -> None:
    """Answer what the framework refused: unknown addresses, methods, malformed headers."""
    resp.set_headers(error.headers or {})
    answer_problem(req, resp, Problem(code=_CODES.get(error.status_code, "bad_request")))


def answer_unknown_area(req: falcon.Request, resp: falcon.Response, error: UnknownArea, params: dict) -> None:
    """Answer that the tables have no such area, as the pillars do."""
    answer_problem(req, resp, Invalid(str(error), fields={"area": [str(error)]}))


def answer_bug(req: falcon.Request, resp: falcon.Response, error: Exception, params: dict) -> None:
    """Answer an error that nobody foresaw; the log knows what it was, the caller only its request id."""
    if is_database_away(error):
        log.warning("database_away", error=type(error).__name__)
        answer_problem(req, resp, Problem("数据库暂时不可用", code="not_accepted"))
        return
    log.error("request_failed", route=req.uri_template or "none", error=type(error).__name__,
              where=where(error))
    answer_problem(req, resp, Problem(code="internal_error"))


def where(error: BaseException) -> list[str]:
    """The innermost places an error passed, without its text: that may quote what a person has sent."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames]


def add_to(app: falcon.App) -> None:
    """Have every failure of `app` answered in this way."""
    app.add_error_handler(Exception, answer_bug)
    app.add_error_handler(UnknownArea, answer_unknown_area)
    app.add_error_handler(falcon.HTTPError, answer_http_error)
    app.add_error_handler(Problem, answer_problem)
