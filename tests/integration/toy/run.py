"""Runs the toy's processes for tests that kill them: `python -m tests.integration.toy.run nameko|host|relay`
(and `careless`, which is nameko with psycopg left to its C wait).

The addresses come in the environment. `CRASH_AT` names a point, and `CRASH_ONCE` a file that is made when the
process has crashed there, so that it happens once.
"""

import os
import sys

if sys.argv[1] == "nameko":
    from chassis.green import go_green

    go_green()
if sys.argv[1] == "careless":
    import eventlet

    eventlet.monkey_patch()

import signal
import threading
from pathlib import Path

from chassis import logs
from chassis.database import Database
from chassis.host import Host
from chassis.relay import ConfirmingPublisher, Relay
from chassis.run import run_under_nameko
from tests.integration.toy import crashes
from tests.integration.toy.service import ToyService
from tests.integration.toy.surroundings import QUICK


def host() -> Host:
    """The toy's host, rigged to crash where the test wants it."""
    made = Host("toy", ToyService, Database(os.environ["TOY_DATABASE"], "toy", size=12), os.environ["TOY_AMQP"],
                schedule=QUICK, call_loops=int(os.environ.get("TOY_CALL_LOOPS", "2")))
    crashes.rig_host(made, _crash)
    return made


def relay() -> Relay:
    """The toy's relay, rigged likewise."""
    made = Relay(Database(os.environ["TOY_DATABASE"], "public", size=2),
                 ConfirmingPublisher(os.environ["TOY_AMQP"]), {"toy": "toy.events"})
    crashes.rig_relay(made, _crash)
    return made


def _crash(point: str) -> None:
    """End this process without a word if this is the point, and the first time."""
    if os.environ.get("CRASH_AT") != point or Path(os.environ["CRASH_ONCE"]).exists():
        return
    Path(os.environ["CRASH_ONCE"]).touch()
    os.kill(os.getpid(), signal.SIGKILL)


def main(what: str) -> None:
    logs.set_up(f"toy-{what}")
    if what in ("nameko", "careless"):
        run_under_nameko(host(), int(os.environ["TOY_HEALTH_PORT"]))
        return
    process = host() if what == "host" else relay()
    leaving = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: leaving.set())
    runs = process.start if what == "host" else threading.Thread(target=process.run).start
    runs()
    leaving.wait()
    process.stop()
    if what == "host":
        process.join()


if __name__ == "__main__":
    main(sys.argv[1])
