"""What there is once a story has been told: the ids of everything, by the names that messages give them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, product

import psycopg

from contracts.actors import area_prefix
from dev.machine import Machine
from dev.second_half import PROGRAMME
from gateway.http.route import Route
from tests.access.examples import example_of

JISHOU, XIANGXI, HUNAN = "433101", "433100", "430000"
AT_MOST = 4
_ID_ENDINGS = ("_id", "_number")


@dataclass
class Things:
    """What belongs to the story's city: the newest ids by name, one subject of each kind whose decisions may be
    replayed, by pillar, and the person's cases.
    """

    ids: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    subjects: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    cases: list[dict[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, machine: Machine, person_id: str) -> "Things":
        """What `person_id` is concerned with comes first, then what everybody is."""
        found = cls()
        with psycopg.connect(machine.environment()["DATABASE_URL"]) as connection:
            schemas = connection.execute("SELECT table_schema FROM information_schema.tables"
                                         " WHERE table_name = 'outbox'").fetchall()
            for (schema,) in schemas:
                found._learn(schema, connection.execute(
                    f"SELECT entity, entity_id, data FROM {schema}.events WHERE coalesce(data ->> 'area', %s) LIKE %s"
                    " ORDER BY (person_id IS DISTINCT FROM %s), seq DESC",
                    [JISHOU, f"{area_prefix(XIANGXI)}%", person_id]).fetchall())
            found.cases = [dict(zip(("pillar", "entity", "entity_id"), row, strict=True)) for row in connection.execute(
                "SELECT pillar, entity, entity_id FROM zone.cases WHERE person_id = %s", [person_id]).fetchall()]
            found.ids["file_id"] = [row[0] for row in connection.execute(
                "SELECT file_id FROM accounts.files WHERE owner_id = %s", [person_id]).fetchall()]
            found.ids["job_id"] = [row[0] for row in connection.execute(
                "SELECT job_id FROM accounts.roster_jobs ORDER BY opened_at").fetchall()]
            found.ids["webhook_id"] = [row[0] for row in connection.execute(
                "SELECT webhook_id FROM accounts.webhooks WHERE owner_id = %s", [person_id]).fetchall()]
            found.ids["draft_id"] = [row[0] for row in connection.execute(
                "SELECT draft_id FROM accounts.matter_drafts WHERE person_id = %s", [person_id]).fetchall()]
        found.ids["person_id"].insert(0, person_id)
        return found

    def _learn(self, schema: str, rows: list[tuple[str, str, dict]]) -> None:
        for entity, entity_id, data in rows:
            self.subjects[schema].setdefault(entity, entity_id)
            for name, value in data.items():
                if name.endswith(_ID_ENDINGS) and isinstance(value, str):
                    self._keep(name, value)

    def _keep(self, name: str, value: str) -> None:
        if value not in self.ids[name]:
            self.ids[name].append(value)

    def addresses_of(self, route: Route) -> Iterator[dict[str, str]]:
        """What may stand in the places of a route's address, a few at a time; nothing where there is no such thing."""
        if set(route.path_names) == {"pillar", "entity", "entity_id"}:
            yield from self.cases
            return
        if route.path_names == ("subject",):
            yield from ({"subject": subject} for subject in self.subjects[route.audience].values())
            return
        values = [self.ids.get(name, [])[:AT_MOST] for name in route.path_names]
        for chosen in islice(product(*values), 60):
            yield dict(zip(route.path_names, chosen, strict=True))

    def given(self, **more) -> dict:
        """The newest thing of every name, and the areas of the story, for messages that name them."""
        newest = {name: values[0] for name, values in self.ids.items() if values}
        lists = {f"{name}s": [value] for name, value in newest.items()}
        return lists | newest | {"area": JISHOU, "year": 2024, "programme": PROGRAMME,
                                 "present": [newest["person_id"]]} | more

    def query_of(self, route: Route, area: str) -> dict:
        """A sound query for a route about `area`, only what is needed; arrays with commas."""
        if route.query is None:
            return {}
        known = route.query.Schema().fields
        sound = example_of(route.query, self.given(area=area))
        return {name: value for name, value in sound.items() if known[name].required and name not in route.path_names}
