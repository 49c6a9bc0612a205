"""Raw HTTP, so that a test sees status, headers and bytes as they are."""

import http.client
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from falcon import testing

JSON_HEADERS = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def data(self):
        """The decoded JSON; None for anything else."""
        return json.loads(self.body) if "json" in self.headers.get("content-type", "") and self.body else None

    @property
    def code(self) -> str | None:
        """The stable code of a problem."""
        return self.data.get("code") if self.status >= 400 and isinstance(self.data, dict) else None

    @property
    def is_told(self) -> bool:
        """Whether something was answered rather than refused."""
        return 200 <= self.status < 300


Ask = Callable[..., Answer]


class Wire:
    """Asks the platform at `base_url` over one connection that is kept; opened again when the other side ends it."""

    def __init__(self, base_url: str):
        self._address = urlsplit(base_url).netloc
        self._connection: http.client.HTTPConnection | None = None

    def __call__(self, method: str, path: str, *, token: str | None = None, body: bytes | None = None,
                 headers: dict[str, str] | None = None) -> Answer:
        sent = (headers or {}) | ({"Authorization": f"Bearer {token}"} if token else {})
        try:
            return self._once(method, path, body, sent)
        except (http.client.HTTPException, OSError):
            self.close()
            return self._once(method, path, body, sent)

    def _once(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        self._connection = self._connection or http.client.HTTPConnection(self._address, timeout=60)
        self._connection.request(method, path, body, headers)
        found = self._connection.getresponse()
        return Answer(found.status, {name.lower(): value for name, value in found.getheaders()}, found.read())

    def close(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None


def in_memory(client: testing.TestClient) -> Ask:
    """Asks an application in memory in the same words."""

    def ask(method: str, path: str, *, token: str | None = None, body: bytes | None = None,
            headers: dict[str, str] | None = None) -> Answer:
        sent = (headers or {}) | ({"Authorization": f"Bearer {token}"} if token else {})
        found = client.simulate_request(method, path, body=body, headers=sent)
        return Answer(found.status_code, {name.lower(): value for name, value in found.headers.items()}, found.content)

    return ask
