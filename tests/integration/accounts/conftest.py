"""The accounts on a real database, called as the gateway calls them, without a broker."""

import base64
import uuid
from datetime import UTC, datetime

import psycopg
import pytest
from falcon import testing

from chassis.database import Database
from chassis.local_calls import LocalCalls
from chassis.settings import Settings
from contracts.actors import Actor, Role
from contracts.messages import Envelope
from gateway.accounts.service import AccountsService
from gateway.http.revoked import RevokedTokens, SignOuts
from gateway.http.tokens import TokenVerifier
from gateway.routes import administration, organisations, own_affairs, own_zone, people, rosters
from tests.integration.databases import conninfo_for
from tests.unit.gateway_examples import a_client, a_context, a_verifier, bearer

ROUTES = (*people.ROUTES, *own_affairs.ROUTES, *own_zone.ROUTES, *organisations.ROUTES, *administration.ROUTES,
          *rosters.ROUTES)
XIANGXI, JISHOU, FENGHUANG = "433100", "433101", "433123"


def a_key(sign: int) -> str:
    return base64.b64encode(bytes([sign]) * 32).decode()


def settings_for(folder, **more) -> Settings:
    """An environment with made-up keys."""
    return Settings.from_environment({
        "MODE": "test", "ID_KEY_CURRENT": "1", "ID_KEY_1": a_key(1), "INDEX_KEY": a_key(2), "TOKEN_KEY": a_key(3),
        "FILES_FOLDER": str(folder), **more})


class Desk:
    """The accounts as a caller sees them."""

    def __init__(self, url: str, folder, **more):
        self.admin_url, self.folder = url, folder
        self.conninfo = conninfo_for(url, "accounts")
        self.database = Database(self.conninfo, "accounts", size=8)
        self.calls = LocalCalls.of(AccountsService, self.database, settings_for(folder, **more))
        self.service = self.calls.service

    def give(self, command: str, by: Actor, /, *, id: str | None = None, **data) -> dict:
        """The answer to a command given by `by`."""
        message_id = id or str(uuid.uuid4())
        envelope = Envelope(id=message_id, type=command, source="test", actor=by, occurred_at=datetime.now(UTC),
                            correlation_id=message_id)
        return self.calls.call(command, data, envelope)

    def rows(self, statement: str, *parameters) -> list[tuple]:
        with self.database.connection() as connection:
            return connection.execute(statement, parameters).fetchall()

    def value(self, statement: str, *parameters):
        return self.rows(statement, *parameters)[0][0]

    def events(self, type_: str) -> list[dict]:
        """The data of the recorded events of a type, oldest first."""
        return [row[0] for row in self.rows("SELECT data FROM events WHERE type = %s ORDER BY seq", type_)]

    def everything(self) -> str:
        """Every row of every table in the database as text."""
        with psycopg.connect(self.admin_url) as connection:
            tables = connection.execute("SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN"
                                        " ('pg_catalog', 'information_schema')").fetchall()
            dumped = [str(connection.execute(f'SELECT * FROM "{schema}"."{table}"').fetchall())
                      for schema, table in tables]
        return "\n".join(dumped)


@pytest.fixture(scope="module")
def accounts_url(postgres, template):
    """A migrated database of this module's own, business time at the start of the demonstration."""
    name = f"accounts_{uuid.uuid4().hex[:6]}"
    yield postgres.create_database(name, like=template)
    postgres.drop_database(name)


@pytest.fixture(scope="module")
def accounts(accounts_url, tmp_path_factory):
    desk = Desk(accounts_url, tmp_path_factory.mktemp("files"))
    yield desk
    desk.database.close()


@pytest.fixture(scope="module")
def client(accounts) -> testing.TestClient:
    """The accounts' routes over the real accounts."""
    sign_outs = SignOuts(accounts.service, RevokedTokens())
    tokens = TokenVerifier(a_verifier()._issuers.values(), sign_outs.revoked)
    context = a_context(calls=accounts.calls, accounts=accounts.service, note_refusal=accounts.calls.note_refusal,
                        sign_outs=sign_outs, tokens=tokens)
    return a_client(*ROUTES, context=context)


def form(content: bytes, **texts: str) -> dict:
    """A multipart form's body and header."""
    mark = "made-up-mark"
    parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
             for name, value in texts.items()]
    parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="sheet.xlsx"\r\n'
                 "Content-Type: application/octet-stream\r\n\r\n".encode() + content + b"\r\n")
    return {"body": b"".join(parts) + f"--{mark}--\r\n".encode(),
            "headers": {"Content-Type": f"multipart/form-data; boundary={mark}"}}


def post(client, path: str, actor: Actor | None, json=None, upload: bytes | None = None, **texts):
    """The answer to a POST of JSON, or of a form with one file."""
    given = form(upload, **texts) if upload is not None else {"json": json or {}, "headers": {}}
    given["headers"] = given["headers"] | (bearer(actor) if actor else {})
    return client.simulate_post(f"/api/v1{path}", **given)


def citizen(number: int = 1) -> Actor:
    return Actor(role=Role.CITIZEN, person_id=str(uuid.uuid5(uuid.NAMESPACE_OID, f"citizen {number}")))


def a_clerk(area: str = JISHOU, role: Role = Role.CLERK, person_id: str = "clerk-1") -> Actor:
    return Actor(role=role, person_id=person_id, area=area, organisation_id="office-433101")

