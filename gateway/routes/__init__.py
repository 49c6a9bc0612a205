"""One file per audience, its table of routes on top; each handler parses, asks or commands, and answers."""

from importlib import import_module

from gateway.http.route import Route

TABLES = ("public", "directories", "zone", "reach", "clock", "own_zone", "told", "people", "own_affairs",
          "organisations", "administration", "training", "classes", "certificates", "rosters", "roster_jobs", "loans",
          "subsidies", "bank_files", "claims", "supervision", "incubators", "campaigns",
          "events", "desk")
TABLES_OUTSIDE_PRODUCTION = ("development",)


def routes_of(mode: str) -> tuple[Route, ...]:
    """Every route that exists in `mode`."""
    names = TABLES if mode == "production" else TABLES + TABLES_OUTSIDE_PRODUCTION
    return tuple(route for name in names for route in import_module(f"gateway.routes.{name}").ROUTES)
