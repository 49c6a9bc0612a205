"""Runs stock nameko services by name: `python -m benchmarks.peers.run web`; several names share the process."""

import os
import sys

os.environ["PSYCOPG_WAIT_FUNC"] = "wait_select"

import eventlet

eventlet.monkey_patch()

import signal  # noqa: E402
import threading  # noqa: E402

from nameko.runners import ServiceRunner  # noqa: E402
from nameko.web.handlers import http  # noqa: E402

from benchmarks.peers import reading, writing  # noqa: E402
from chassis.declarations import PILLARS  # noqa: E402

SERVICES = {
    "web": lambda: reading.WebPeer, "gateway": lambda: reading.GatewayPeer,
    "handler": lambda: writing.HandlerPeer, "filing": lambda: writing.FilingPeer,
    "filing_gateway": lambda: writing.FilingGatewayPeer,
    "noting": lambda: writing.NotingPeer, "noting_gateway": lambda: writing.NotingGatewayPeer,
    **{pillar: (lambda pillar=pillar: reading.pillar_peer(pillar)) for pillar in PILLARS},
}


WITH_HTTP = {"web", "gateway", "filing_gateway", "noting_gateway"}


class Ready:
    """Answers once the services of this process were started; only where none of them answers HTTP itself."""

    name = "peer_ready"

    @http("GET", "/readyz")
    def ready(self, request):
        return 200, "ready"


def main(names: list[str]) -> None:
    """Run the services until SIGTERM."""
    runner = ServiceRunner({"AMQP_URI": os.environ["PEER_AMQP_URL"], "max_workers": 10,
                            "WEB_SERVER_ADDRESS": f"127.0.0.1:{os.environ['PEER_PORT']}"})
    services = [SERVICES[name]() for name in names]
    for service in services if WITH_HTTP & set(names) else [*services, Ready]:
        runner.add_service(service)
    leaving = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: leaving.set())
    runner.start()
    while not leaving.wait(0.2):
        pass
    runner.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
