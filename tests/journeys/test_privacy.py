"""A person's data go in by every door and come out by none but their own."""

from tests.access.canary import Canary, Search
from tests.access.places import Tables, files_of, logs_of

SEARCH = Search(Canary())
# Who reads in clear does so by these addresses, for a reason that is noted.
IN_CLEAR = ("/clear-reads",)


def test_the_data_stand_in_no_table_but_sealed(told):
    assert list(SEARCH.places(Tables(told.machine).contents())) == []


def test_the_data_were_in_no_message_that_went_through_the_broker(told):
    heard = list(told.spy.heard())
    assert len(heard) > 100
    assert {"nameko-rpc", "zone.events", "training.events"} <= {place.split()[1] for place, _ in heard}
    assert list(SEARCH.places(heard)) == []


def test_the_data_stand_in_no_log_and_no_note_on_disk(told):
    logs = logs_of(told.machine.folder)
    assert any("gateway" in name for name in logs) and any("postgres" in name for name in logs), logs
    assert list(SEARCH.places(files_of(told.machine))) == []


def test_the_data_are_in_no_answer_and_no_header(told):
    answers = [(str(exchange), f"{exchange.answer.headers} {exchange.answer.text}") for exchange in told.exchanges
               if not exchange.path.endswith(IN_CLEAR)]
    assert len(answers) > 30
    assert list(SEARCH.places(answers)) == []
