"""Role by route: who is let in is what the table of routes says, for every role and for nobody at all."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from contracts.actors import Role
from gateway.http.route import PREFIX, Route
from tests.access.asking import JSON_HEADERS, Answer, Ask
from tests.access.people import Asker


@dataclass(frozen=True)
class Verdict:
    """How many were asked, and what was wrong."""

    asked: int
    leaks: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join([f"{self.asked} asked, {len(self.leaks)} leaks", *self.leaks])


def role_by_route(routes: Iterable[Route], people: Iterable[Asker], ask: Ask) -> Verdict:
    """Ask every route as everybody and as nobody, with nothing that it could carry out."""
    askers, asked, leaks = [None, *people], 0, []
    for route in routes:
        for who in askers:
            answer = ask(route.method, address_of(route), token=who and who.token,
                         body=b"{}" if route.method != "GET" else None, headers=JSON_HEADERS)
            asked += 1
            leaks += [f"{route.method} {route.path} as {who.label if who else 'nobody'}: {fault}"
                      for fault in _faults(route, who, answer)]
    return Verdict(asked, tuple(leaks))


def address_of(route: Route, **given: str) -> str:
    """The route's address with what is given in its places, and an id that names nothing in the others."""
    return PREFIX + re.sub(r"{(\w+)}", lambda found: given.get(found[1], "x-1"), route.path)


def _faults(route: Route, who: Asker | None, answer: Answer) -> Iterator[str]:
    seen = f"{answer.status} {answer.code}"
    if answer.status >= 500 and answer.code != "not_accepted":
        yield f"breaks: {seen}"
    if route.by is None:
        if answer.status == 401 or refused_by_role(route, answer):
            yield f"is public and refuses: {seen}"
    elif who is None:
        if (answer.status, answer.code) != (401, "not_signed_in"):
            yield f"lets in without signing in: {seen}"
    elif who.actor.role in route.by:
        if answer.status == 401 or refused_by_role(route, answer):
            yield f"keeps out who may: {seen}"
    elif not refused_by_role(route, answer):
        yield f"lets in a role it does not name: {seen}"


def refused_by_role(route: Route, answer: Answer) -> bool:
    """Whether the answer is the refusal that names the roles which may."""
    needed = (answer.data or {}).get("needed") if answer.status == 403 else None
    return needed == [role.value for role in route.by or ()]


def changes_something(route: Route) -> bool:
    """Whether a route may change what the platform knows; reading and asking do not."""
    return route.method != "GET" and route.question is None


def open_to_supervisors(routes: Iterable[Route]) -> set[str]:
    """The routes that may change something and let a supervisor in."""
    return {f"{route.method} {route.path}" for route in routes
            if changes_something(route) and Role.SUPERVISOR in (route.by or ())}
