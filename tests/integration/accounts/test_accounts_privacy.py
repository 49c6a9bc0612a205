"""Personal data stay where they belong: sealed at rest, masked when shown, noted when read in clear."""

import io
import json
import logging
from base64 import b64decode
from contextlib import redirect_stderr, redirect_stdout

import psycopg
import pytest
import structlog
from cryptography.exceptions import InvalidTag
from psycopg.conninfo import conninfo_to_dict

from contracts.actors import Actor, Role
from contracts.messages import Envelope
from contracts.problems import Forbidden, NotFound, Problem
from gateway.accounts.store import Vault
from gateway.accounts.store.resealing import SEALED, reseal
from gateway.accounts.store.vault import UnknownKey
from tests.integration.accounts.conftest import (
    FENGHUANG,
    JISHOU,
    XIANGXI,
    Desk,
    a_clerk,
    a_key,
    citizen,
    post,
    settings_for,
)
from tests.integration.databases import START
from tests.people import a_sheet, an_id_number
from tests.unit.gateway_examples import bearer

CANARY = {"name": "石金丝雀", "id_number": an_id_number(888, born="19881111"), "phone": "13987654321",
          "address": "吉首市金丝雀路77号", "bank_account": "6217888877776666"}
INSTITUTION = Actor(role=Role.INSTITUTION_STAFF, person_id="institution-1", area=JISHOU, organisation_id="school")
CITY = Actor(role=Role.CITY_STAFF, person_id="city-1", area=XIANGXI, organisation_id="office-433100")


@pytest.fixture(scope="module")
def told(accounts, client):
    """Everything that was answered and logged while the canary went through every door."""
    logged = io.StringIO()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(logged), cache_logger_on_first_use=False)
    handler = logging.StreamHandler(logged)
    logging.getLogger().addHandler(handler)
    with redirect_stdout(logged), redirect_stderr(logged):
        answers = list(_through_every_door(client))
    logging.getLogger().removeHandler(handler)
    structlog.reset_defaults()
    return answers, logged.getvalue()


def _through_every_door(client):
    who, me = citizen(1), {key: CANARY[key] for key in ("name", "id_number", "phone", "address")}
    register = a_sheet(["姓名", "身份证号", "人员类别", "来源", "有效期至"],
                       [[CANARY["name"], CANARY["id_number"], "脱贫人口", "", "2025-12-31"],
                        [CANARY["name"], CANARY["id_number"][:-1] + "0", "脱贫人口", "", ""]])
    roster = a_sheet(["姓名", "身份证号", "手机号"],
                     [[CANARY["name"], CANARY["id_number"], CANARY["phone"]],
                      [CANARY["name"] + "x", CANARY["id_number"], CANARY["phone"]]])
    options = {"source": "脱贫人口名册", "area": XIANGXI, "fetched_on": "2024-05-06", "keep": "good"}
    yield post(client, "/registers/preview", CITY, upload=register, **options)
    yield post(client, "/registers", CITY, upload=register, **options)
    yield post(client, "/people", who, json=me | {"area": "999999"})
    yield post(client, "/people", who, json=me | {"area": JISHOU})
    yield post(client, "/people", citizen(2), json=me | {"area": JISHOU})
    yield client.simulate_put(f"/api/v1/people/{who.person_id}", headers=bearer(who),
                              json={"bank_account": CANARY["bank_account"], "phone": CANARY["phone"]})
    yield post(client, "/rosters/preview", INSTITUTION, upload=roster, keep="good")
    yield post(client, "/rosters/preview", INSTITUTION, upload=roster, keep="good", register_missing="true",
               area=JISHOU)
    yield post(client, "/people/search", a_clerk(), json={"id_number": CANARY["id_number"]})
    yield client.simulate_get("/api/v1/people/me", headers=bearer(who))
    yield post(client, "/businesses", who, json={
        "person_id": who.person_id, "kind": "online_shop", "name": "苗绣小店", "platform": "某平台", "shop_number": "9",
        "area": JISHOU, "address": CANARY["address"], "registered_on": "2024-05-01"})


def test_every_door_answers_as_it_should(told):
    answers, _ = told
    assert [answer.status_code for answer in answers] == [200, 200, 422, 200, 409, 200, 200, 200, 200, 200, 200], [
        (answer.status_code, answer.text) for answer in answers]
    assert answers[1].json["kept"] == 1
    assert answers[3].json["groups"] == ["lifted_from_poverty"]
    assert answers[6].json["person_ids"] == [citizen(1).person_id]


@pytest.mark.parametrize("datum", sorted(CANARY))
def test_a_canary_is_in_no_table_event_answer_header_or_log_line(accounts, told, datum):
    answers, logged = told
    assert CANARY[datum] not in accounts.everything()
    assert "zone.register_person" in logged
    assert CANARY[datum] not in logged
    assert all(CANARY[datum] not in answer.text + str(dict(answer.headers)) for answer in answers)


def test_the_canarys_number_is_in_no_line_of_the_database_servers_own_log(postgres, told):
    assert CANARY["id_number"] not in postgres.log.read_text(errors="replace")


def test_a_found_canary_shows_that_the_search_would_notice(accounts, told):
    with psycopg.connect(accounts.admin_url) as connection:
        connection.execute("CREATE TABLE accounts.leak AS SELECT %s::text AS leaked", [CANARY["id_number"]])
        connection.commit()
        assert CANARY["id_number"] in accounts.everything()
        connection.execute("DROP TABLE accounts.leak")


def test_the_body_kept_to_recognise_a_repeat_is_keyed(accounts, told):
    other = Vault(**{**vars(accounts.service.store.vault), "index_key": b"x" * 32})
    command = accounts.calls._message("zone.register_person", {**{key: CANARY[key] for key in (
        "name", "id_number", "phone")}, "area": JISHOU}, _envelope(), 5)
    assert other.digest(command) != accounts.service.store.vault.digest(command)


def _envelope() -> Envelope:
    return Envelope(id="x", type="x", source="test", actor=citizen(1), occurred_at=START, correlation_id="x")


# clear reads


def test_names_are_masked_unless_a_reason_is_given_and_every_clear_read_is_noted(accounts, told):
    person = citizen(1).person_id
    before = accounts.value("SELECT count(*) FROM clear_reads")
    assert accounts.service.names_of([person], a_clerk()) == {person: "石**雀"}
    assert before == accounts.value("SELECT count(*) FROM clear_reads")
    assert accounts.service.names_of([person, "nobody"], a_clerk(), reason="打印学员名单") == {person: CANARY["name"]}
    viewer, whom, what, why = accounts.rows(
        "SELECT viewer, person_id, what, reason FROM clear_reads ORDER BY id DESC LIMIT 1")[0]
    assert (viewer["person_id"], whom, what, why) == ("clerk-1", person, ["name"], "打印学员名单")


def test_who_may_not_read_in_clear_gets_the_masked_name(accounts, told):
    person = citizen(1).person_id
    for viewer in (a_clerk(FENGHUANG), INSTITUTION, citizen(2)):
        assert accounts.service.names_of([person], viewer, reason="打印名单") == {person: "石**雀"}
    entitled = accounts.service.names_of([person], INSTITUTION, reason="打印结业证书", entitled={person})
    assert entitled == {person: CANARY["name"]}


def test_a_clerk_of_another_county_finds_nobody(accounts, told):
    with pytest.raises(NotFound):
        accounts.service.person_masked(citizen(1).person_id, a_clerk(FENGHUANG))
    with pytest.raises(NotFound):
        accounts.service.person_by_id_number(CANARY["id_number"], a_clerk(FENGHUANG))
    with pytest.raises(Forbidden):
        accounts.service.person_clear(citizen(1).person_id, a_clerk(), " ")


def test_the_list_of_clear_reads_only_grows(accounts, told):
    accounts.service.names_of([citizen(1).person_id], a_clerk(), reason="核对")
    for statement in ("UPDATE clear_reads SET reason = 'x y'", "DELETE FROM clear_reads", "TRUNCATE clear_reads"):
        with pytest.raises(psycopg.Error), accounts.database.connection() as connection:
            connection.execute(statement)


def test_who_looks_people_up_by_number_is_noted(accounts, client):
    before = accounts.value("SELECT count(*) FROM lookups")
    post(client, "/people/search", a_clerk(), json={"id_number": an_id_number(777)})
    roster = a_sheet(["姓名", "身份证号", "手机号"], [["石秀花", an_id_number(n), "13800000012"] for n in (776, 777)])
    post(client, "/rosters/preview", INSTITUTION, upload=roster)
    noted = accounts.rows("SELECT viewer ->> 'person_id', asked, found FROM lookups ORDER BY id OFFSET %s", before)
    assert noted == [("clerk-1", 1, 0), ("institution-1", 2, 0)]


# keys


def test_a_new_key_seals_what_is_new_and_the_old_one_still_opens(accounts, accounts_url, told):
    rotated = Desk(accounts_url, accounts.folder, ID_KEY_CURRENT="2", ID_KEY_2=a_key(9))
    try:
        assert rotated.service.person_clear(citizen(1).person_id, a_clerk(), "核对")["name"] == CANARY["name"]
        rotated.give("zone.update_person", citizen(1), person_id=citizen(1).person_id, phone="13700000000")
        sealed = rotated.value("SELECT phone_sealed FROM persons WHERE person_id = %s", citizen(1).person_id)
        assert sealed.startswith("2:")
        assert rotated.service.person_clear(citizen(1).person_id, a_clerk(), "核对")["phone"] == "13700000000"
        resealed_in_batches(accounts, rotated)
    finally:
        rotated.database.close()


def resealed_in_batches(accounts, rotated) -> None:
    """Afterwards the new key alone opens everything, and nothing is left for a second round."""
    parts = conninfo_to_dict(accounts.database.conninfo)
    place = {"DB_HOST": parts["host"], "DB_PORT": parts["port"], "DB_NAME": parts["dbname"],
             "DB_PASSWORD_ACCOUNTS": parts["password"], "ID_KEY_CURRENT": "2", "ID_KEY_2": a_key(9)}
    both = settings_for(accounts.folder, **place)
    before = rotated.rows("SELECT count(*) FROM clear_reads")
    first = {row["column"]: row for row in reseal(both, at_once=1)}
    assert first["persons.name_sealed"]["resealed"] >= 1
    assert {row["left"] for row in first.values()} == {0}
    assert {row["resealed"] for row in reseal(both)} == {0}
    for place_ in SEALED:
        keys = rotated.rows(f"SELECT DISTINCT split_part({place_.column}, ':', 1) FROM {place_.table}"
                            f" WHERE {place_.column} IS NOT NULL")
        assert keys in ([], [("2",)])
    assert rotated.rows("SELECT count(*) FROM clear_reads") == before
    alone = Vault({"2": b64decode(a_key(9))}, "2", b"", b"")
    [(sealed,)] = rotated.rows("SELECT name_sealed FROM persons WHERE person_id = %s", citizen(1).person_id)
    assert alone.open(sealed, owner=citizen(1).person_id, what="name") == CANARY["name"]


def test_every_column_of_sealed_values_is_sealed_again_by_a_new_key(accounts):
    columns = accounts.rows("SELECT table_name, column_name FROM information_schema.columns"
                            " WHERE table_schema = 'accounts' AND column_name LIKE '%%sealed'")
    assert set(columns) == {(place.table, place.column) for place in SEALED}


def test_what_is_sealed_opens_with_its_own_key_and_in_its_own_place_only():
    vault = Vault.from_settings(settings_for("files"))
    sealed = vault.seal("石秀花", owner="a", what="name")
    assert vault.open(sealed, owner="a", what="name") == "石秀花"
    for place in ({"owner": "b", "what": "name"}, {"owner": "a", "what": "phone"}):
        with pytest.raises(InvalidTag):
            vault.open(sealed, **place)
    with pytest.raises(UnknownKey):
        vault.open("7:" + sealed[2:], owner="a", what="name")
    assert vault.seal("石秀花", owner="a", what="name") != sealed


# bugs and outages


def test_a_bug_is_kept_without_the_words_and_body_that_could_be_personal(accounts, told, monkeypatch):
    def broken(command):
        raise ValueError(f"cannot handle {CANARY['id_number']}")

    monkeypatch.setitem(accounts.calls.handlers, "zone.register_person", broken)
    with pytest.raises(Problem) as problem:
        accounts.give("zone.register_person", citizen(3), id="a-bug", area=JISHOU,
                      **{key: CANARY[key] for key in ("name", "id_number", "phone")})
    assert problem.value.code == "internal_error"
    status, error, body = accounts.rows("SELECT status, error, body FROM failed_messages WHERE message_id = 'a-bug'")[0]
    assert (status, error) == ("parked", "Withheld: ValueError")
    assert json.loads(bytes(body))["withheld"]
    assert CANARY["id_number"] not in accounts.everything()


def test_without_a_database_the_caller_is_told_to_come_back(tmp_path):
    away = Desk("postgresql://nobody@127.0.0.1:1/none?connect_timeout=1", tmp_path)
    try:
        with pytest.raises(Problem) as problem:
            away.give("zone.give_consent", citizen(1), purpose="share_with_bank")
        assert problem.value.code == "not_accepted"
    finally:
        away.database.close()
