"""Role by area by object, over every route there is: nobody reaches what is not theirs."""

import json
import uuid
from dataclasses import replace

import pytest
from falcon import testing

from contracts.actors import Actor, Role
from dev.caller import eventually
from gateway.app import create_app
from gateway.http.route import PREFIX, Route, command_route
from gateway.routes import routes_of
from tests.access.asking import JSON_HEADERS, Wire, in_memory
from tests.access.examples import body_of, example_of
from tests.access.objects import OPEN_TO_ALL, Addresses, Probes, is_open, key_of
from tests.access.people import admitted_by, demonstration_people, issuer_of
from tests.access.roles import address_of, open_to_supervisors, role_by_route
from tests.access.sweep import Sweep
from tests.access.things import Things
from tests.access.watching import Exchange
from tests.people import an_id_number
from tests.unit.gateway_examples import CITIZEN, CLERK, ReserveSeats, a_client, a_context

ROUTES = routes_of("test")
pytestmark = pytest.mark.timeout(900)  # the first test waits for the platform to start
# What a supervisor may do beside reading, and why.
SUPERVISORS_MAY = {
    "POST /organisations/{organisation_id}/account/clear-reads": "reads; POSTed, so that it is noted with its reason",
    "POST /people/me/clear-reads": "reads one's own data; POSTed, so that it is noted",
    "POST /people/search": "reads; POSTed, so that no number stands in an address",
    "POST /people/{person_id}/clear-reads": "reads; POSTed, so that it is noted with its reason",
    "POST /push-tickets": "reads: lets one's own page hear what is new",
    "POST /subsidies/notices/{notice_id}/objections": "anyone may object to a line of a public notice",
    "POST /incubators/candidatures/{candidature_id}/objections": "anyone may object to a line of a public notice",
    "POST /files": "hands in the evidence for an objection",
    "POST /people/me/copy": "reads one's own data; POSTed, so that it is noted",
    "POST /me/messages/reads": "marks one's own messages as read",
    "POST /sign-out": "ends one's own sign-in",
    "POST /subsidies/trail/seals": "adds a seal over what was recorded, so that nobody can edit it unseen",
}


@pytest.fixture(scope="module")
def admit(machine):
    return admitted_by(issuer_of(machine.folder))


@pytest.fixture(scope="module")
def ask(machine):
    wire = Wire(machine.base_url)
    yield wire
    wire.close()


# role by route


def test_every_role_is_let_in_where_the_table_names_it_and_nowhere_else(admit, ask):
    verdict = role_by_route(ROUTES, demonstration_people(admit), ask)
    print(f"role by route: {len(ROUTES)} routes, {verdict}")
    assert verdict.leaks == (), str(verdict)
    assert verdict.asked == len(ROUTES) * 19


def test_a_route_that_was_opened_turns_the_matrix_red():
    closed = command_route("POST", "/classes/{class_id}/seats", ReserveSeats, summary="预留座位", audience="training")
    context = a_context()
    people = demonstration_people(admitted_by(context.issuer))
    assert role_by_route([closed], people, in_memory(a_client(closed, context=context))).leaks == ()
    opened = replace(closed, by=(Role.CLERK, Role.CITIZEN))
    leaks = role_by_route([closed], people, in_memory(a_client(opened, context=context))).leaks
    assert "POST /classes/{class_id}/seats as citizen: lets in a role it does not name: 422 invalid_fields" in leaks
    public = replace(closed, by=None)
    leaks = role_by_route([closed], people, in_memory(a_client(public, context=context))).leaks
    assert "as nobody: lets in without signing in" in leaks[0]
    assert len(leaks) == len(people)


def test_a_route_that_was_closed_turns_the_matrix_red_too():
    public = Route("GET", "/clock", lambda request: {}, "时间", "public")
    context = a_context()
    closed = in_memory(a_client(replace(public, by=(Role.CLERK,)), context=context))
    leaks = role_by_route([public], demonstration_people(admitted_by(context.issuer)), closed).leaks
    assert leaks[0] == "GET /clock as nobody: is public and refuses: 401 not_signed_in"


def test_a_supervisor_reads_and_never_edits():
    assert open_to_supervisors(ROUTES) == set(SUPERVISORS_MAY)


def test_an_edit_that_lets_a_supervisor_in_is_found():
    edit = Route("POST", "/edit", lambda request: {}, "改", "public", by=(Role.SUPERVISOR,))
    assert open_to_supervisors([edit]) == {"POST /edit"}


def test_in_production_there_is_nothing_for_development():
    known = {(route.method, route.path) for route in routes_of("production")}
    extra = [route for route in ROUTES if (route.method, route.path) not in known]
    assert {route.audience for route in extra} == {"development"}
    client = testing.TestClient(create_app(a_context("production")))
    assert not any("/dev/" in path for path in client.simulate_get(f"{PREFIX}/openapi.json").json["paths"])
    for route in extra:
        answer = client.simulate_request(route.method, address_of(route), body=b"{}")
        assert (answer.status_code, answer.json["code"]) == (404, "no_such_address"), route.path


# object by stranger


def test_nobody_from_elsewhere_does_or_reads_what_the_story_does_and_reads(watched):
    probes = watched.probes
    print(f"object by stranger, in the story: {len(probes.routes)} routes, {sum(probes.refusals.values())} refusals"
          f" {dict(probes.refusals)}, {len(probes.leaks)} leaks")
    assert probes.leaks == []
    assert len(probes.routes) > 40


@pytest.fixture
def sweep(watched, admit, ask):
    person = watched.person
    people = [admit("citizen", person), *demonstration_people(admit)[1:]]
    return Sweep(ask, admit, Things.of(watched.machine, person.person_id), people)


def test_what_the_story_left_behind_is_read_by_its_own_and_by_no_stranger(sweep):
    sweep.reading(ROUTES)
    print(f"object by stranger, reading: {sweep.asked} asked, {len(sweep.leaks)} leaks")
    assert sweep.leaks == []
    assert sweep.unproven == []


def test_what_the_story_left_behind_is_changed_by_no_stranger(sweep):
    sweep.doing(ROUTES)
    print(f"object by stranger, doing: {sweep.asked} asked, {len(sweep.leaks)} leaks")
    assert sweep.leaks == []


def answer_once_known(ask, route, who, given) -> dict:
    """What `who` is answered when the pillar has heard of them, which may be a moment after their registration."""
    body, headers = body_of(route, example_of(route.body, given))
    path = address_of(route, **{name: given[name] for name in route.path_names})
    return eventually(lambda: ask("POST", path, token=who.token, body=body, headers=headers).data,
                      lambda answer: answer.get("code") != "not_found", f"{route.path} 没有答复")


def test_who_acts_for_oneself_names_nothing_of_anothers(sweep, admit, ask):
    """What anyone may do is still not done with another's business, case or person."""
    stranger = admit("another citizen", Actor(role=Role.CITIZEN, person_id=str(uuid.uuid4())))
    me = {"name": "王五五", "id_number": an_id_number(789, born="19871213"), "phone": "19900000002", "area": "433101"}
    registered = ask("POST", f"{PREFIX}/people", token=stranger.token, body=json.dumps(me).encode(),
                     headers=JSON_HEADERS)
    assert registered.status == 200, registered.text
    given, told = sweep.things.given(partner_ids=[], papers=[], files=[]), {}
    for route in ROUTES:
        if route.command and is_open(route, Role.CITIZEN) and "business_id" in route.body.Schema().fields:
            answer = answer_once_known(ask, route, stranger, given)
            told[route.command.name] = (answer.get("code"), list(answer.get("fields", {})))
    assert told == dict.fromkeys(("loans.apply_for_loan", "incubators.apply_for_tenancy", "subsidies.submit_claim",
                                  "subsidies.submit_claims"), ("invalid_fields", ["business_id"]))


def test_the_exceptions_name_what_there_is_and_who_may():
    known = {key_of(route): route.by for route in ROUTES}
    for name, (roles, why) in OPEN_TO_ALL.items():
        assert why
        assert set(roles) <= set(known[name]), name


class ThingsOfOne(Things):
    """One class, of one citizen."""

    def __init__(self):
        super().__init__({"class_id": ["7550f7de-7347-5dcb-ba10-b3245d254632"], "person_id": [CITIZEN.person_id]})


@pytest.mark.parametrize(("told", "leaks"), [
    (lambda request: {"id": request.path["class_id"]}, True), (lambda request: {"items": []}, False)])
def test_an_object_that_is_shown_to_a_stranger_is_found(told, leaks):
    route = Route("GET", "/classes/{class_id}", told, "班级", "training", by=(Role.CLERK,))
    context = a_context()
    admit = admitted_by(context.issuer)
    sweep = Sweep(in_memory(a_client(route, context=context)), admit, ThingsOfOne(), [admit("clerk", CLERK)])
    sweep.reading([route])
    assert [leak.split(":")[0] for leak in sweep.leaks] == [
        "GET /api/v1/classes/{class_id} by clerk of another area"] * leaks


def test_a_command_that_a_stranger_may_give_is_found():
    route = command_route("POST", "/classes/{class_id}/seats", ReserveSeats, summary="预留座位", audience="training")
    context = a_context()
    admit = admitted_by(context.issuer)
    sweep = Sweep(in_memory(a_client(route, context=context)), admit, ThingsOfOne(), [admit("clerk", CLERK)])
    sweep.doing([route])
    [leak] = sweep.leaks
    assert leak.startswith("POST /api/v1/classes/{class_id}/seats by clerk of another area: 200")
    assert context.calls.sent[0][1]["class_id"] == ThingsOfOne().ids["class_id"][0]


def test_a_stranger_who_is_told_what_the_story_reads_is_found_while_it_is_told():
    route = command_route("POST", "/classes/{class_id}/seats", ReserveSeats, summary="预留座位", audience="training")
    context = a_context()
    probes = Probes(Addresses([route]), in_memory(a_client(route, context=context)), admitted_by(context.issuer))
    probes.before(Exchange("clerk", "POST", "/api/v1/classes/c-1/seats", b'{"people": 3}',
                           {"Content-Type": "application/json"}))
    [leak] = probes.leaks
    assert leak.startswith("POST /classes/{class_id}/seats by clerk of another area: 200")
