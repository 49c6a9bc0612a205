"""Every mistake sent to every route that takes something, and what was wrong with the answers."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from contracts.actors import Role
from gateway.http.route import JSON, Route
from tests.access.asking import JSON_HEADERS, Answer, Ask
from tests.access.bad_input import BROKEN_BODIES, Mistake, faults_of, mistakes_in
from tests.access.examples import body_of, example_of
from tests.access.people import Asker
from tests.access.roles import address_of
from tests.access.things import Things

# Days of what has happened that no source bounds: they are recorded whenever they were.
WHENEVER_IT_WAS = frozenset({("events.record_visit", "held_on")})
GRANTS_NOTHING = ("returned", "referred", "refused", "not_applicable")
_ODD_IDS = ("%00", "a%0Ab", "..%2F..", "x" * 300, "%F0%A0%AE%B7", "%27%3BDROP%20TABLE%20events--")
NOTHING = "00000000-0000-4000-8000-000000000000"


@dataclass
class Mistakes:
    """Sends mistakes as somebody who may use the route; `faults` are answers that are none of a platform's."""

    ask: Ask
    people: dict[Role, Asker]
    things: Things
    sent: int = 0
    faults: list[str] = field(default_factory=list)

    def in_fields(self, routes: Iterable[Route]) -> None:
        """One wrong field at a time, everything else sound."""
        for route, sound, mistake in self._mistakes(routes, certain=True):
            body, headers = body_of(route, mistake.data)
            self._note(route, f"{mistake.what} {mistake.field}", self._send(route, sound, body, headers), mistake)

    def in_places_and_days(self, routes: Iterable[Route]) -> None:
        """Unknown areas and days before any policy: a problem, or a decision that grants nothing and says why."""
        for route, sound, mistake in self._mistakes(routes, certain=False):
            if (route.command.name if route.command else "", mistake.field) in WHENEVER_IT_WAS:
                continue
            answer = self._send(route, sound, *body_of(route, mistake.data))
            if answer.is_told and answer.data.get("outcome") in GRANTS_NOTHING and answer.data.get("reasons"):
                self.sent += 1
            else:
                self._note(route, f"{mistake.what} {mistake.field}", answer)

    def _mistakes(self, routes: Iterable[Route], *, certain: bool) -> Iterator[tuple[Route, dict, Mistake]]:
        for route in taking_json(routes):
            sound = example_of(route.body, self.things.given())
            yield from ((route, sound, mistake) for mistake in mistakes_in(route.body, sound, route.path_names)
                        if mistake.certain is certain)

    def in_bodies(self, routes: Iterable[Route]) -> None:
        """Bodies that are no JSON object, and one that is a little too large."""
        for route in taking_json(routes):
            sound = example_of(route.body, self.things.given())
            for what, body in {**BROKEN_BODIES, "too large": b" " * (route.limit + 1)}.items():
                self._note(route, what, self._send(route, sound, body, JSON_HEADERS))
            answer = self._send(route, sound, b"<a/>", {"Content-Type": "application/xml"})
            self._note(route, "another medium", answer)

    def in_addresses(self, routes: Iterable[Route]) -> None:
        """Ids of odd shape, and queries with what is not asked for or not readable."""
        for route in routes:
            if route.by is None or not route.path_names:
                continue
            for odd in _ODD_IDS:
                path = address_of(route, **dict.fromkeys(route.path_names, odd))
                answer = self.ask(route.method, path, token=self._who(route).token,
                                  body=None if route.method == "GET" else b"{}", headers=JSON_HEADERS)
                self._note(route, f"odd id {odd[:12]}", answer)

    def _send(self, route: Route, sound: dict, body: bytes, headers: dict[str, str]) -> Answer:
        place = {name: str(sound.get(name) or self.things.given().get(name, NOTHING)) for name in route.path_names}
        who = self._who(route)
        return self.ask(route.method, address_of(route, **place), token=who and who.token, body=body,
                        headers=headers | {"Idempotency-Key": str(uuid.uuid4())})

    def _who(self, route: Route) -> Asker | None:
        return self.people[next(role for role in route.by if role in self.people)] if route.by else None

    def _note(self, route: Route, what: str, answer: Answer, mistake: Mistake | None = None) -> None:
        self.sent += 1
        self.faults += [f"{route.method} {route.path} {what}: {fault}" for fault in faults_of(answer, mistake)]


def taking_json(routes: Iterable[Route]) -> Iterator[Route]:
    """The routes that take a JSON body."""
    return (route for route in routes if route.body is not None and route.media == JSON and route.method != "GET")
