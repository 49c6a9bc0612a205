"""Runs one process of the platform by name: `python -m chassis.run training`.

A nameko process is patched by eventlet before anything else is imported; the others stay plain.
"""

import sys

from chassis.declarations import PILLARS, PUBLISHES_AS, SERVICES
from chassis.green import go_green

if __name__ == "__main__" and len(sys.argv) > 1 and sys.argv[1] in PILLARS:
    go_green()

import signal
import threading

import structlog

from chassis import health, logs
from chassis.collecting import collect_seldom
from chassis.database import Database
from chassis.declarations import load
from chassis.settings import Settings

log = structlog.get_logger()


def run_pillar(name: str, settings: Settings) -> None:
    """Run a pillar under nameko until SIGTERM, then drain."""
    from chassis.host import Host

    database = Database(settings.database_conninfo(name), name, size=16)
    run_under_nameko(Host(name, load(SERVICES[name]), database, settings.amqp_url(name), _policies()),
                     settings.health_port(name), settings.bind_host)


def run_under_nameko(host, health_port: int, bind_host: str = "127.0.0.1") -> None:
    """Run a host's service in a nameko container until SIGTERM, then drain; a bug that ended a loop ends it too."""
    from chassis.nameko_skin import container_for

    container = container_for(host)
    health.serve(health_port, host.ready, bind_host)
    leaving = _leave_on_signals()
    container.start()
    log.info("started", service=host.name)
    while not leaving.wait(0.2) and not host.broken.is_set():
        pass
    container.stop()
    log.info("stopped", service=host.name)
    if host.broken.is_set():
        raise SystemExit("a loop ended by itself")


def run_relay(settings: Settings) -> None:
    """Run the relay over every outbox until SIGTERM."""
    from chassis.relay import ConfirmingPublisher, Relay

    schemas = {schema: f"{service}.events" for schema, service in PUBLISHES_AS.items()}
    database = Database(settings.database_conninfo("relay"), "public", size=2)
    relay = Relay(database, ConfirmingPublisher(settings.amqp_url("relay")), schemas)
    health.serve(settings.health_port("relay"), relay.ready, settings.bind_host)
    _until_signal(relay.run, relay.stop)


def run_projector(settings: Settings) -> None:
    """Run the zone's projection until SIGTERM."""
    projector = load("gateway.zone.projector:Projector").from_settings(settings)
    health.serve(settings.health_port("projector"), projector.ready, settings.bind_host)
    _until_signal(projector.run, projector.stop)


def run_push(settings: Settings) -> None:
    """Serve server-sent events and long polling until SIGTERM."""
    load("gateway.push.serve:serve")(settings)


def run_gateway(settings: Settings) -> None:
    """Serve HTTP until SIGTERM."""
    load("gateway.serve:serve")(settings)


def _policies():
    from chassis.policy_source import PolicySource
    from policies.reader import Policies

    return PolicySource(Policies.load())


def _leave_on_signals() -> threading.Event:
    leaving = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: leaving.set())
    return leaving


def _until_signal(run, stop) -> None:
    leaving = _leave_on_signals()
    thread = threading.Thread(target=run)
    thread.start()
    while thread.is_alive() and not leaving.wait(0.2):
        pass
    stop()
    thread.join(25)
    if not leaving.is_set():
        raise SystemExit("the process ended by itself")


RUNNERS = {"relay": run_relay, "projector": run_projector, "gateway": run_gateway, "push": run_push}


def main(name: str) -> None:
    """Run the process called `name`."""
    settings = Settings.from_environment()
    logs.set_up(name, settings.log_level)
    collect_seldom()
    if name in RUNNERS:
        RUNNERS[name](settings)
    else:
        run_pillar(name, settings)


if __name__ == "__main__":
    main(sys.argv[1])
