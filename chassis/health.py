"""/healthz (alive), /readyz (may be given work) and /metrics of a process that has no HTTP of its own."""

import json
import threading
from collections.abc import Callable
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import make_wsgi_app


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    """No access log: health is asked every second."""

    def log_message(self, format, *args):
        return None


def application(ready: Callable[[], dict[str, bool]]):
    """The WSGI application; `ready` names each part and whether it holds."""
    show_metrics = make_wsgi_app()

    def answer(environ, start_response):
        path = environ["PATH_INFO"]
        if path == "/metrics":
            return show_metrics(environ, start_response)
        parts = ready() if path == "/readyz" else {}
        known = path in ("/healthz", "/readyz")
        status = "200 OK" if known and all(parts.values()) else "503 Service Unavailable" if known else "404 Not Found"
        body = json.dumps({"ok": status.startswith("200"), "parts": parts}).encode()
        start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    return answer


def serve(port: int, ready: Callable[[], dict[str, bool]], host: str = "127.0.0.1") -> None:
    """Serve health on `port` from a background thread."""
    server = make_server(host, port, application(ready), server_class=_Server, handler_class=_Quiet)
    threading.Thread(target=server.serve_forever, name="health", daemon=True).start()
