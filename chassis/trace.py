"""W3C trace context: one trace id from a person's click to its last effect."""

import re
from random import getrandbits

_FORM = re.compile(r"^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$")


def new_traceparent() -> str:
    """The start of a new trace.

    Its ids tell things apart and keep no secret, so the system is not asked for chance each time: between threads
    that would cost more than all else here.
    """
    return f"00-{getrandbits(128) or 1:032x}-{_span()}-01"


def _span() -> str:
    return f"{getrandbits(64) or 1:016x}"  # all zeros would be no id


def child_of(traceparent: str | None) -> str:
    """The next span of the same trace; a missing or malformed parent starts a new one."""
    if not traceparent or not _FORM.match(traceparent):
        return new_traceparent()
    return f"{traceparent[:36]}{_span()}-01"


def trace_id(traceparent: str | None) -> str | None:
    return traceparent[3:35] if traceparent and _FORM.match(traceparent) else None
