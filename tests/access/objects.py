"""Object by stranger: what one person or desk may do or read, nobody from elsewhere may."""

import re
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from contracts.actors import Actor, Role
from contracts.zone.commands import ResolveRoster
from gateway.http.demo_accounts import demo_account
from gateway.http.route import PREFIX, SIGNED_IN, Route
from gateway.routes.own_zone import DRAFTERS
from gateway.routes.told import SUBSCRIBERS
from tests.access.asking import Answer, Ask
from tests.access.people import Admit, Asker, strangers_to
from tests.access.watching import Exchange

_CITIZEN, _SCHOOL, _BASE = Role.CITIZEN, Role.INSTITUTION_STAFF, Role.BASE_OPERATOR
# What anyone in the role may do, whoever else did it, and why. Everything else is one's own.
OPEN_TO_ALL: dict[str, tuple[tuple[Role, ...], str]] = {
    "zone.register_person": ((_CITIZEN, _SCHOOL, _BASE), "registers oneself; trainees and tenants come from anywhere"),
    "zone.give_consent": ((_CITIZEN,), "consents for oneself"),
    "training.request_admission": ((_CITIZEN, Role.LECTURER), "asks to be a lecturer oneself; an office decides"),
    "training.join_class": ((_CITIZEN,), "applies for a place for oneself; classes are public"),
    "loans.apply_for_loan": ((_CITIZEN,), "applies for oneself"),
    "incubators.apply_for_tenancy": ((_CITIZEN,), "applies for oneself; bases are public"),
    "subsidies.submit_claim": ((_CITIZEN,), "claims for oneself"),
    "subsidies.submit_claims": ((_CITIZEN,), "claims for oneself"),
    "subsidies.raise_objection": ((_CITIZEN,), "a notice is public, so that anyone may object"),
    "events.register_for_activity": ((_CITIZEN,), "activities are public"),
    "events.enter_contest": ((_CITIZEN,), "enters a project of one's own; contests are public"),
    "events.propose_activity": ((_SCHOOL, _BASE), "proposes for oneself; an office decides, the named base included"),
    "events.publish_task": ((_SCHOOL, _BASE), "an organisation asks mentors for help of its own"),
    "subsidies.seal_trail": ((Role.SUPERVISOR,), "a seal is over the whole trail and changes nothing of it"),
    "loans.confirm_credit_line": ((Role.BANK_OFFICER,), "a bank speaks for itself; which one is known from who asks"),
    "POST /people/me/clear-reads": (SIGNED_IN, "one's own data"),
    "POST /push-tickets": (SIGNED_IN, "for one's own page"),
    "POST /files": (SIGNED_IN, "keeps a file of one's own"),
    "POST /me/messages/reads": (SIGNED_IN, "marks one's own messages; what is another's is passed over"),
    "POST /me/drafts": (DRAFTERS, "begins a draft of one's own"),
    "POST /webhooks": (SUBSCRIBERS, "has an address of one's own told of one's own changes"),
    "POST /sign-out": (SIGNED_IN, "ends one's own sign-in"),
    "POST /rosters/preview": (ResolveRoster.by, "who has name and number of a trainee may learn the opaque id"),
    "POST /rosters/jobs": (ResolveRoster.by, "the same for many; only the sender sees what came of it"),
}
# What anyone may know: these ids stand on public pages.
PUBLIC_NAMES = frozenset({"base_id", "activity_id", "contest_id", "notice_id", "institution_id", "operator_id",
                          "bank_id", "guarantee_body_id", "organisation_id", "provider_id", "plan_id", "campaign_id"})
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Addresses:
    """Finds the route that an address belongs to."""

    def __init__(self, routes: Iterable[Route]):
        # Fixed parts go before places, as the framework has it.
        in_order = sorted(routes, key=lambda route: [part.startswith("{") for part in route.path.split("/")])
        self._known = [(route, re.compile(PREFIX + re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", route.path)))
                       for route in in_order]

    def route_of(self, method: str, path: str) -> Route | None:
        plain = urlsplit(path).path
        return next((route for route, form in self._known if route.method == method and form.fullmatch(plain)), None)


@dataclass
class Probes:
    """Lets strangers ask for the same before a command is carried out and after something was read.

    What they get must be a refusal: `leaks` has what was not. `private` holds the ids of what is somebody's own.
    """

    addresses: Addresses
    ask: Ask
    admit: Admit
    leaks: list[str] = field(default_factory=list)
    refusals: Counter = field(default_factory=Counter)
    routes: set[str] = field(default_factory=set)
    private: set[str] = field(default_factory=set)

    def before(self, exchange: Exchange) -> None:
        """Strangers give the command that is about to be given."""
        route = self.addresses.route_of(exchange.method, exchange.path)
        if route is None or route.by is None or exchange.method == "GET" or not exchange.account:
            return
        actor = acting(exchange.account)
        if is_open(route, actor.role):
            return
        for stranger in strangers_to(actor, self.admit):
            headers = _own_headers(exchange.headers) | {"Idempotency-Key": str(uuid.uuid4())}
            answer = self.ask(exchange.method, exchange.path, token=stranger.token, body=exchange.body, headers=headers)
            self.note(route, stranger, answer, leaks=answer.is_told)

    def after(self, exchange: Exchange) -> None:
        """Learn what is whose, and let strangers read what was just read."""
        if not exchange.answer.is_told:
            return
        self.private |= private_ids(exchange.answer.data)
        route = self.addresses.route_of(exchange.method, exchange.path)
        if route is None or route.by is None or exchange.method != "GET":
            return
        for stranger in strangers_to(acting(exchange.account), self.admit):
            answer = self.ask("GET", exchange.path, token=stranger.token)
            self.note(route, stranger, answer, leaks=self.tells(answer, exchange.path, stranger))

    def tells(self, answer: Answer, path: str, reader: Asker) -> bool:
        """Whether an answer says something about what is another's, or about a place that is another's."""
        if not answer.is_told:
            return False
        own = {reader.actor.person_id}
        named = set(_UUID.findall(answer.text)) & (self.private - own)
        return bool(named) or not all(reader.actor.covers(area) for area in asked_areas(path))

    def note(self, route: Route, stranger: Asker, answer: Answer, *, leaks: bool) -> None:
        """Count a refusal, or keep a leak."""
        self.routes.add(f"{route.method} {route.path}")
        self.refusals[f"{answer.status} {answer.code}" if not answer.is_told else "nothing told"] += not leaks
        if leaks:
            self.leaks.append(f"{route.method} {route.path} by {stranger.label}: {answer.status} {answer.text[:200]}")


def is_open(route: Route, role: Role) -> bool:
    """Whether everybody in the role may do this, whoever did it before."""
    roles, _ = OPEN_TO_ALL.get(key_of(route), ((), ""))
    return role in roles


def key_of(route: Route) -> str:
    """What a route is called in a list of exceptions."""
    return route.command.name if route.command else f"{route.method} {route.path}"


def acting(account: str) -> Actor:
    """As whom a demonstration account acts."""
    return demo_account(account).actor


def asked_areas(path: str) -> list[str]:
    """The areas that a question names."""
    return parse_qs(urlsplit(path).query).get("area", [])


def private_ids(data) -> set[str]:
    """The opaque ids in an answer, but for those of public things."""
    return set(_private(data, ""))


def _private(value, name: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _private(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _private(inner, name)
    elif isinstance(value, str) and _UUID.fullmatch(value) and name not in PUBLIC_NAMES:
        yield value


def _own_headers(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.lower() not in ("authorization", "idempotency-key")}
