"""How often one may ask: a bucket of requests per person, or per address for who is not signed in."""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from chassis.settings import Settings
from contracts.problems import Problem

# Whom the platform remembers; who was not heard of for longest is forgotten, which leaves them a full bucket.
REMEMBERED = 50_000
# An installation that says nothing: a person clicks through pages, a portal's server asks for many people.
# No source states a figure; these are the platform's own and may be set (RATE_LIMIT_PER_MINUTE …).
_IN_PRODUCTION = {"RATE_LIMIT_PER_MINUTE": 600, "RATE_LIMIT_ANONYMOUS_PER_MINUTE": 300}


@dataclass(frozen=True)
class Standing:
    """How a caller stands: how many requests a minute, how many are left at once, in how many seconds all are."""

    limit: int
    left: int
    full_in: int

    def headers(self) -> dict[str, str]:
        """The answer's headers."""
        return {"RateLimit-Limit": str(self.limit), "RateLimit-Remaining": str(self.left),
                "RateLimit-Reset": str(self.full_in)}


class Buckets:
    """One bucket per caller that holds a minute's requests and fills evenly. Thread-safe; technical time."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic):
        self.per_minute, self._clock = per_minute, clock
        self._known: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, caller: str, weight: int = 1) -> Standing:
        """Take `weight` requests out of the caller's bucket; raises too_many_requests when it holds too few."""
        with self._lock:
            now = self._clock()
            held, since = self._known.pop(caller, (float(self.per_minute), now))
            held = min(float(self.per_minute), held + (now - since) * self.per_minute / 60)
            enough = held >= weight
            held -= weight if enough else 0
            self._known[caller] = (held, now)
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        if not enough:
            seconds = math.ceil((weight - held) * 60 / self.per_minute)
            raise Problem(f"请 {seconds} 秒后再试", code="too_many_requests", retry_after=seconds)
        return Standing(self.per_minute, int(held), math.ceil((self.per_minute - held) * 60 / self.per_minute))


@dataclass(frozen=True)
class Limits:
    """The limits of this installation; None where there is none."""

    signed_in: Buckets | None = None
    anonymous: Buckets | None = None

    @classmethod
    def from_settings(cls, settings: Settings) -> "Limits":
        """As the environment says; 0 is no limit, which is also what a demonstration or a test starts with."""
        return cls(*(_buckets(settings, name) for name in _IN_PRODUCTION))

    def take(self, person: str | None, address: str, weight: int) -> dict[str, str]:
        """Count a request; the headers that say how the caller stands. Raises too_many_requests."""
        buckets, caller = (self.signed_in, person) if person else (self.anonymous, address)
        return buckets.take(caller, weight).headers() if buckets else {}


def _buckets(settings: Settings, name: str) -> Buckets | None:
    per_minute = settings.whole_number(name, _IN_PRODUCTION[name] if settings.mode == "production" else 0)
    return Buckets(per_minute) if per_minute else None


def address_of(route: list[str], proxies: int) -> str:
    """Who asks, by address: `route` is the way a request came, ours last; the last `proxies` are trusted to tell."""
    return route[max(0, len(route) - 1 - proxies)] if route else ""
