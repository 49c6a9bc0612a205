"""What the desk's pages are told: who may do what with which case, what it asks for, and whose turn it is."""

import pytest

from contracts.actors import Actor, Role
from contracts.subsidies.commands import ProposeTransfer, RefuseClaim
from contracts.training.commands import DecideReferredClass, SharePlan
from contracts.zone.desk import DeskActs
from gateway.routes.desk import ROUTES, _acts, case_commands
from gateway.web.forms import form_of
from gateway.zone.case_kinds import KIND_LABELS
from gateway.zone.desk_acts import ABOUT, OFFERED, turn_of
from gateway.zone.dictionary import dictionary
from services.subsidies.service import corrections, reviews
from tests.unit.gateway_examples import CITIZEN, a_client, a_context, bearer

COMMANDS = {name: entity for name, entity, _ in case_commands("test")}
STATES = {name.replace(".state.", "."): set(labels) for name, labels in dictionary().items() if ".state." in name}


def asked_by(role: Role) -> dict:
    answer = a_client(*ROUTES, context=a_context()).simulate_get("/api/v1/desk/acts", headers=bearer(
        Actor(role=role, person_id="7d3f0d1e-0000-4000-8000-000000000009", area="433101")))
    assert answer.status_code == 200, answer.text
    return answer.json


def test_each_role_is_told_what_it_may_do_in_the_words_of_the_contract():
    told = {role: asked_by(role) for role in (Role.CLERK, Role.REVIEWER)}
    for each in told.values():
        DeskActs.Schema().load(each)
    named = {role: {act["command"] for act in each["acts"]} for role, each in told.items()}
    assert "subsidies.verify_claim" in named[Role.CLERK] & named[Role.REVIEWER]
    assert "subsidies.refuse_claim" in named[Role.REVIEWER] - named[Role.CLERK]
    labels = told[Role.CLERK]["labels"]
    assert (labels["subsidies.claim"]["programme"]["label"], labels["training.class"]["seats"]["label"]) == (
        "补贴项目", "计划人数")


def test_what_can_be_read_of_a_case_is_told_to_who_may_read_it():
    files = {role: {paper["entity"] for paper in asked_by(role)["papers"]} for role in (Role.CLERK, Role.FINANCE_MAKER)}
    assert files == {Role.CLERK: {"letter"}, Role.FINANCE_MAKER: {"batch"}}
    assert {"claim", "loan", "class"} <= {view["entity"] for view in asked_by(Role.CLERK)["views"]}


def test_a_citizen_has_no_desk():
    answer = a_client(*ROUTES, context=a_context()).simulate_get("/api/v1/desk/acts", headers=bearer(CITIZEN))
    assert answer.status_code == 403


def test_a_command_is_offered_only_in_states_that_its_case_has():
    assert set(OFFERED) <= set(COMMANDS) and set(ABOUT) <= set(OFFERED)
    wrong = {name: states for name, offered in OFFERED.items()
             if (states := {*offered.turn, *offered.also} - STATES[f"{name.split('.')[0]}.{COMMANDS[name]}"])}
    assert wrong == {}


def test_a_claim_is_offered_for_what_its_pillar_takes_in_each_state():
    taken = {"refuse_claim": reviews._MAY_BE_REFUSED, "refer_claim": reviews._MAY_BE_REFERRED,
             "resume_claim": reviews._WAITS_FOR_A_PERSON, "return_claim": corrections._MAY_BE_RETURNED}
    offered = {name: OFFERED[f"subsidies.{name}"] for name in taken}
    assert {name: {*each.turn, *each.also} for name, each in offered.items()} == {
        name: set(states) for name, states in taken.items()}


def test_a_command_that_nobody_placed_is_offered_while_its_case_goes_on():
    states = {act["command"]: act["states"] for _, act in _acts("test")}
    assert "incubators.admit_tenant" not in OFFERED
    assert states["incubators.admit_tenant"] == ["applied", "waiting", "admitted"]


def test_every_kind_of_case_has_a_name():
    assert set(KIND_LABELS) == set(STATES)


@pytest.mark.parametrize(("role", "area", "anywhere", "here"), [
    (Role.CLERK, "433101", "subsidies.claim.submitted", None),
    (Role.CITY_STAFF, "433100", "training.class.referred", "subsidies.claim.in_review"),
    (Role.CITY_STAFF, "433100", "subsidies.claim.referred", "events.activity.proposed"),
    (Role.FINANCE_CHECKER, "433101", "subsidies.batch.made", None)])
def test_staff_above_are_not_shown_the_work_of_the_desks_below(role, area, anywhere, here):
    turn = turn_of(Actor(role=role, area=area), case_commands("test"))
    assert anywhere in turn.anywhere and anywhere not in turn.here
    assert here is None and turn.here == [] or here in turn.here and here not in turn.anywhere


def test_whoever_only_looks_has_no_turn():
    turn = turn_of(Actor(role=Role.SUPERVISOR, area="433100"), case_commands("test"))
    assert (turn.anywhere, turn.here) == ([], [])


def test_a_form_asks_for_each_field_by_its_kind_label_and_options():
    code, ground = form_of(RefuseClaim, ("claim_id",))
    assert (code["kind"], code["required"], code["options"][0]["label"]) == ("choice", True, "不符合规定的条件")
    assert (ground["name"], ground["label"], ground["kind"]) == ("ground", "理由", "long")
    approve = form_of(DecideReferredClass, ("class_id",))[0]
    assert (approve["kind"], approve["label"]) == ("flag", "是否同意")
    kinds = {field["name"]: field["kind"] for field in form_of(ProposeTransfer)}
    assert (kinds["year"], kinds["amount"], kinds["from_area"]) == ("count", "money", "text")


def test_rows_of_a_form_say_what_stands_in_each():
    shares = next(field for field in form_of(SharePlan, ("area",)) if field["name"] == "shares")
    assert (shares["kind"], [inner["name"] for inner in shares["fields"]]) == ("rows", ["area", "seats"])
