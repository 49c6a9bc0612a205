"""One migrated database for the pillars' tests; each pillar acts under its own role, without a broker."""


import pytest

from chassis.database import Database
from chassis.declarations import SERVICES, load
from chassis.declare import receivers_of
from chassis.policy_source import PolicySource
from chassis.store import Store
from policies.reader import Policies
from tests.integration.databases import conninfo_for


class Desk:
    """A pillar's service on a real database. `give(message)` runs its handler; `sql(...)` looks at its tables."""

    def __init__(self, pillar: str, conninfo: str, policies: PolicySource):
        service_class = load(SERVICES[pillar])
        self.database = Database(conninfo, pillar, size=20)
        self.service = service_class()
        self.service.store = Store(service_class.transaction, self.database, policies)
        self.methods = {mark.message: mark.method for mark in receivers_of(service_class)}

    def give(self, message):
        return getattr(self.service, self.methods[type(message)])(message)

    def sql(self, statement: str, *parameters) -> list[tuple]:
        with self.database.connection() as connection:
            return connection.execute(statement, parameters).fetchall()

    def events(self, type_: str) -> list[dict]:
        """The data of the recorded events of a type, oldest first."""
        return [row[0] for row in self.sql("SELECT data FROM events WHERE type = %s ORDER BY seq", type_)]


@pytest.fixture(scope="session")
def loaded_policies():
    return Policies.load()


@pytest.fixture(scope="module")
def pillar_policies(loaded_policies):
    """Of one database only: what was put into force there is remembered by its version."""
    return PolicySource(loaded_policies)


@pytest.fixture(scope="module")
def migrated(postgres, template, request):
    """The address of a database of this module's own, business time at the start of the demonstration."""
    return postgres.create_database(request.module.__name__.rpartition(".")[2], like=template)


@pytest.fixture(scope="module")
def desk(migrated, pillar_policies):
    """`desk("training")`: the pillar's handlers under its own database role."""
    opened: dict[str, Desk] = {}

    def open_desk(pillar: str) -> Desk:
        if pillar not in opened:
            opened[pillar] = Desk(pillar, conninfo_for(migrated, pillar), pillar_policies)
        return opened[pillar]

    yield open_desk
    for one in opened.values():
        one.database.close()
