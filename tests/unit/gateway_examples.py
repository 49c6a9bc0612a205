"""A gateway in memory: real routes, real tokens, and pillars that answer what a test says."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache

import falcon
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from falcon import testing

from chassis.clock import business_day
from chassis.settings import TOKEN_ALGORITHM, Settings
from contracts import fields
from contracts.actors import Actor, Role
from contracts.messages import part
from gateway.http import faults, health
from gateway.http.context import Context
from gateway.http.cursors import Cursors
from gateway.http.issuers import LOCAL_AUDIENCE, LOCAL_ISSUER, LocalIssuer, LocalKey
from gateway.http.middleware import RequestIdentity, SafeHeaders
from gateway.http.resource import add_routes
from gateway.http.tokens import TokenVerifier, TrustedIssuer

CLERK = Actor(role=Role.CLERK, person_id="7d3f0d1e-0000-4000-8000-000000000001", area="433101",
              organisation_id="office-433101")
CITIZEN = Actor(role=Role.CITIZEN, person_id="7d3f0d1e-0000-4000-8000-000000000002")


@part
class Seat:
    """座位"""

    place: str = fields.text("位置")
    fee: int = fields.money("费用")


@part
class ReserveSeats:
    """预留座位"""

    class_id: str = fields.identifier("班级")
    people: int = fields.count("人数", at_least=1, at_most=60)
    seats: tuple = fields.many(Seat, "座位表", default=())


ReserveSeats.name, ReserveSeats.by = "toy.reserve_seats", (Role.CLERK,)


@part
class NameStall:
    """摊位名称"""

    name: str = fields.text("名称")


NameStall.name, NameStall.by = "toy.name_stall", (Role.CLERK,)


@part
class SeatHistory:
    """座位变动"""

    class_id: str = fields.identifier("班级")
    at_least: int = fields.count("不少于", default=0)
    kinds: tuple = fields.many_texts("种类", default=())


SeatHistory.name, SeatHistory.by = "toy.seat_history", (Role.CLERK,)


@dataclass
class FakeCalls:
    """Remembers what was sent; answers `answer`, or raises it."""

    answer: object = field(default_factory=lambda: {"outcome": "granted", "subject": "s", "reasons": [], "events": []})
    sent: list = field(default_factory=list)

    def call(self, name, data, envelope, *, deadline=None):
        self.sent.append((name, data, envelope))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@dataclass
class FakeClock:
    moment: datetime = datetime(2024, 5, 6, 1, tzinfo=UTC)

    def now(self):
        return self.moment

    def today(self):
        return business_day(self.moment)

    def move_to(self, moment):
        self.moment = moment
        return moment


@dataclass
class FakeZone:
    seen: bool = True
    awaited: list = field(default_factory=list)

    def wait_for(self, ids, seconds):
        self.awaited.append((ids, seconds))
        return self.seen

    def rows_as(self, viewer, sql, *parameters):
        return []

    def person_page(self, viewer, person_id, lines=50):
        return {"profile": None, "cases": [], "timeline": []}


@cache
def key_pair() -> tuple[bytes, bytes]:
    """A private and a public Ed25519 key in PEM."""
    key = Ed25519PrivateKey.generate()
    return (key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
            key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def a_verifier(**changes) -> TokenVerifier:
    own = TrustedIssuer(name=LOCAL_ISSUER, audience=LOCAL_AUDIENCE, algorithms=(TOKEN_ALGORITHM,),
                        keys=LocalKey(key_pair()[1]), own_subjects=True)
    return TokenVerifier([replace(own, **changes)])


def a_context(mode: str = "test", settings: dict | None = None, **parts) -> Context:
    """A context whose refusals are kept in `context.refusals`."""
    refusals: list = []
    given = {"settings": Settings.from_environment({"MODE": mode, **(settings or {})}), "calls": FakeCalls(),
             "tokens": a_verifier(), "cursors": Cursors(b"k" * 32), "clock": FakeClock(), "zone": FakeZone(),
             "note_refusal": lambda *refusal: refusals.append(refusal), "ready": lambda: {"database": True},
             "issuer": LocalIssuer(key_pair()[0])}
    context = Context(**(given | parts))
    object.__setattr__(context, "refusals", refusals)
    return context


def bearer(actor: Actor) -> dict[str, str]:
    """The header of someone signed in as `actor`."""
    return {"Authorization": f"Bearer {LocalIssuer(key_pair()[0]).issue(actor)}"}


def a_client(*routes, context: Context) -> testing.TestClient:
    """A client of a gateway that has just these routes."""
    app = falcon.App(middleware=[RequestIdentity(), SafeHeaders(production=False)])
    faults.add_to(app)
    health.add_to(app, context.ready)
    add_routes(app, routes, context)
    return testing.TestClient(app)
