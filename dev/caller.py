"""A small HTTP client of the platform's public API, as a mini-program or another system would write it."""

import json
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from chassis.clock import SHANGHAI

_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
MULTIPART_BOUNDARY = "wuchuang-form"
PATIENCE_SECONDS = 20  # how long `eventually` waits unless told


class Refused(RuntimeError):
    """The platform answered with a problem; `code` is stable, `problem` the whole body."""

    def __init__(self, status: int, problem: dict):
        self.status, self.problem, self.code = status, problem, problem.get("code", "")
        super().__init__(f"{status} {self.code} {problem.get('title', '')} {problem.get('detail', '')} "
                         f"{problem.get('fields', '')}")


class TookTooLong(RuntimeError):
    """What was waited for did not come; says what was last seen."""


class Caller:
    """Calls the API as one account. Answers are decoded JSON; problems are raised as Refused."""

    def __init__(self, base_url: str, account: str | None = None):
        self.base = f"{base_url}/api/v1"
        self.account, self.token, self.person_id = account, None, None
        self.seen_events: list[str] = []
        if account:
            signed_in = self.post("/dev/sign-in", {"account": account})
            self.token, self.person_id = signed_in["token"], signed_in["person_id"]

    def get(self, path: str, *, wait_for: list[str] | None = None) -> Any:
        headers = {"Wait-For-Events": ",".join(wait_for)} if wait_for else {}
        return self._call("GET", path, None, headers)

    def post(self, path: str, body: dict, *, key: str | None = None) -> Any:
        """Send a command; the same key is the same command."""
        answer = self._call("POST", path, json.dumps(body).encode(),
                            {"Content-Type": "application/json", "Idempotency-Key": key or str(uuid.uuid4())})
        self.seen_events += answer.get("events") or []
        return answer

    def put(self, path: str, body: dict) -> Any:
        """Send a command that replaces."""
        return self._call("PUT", path, json.dumps(body).encode(),
                          {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())})

    def download(self, path: str) -> bytes:
        """A file, as it is."""
        return self._content("GET", path, None, {})

    def upload(self, path: str, content: bytes, name: str, fields: dict[str, str] | None = None) -> Any:
        """Send a file as a form would, with its other fields."""
        parts = [_form_part(f'name="{field}"', value.encode()) for field, value in (fields or {}).items()]
        parts.append(_form_part(f'name="file"; filename="{name}"', content))
        body = b"".join(parts) + f"--{MULTIPART_BOUNDARY}--\r\n".encode()
        return self._call("POST", path, body, {"Idempotency-Key": str(uuid.uuid4()), "Content-Type":
                                               f"multipart/form-data; boundary={MULTIPART_BOUNDARY}"})

    def _call(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Any:
        content = self._content(method, path, body, headers)
        return json.loads(content) if content else {}

    def _content(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(self.base + path, data=body, method=method, headers=headers)
        try:
            with _direct.open(request, timeout=60) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            raise Refused(error.code, json.loads(error.read() or b"{}")) from error


def _form_part(disposition: str, content: bytes) -> bytes:
    head = f"--{MULTIPART_BOUNDARY}\r\nContent-Disposition: form-data; {disposition}\r\n\r\n"
    return head.encode() + content + b"\r\n"


def eventually(look: Callable[[], Any], wanted: Callable[[Any], bool], what: str,
               seconds: float | None = None) -> Any:
    """What `look` gives once it is as wanted; raises TookTooLong saying what was last seen."""
    end = time.monotonic() + (seconds or PATIENCE_SECONDS)
    while True:
        seen = look()
        if wanted(seen):
            return seen
        if time.monotonic() > end:
            raise TookTooLong(f"{what}；最后看到：{json.dumps(seen, ensure_ascii=False, default=str)[:1500]}")
        time.sleep(0.05)


def shown_time(text: str) -> str:
    """An instant as people write it, in local time of its own offset."""
    return datetime.fromisoformat(text).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
