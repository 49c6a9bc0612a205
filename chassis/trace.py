"""W3C trace context: one trace id from a person's click to its last effect."""

import re
import secrets

_FORM = re.compile(r"^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$")


def new_traceparent() -> str:
    """The start of a new trace."""
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"


def child_of(traceparent: str | None) -> str:
    """The next span of the same trace; a missing or malformed parent starts a new one."""
    if not traceparent or not _FORM.match(traceparent):
        return new_traceparent()
    return f"{traceparent[:36]}{secrets.token_hex(8)}-01"


def trace_id(traceparent: str | None) -> str | None:
    return traceparent[3:35] if traceparent and _FORM.match(traceparent) else None
