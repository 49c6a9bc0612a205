"""What a caller did wrong, or what the platform cannot do now: a stable code, a status and Chinese words.

A refusal by policy is not a problem; it is a Decision (`contracts/decisions.py`). See RFC 9457.
"""

PROBLEM_CODES: dict[str, tuple[int, str]] = {
    "bad_request": (400, "请求无法识别"),
    "malformed_json": (400, "提交的内容不是正确的 JSON"),
    "not_signed_in": (401, "请先登录"),
    "token_expired": (401, "登录已过期，请重新登录"),
    "not_allowed": (403, "您没有办理此事的权限"),
    "not_found": (404, "没有找到您要的内容"),
    "no_such_address": (404, "没有这个地址"),
    "method_not_allowed": (405, "这个地址不支持此操作"),
    "conflict": (409, "当前状态下不能这样办理"),
    "same_key_other_body": (409, "同一个办理编号提交了不同的内容"),
    "still_running": (409, "上一次提交还在办理中"),
    "not_heard_yet": (409, "刚登记的信息还在送达，请稍后再试"),
    "already_registered": (409, "已经登记过了"),
    "version_changed": (412, "内容已被他人修改，请刷新后再试"),
    "body_too_large": (413, "提交的内容太大"),
    "wrong_media_type": (415, "不支持的内容类型"),
    "invalid_fields": (422, "有内容填写不正确"),
    "file_not_yours": (422, "所附文件不是本人上传的"),
    "no_policy": (422, "所问的地区或日期没有适用的政策"),
    "too_many_requests": (429, "操作太频繁，请稍后再试"),
    "internal_error": (500, "系统出错了，我们已记录，请稍后再试"),
    "not_accepted": (503, "业务暂时无法受理，请稍后再试"),
    "outcome_unknown": (504, "办理结果暂时未知，请用同一编号再次查询"),
}


class Problem(Exception):
    """A failure that the caller is told about. `fields` maps a field's name to messages about it."""

    code = "bad_request"

    def __init__(self, detail: str = "", *, code: str | None = None, fields: dict | None = None, **extra):
        self.code = code or type(self).code
        self.status, self.title = PROBLEM_CODES[self.code]
        self.detail, self.fields, self.extra = detail, fields or {}, extra
        super().__init__(f"{self.code}: {detail or self.title}")

    def as_data(self) -> dict:
        """The problem as RFC 9457 members, without an instance."""
        data = {"code": self.code, "status": self.status, "title": self.title, **self.extra}
        if self.detail:
            data["detail"] = self.detail
        if self.fields:
            data["fields"] = self.fields
        return data

    @classmethod
    def from_data(cls, data: dict) -> "Problem":
        """The problem that another process answered with."""
        rest = {k: v for k, v in data.items() if k not in ("code", "status", "title", "detail", "fields")}
        kind = _KINDS.get(data["code"], Problem)
        return kind(data.get("detail", ""), code=data["code"], fields=data.get("fields"), **rest)


class Invalid(Problem):
    """A field that is missing or wrong."""

    code = "invalid_fields"


class Forbidden(Problem):
    """The actor's role, area or organisation does not fit; `needed` says which does."""

    code = "not_allowed"


class NotFound(Problem):
    """Nothing there, or nothing this caller may see."""

    code = "not_found"


class Conflict(Problem):
    """The command does not fit the present state."""

    code = "conflict"


class NotHeardYet(Problem):
    """It rests on something registered elsewhere of which this pillar has not heard; a moment later it may have."""

    code = "not_heard_yet"


class Unavailable(Problem):
    """Not accepted, and it will not be executed later."""

    code = "not_accepted"


class OutcomeUnknown(Problem):
    """Sent, no answer in time: ask again with the same key."""

    code = "outcome_unknown"


_KINDS = {kind.code: kind for kind in (Invalid, Forbidden, NotFound, Conflict, NotHeardYet, Unavailable,
                                      OutcomeUnknown)}
