"""A batch on its way into the read model: sent whole, waited for later, and written once whatever was there before."""

import json

import psycopg
import pytest

from chassis.database import Database
from chassis.delivery import Delivery
from chassis.receiving import Undecodable
from contracts.wire import to_headers
from dev.by_pid import wait_until
from gateway.zone.projector import SWAP_LOCK, Projector
from gateway.zone.rebuild import rebuild
from tests.integration.databases import conninfo_for
from tests.integration.pillars.test_zone import the_story_of

CONNECTIONS = 3
_END_WHO_WAITS = ("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
                  " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")


@pytest.fixture
def projector(migrated):
    database = Database(conninfo_for(migrated, "zone"), "zone", size=CONNECTIONS)
    yield Projector(database, "amqp://unused")
    database.close()


def as_sent(event, **changes) -> Delivery:
    return Delivery(receiver="zone.projection", message_id=event.id, headers=to_headers(event.envelope) | changes,
                    body=json.dumps(event.as_data()).encode(), properties={})


def batch_of(projector, events):
    return projector.made_ready([as_sent(event) for event in events])


def lines_of(migrated, person: str) -> int:
    with psycopg.connect(migrated) as connection:
        return connection.execute("SELECT count(*) FROM zone.timeline JOIN zone.changes USING (event_id)"
                                  " JOIN zone.projected USING (event_id) WHERE timeline.person_id = %s",
                                  [person]).fetchone()[0]


def test_a_batch_commits_by_itself_and_push_hears_of_it(projector, migrated):
    with psycopg.connect(migrated, autocommit=True) as listening:
        listening.execute("LISTEN zone")
        batch = batch_of(projector, the_story_of("sent"))
        batch.begin()
        heard = list(listening.notifies(timeout=20, stop_after=1))
        assert len(heard) == 1 and lines_of(migrated, "sent") == 3
        batch.finish()


def test_a_batch_with_what_is_known_or_there_twice_is_written_once(projector, migrated):
    story = the_story_of("known")
    projector.project_events(story[:1])
    batch = batch_of(projector, [*story, story[2]])
    batch.begin()
    batch.finish()
    assert lines_of(migrated, "known") == 3


def test_a_batch_that_cannot_be_written_says_so_at_its_end_and_leaves_nothing(projector, migrated):
    batch = batch_of(projector, the_story_of("unwritten"))
    batch.rows[-1] = (batch.rows[-1][0], "no json")
    for _ in range(CONNECTIONS + 1):  # it gives its connection back each time
        batch.begin()
        with pytest.raises(psycopg.DataError):
            batch.finish()
    assert lines_of(migrated, "unwritten") == 0
    projector.project_events(batch.events)
    assert lines_of(migrated, "unwritten") == 3


def test_a_batch_of_which_one_cannot_be_read_is_not_made_ready(projector):
    story = the_story_of("unread")
    with pytest.raises(Undecodable):
        projector.made_ready([as_sent(story[0]), as_sent(story[1], **{"cloudEvents:type": "training.unheard.v1"})])


def test_a_batch_whose_connection_ends_before_it_commits_says_so_and_can_be_written_again(projector, migrated):
    batch = batch_of(projector, the_story_of("cut"))
    with psycopg.connect(migrated) as swapping:
        swapping.execute("SELECT pg_advisory_xact_lock(%s)", [SWAP_LOCK])
        batch.begin()
        wait_until(lambda: swapping.execute(_END_WHO_WAITS).rowcount == 1, 20, "the batch to wait for the swap")
    with pytest.raises(psycopg.OperationalError):
        batch.finish()
    assert lines_of(migrated, "cut") == 0
    projector.project_events(batch.events)
    assert lines_of(migrated, "cut") == 3


def test_a_batch_begun_during_a_swap_is_written_into_what_was_swapped_in(projector, migrated):
    """Events that are in no log, so that the rebuilt tables know of none of them."""
    warm = batch_of(projector, the_story_of("warm"))
    warm.begin(), warm.finish()
    with psycopg.connect(migrated) as swapping:
        swapping.execute("SELECT pg_advisory_xact_lock(%s)", [SWAP_LOCK])
        batch = batch_of(projector, the_story_of("swapped"))
        batch.begin()
        assert lines_of(migrated, "swapped") == 0
    batch.finish()
    assert lines_of(migrated, "swapped") == 3
    rebuild(migrated)
    after = batch_of(projector, the_story_of("afterwards"))
    after.begin(), after.finish()
    assert lines_of(migrated, "afterwards") == 3 and lines_of(migrated, "swapped") == 0


def test_what_is_long_in_a_case_is_compressed_by_the_quicker_method_where_the_server_has_it(migrated):
    with psycopg.connect(migrated) as connection:
        known = connection.execute("SELECT enumvals FROM pg_settings WHERE name = 'default_toast_compression'")
        wanted = "l" if "lz4" in known.fetchone()[0] else ""
        found = connection.execute("SELECT attname, attcompression::text FROM pg_attribute WHERE attrelid ="
                                   " 'zone.cases'::regclass AND attname IN ('page', 'data', 'reasons')").fetchall()
    assert dict(found) == dict.fromkeys(("page", "data", "reasons"), wanted)
