"""A person's data go in by every door and come out by none but those for whom they are meant."""

import pytest

from tests.access.asking import Answer
from tests.access.canary import Canary, Search
from tests.access.places import RPC, Spy, Tables, files_of, logs_of
from tests.access.watching import Exchange

CANARY = Canary()
pytestmark = pytest.mark.timeout(900)  # the first test waits for the platform to start
SEARCH = Search(CANARY)
# Who reads in clear does so here, and it is noted: oneself, a desk with its reason, finance for the bank.
IN_CLEAR = ("/clear-reads", "/bank-file")


def answers_of(exchanges) -> list[tuple[str, str]]:
    """Every answer that is not meant to hold data in clear, headers included."""
    return [(str(exchange), f"{exchange.answer.headers} {exchange.answer.text}") for exchange in exchanges
            if not exchange.path.endswith(IN_CLEAR)]


@pytest.fixture(scope="module")
def heard(watched):
    return list(watched.spy.heard())


def test_the_data_stand_in_no_table_but_sealed(watched):
    contents = list(Tables(watched.machine).contents())
    print(f"canary: {len(contents)} values in {len({place for place, _ in contents})} columns of all tables")
    assert list(SEARCH.places(contents)) == []


def test_the_data_were_in_no_message_that_went_through_the_broker(heard):
    exchanges = {place.split()[1] for place, _ in heard}
    print(f"canary: {len(heard)} messages by {len(exchanges)} exchanges")
    assert {RPC, *(f"{name}.events" for name in ("zone", "training", "loans", "incubators", "events", "subsidies"))
            } <= exchanges
    assert list(SEARCH.places(heard)) == []


def test_the_data_stand_in_no_log_and_no_note_on_disk(watched):
    logs = logs_of(watched.machine.folder)
    print(f"canary: {len(logs)} log files")
    assert {name.split("/")[0] for name in logs} == {"log", "postgres", "rabbitmq"}
    assert list(SEARCH.places(files_of(watched.machine))) == []


def test_the_data_are_in_no_answer_and_no_header_but_where_reading_in_clear_is_noted(watched):
    answers = answers_of(watched.exchanges)
    print(f"canary: {len(answers)} answers")
    assert len(answers) > 100
    assert list(SEARCH.places(answers)) == []


def test_those_for_whom_they_are_meant_do_get_them(watched):
    clear = [exchange for exchange in watched.exchanges if exchange.path.endswith("/bank-file")]
    assert [SEARCH.finds(exchange.answer.text) for exchange in clear] == [["bank_account", "name"]]


# the search finds what is planted


@pytest.mark.parametrize("spelling", [
    "{}", "'{}'", '{{"x": "{}"}}', "a{}b"])
@pytest.mark.parametrize("what", sorted(CANARY.values()))
def test_a_planted_datum_is_found_in_every_spelling(what, spelling):
    import base64
    import hashlib
    import json
    from urllib.parse import quote

    value = CANARY.values()[what]
    for written in (value, json.dumps(value), quote(value), str(value.encode()), value.encode().hex(),
                    base64.b64encode(value.encode()).decode(), hashlib.sha256(value.encode()).hexdigest()):
        assert what in SEARCH.finds(spelling.format(written)), written


def test_what_is_masked_sealed_or_another_persons_is_not_taken_for_it():
    assert SEARCH.finds("𠮷*䶮 4331************75 199****6524 ***************1222 433101198712137876 王五") == []


def test_a_datum_that_is_planted_in_a_table_turns_the_search_red(watched):
    tables = Tables(watched.machine)
    with tables.planted("training", CANARY.id_number) as place:
        assert list(SEARCH.places(tables.contents())) == [f"{place}: id_number"]


def test_a_datum_that_is_planted_in_a_message_turns_the_search_red(watched, heard):
    spy = Spy(watched.machine)
    spy.publish(RPC, "nobody.listens", {"ground": f"联系 {CANARY.phone}"})
    assert list(SEARCH.places(spy.heard())) == [f"broker {RPC} nobody.listens: phone"]


def test_a_datum_that_is_planted_in_a_log_turns_the_search_red(watched):
    log = watched.machine.folder / "log" / "planted.log"
    log.write_text(f'{{"event": "request", "name": "{CANARY.name}"}}\n')
    try:
        assert list(SEARCH.places(files_of(watched.machine))) == ["file log/planted.log: name"]
    finally:
        log.unlink()


def test_a_datum_that_is_planted_in_an_answer_or_a_header_turns_the_search_red():
    told = Exchange("clerk", "GET", "/api/v1/inbox", None, {}, Answer(200, {"x-note": CANARY.bank_account}, b"{}"))
    shown = Exchange("clerk", "GET", "/api/v1/me", None, {}, Answer(200, {}, CANARY.address.encode()))
    assert list(SEARCH.places(answers_of([told, shown]))) == [
        "GET /api/v1/inbox by clerk: bank_account", "GET /api/v1/me by clerk: address"]
