"""Every route says what it is for and who may use it, and answers with registered codes only."""

import re

import pytest

from contracts.problems import PROBLEM_CODES
from gateway.http.route import PREFIX, Route
from gateway.routes import routes_of

# What anyone may read or do without signing in, and why.
OPEN = {
    "public": "business time, error codes and the descriptions of the interface",
    "health": "asked by supervisors",
    "development": "does not exist in production",
}
OPEN_ADDRESSES = {
    "POST /sign-in": "one signs in here",
    "GET /cockpit": "figures of an area, without persons",
    "GET /cockpit/pace": "figures of an area, without persons",
    "GET /cockpit/events": "the events behind a figure, without persons",
    "GET /organisations": "their names are public",
}
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def faults(routes: tuple[Route, ...]) -> list[str]:
    """What is wrong with a table of routes, one sentence each."""
    found = []
    for number, route in enumerate(routes):
        name = f"{route.method} {route.path}"
        found += [f"{name} has no Chinese summary"] if not _CHINESE.search(route.summary) else []
        found += [f"{name} does not say who may"] if not _says_who(route) else []
        found += [f"{name} answers with the unknown code {code}" for code in route.codes if code not in PROBLEM_CODES]
        found += [f"{name} begins with {PREFIX} itself"] if route.path.startswith(PREFIX) else []
        found += [f"{name} stands twice"] if name in {f"{r.method} {r.path}" for r in routes[:number]} else []
    return found


def _says_who(route: Route) -> bool:
    if route.by is None:
        return route.audience in OPEN or f"{route.method} {route.path}" in OPEN_ADDRESSES
    return bool(route.by)


def a_route(**change) -> Route:
    """A sound route with `change`."""
    sound = {"method": "GET", "path": "/clock", "handler": lambda request: {}, "summary": "查看业务时间",
             "audience": "public"}
    return Route(**{**sound, **change})


@pytest.mark.parametrize("mode", ["production", "demo"])
def test_every_route_says_what_it_is_for_and_who_may(mode):
    assert faults(routes_of(mode)) == []


def test_a_sound_route_is_in_order():
    assert faults((a_route(),)) == []


@pytest.mark.parametrize(("change", "said"), [
    ({"summary": ""}, "summary"), ({"summary": "show the clock"}, "summary"),
    ({"audience": "loans"}, "who may"), ({"by": ()}, "who may"),
    ({"errors": ("made_up",)}, "made_up"), ({"path": "/api/v1/clock"}, "itself"),
])
def test_a_route_that_hides_something_is_found(change, said):
    assert said in "\n".join(faults((a_route(**change),)))


def test_an_address_that_stands_twice_is_found():
    assert "stands twice" in "\n".join(faults((a_route(), a_route())))


def test_every_address_open_to_all_exists():
    assert {f"{route.method} {route.path}" for route in routes_of("demo")} >= set(OPEN_ADDRESSES)
