"""Serves the gateway's HTTP on granian: one worker process, plain unpatched threads."""

import ctypes
import logging
import signal
import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path

import structlog
from granian import Granian
from granian.constants import HTTPModes, Interfaces

from chassis import logs
from chassis.call_client import CallClient
from chassis.collecting import collect_seldom
from chassis.database import Database
from chassis.declarations import ACCOUNTS, load
from chassis.local_calls import LocalCalls
from chassis.settings import Settings
from gateway.app import create_app
from gateway.http.clock import BusinessClock
from gateway.http.context import Context, SplitCalls
from gateway.http.cursors import Cursors
from gateway.http.issuers import LocalIssuer, trusted_issuers
from gateway.http.limits import Limits
from gateway.http.middleware import RequestIdentity
from gateway.http.request_lines import RequestLines
from gateway.http.revoked import RevokedTokens, SignOuts
from gateway.http.tokens import TokenVerifier
from gateway.notifying import FileConnector, Notifier
from gateway.zone.in_force import PoliciesInForce
from gateway.zone.kept_pages import KeptPages
from gateway.zone.queries import Zone

THREADS = 32
# Requests that may wait for a thread before new connections are left in the kernel's queue.
BACKPRESSURE = 128
# At most so many connections read the zone; half of them are kept for people's own pages.
ZONE_CONNECTIONS = 24
# Pages kept in memory as they were written, about a hundred to a megabyte; 0 keeps none.
KEPT_PAGES_MB = 16
STOP_WITHIN_SECONDS = 25
_PARENT_DEATH_SIGNAL = 1

log = structlog.get_logger()


class PortTaken(SystemExit):
    """Another program listens on the gateway's port."""


def serve(settings: Settings) -> None:
    """Serve the platform until SIGTERM or SIGINT; raises PortTaken with a clear message."""
    run_server(settings.optional("BIND_HOST", "127.0.0.1"), settings.port, lambda: _application(settings))


def run_server(host: str, port: int, make_application: Callable[[], object]) -> None:
    """Serve what `make_application` makes in the worker until SIGTERM or SIGINT, finishing what was begun."""
    require_free(host, port)
    server = Granian("gateway.serve", address=host, port=port, interface=Interfaces.WSGI, workers=1,
                     blocking_threads=THREADS, backpressure=BACKPRESSURE, http=HTTPModes.http1,
                     workers_kill_timeout=STOP_WITHIN_SECONDS, log_dictconfig=log_settings())
    log.info("started", service="gateway", port=port)
    server.serve(target_loader=partial(_in_worker, make_application), wrap_loader=False)
    log.info("stopped", service="gateway")


def require_free(host: str, port: int) -> None:
    """Raise PortTaken when `port` is in use; granian would share it silently with another granian."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(f"端口 {port} 已被占用，请停止占用它的程序，或以 PORT=… 指定别的端口"
                            f"（port {port} is taken: {error.strerror}）") from error


def build_context(settings: Settings) -> Context:
    """Everything handlers use, connected; called in the process that serves."""
    accounts = Database(settings.database_conninfo("accounts"), "accounts", size=THREADS // 2)
    settings.notice_key()  # without it no notice could be shown: better no start than half a platform
    remote = CallClient(settings.amqp_url("gateway"), share=THREADS // 4)
    local = LocalCalls.of(load(ACCOUNTS), accounts, settings).start()
    sign_outs = SignOuts(local.service, RevokedTokens()).start()
    zone = _zone(settings, PoliciesInForce(local.service.current_policies))
    Notifier(local.service, zone, FileConnector(notifications_file(settings))).start()
    return Context(
        settings=settings, calls=SplitCalls(local, remote),
        tokens=TokenVerifier(trusted_issuers(settings), sign_outs.revoked), sign_outs=sign_outs,
        limits=Limits.from_settings(settings), proxies_in_front=settings.whole_number("PROXIES_IN_FRONT", 0),
        cursors=Cursors(settings.token_key()), clock=BusinessClock(accounts), accounts=local.service,
        issuer=LocalIssuer(settings.token_private_key()), zone=zone, note_refusal=local.note_refusal,
        ready=lambda: {"database": accounts.answers(), "broker": remote.reaches_broker()})


def notifications_file(settings: Settings) -> Path:
    """Where messages to people are written while no connector sends them."""
    told = settings.optional("NOTIFICATIONS_PATH")
    return Path(told) if told else settings.files_folder().parent / "notifications.jsonl"


def _zone(settings: Settings, policies: PoliciesInForce) -> Zone:
    database = Database(settings.database_conninfo("zone_reader"), "zone", size=ZONE_CONNECTIONS)
    megabytes = settings.whole_number("KEPT_PAGES_MB", KEPT_PAGES_MB)
    return Zone(database, current=policies, pages=KeptPages(megabytes * 1024 * 1024))


def _application(settings: Settings):
    logs.set_up("gateway", settings.log_level)
    return create_app(build_context(settings), identity("gateway", settings.log_level))


def identity(process: str, level: str) -> RequestIdentity:
    """Names the requests of this process, and writes their lines where `level` shows them."""
    if logging.getLevelName(level) > logging.INFO:
        return RequestIdentity(lambda **_: None)
    return RequestIdentity(RequestLines(process).start().tell)


def _in_worker(make_application: Callable[[], object]):
    leave_with_parent()
    application = make_application()
    collect_seldom()
    return application


def leave_with_parent() -> None:
    """Have the kernel end this worker when the process that started it is killed, so that nothing is left."""
    ctypes.CDLL(None, use_errno=True).prctl(_PARENT_DEATH_SIGNAL, signal.SIGTERM)


def log_settings() -> dict:
    """The server's own lines go where all others go, from warnings upwards."""
    quiet = {"handlers": [], "level": "WARNING", "propagate": True}
    return {"version": 1, "disable_existing_loggers": False, "formatters": {}, "handlers": {},
            "loggers": {"_granian": quiet, "granian.access": dict(quiet)}}
