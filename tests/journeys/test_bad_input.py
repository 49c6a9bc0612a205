"""Whatever is sent by mistake is answered in words, and nothing is half-written."""

import json
import uuid

import pytest

from contracts.actors import Role
from gateway.http.route import MULTIPART, UPLOAD_LIMIT, Route
from gateway.routes import routes_of
from tests.access.asking import Wire, in_memory
from tests.access.bad_input import faults_of
from tests.access.examples import BOUNDARY, example_of, form_of
from tests.access.generated import unlike_described
from tests.access.mistakes import Mistakes
from tests.access.people import admitted_by, demonstration_people, issuer_of
from tests.access.places import Tables, differing
from tests.access.things import JISHOU, Things
from tests.people import a_sheet, an_id_number
from tests.unit.gateway_examples import CLERK, Seat, a_client, a_context, bearer

ROUTES = routes_of("test")
pytestmark = pytest.mark.timeout(900)  # the first test waits for the platform to start
FORM = {"Content-Type": f"{MULTIPART}; boundary={BOUNDARY}"}
WRONG_ID = "433101199003150120"
# What these are asked by would be nobody afterwards.
ENDS_THE_SIGN_IN = ("/sign-out",)


@pytest.fixture(scope="module")
def people(watched):
    """Somebody of every role; the citizen is the one whom the story is about."""
    admit = admitted_by(issuer_of(watched.machine.folder))
    return {who.actor.role: who for who in reversed(demonstration_people(admit))} | {
        Role.CITIZEN: admit("citizen", watched.person)}


@pytest.fixture(scope="module")
def ask(machine):
    wire = Wire(machine.base_url)
    yield wire
    wire.close()


@pytest.fixture(scope="module")
def tables(machine):
    return Tables(machine)


@pytest.fixture(scope="module")
def mistakes(watched, people, ask):
    return Mistakes(ask, people, Things.of(watched.machine, watched.person.person_id))


def test_every_wrong_field_of_every_command_is_named_in_chinese_and_nothing_is_written(mistakes, tables):
    before = tables.settled()
    mistakes.in_fields(ROUTES)
    print(f"{mistakes.sent} mistakes in fields, {len(mistakes.faults)} faults")
    assert mistakes.faults == []
    assert differing(before, tables.settled()) == {}


def test_bodies_that_are_none_and_ids_of_odd_shape_are_told_and_nothing_is_written(mistakes, tables):
    before = tables.settled()
    mistakes.in_bodies(ROUTES)
    mistakes.in_addresses(ROUTES)
    assert mistakes.faults == []
    assert differing(before, tables.settled()) == {}


def test_an_unknown_area_or_a_day_before_any_policy_is_never_granted(mistakes):
    mistakes.in_places_and_days(ROUTES)
    assert mistakes.faults == []


@pytest.mark.parametrize(("answer", "fault"), [
    (lambda request: 1 // 0, "answered with 500"), (lambda request: {}, "answered with 200")])
def test_a_route_that_breaks_or_takes_a_mistake_is_found(answer, fault):
    route = Route("POST", "/seats", answer, "座位", "public", by=(Role.CLERK,))
    found = in_memory(a_client(route, context=a_context()))("POST", "/api/v1/seats", body=b"{}",
                                                           token=bearer(CLERK)["Authorization"].split()[1])
    assert [each[:len(fault)] for each in faults_of(found)] == [fault]


def test_a_mistake_that_is_not_named_is_found():
    from tests.access.bad_input import Mistake

    route = Route("POST", "/seats", lambda request: {}, "座位", "public", body=Seat, by=(Role.CLERK,))
    found = in_memory(a_client(route, context=a_context()))("POST", "/api/v1/seats", body=b"{}",
                                                           headers={"Content-Type": "application/json"},
                                                           token=bearer(CLERK)["Authorization"].split()[1])
    assert list(faults_of(found, Mistake("missing", {}, "place"))) == []
    [fault] = faults_of(found, Mistake("missing", {}, "row"))
    assert fault.startswith("does not name row")


@pytest.mark.parametrize("path", ["/people", "/files", "/registers", "/rosters/preview"])
def test_thirty_megabytes_are_refused_in_words(path, ask, people, tables):
    before = tables.settled()
    headers = {"Content-Type": "application/json"} if path == "/people" else FORM
    body = b" " * 30 * 1024 * 1024
    answer = ask("POST", f"/api/v1{path}", token=people[Role.CLERK].token, body=body, headers=headers)
    assert (answer.status, answer.code) == (413, "body_too_large")
    assert "MB" in answer.data["detail"]
    assert differing(before, tables.settled()) == {}
    assert UPLOAD_LIMIT < 30 * 1024 * 1024


# what the description says


def test_requests_made_from_the_description_break_nothing_and_every_answer_is_as_described(watched, people, ask):
    document = ask("GET", "/api/v1/openapi.json").data
    routes = [route for route in ROUTES if route.audience != "development" and route.path not in ENDS_THE_SIGN_IN]
    assert list(unlike_described(document, watched.machine.base_url, routes, people)) == []


# sheets


def a_long_roster() -> bytes:
    """10 000 people, three of whom have a number that cannot be."""
    rows = [["石秀花", an_id_number(number % 1000, born=f"{1960 + number // 1000}0307"), "13800000012"]
            for number in range(10_000)]
    for bad in (17, 4000, 9999):
        rows[bad][1] = WRONG_ID
    return a_sheet(["姓名", "身份证号", "手机号"], rows)


def sent(ask, who, roster: bytes, **options: str):
    answer = ask("POST", "/api/v1/rosters/preview", token=who.token, body=form_of(options, roster),
                 headers=FORM | {"Idempotency-Key": str(uuid.uuid4())})
    assert answer.status == 200, answer.text[:500]
    return answer.data


def test_of_ten_thousand_rows_three_bad_ones_are_told_and_none_or_the_good_ones_are_kept(ask, people, tables):
    roster, institution = a_long_roster(), people[Role.INSTITUTION_STAFF]
    before = tables.settled()
    none = sent(ask, institution, roster, keep="none", register_missing="true", area=JISHOU)
    assert none["person_ids"] == []
    assert differing(before, tables.settled()).keys() <= {"accounts.inbox"}
    good = sent(ask, institution, roster, keep="good", register_missing="true", area=JISHOU)
    assert len(good["person_ids"]) == 9997
    refused = [row for row in good["rows"] if not row["accepted"]]
    assert [row["row"] for row in refused] == [19, 4002, 10001]
    assert all("身份证号" in row["reason"] and WRONG_ID not in row["reason"] for row in refused)
    assert tables.counts()["accounts.persons"] == before["accounts.persons"] + 9997


@pytest.mark.parametrize(("what", "content"), [
    ("no sheet", b"this is no sheet"), ("nothing", b""), ("another sheet", a_sheet(["甲", "乙"], [["1", "2"]])),
    ("no rows", a_sheet(["姓名", "身份证号", "手机号"], []))])
def test_a_file_that_is_no_roster_is_refused_in_words(ask, people, what, content):
    answer = ask("POST", "/api/v1/rosters/preview", token=people[Role.CLERK].token, body=form_of({}, content),
                 headers=FORM)
    assert answer.code == "invalid_fields", what
    assert list(faults_of(answer)) == []


def test_form_fields_that_are_wrong_are_named_in_chinese(ask, people):
    [route] = [route for route in ROUTES if route.path == "/registers" and route.method == "POST"]
    sound = example_of(route.body, {"area": JISHOU})
    for wrong in ({"area": "x"}, {"fetched_on": "昨天"}, {"keep": "some"}, {"more": "1"}):
        answer = ask("POST", "/api/v1/registers", token=people[Role.CLERK].token, headers=FORM,
                     body=form_of(sound | wrong, a_sheet(["姓名"], [])))
        assert answer.code in ("invalid_fields", "not_allowed"), json.dumps(answer.data, ensure_ascii=False)
        assert list(faults_of(answer)) == []
