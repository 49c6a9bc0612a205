"""The HTTP application: joins the route tables, nothing else."""

import falcon

from gateway.http import faults, health
from gateway.http.compression import Compressed
from gateway.http.context import Context
from gateway.http.middleware import RequestIdentity, SafeHeaders
from gateway.http.resource import add_routes
from gateway.routes import routes_of
from gateway.web.serving import add_pages


def create_app(context: Context, identity: RequestIdentity | None = None) -> falcon.App:
    """The WSGI application over `context`; `identity` names the requests and writes their lines."""
    settings = context.settings
    origins = [origin.strip() for origin in settings.optional("CORS_ORIGINS", "").split(",") if origin.strip()]
    app = falcon.App(middleware=[identity or RequestIdentity(), SafeHeaders(settings.mode == "production"),
                                 Compressed(), *_cors(origins)])
    faults.add_to(app)
    health.add_to(app, context.ready)
    add_routes(app, routes_of(settings.mode), context)
    add_pages(app, settings)
    return app


def _cors(origins: list[str]) -> list:
    exposed = ["X-Request-Id", "Idempotency-Key", "Events-Seen", "Retry-After", "ETag", "RateLimit-Limit",
               "RateLimit-Remaining", "RateLimit-Reset", "Content-Disposition"]
    return [falcon.CORSMiddleware(allow_origins=origins, expose_headers=exposed)] if origins else []
