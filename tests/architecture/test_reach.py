"""SQL stands in stores, and only `record` leads to the broker."""

import pytest

from tests.architecture.checks.reach import (
    PUBLISHERS,
    business_time_is_asked_once,
    publishing_is_reachable_through_record_alone,
    sql_lives_in_stores,
)
from tests.architecture.tree import repository

LAYOUT = {"services/loans/store.py": "", "gateway/accounts/store.py": ""}


@pytest.mark.parametrize("check", [sql_lives_in_stores, publishing_is_reachable_through_record_alone,
                                   business_time_is_asked_once],
                         ids=lambda check: check.__name__)
def test_the_repository_keeps_sql_and_publishing_in_their_place(check):
    assert list(check(repository())) == []


@pytest.mark.parametrize(("path", "text"), [
    ("services/loans/service.py", "SQL = 'SELECT * FROM loans'\n"),
    ("services/loans/rules.py", "SQL = 'WITH due AS (SELECT 1) SELECT * FROM due'\n"),
    ("services/loans/model.py", "SQL = f'UPDATE loans SET state = {1}'\n"),
    ("gateway/routes/loans.py", "SQL = '''\n    INSERT INTO loans VALUES (1)'''\n"),
    ("gateway/http/context.py", "SQL = 'DELETE FROM loans'\n"),
    ("dev/story.py", "SQL = 'CREATE TABLE loans (id text)'\n"),
    ("services/loans/loans.sql", "SELECT 1;\n"),
])
def test_sql_out_of_place_is_found(planted, path, text):
    tree = planted({**LAYOUT, path: text})
    assert [fault for fault in sql_lives_in_stores(tree) if path in fault]


def test_sql_in_a_store_and_words_about_sql_are_in_order(planted):
    tree = planted({"services/loans/store.py": "SQL = 'SELECT * FROM loans'\n",
                    "gateway/accounts/store/people.py": "SQL = 'SELECT * FROM persons'\n",
                    "services/loans/migrations/0001_loans.sql": "CREATE TABLE loans (id text);\n",
                    "services/loans/service.py": '"""SELECT is not written here."""\nwords = "Select a loan"\n'})
    assert list(sql_lives_in_stores(tree)) == []


@pytest.mark.parametrize("text", [
    "channel.basic_publish(message)\n", "from kombu import Producer\n", "from kombu.pools import producers\n",
    "from nameko.events import EventDispatcher\n", "import kombu\np = kombu.Producer(channel)\n",
])
def test_a_second_way_to_publish_is_found(planted, text):
    assert list(publishing_is_reachable_through_record_alone(planted({"services/loans/service.py": text})))
    assert list(publishing_is_reachable_through_record_alone(planted({"chassis/timers.py": text})))


def test_a_row_in_the_outbox_that_record_did_not_put_there_is_found(planted):
    tree = planted({"services/loans/store.py": "SQL = 'INSERT INTO outbox (event_id) VALUES (1)'\n"})
    assert list(publishing_is_reachable_through_record_alone(tree))


def test_every_named_publisher_exists_and_publishes():
    publishing = {path for path in PUBLISHERS if "basic_publish" in repository().get(path).text}
    assert publishing == set(PUBLISHERS)


@pytest.mark.parametrize(("text", "found"), [
    ("SQL = 'SELECT 1 FROM timers WHERE due_at <= clock.business_now()'\n", 1),
    ("SQL = 'SELECT 1 FROM timers WHERE due_at <= (SELECT clock.business_now())'\n", 0),
    ("SQL = 'SELECT clock.business_now()'\n", 0),
])
def test_a_statement_that_asks_business_time_for_each_row_is_found(planted, text, found):
    assert len(list(business_time_is_asked_once(planted({"services/loans/store.py": text})))) == found
