"""Serves push on granian: one asynchronous process on a port of its own, so that streams take no page's thread."""

import structlog
from granian import Granian
from granian.constants import HTTPModes, Interfaces

from chassis import logs
from chassis.settings import Settings
from gateway.http.issuers import trusted_issuers
from gateway.http.tokens import TokenVerifier
from gateway.push.app import create_push_app
from gateway.push.feed import Feed
from gateway.serve import leave_with_parent, log_settings, require_free

STOP_WITHIN_SECONDS = 5

log = structlog.get_logger()


def serve(settings: Settings) -> None:
    """Serve until SIGTERM; streams are ended, and their clients reconnect with the last number they saw."""
    port = settings.health_port("push")
    require_free(settings.bind_host, port)
    server = Granian("gateway.push", address=settings.bind_host, port=port, interface=Interfaces.ASGI, workers=1,
                     http=HTTPModes.http1, workers_kill_timeout=STOP_WITHIN_SECONDS, log_dictconfig=log_settings())
    log.info("started", service="push", port=port)
    server.serve(target_loader=lambda: _application(settings), wrap_loader=False)


def _application(settings: Settings):
    leave_with_parent()
    logs.set_up("push", settings.log_level)
    origins = [origin.strip() for origin in settings.optional("CORS_ORIGINS", "").split(",") if origin.strip()]
    return create_push_app(Feed(settings.database_conninfo("push")), TokenVerifier(trusted_issuers(settings)), origins)
