"""Answers made smaller for those who can read them so."""

import gzip

import falcon

SMALLEST = 1024
LEVEL = 5
_TEXTS = ("application/json", "application/problem+json", "text/", "image/svg+xml")


class Compressed:
    """Sends texts of some length gzipped to whoever says that they take it."""

    def process_response(self, req: falcon.Request, resp: falcon.Response, resource, req_succeeded: bool) -> None:
        content = resp.data if resp.data is not None else (resp.text or "").encode()
        if len(content) < SMALLEST or not (resp.content_type or "").startswith(_TEXTS):
            return
        resp.append_header("Vary", "Accept-Encoding")
        if takes_gzip(req.get_header("Accept-Encoding")) and resp.get_header("Content-Encoding") is None:
            resp.text, resp.data = None, _small(resp, content)
            resp.set_header("Content-Encoding", "gzip")


def gzipped(content: bytes) -> bytes:
    """The same bytes for the same content, as a tag wants it."""
    return gzip.compress(content, LEVEL, mtime=0)


def _small(resp: falcon.Response, content: bytes) -> bytes:
    """`content` gzipped; what was written before is made small once and not for each answer."""
    written = getattr(resp.context, "written", None)
    return written.small() if written is not None and written.content is content else gzipped(content)


def takes_gzip(accepted: str | None) -> bool:
    """Whether an Accept-Encoding header allows gzip."""
    for one in (accepted or "").lower().split(","):
        name, _, weight = one.partition(";")
        if name.strip() in ("gzip", "*") and weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            return True
    return False
