"""Pages kept as they were written, each for one viewer, until the database says that its rows are others."""

import threading
from dataclasses import dataclass

from gateway.http.answers import Written


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page, and which rows it was made of in the words of the database."""

    rows: str
    page: Written


class KeptPages:
    """At most so many bytes of pages, the ones written longest ago forgotten first. Thread-safe.

    A page is only ever found under the whole key it was kept under: who looks, and at what. Whether it still is what
    the viewer may see is not judged here: the database is asked each time.
    """

    def __init__(self, most_bytes: int = 1024 * 1024):
        self._most, self._held = most_bytes, 0
        self._pages: dict[tuple, KeptPage] = {}
        self._lock = threading.Lock()

    def get(self, key: tuple) -> KeptPage | None:
        """What is kept under `key`; None when there is nothing."""
        return self._pages.get(key)

    def keep(self, key: tuple, kept: KeptPage) -> None:
        """Keep a page in the place of what its key had; one that is larger than all that may be kept is not."""
        with self._lock:
            self._forget(key)
            if len(kept.page.content) > self._most:
                return
            self._pages[key] = kept
            self._held += len(kept.page.content)
            while self._held > self._most:
                self._forget(next(iter(self._pages)))

    def _forget(self, key: tuple) -> None:
        if old := self._pages.pop(key, None):
            self._held -= len(old.page.content)
