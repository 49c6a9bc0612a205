"""Posting to an address that a stranger named: never into our own network, never further than that address."""

import http.client
import socket
import ssl
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from gateway.push.addresses import fault_of, is_public

SECONDS = 5.0
_READ_AT_MOST = 1024


@dataclass(frozen=True)
class Posted:
    """What came of one try: the status that was answered, or what went wrong; how long it took."""

    answered: int | None
    fault: str | None
    took_ms: int

    @property
    def arrived(self) -> bool:
        return self.answered is not None and 200 <= self.answered < 300


class Refused(Exception):
    """The address may not be told; the text says why."""


def post(address: str, headers: dict[str, str], body: bytes, *, private: bool = False,
         seconds: float = SECONDS) -> Posted:
    """Send `body` to `address` once. A redirect is not followed: it may lead anywhere."""
    started = time.monotonic()
    try:
        status = _posted(address, headers, body, private, seconds)
        return Posted(status, None if 200 <= status < 300 else f"对方答复 {status}", _since(started))
    except Refused as refused:
        return Posted(None, str(refused), _since(started))
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Posted(None, f"无法送达：{type(error).__name__}", _since(started))


def _since(started: float) -> int:
    return int((time.monotonic() - started) * 1000)


def _posted(address: str, headers: dict[str, str], body: bytes, private: bool, seconds: float) -> int:
    if fault := fault_of(address, private=private):
        raise Refused(fault)
    parts = urlsplit(address)
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    connection = _to(parts.hostname, _resolved(parts.hostname, port, private), port, secure, seconds)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, headers | {"Content-Type": "application/json", "User-Agent": "wuchuang"})
        answer = connection.getresponse()
        answer.read(_READ_AT_MOST)
        return answer.status
    finally:
        connection.close()


def _resolved(host: str, port: int, private: bool) -> str:
    """The one IP address that is then connected to: looked up once, so that the name cannot change in between."""
    found = [each[4][0] for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not private and not all(map(is_public, found)):
        raise Refused("接收地址不能是本机或内部网络的地址")
    return found[0]


def _to(host: str, ip: str, port: int, secure: bool, seconds: float) -> http.client.HTTPConnection:
    """A connection to `ip` that speaks, and checks the certificate, as to `host`."""
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    connection.sock = socket.create_connection((ip, port), timeout=seconds)
    if secure:
        connection.sock = ssl.create_default_context().wrap_socket(connection.sock, server_hostname=host)
    return connection
