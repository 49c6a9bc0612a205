"""Where an organisation is paid: entered by its own agent, sealed, masked, noted when read in clear."""

import psycopg
import pytest
from cryptography.exceptions import InvalidTag

from contracts.actors import Actor, Role
from contracts.problems import Forbidden, Invalid, NotFound, Problem
from tests.integration.accounts.conftest import FENGHUANG, JISHOU, XIANGXI, a_clerk, citizen
from tests.people import a_credit_code, an_id_number
from tests.unit.gateway_examples import bearer

OPERATOR = Actor(role=Role.OPERATOR, person_id="operator-1")
CITY = Actor(role=Role.CITY_STAFF, person_id="city-1", area=XIANGXI)
MAKER = Actor(role=Role.FINANCE_MAKER, person_id="maker-1", area=JISHOU)
BASE, ACCOUNT, OTHER = "base-of-accounts", "6228480402564890018", "6228480402564890026"


@pytest.fixture(scope="module")
def base(accounts):
    for number, organisation_id in enumerate((BASE, "base-beside"), start=71):
        accounts.give("zone.register_organisation", OPERATOR, name=f"吉首创业孵化有限公司{number}",
                      kind="base_operator", area=JISHOU, credit_code=a_credit_code(number),
                      organisation_id=organisation_id)
    return BASE


def agent(organisation_id: str = BASE, person_id: str = "agent-1") -> Actor:
    return Actor(role=Role.BASE_OPERATOR, person_id=person_id, area=JISHOU, organisation_id=organisation_id)


def enter(accounts, by: Actor, account: str = ACCOUNT, **more) -> dict:
    return accounts.give("zone.enter_organisation_account", by, organisation_id=BASE, bank_account=account, **more)


@pytest.fixture(scope="module")
def entered(accounts, base):
    enter(accounts, agent())
    return base


def test_the_agent_enters_it_and_what_is_announced_and_kept_holds_no_number(accounts, entered):
    [event] = accounts.events("zone.organisation_account_changed.v1")
    assert (event["organisation_id"], event["area"], len(event["account_token"])) == (BASE, JISHOU, 32)
    assert ACCOUNT not in accounts.everything()
    shown = accounts.service.organisation_account(BASE, agent())
    assert (shown["name"], shown["bank_account"]) == ("吉首创业孵化有限公司71", "***************0018")


def test_the_same_account_again_is_announced_once_and_another_is_a_change_that_is_recorded(accounts, entered):
    enter(accounts, agent(), "6228 4804 0256 4890 018")
    assert len(accounts.events("zone.organisation_account_changed.v1")) == 1
    version = accounts.service.organisation_account(BASE, agent())["version"]
    enter(accounts, agent(), OTHER, version=version)
    with pytest.raises(Problem) as late:
        enter(accounts, agent(), ACCOUNT, version=version)
    assert late.value.code == "version_changed"
    assert accounts.value("SELECT count(DISTINCT data ->> 'account_token') FROM events"
                          " WHERE type = 'zone.organisation_account_changed.v1'") == 2


@pytest.mark.parametrize("stranger", [agent("base-beside"), Actor(role=Role.INSTITUTION_STAFF, person_id="agent-1",
                                                                  area=JISHOU, organisation_id="school")])
def test_another_organisations_agent_neither_enters_nor_reads_it(accounts, entered, stranger):
    with pytest.raises(Forbidden):
        enter(accounts, stranger, "62284804025648900")
    with pytest.raises(NotFound):
        accounts.service.organisation_account(BASE, stranger)


@pytest.mark.parametrize("nobody", [a_clerk(), CITY, citizen(1), MAKER])
def test_neither_a_desk_nor_a_citizen_enters_it(accounts, entered, nobody):
    with pytest.raises(Forbidden):
        enter(accounts, nobody)


def test_whoever_was_dismissed_enters_nothing_any_longer_whatever_their_token_says(accounts, entered):
    person_id = accounts.give("zone.register_person", a_clerk(), name="龙经办", id_number=an_id_number(71),
                              phone="13800000071", area=JISHOU)["person_id"]
    post = accounts.give("zone.appoint_staff", CITY, person_id=person_id, role="base_operator", area=JISHOU,
                         organisation_id=BASE)["subject"]
    enter(accounts, agent(person_id=person_id), OTHER)
    accounts.give("zone.dismiss_staff", CITY, appointment_id=post)
    with pytest.raises(Forbidden, match="在任"):
        enter(accounts, agent(person_id=person_id), ACCOUNT)


@pytest.mark.parametrize("account", ["12", "六二二八", "6228-4804-x"])
def test_a_number_that_can_be_no_account_is_named(accounts, entered, account):
    with pytest.raises(Invalid) as told:
        enter(accounts, agent(), account)
    assert "bank_account" in told.value.fields


def test_an_organisation_that_is_not_registered_has_no_account(accounts, entered):
    with pytest.raises(NotFound):
        accounts.give("zone.enter_organisation_account", agent("nobody"), organisation_id="nobody",
                      bank_account=ACCOUNT)


def test_the_bank_file_gets_name_and_account_in_clear_and_the_agent_sees_who_read_them(accounts, client, entered):
    payees = accounts.service.payees([BASE, "unknown"], MAKER, "补贴支付批次 b-1 代发")
    assert payees == {BASE: {"name": "吉首创业孵化有限公司71", "bank_account": OTHER}}
    read = client.simulate_get(f"/api/v1/organisations/{BASE}/account/clear-reads", headers=bearer(agent()))
    assert [(each["role"], each["what"], each["reason"]) for each in read.json["items"]][0] == (
        "finance_maker", ["bank_account"], "补贴支付批次 b-1 代发")


def test_a_desk_of_the_place_reads_it_masked_and_in_clear_with_a_reason_and_one_from_elsewhere_not_at_all(
        accounts, client, entered):
    path = f"/api/v1/organisations/{BASE}/account"
    assert client.simulate_get(path, headers=bearer(a_clerk())).json["bank_account"].endswith("0026")
    clear = client.simulate_post(f"{path}/clear-reads", headers=bearer(a_clerk()), json={"reason": "核对退汇"})
    assert clear.json["bank_account"] == OTHER
    assert client.simulate_get(path, headers=bearer(a_clerk(FENGHUANG))).status_code == 404


def test_a_sealed_account_that_is_moved_to_another_organisation_is_not_opened(accounts, entered):
    with psycopg.connect(accounts.admin_url, options="-c search_path=accounts") as connection:
        connection.execute("UPDATE organisations o SET (bank_account_sealed, account_token) = (SELECT"
                           " bank_account_sealed, account_token FROM organisations WHERE organisation_id = %s)"
                           " WHERE o.organisation_id = 'base-beside'", [BASE])
    with pytest.raises(InvalidTag):
        accounts.service.organisation_account("base-beside", agent("base-beside"))
    with psycopg.connect(accounts.admin_url, options="-c search_path=accounts") as connection:
        connection.execute("UPDATE organisations SET (bank_account_sealed, account_token) = (NULL, NULL)"
                           " WHERE organisation_id = 'base-beside'")


def test_in_public_an_organisation_stands_by_its_full_name_beside_people_whose_names_are_masked(accounts, entered):
    person_id = accounts.give("zone.register_person", a_clerk(), name="龙公示", id_number=an_id_number(72),
                              phone="13800000072", area=JISHOU)["person_id"]
    lines = [{"claim_id": "c-1", "person_id": BASE, "organisation_id": BASE, "area": JISHOU,
              "programme": "base_service_subsidy", "amount": "2000.00"},
             {"claim_id": "c-2", "person_id": person_id, "area": JISHOU, "programme": "startup_subsidy",
              "amount": "5000.00"}]
    notice = {"notice_id": "n-organisations", "title": "公示", "area": JISHOU, "opened_on": "2024-05-06",
              "closes_on": "2024-05-11", "working_days": 5, "notes": [], "lines": lines}
    [shown] = accounts.service.published_notices([notice], b"7" * 32)
    assert [line["name"] for line in shown["lines"]] == ["吉首创业孵化有限公司71", "龙*示"]
    assert not any({"person_id", "organisation_id"} & set(line) for line in shown["lines"])
