"""Serves push on granian: one asynchronous process on a port of its own, so that streams take no page's thread."""

import asyncio
from functools import partial

import psycopg
import structlog
from granian import Granian
from granian.constants import HTTPModes, Interfaces

from chassis import logs
from chassis.settings import Settings
from gateway.http.issuers import trusted_issuers
from gateway.http.revoked import EVERY_SECONDS, RevokedTokens
from gateway.http.tokens import TokenVerifier
from gateway.push.app import create_push_app
from gateway.push.feed import Feed
from gateway.push.webhooks import Webhooks
from gateway.routes.told import tells_private
from gateway.serve import leave_with_parent, log_settings, require_free
from gateway.zone.changes import Changes
from gateway.zone.deliveries import Deliveries

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
    feed, revoked = Feed(settings.database_conninfo("push")), RevokedTokens()
    webhooks = Webhooks(Deliveries(feed.changes.pool), settings.webhook_key(), private=tells_private(settings))
    feed.beside += [webhooks.run, partial(learn_revoked, feed.changes, revoked)]
    return create_push_app(feed, TokenVerifier(trusted_issuers(settings), revoked), origins)


async def learn_revoked(changes: Changes, revoked: RevokedTokens) -> None:
    """Learn every few seconds which tokens were ended; while the database is away, what is known counts."""
    while True:
        try:
            revoked.learn(await changes.revocations())
        except psycopg.Error as error:
            log.warning("revocations_not_read", error=type(error).__name__)
        await asyncio.sleep(EVERY_SECONDS)
