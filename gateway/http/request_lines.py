"""The one line per request, written by a thread of its own: whoever answers does not wait for the log."""

import json
import queue
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing.util import Finalize

import structlog

from chassis import metrics

# How long lines are gathered after the first one, to be written together, and how many may wait to be written before
# whoever answers waits too (technical time).
GATHER_SECONDS = 0.01
MOST_WAITING = 10_000
_as_json = json.JSONEncoder(ensure_ascii=False).encode


class RequestLines:
    """Lines as `chassis.logs` writes them, in the order in which the requests were answered. For plain threads.

    A line is in the log about a hundredth of a second later. What was not written when the process is killed is lost,
    as the answer itself may be; on an orderly end nothing is.
    """

    def __init__(self, process: str, write: Callable[[str], None] | None = None):
        """`write` takes lines without their last line break: standard output, under the lock of all other lines."""
        self._process, self._write = process, write or structlog.PrintLogger(sys.stdout).info
        self._told: queue.SimpleQueue[dict | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, daemon=True, name="request-lines")

    def start(self) -> "RequestLines":
        """Write from now on, until the process ends."""
        self._thread.start()
        Finalize(self, self.stop, exitpriority=0)  # the server's worker is a forked process: those run no `atexit`
        return self

    def tell(self, **line) -> None:
        """Have a line written; nothing personal may be in it."""
        while self._told.qsize() >= MOST_WAITING:
            time.sleep(GATHER_SECONDS)
        line["timestamp"] = time.time()
        self._told.put(line)

    def stop(self) -> None:
        """Write what was told, and end."""
        self._told.put(None)
        self._thread.join()

    def _run(self) -> None:
        ended = False
        while not ended:
            lines = [self._told.get()]
            if lines[0] is not None:
                time.sleep(GATHER_SECONDS)
            lines += [self._told.get() for _ in range(self._told.qsize())]
            ended = None in lines
            self._write_out([self._text(line) for line in lines if line is not None])

    def _write_out(self, lines: list[str]) -> None:
        if not lines:
            return
        try:
            self._write("\n".join(lines))
        except OSError:  # nowhere left to tell of it but the figures; requests are answered all the same
            metrics.LINES_LOST.inc(len(lines))

    def _text(self, line: dict) -> str:
        told = datetime.fromtimestamp(line.pop("timestamp"), UTC)
        return _as_json({"process": self._process, **line, "event": "request", "level": "info",
                         "timestamp": told.isoformat().replace("+00:00", "Z")})
