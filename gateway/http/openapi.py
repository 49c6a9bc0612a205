"""The OpenAPI 3.1 document, written from the route tables: what is served is what is described."""

import json
from collections import defaultdict
from collections.abc import Iterable

from apispec import APISpec

from contracts.actors import ROLE_LABELS
from contracts.messages import Message
from contracts.problems import PROBLEM_CODES
from gateway.http.answers import as_json
from gateway.http.cursors import LARGEST_PAGE, PAGE_SIZE
from gateway.http.faults import PROBLEM_JSON
from gateway.http.route import AUDIENCES, ID_PATTERN, JSON, PREFIX, Route
from gateway.http.schemas import component, new_spec, reachable, tolerate_additions

_PROBLEM = {
    "type": "object",
    "title": "问题",
    "description": "RFC 9457。code 稳定不变，可据以处理；title 与 detail 供人阅读；fields 按字段列出各处错误。",
    "required": ["type", "title", "status", "code", "request_id"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "title": "说明此错误的网址"},
        "title": {"type": "string", "title": "标题"},
        "status": {"type": "integer", "title": "HTTP 状态码"},
        "detail": {"type": "string", "title": "具体说明"},
        "code": {"type": "string", "title": "错误代码"},
        "fields": {"type": "object", "title": "有误的字段",
                   "additionalProperties": {"type": "array", "items": {"type": "string"}}},
        "needed": {"type": "array", "items": {"type": "string"}, "title": "所需身份"},
        "request_id": {"type": "string", "title": "请求编号"},
    },
}
_ID = {"type": "string", "pattern": f"^{ID_PATTERN}$"}
_HEADERS = {
    "RequestId": {"schema": {"type": "string"}, "description": "请求编号，报障时请提供"},
    "IdempotencyKey": {"schema": {"type": "string"}, "description": "办理编号；以同一编号重发不会重复办理"},
    "EventsSeen": {"schema": {"type": "string", "enum": ["true", "false"]},
                   "description": "所等待的事件是否都已反映在内容中"},
    "ETag": {"schema": {"type": "string"}, "description": "内容的版本；读取时作为 If-None-Match，修改时作为 If-Match"},
    "RateLimitLimit": {"schema": {"type": "integer"}, "description": "每分钟可请求的次数（有限制时）"},
    "RateLimitRemaining": {"schema": {"type": "integer"}, "description": "现在还可请求的次数"},
    "RateLimitReset": {"schema": {"type": "integer"}, "description": "多少秒后恢复到全部次数"},
}
_LIMITS = {"RateLimit-Limit": {"$ref": "#/components/headers/RateLimitLimit"},
           "RateLimit-Remaining": {"$ref": "#/components/headers/RateLimitRemaining"},
           "RateLimit-Reset": {"$ref": "#/components/headers/RateLimitReset"}}
_NOT_CHANGED = {"304": {"description": "内容没有变化"}}


def openapi_document(routes: Iterable[Route]) -> dict:
    """The document of `routes`, as plain JSON values."""
    routes = tuple(routes)
    used = {route.audience for route in routes}
    spec, plugin = new_spec(
        title="五创联动一站式服务平台", version="1",
        info={"description": "创业培训、创业担保贷款、创业孵化基地、创业活动、创业补贴。金额为字符串，单位元；"
                             "日期为北京时间；不予批准、转交等是办理结果，不是错误。"},
        tags=[{"name": name, "description": label} for name, label in AUDIENCES.items() if name in used])
    spec.components.schema("Problem", _PROBLEM)
    spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"})
    for name, header in _HEADERS.items():
        spec.components.header(name, header)
    for route in routes:
        spec.path(path=PREFIX + route.path, operations={route.method.lower(): _operation(spec, plugin, route)})
    document = json.loads(as_json(spec.to_dict()))
    tolerate_additions(document, strict=_sent(document))
    return document


def _sent(document: dict) -> set[str]:
    """The components that callers send: there, an unknown field is refused."""
    bodies = [operation.get("requestBody", {}) for path in document["paths"].values() for operation in path.values()]
    return reachable(document, bodies)


def _operation(spec: APISpec, plugin, route: Route) -> dict:
    operation = {"operationId": _operation_id(route), "summary": route.summary, "tags": [route.audience],
                 "description": _description(route), "parameters": _parameters(plugin, route),
                 "responses": {str(route.status): _success(spec, route), **(_NOT_CHANGED if _is_tagged(route) else {}),
                               **_problems(route)},
                 "security": [{"bearer": []}] if route.by is not None else []}
    if route.reads_body:
        operation["requestBody"] = _request_body(spec, plugin, route)
    return operation


def _operation_id(route: Route) -> str:
    if named := route.command or route.question:
        return named.name
    words = [part.strip("{}") for part in route.path.strip("/").split("/")]
    return f"{route.method.lower()}.{'.'.join(words)}"


def _description(route: Route) -> str:
    roles = "、".join(ROLE_LABELS[role] for role in route.by) if route.by is not None else "无需登录"
    return "\n\n".join(part for part in (route.description, f"身份：{roles}") if part)


def _parameters(plugin, route: Route) -> list[dict]:
    source = route.body or route.query
    known = source.Schema().fields if source else {}
    convert = plugin.converter.field2property
    found = [_parameter(name, "path", convert(known[name]) if name in known else _ID, True)
             for name in route.path_names]
    found += [_parameter(name, "query", convert(field), field.required)
              for name, field in (route.query.Schema().fields if route.query else {}).items()
              if name not in route.path_names]
    return (found + _page_parameters(route) + _wait_parameters(route) + _key_parameters(route)
            + _version_parameters(route) + _proxy_parameters(route))


def _parameter(name: str, place: str, schema: dict, required: bool, description: str = "") -> dict:
    told = description or schema.get("title", "")
    found = {"name": name, "in": place, "required": required, "schema": schema, "description": told}
    return found | ({"style": "form", "explode": False} if schema.get("type") == "array" else {})


def _page_parameters(route: Route) -> list[dict]:
    if not route.paged:
        return []
    size = {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE}
    return [_parameter("cursor", "query", {"type": "string"}, False, "上一页给出的 next_cursor"),
            _parameter("limit", "query", size, False, "每页条数")]


def _wait_parameters(route: Route) -> list[dict]:
    if not route.waits:
        return []
    told = "稍等，直到这些事件（逗号分隔的编号）已反映在内容中；最多约两秒"
    return [_parameter("Wait-For-Events", "header", {"type": "string"}, False, told),
            _parameter("wait_for", "query", {"type": "string"}, False, told)]


def _key_parameters(route: Route) -> list[dict]:
    if not route.takes_key:
        return []
    key = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"}
    return [_parameter("Idempotency-Key", "header", key, False, "办理编号；不填则由平台生成并在答复中返回")]


def _is_tagged(route: Route) -> bool:
    return route.method == "GET" and route.answer_media == JSON


def _version_parameters(route: Route) -> list[dict]:
    known = "已有内容的 ETag；没有变化时答复 304"
    based = "读取时得到的 ETag；内容已有变化时不修改，答复 version_changed"
    found = [_parameter("If-None-Match", "header", {"type": "string"}, False, known)] if _is_tagged(route) else []
    pattern = {"type": "string", "pattern": '^"[0-9]{1,9}"$'}
    return found + ([_parameter("If-Match", "header", pattern, False, based)] if route.versioned else [])


def _proxy_parameters(route: Route) -> list[dict]:
    if route.by_proxy is None:
        return []
    told = "代办人填写委托人的编号；须有委托人对这项业务的有效委托，每次都有记录"
    return [_parameter("Act-For", "header", _ID, False, told)]


def _request_body(spec: APISpec, plugin, route: Route) -> dict:
    if route.media != JSON:
        return {"required": True, "content": {route.media: {"schema": _form(plugin, route)}}}
    schema = component(spec, route.body, without=route.path_names)
    return {"required": _needs_a_field(route.body, route.path_names), "content": {JSON: {"schema": schema}}}


def _form(plugin, route: Route) -> dict:
    """A form's texts, and its file."""
    texts = route.body.Schema(exclude=route.path_names) if route.body else None
    found = plugin.converter.schema2jsonschema(texts) if texts else {"type": "object", "properties": {}}
    found["properties"]["file"] = {"type": "string", "format": "binary", "title": "文件"}
    return found | {"required": ["file", *found.get("required", ())]}


def _needs_a_field(message: type[Message], given: tuple[str, ...]) -> bool:
    return any(field.required for name, field in message.Schema().fields.items() if name not in given)


def _success(spec: APISpec, route: Route) -> dict:
    headers = {"X-Request-Id": {"$ref": "#/components/headers/RequestId"}}
    if route.takes_key:
        headers["Idempotency-Key"] = {"$ref": "#/components/headers/IdempotencyKey"}
    if route.waits:
        headers["Events-Seen"] = {"$ref": "#/components/headers/EventsSeen"}
    if _is_tagged(route):
        headers["ETag"] = {"$ref": "#/components/headers/ETag"}
    headers |= _LIMITS
    found = {"description": route.summary, "headers": headers}
    return found if route.status == 204 else found | {"content": {route.answer_media: {"schema": _shape(spec, route)}}}


def _shape(spec: APISpec, route: Route) -> dict:
    if route.answer_media != JSON:
        return {"type": "string", "format": "binary"}
    one = component(spec, route.answer) if route.answer else {"type": "object"}
    if not route.paged:
        return one
    return {"type": "object", "required": ["items", "next_cursor"],
            "properties": {"items": {"type": "array", "items": one}, "next_cursor": {"type": ["string", "null"]}}}


def _problems(route: Route) -> dict[str, dict]:
    by_status = defaultdict(list)
    for code in route.codes:
        by_status[PROBLEM_CODES[code][0]].append(code)
    return {str(status): _problem(codes) for status, codes in sorted(by_status.items())}


def _problem(codes: list[str]) -> dict:
    schema = {"allOf": [{"$ref": "#/components/schemas/Problem"},
                        {"type": "object", "properties": {"code": {"enum": codes}}}]}
    told = "；".join(f"{code}：{PROBLEM_CODES[code][1]}" for code in codes)
    return {"description": told, "headers": {"X-Request-Id": {"$ref": "#/components/headers/RequestId"}},
            "content": {PROBLEM_JSON: {"schema": schema}}}
