"""A file is handed in by whoever has it: whichever route takes files, another's is sent back and goes nowhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from dataclasses import replace as changed

import pytest
from marshmallow import fields

from contracts.actors import Actor, Role
from contracts.fields import FileId, many_texts
from contracts.messages import COMMANDS, QUESTIONS, part
from gateway.http.route import command_route
from gateway.routes import routes_of
from tests.access.asking import in_memory
from tests.access.examples import body_of, example_of
from tests.access.roles import address_of
from tests.unit.gateway_examples import CITIZEN, FakeZone, NameStall, a_client, a_context, bearer

ROUTES = [route for route in routes_of("test") if route.takes_files]
MINE, ANOTHERS = "a" * 64, "b" * 64
SERVED = "7d3f0d1e-0000-4000-8000-000000000009"
_FILE_NAMES = re.compile(r"(^|_)(files?|attachments?|pictures?|photos?|scans?|evidence)(_ids?)?$")


@dataclass
class Accounts:
    """Accounts in which each person has handed in what a test says."""

    kept: dict[str, set[str]] = field(default_factory=dict)

    def files_among(self, owners, file_ids):
        return frozenset(file_ids) & frozenset().union(*(self.kept.get(owner, set()) for owner in owners))

    def act_for(self, *_):
        """Every proxy may."""


@dataclass
class ZoneOfOneCase(FakeZone):
    """A zone in which every case that is asked for is one person's."""

    person_id: str | None = None

    def rows_as(self, viewer, sql, *parameters):
        return [{"person_id": self.person_id}] if self.person_id else []


def with_file(route, file_id):
    """A sound body for a route, with a file in every place there is for one."""
    sound = example_of(route.body, {"person_id": SERVED})
    return sound | dict(_filled(route.body.Schema().fields, file_id))


def _filled(known, file_id) -> Iterator[tuple[str, object]]:
    for name, kept in known.items():
        if isinstance(kept, FileId):
            yield name, file_id
        elif isinstance(kept, fields.List) and isinstance(kept.inner, FileId):
            yield name, [file_id]
        elif isinstance(kept, fields.List) and isinstance(kept.inner, fields.Nested):
            within = dict(_filled(kept.inner.schema.fields, file_id))
            if within:
                yield name, [example_of(kept.inner.schema.message_class) | within]
        elif isinstance(kept, fields.Dict):
            yield name, {"papers": [{"file_id": file_id}]}


def ask(route, actor, context, file_id, **headers):
    body, media = body_of(route, with_file(route, file_id))
    place = address_of(route, **({"person_id": SERVED} if "person_id" in route.path_names else {}))
    wire = a_client(route, context=context)
    return wire.simulate_request(route.method, place, body=body, headers=bearer(actor) | media | headers)


def one_of(role: Role) -> Actor:
    return changed(CITIZEN, role=role, area="433101", organisation_id=None if role is Role.CITIZEN else "office-433101")


EVERY = [pytest.param(route, role, id=f"{route.path} {role.value}") for route in ROUTES for role in route.by or ()]


def test_the_sweep_meets_the_routes_that_take_files():
    names = {route.command.name for route in ROUTES if route.command}
    assert {"subsidies.submit_claim", "subsidies.resubmit_claim", "loans.add_papers", "zone.submit_matter",
            "training.request_admission", "subsidies.raise_objection"} <= names


@pytest.mark.parametrize(("route", "role"), EVERY)
def test_another_persons_file_is_sent_back_by_every_route_and_goes_nowhere(route, role):
    context = a_context(accounts=Accounts({"somebody else": {ANOTHERS}}))
    answer = ask(route, one_of(role), context, ANOTHERS)
    assert (answer.status_code, answer.json["code"]) == (422, "file_not_yours"), answer.text
    assert all("本人上传" in words[0] for words in answer.json["fields"].values())
    assert context.calls.sent == []


@pytest.mark.parametrize(("route", "role"), EVERY)
def test_ones_own_file_is_taken_by_every_route(route, role):
    context = a_context(accounts=Accounts({CITIZEN.person_id: {MINE}}))
    assert ask(route, one_of(role), context, MINE).json.get("code") != "file_not_yours"


def test_no_field_of_a_file_is_a_mere_text():
    assert list(_mere_texts(list(COMMANDS.values()) + list(QUESTIONS.values()))) == []


def test_a_field_of_a_file_that_is_a_mere_text_is_found():
    @part
    class Forgotten:
        """忘记声明的材料"""

        files: tuple = many_texts("材料", default=())

    assert list(_mere_texts([Forgotten])) == ["Forgotten.files"]


def _mere_texts(messages) -> Iterator[str]:
    for message in messages:
        for name, kept in message.Schema().fields.items():
            inner = kept.inner if isinstance(kept, fields.List) else kept
            if isinstance(inner, fields.Nested):
                yield from _mere_texts([inner.schema.message_class])
            elif _FILE_NAMES.search(name) and isinstance(inner, fields.String) and not isinstance(inner, FileId):
                yield f"{message.__name__}.{name}"


def route_of(name):
    return next(route for route in ROUTES if route.command and route.command.name == name)


def test_at_the_desk_the_file_of_the_person_who_is_served_is_taken():
    context = a_context(accounts=Accounts({SERVED: {MINE}}))
    assert ask(route_of("subsidies.take_in_claims"), one_of(Role.CLERK), context, MINE).status_code == 200


def test_whoever_handles_a_case_may_hand_in_what_its_person_has_handed_in():
    accounts = Accounts({SERVED: {MINE}})
    seen = a_context(accounts=accounts, zone=ZoneOfOneCase(person_id=SERVED))
    assert ask(route_of("subsidies.resubmit_claim"), one_of(Role.CLERK), seen, MINE).status_code == 200
    hidden = a_context(accounts=accounts)
    assert ask(route_of("subsidies.resubmit_claim"), one_of(Role.CLERK), hidden, MINE).json["code"] == "file_not_yours"


def test_a_citizen_names_no_case_to_use_anothers_file():
    context = a_context(accounts=Accounts({SERVED: {MINE}}), zone=ZoneOfOneCase(person_id=SERVED))
    assert ask(route_of("loans.add_papers"), CITIZEN, context, MINE).json["fields"] == {
        "papers.0.file_id": ["不是本人上传的文件，请先上传再提交"]}


def test_a_proxy_hands_in_the_persons_file_or_their_own():
    proxy, route = one_of(Role.CLERK), route_of("subsidies.submit_claim")
    for owner in (SERVED, proxy.person_id):
        context = a_context(accounts=Accounts({owner: {MINE}}))
        assert ask(route, proxy, context, MINE, **{"Act-For": SERVED}).status_code == 200
    context = a_context(accounts=Accounts({"somebody else": {MINE}}))
    assert ask(route, proxy, context, MINE, **{"Act-For": SERVED}).json["code"] == "file_not_yours"


def test_what_takes_no_files_asks_nobody_about_them():
    stall = command_route("POST", "/stalls", NameStall, summary="命名", audience="training")
    answer = in_memory(a_client(stall, context=a_context()))("POST", "/api/v1/stalls", body=b'{"name": "x"}')
    assert "file_not_yours" not in stall.codes
    assert answer.code == "not_signed_in"
