"""On what was measured: machine and versions."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psycopg
from kombu import Connection

LIBRARIES = ("nameko", "eventlet", "kombu", "amqp", "psycopg", "falcon", "granian", "marshmallow")


def surroundings(database_url: str, broker_url: str) -> dict:
    """Processor, memory, system, servers and libraries."""
    with psycopg.connect(database_url) as connection:
        postgres = connection.execute("SHOW server_version").fetchone()[0]
    with Connection(broker_url) as broker:
        rabbitmq = broker.connect().server_properties["version"]
    return {"measured_at": datetime.now(UTC).isoformat(timespec="minutes"), "processor": _processor(),
            "processors": os.cpu_count(), "memory_gb": round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
                                                             / 2**30, 1),
            "system": f"{platform.system()} {platform.release()}", "python": platform.python_version(),
            "postgresql": postgres, "rabbitmq": rabbitmq,
            "libraries": {name: version(name) for name in LIBRARIES}}


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
