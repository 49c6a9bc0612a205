"""The policies that public pages, the pre-check and the cockpit show: those by which the pillars decide today."""

import time
from collections.abc import Callable

from policies.reader import Policies

FRESH_SECONDS = 1.0


class PoliciesInForce:
    """What `read` gives, asked anew once it is a second old (technical time), so that a page asks at most once."""

    def __init__(self, read: Callable[[], Policies], clock: Callable[[], float] = time.monotonic):
        self.read, self.clock = read, clock
        self._kept: tuple[float, Policies] | None = None

    def __call__(self) -> Policies:
        now = self.clock()
        if self._kept is None or now - self._kept[0] >= FRESH_SECONDS:
            self._kept = (now, self.read())
        return self._kept[1]
