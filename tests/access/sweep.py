"""Every route with an object, asked by strangers with the ids of what the story left behind."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from gateway.http.route import MULTIPART, PREFIX, Route
from tests.access.asking import Answer, Ask
from tests.access.examples import body_of, example_of
from tests.access.objects import is_open, private_ids
from tests.access.people import Admit, Asker, strangers_to
from tests.access.roles import address_of
from tests.access.things import HUNAN, JISHOU, XIANGXI, Things

NOWHERE = "00000000-0000-4000-8000-000000000000"


@dataclass
class Sweep:
    """Strangers read and do what concerns others. `leaks`: what they were told; `unproven`: what nobody at all was
    told, so that a stranger's refusal says nothing.
    """

    ask: Ask
    admit: Admit
    things: Things
    people: list[Asker]
    asked: int = 0
    leaks: list[str] = field(default_factory=list)
    unproven: list[str] = field(default_factory=list)

    def reading(self, routes: Iterable[Route]) -> None:
        """Every question, about every object and every place of the story."""
        for route in routes:
            if route.method == "GET" and route.by is not None:
                self._read(route)

    def _read(self, route: Route) -> None:
        own = [who for who in self.people if who.actor.role in route.by]
        strangers = [stranger for who in own for stranger in strangers_to(who.actor, self.admit)]
        told_somebody = False
        for path in self._paths(route):
            told_somebody = told_somebody or any(_knows_it(self._get(path, who)) for who in own)
            for stranger in strangers:
                answer = self._get(path, stranger)
                if self._says_something(route, path, stranger, answer):
                    self._leak(route, stranger, answer)
        if not told_somebody:
            self.unproven.append(f"{route.method} {route.path}")

    def _paths(self, route: Route) -> Iterator[str]:
        areas = (JISHOU, XIANGXI, HUNAN) if route.query and "area" in route.query.Schema().fields else (JISHOU,)
        for place in self.things.addresses_of(route):
            for area in areas:
                query = urlencode(self.things.query_of(route, area))
                yield address_of(route, **place) + (f"?{query}" if query else "")

    def _get(self, path: str, who: Asker) -> Answer:
        self.asked += 1
        return self.ask("GET", path, token=who.token)

    def _says_something(self, route: Route, path: str, who: Asker, answer: Answer) -> bool:
        """Whether a stranger learns more than that there is nothing for them."""
        if not answer.is_told:
            return _knows_it(answer)
        if route.path_names:
            nothing = self._get(address_of(route, **dict.fromkeys(route.path_names, NOWHERE)), who)
            return answer.body != nothing.body
        named = private_ids(answer.data) & {each for values in self.things.ids.values() for each in values}
        asked = [area for area in (JISHOU, XIANGXI, HUNAN) if f"area={area}" in path]
        return bool(named - {who.actor.person_id}) or not all(map(who.actor.covers, asked))

    def doing(self, routes: Iterable[Route]) -> None:
        """Every command that is not open to all, with the ids of what is another's."""
        commands = [r for r in routes if r.by is not None and r.method != "GET" and r.media != MULTIPART]
        for route in commands:
            for who in self.people:
                if who.actor.role in route.by and not is_open(route, who.actor.role):
                    self._do(route, who)

    def _do(self, route: Route, who: Asker) -> None:
        data = example_of(route.body, self.things.given()) if route.body else {}
        place = {name: str(data.get(name) or self.things.given().get(name, NOWHERE)) for name in route.path_names}
        body, headers = body_of(route, data)
        for stranger in strangers_to(who.actor, self.admit):
            self.asked += 1
            answer = self.ask(route.method, address_of(route, **place), token=stranger.token, body=body,
                              headers=headers | {"Idempotency-Key": str(uuid.uuid4())})
            if answer.is_told:
                self._leak(route, stranger, answer)

    def _leak(self, route: Route, stranger: Asker, answer: Answer) -> None:
        leak = f"{route.method} {PREFIX}{route.path} by {stranger.label}: {answer.status} {answer.text[:160]}"
        if leak not in self.leaks:
            self.leaks.append(leak)


def _knows_it(answer: Answer) -> bool:
    """Whether the answer is about the thing itself: what it holds, or that as it stands it is not given out."""
    return answer.is_told or answer.code == "conflict"
