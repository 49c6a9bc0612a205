"""The notifier: reads the feed of changes, and hands what people should be told to a connector."""

import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import structlog

from contracts.actors import Actor, Role

EVERY_SECONDS = 5.0
_SYSTEM = Actor(role=Role.SYSTEM, system="notifications")

log = structlog.get_logger()


class Connector(Protocol):
    """Sends a text by one way. `needs_clear`: the number must be whole; otherwise it is given masked."""

    needs_clear: bool

    def send(self, channel: str, recipient: str, text: str) -> str | None:
        """Send, and return None; or why it could not be sent, in words for the person."""


class FileConnector:
    """The connector of an installation that has none yet: a line per message in a file, numbers masked."""

    needs_clear = False

    def __init__(self, path: Path):
        self.path = path

    def send(self, channel: str, recipient: str, text: str) -> str | None:
        line = {"at": datetime.now(UTC).isoformat(), "channel": channel, "to": recipient, "text": text}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        except OSError as error:
            return f"无法写入：{type(error).__name__}"
        return None


class Notifier:
    """Follows the feed in a thread of the gateway, which alone may know a number."""

    def __init__(self, accounts, zone, connector: Connector):
        self.accounts, self.zone, self.connector = accounts, zone, connector
        self._stopped = threading.Event()

    def start(self) -> "Notifier":
        threading.Thread(target=self.run, daemon=True, name="notifier").start()
        return self

    def run(self) -> None:
        """Decide and send until stopped; an outage of the database only delays."""
        while not self._stopped.is_set():
            try:
                busy = self.turn()
            except Exception as error:  # the feed stays where it was: nothing is lost, nothing is told twice
                log.warning("notifications_delayed", error=type(error).__name__)
                busy = 0
            if not busy:
                self._stopped.wait(EVERY_SECONDS)

    def turn(self) -> int:
        """Take what the feed brought, send what is due; how much there was."""
        taken = self.accounts.take_changes(self.zone.everybodys_changes, self.zone.newest_change)
        return taken + self.accounts.send_due(self.connector, _SYSTEM)

    def stop(self) -> None:
        self._stopped.set()
