"""The cockpit's figures on subsidies are for those who answer for the area, and say what they mean."""

from datetime import date

import pytest

from contracts.actors import Actor, Role
from contracts.zone.reach import ReachCases, ReachPage
from gateway.routes import reach
from gateway.zone.coverage import GROUPS
from tests.unit.gateway_examples import a_client, a_context, bearer

CITY = Actor(role=Role.CITY_STAFF, person_id="7d3f0d1e-0000-4000-8000-000000000001", area="433100")
LINE = {"area": "433101", "area_name": "吉首市", "measure": "trainees", "programme": None, "label": "培训学员的项目",
        "base": 3, "got": 1, "share": "33.3", "base_last_year": 0, "got_last_year": 0, "share_last_year": None,
        "target": None, "reached": None, "force": "aim", "citation": None, "reading": "项目按创办人计", "cases_at": "/"}
CASE = {"person_id": "p-1", "area": "433101", "pillar": "subsidies", "entity": "claim", "entity_id": "c-1",
        "began": date(2024, 5, 6), "ended": date(2024, 5, 8), "days": 2}


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setattr(reach, "coverage", lambda zone, area, year, today: [LINE])
    monkeypatch.setattr(reach, "step_times", lambda zone, calendar, area, year, today: [])
    monkeypatch.setattr(reach, "step_cases", lambda zone, calendar, step, area, year, programme, today: [
        CASE | {"entity_id": f"{step}/{programme}"}])
    monkeypatch.setattr(reach, "coverage_cases", lambda zone, kind, area, year, programme, today: [])
    return a_client(*reach.ROUTES, context=a_context())


def ask(client, address: str, actor: Actor = CITY, **query):
    return client.simulate_get(f"/api/v1/cockpit/subsidies{address}", params=query, headers=bearer(actor))


def test_staff_see_the_figures_of_their_area_as_described(client):
    answer = ask(client, "", area="433101", year=2024)
    assert answer.status_code == 200
    assert ReachPage.from_data(answer.json).coverage[0].share == "33.3"


def test_another_area_is_refused_and_citizens_are_not_asked_in(client):
    assert ask(client, "", area="430102", year=2024).status_code == 403
    citizen = Actor(role=Role.CITIZEN, person_id="7d3f0d1e-0000-4000-8000-000000000002")
    assert ask(client, "", citizen, area="433101", year=2024).status_code == 403


def test_a_step_opens_its_claims_for_the_programme_asked(client):
    answer = ask(client, "/cases", area="433101", year=2024, measure="step:verification", programme="venue_subsidy")
    [case] = ReachCases.from_data(answer.json).items
    assert (case.entity_id, case.days) == ("verification/venue_subsidy", 2)


@pytest.mark.parametrize("query", [{"measure": "luck"}, {"measure": "trainees", "programme": "'; DROP"}, {}])
def test_an_unknown_figure_or_programme_is_named(client, query):
    answer = ask(client, "/cases", area="433101", year=2024, **query)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_fields")


def test_the_three_groups_are_those_of_the_document():
    assert {part for _, part in GROUPS.values()} == {"of_trainees", "mentored", "incubated"}
