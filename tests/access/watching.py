"""The story told while somebody watches every request of it and every answer, headers included."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from dev.caller import Caller, Refused
from dev.story import Story
from tests.access.asking import Answer, Wire


@dataclass(frozen=True)
class Exchange:
    """One request and its answer; `account` is None for somebody who is not signed in."""

    account: str | None
    method: str
    path: str
    body: bytes | None = field(repr=False)
    headers: dict[str, str] = field(repr=False)
    answer: Answer | None = None

    def __str__(self) -> str:
        return f"{self.method} {self.path} by {self.account}"


@dataclass
class Watch:
    """Who wants to know: `before` hears of a request that is about to be sent, `after` of it with its answer."""

    before: Callable[[Exchange], None] = lambda _: None
    after: Callable[[Exchange], None] = lambda _: None


class WatchedCaller(Caller):
    """A caller of the API whose requests and answers are seen."""

    def __init__(self, base_url: str, account: str | None, watch: Watch):
        self.watch, self.wire = watch, Wire(base_url)
        super().__init__(base_url, account)

    def send(self, method: str, path: str, body: dict | None = None, headers: dict[str, str] | None = None) -> Answer:
        """Send a request as it is and give what comes back, refusals included."""
        raw = None if body is None else json.dumps(body).encode()
        sent = ({"Content-Type": "application/json"} if raw else {}) | (headers or {})
        return self._watched(method, path, raw, sent)

    def _content(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        answer = self._watched(method, path, body, headers)
        if not answer.is_told:
            raise Refused(answer.status, json.loads(answer.body or b"{}"))
        return answer.body

    def _watched(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        address = self.base[self.base.index("/api/"):] + path
        request = Exchange(self.account, method, address, body, headers)
        self.watch.before(request)
        answer = self.wire(method, address, token=self.token, body=body, headers=headers)
        self.watch.after(replace(request, answer=answer))
        return answer


class WatchedStory(Story):
    """The story by callers that are watched."""

    def __init__(self, base_url: str, watch: Watch, seed: str):
        self.watch = watch
        super().__init__(base_url, seed)

    def as_(self, account: str) -> Caller:
        if account not in self.callers:
            self.callers[account] = WatchedCaller(self.base_url, account, self.watch)
        return self.callers[account]
