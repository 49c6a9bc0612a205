"""One's own page is kept as it was written, and the database is asked each time whether it may still be shown."""

import json
import threading

import psycopg
import pytest

from chassis.database import Database
from contracts.actors import Actor, Role
from gateway.zone.kept_pages import KeptPage, KeptPages
from gateway.zone.projection import project
from gateway.zone.queries import Zone
from gateway.zone.rebuild import rebuild
from tests.building import JISHOU, a_citizen
from tests.integration.databases import conninfo_for
from tests.integration.pillars.test_zone import the_story_of, write


@pytest.fixture(scope="module")
def writer(migrated):
    database = Database(conninfo_for(migrated, "zone"), "zone", size=4)
    yield database
    database.close()


@pytest.fixture(scope="module")
def zone(migrated):
    database = Database(conninfo_for(migrated, "zone_reader"), "zone", size=4)
    yield Zone(database)
    database.close()


def shown(zone: Zone, viewer: Actor | str) -> dict:
    return json.loads(zone.own_page(a_citizen(viewer) if isinstance(viewer, str) else viewer).content)


def states(zone: Zone, person: str) -> list[str]:
    return [case["state"] for case in shown(zone, person)["cases"]]


def as_administrator(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True, options="-c search_path=zone") as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_page_is_written_once_for_as_long_as_nothing_of_it_changes(writer, zone):
    write(writer, the_story_of("kept"))
    first = zone.own_page(a_citizen("kept"))
    write(writer, the_story_of("kept-elsewhere"))
    assert zone.own_page(a_citizen("kept")) is first


def test_what_was_projected_is_in_the_next_page(writer, zone):
    registered, enrolled, completed = the_story_of("fresh")
    assert shown(zone, "fresh") == {"profile": None, "cases": [], "timeline": []}
    write(writer, [registered])
    assert shown(zone, "fresh")["profile"]["area"] == JISHOU
    write(writer, [enrolled])
    assert states(zone, "fresh") == ["enrolled"]
    write(writer, [completed])
    assert states(zone, "fresh") == ["completed"]
    assert len(shown(zone, "fresh")["timeline"]) == 3


def test_what_was_taken_back_before_it_counted_was_never_shown(writer, zone):
    registered, enrolled, _ = the_story_of("undone")
    write(writer, [registered])
    first = zone.own_page(a_citizen("undone"))
    with writer.connection() as connection:
        project(connection, [enrolled])
        assert zone.own_page(a_citizen("undone")) is first
        connection.rollback()
    assert zone.own_page(a_citizen("undone")) is first


def test_a_repair_of_the_tables_by_hand_is_in_the_next_page(writer, zone, migrated):
    write(writer, the_story_of("repaired"))
    assert states(zone, "repaired") == ["completed"]
    as_administrator(migrated, "UPDATE cases SET page = replace(page, '\"completed\"', '\"mended\"')"
                               " WHERE person_id = 'repaired'")
    assert states(zone, "repaired") == ["mended"]
    as_administrator(migrated, "DELETE FROM cases WHERE person_id = 'repaired'")
    assert states(zone, "repaired") == []


def test_a_case_that_became_another_persons_is_on_that_ones_page_alone(writer, zone, migrated):
    for person in ("giver", "taker"):
        write(writer, the_story_of(person)[:1])
    write(writer, the_story_of("giver")[1:])
    assert (states(zone, "giver"), states(zone, "taker")) == (["completed"], [])
    as_administrator(migrated, "UPDATE cases SET person_id = 'taker' WHERE person_id = 'giver'")
    assert (states(zone, "giver"), states(zone, "taker")) == ([], ["completed"])


def test_nobody_gets_the_page_that_is_kept_for_another(writer, zone):
    write(writer, the_story_of("mine"))
    assert states(zone, "mine") == ["completed"]
    of_the_area = Actor(role=Role.CLERK, area=JISHOU, person_id="clerk-kept")
    of_the_institution = Actor(role=Role.INSTITUTION_STAFF, person_id="staff-kept", organisation_id="institution-1")
    for other in (a_citizen("not-mine"), of_the_area, of_the_institution):
        assert shown(zone, other) == {"profile": None, "cases": [], "timeline": []}
    assert states(zone, "mine") == ["completed"]


def test_a_page_is_kept_for_a_role_an_area_and_an_organisation_each(writer, zone):
    write(writer, the_story_of("many-hats"))
    hats = (a_citizen("many-hats"), Actor(role=Role.CLERK, area=JISHOU, person_id="many-hats"),
            Actor(role=Role.CLERK, area="430102", person_id="many-hats"),
            Actor(role=Role.BASE_OPERATOR, area=JISHOU, person_id="many-hats", organisation_id="base-1"))
    pages = [zone.own_page(hat) for hat in hats]
    assert len({id(page) for page in pages}) == len(hats)
    assert [zone.own_page(hat) for hat in hats] == pages


def test_a_right_that_was_taken_away_takes_the_kept_page_away(writer, zone, migrated):
    write(writer, the_story_of("revoked"))
    assert states(zone, "revoked") == ["completed"]
    as_administrator(migrated, "CREATE POLICY taken_away ON cases AS RESTRICTIVE FOR SELECT TO zone_reader"
                               " USING (person_id <> 'revoked')")
    try:
        assert states(zone, "revoked") == []
    finally:
        as_administrator(migrated, "DROP POLICY taken_away ON cases")
    assert states(zone, "revoked") == ["completed"]


def test_a_rebuild_shows_what_the_logs_say_and_no_kept_page(migrated, writer, zone):
    write(writer, the_story_of("not-in-any-log"))
    assert states(zone, "not-in-any-log") == ["completed"]
    rebuild(migrated)
    assert shown(zone, "not-in-any-log") == {"profile": None, "cases": [], "timeline": []}


def test_a_page_is_never_older_than_what_was_committed_before_it_was_asked_for(writer, zone):
    write(writer, the_story_of("racing")[:1])
    committed, behind, done = [1], [], threading.Event()

    def read():
        while not done.is_set():
            before = committed[0]
            if len(shown(zone, "racing")["timeline"]) < min(before, 50):
                behind.append(before)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for each in readers:
        each.start()
    for number in range(2, 40):
        write(writer, the_story_of("racing")[1:2])
        committed[0] = number
    done.set()
    for each in readers:
        each.join()
    assert behind == []


def test_a_connection_that_the_server_closed_is_replaced_and_the_page_shown(writer, zone, migrated):
    write(writer, the_story_of("cut-off"))
    first = zone.own_page(a_citizen("cut-off"))
    as_administrator(migrated, "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                               " WHERE usename = 'zone_reader'")
    assert zone.own_page(a_citizen("cut-off")) is first
    write(writer, [event for event in the_story_of("cut-off")[1:2]])
    assert len(shown(zone, "cut-off")["timeline"]) == 4


def test_a_viewer_does_not_linger_on_a_connection_that_is_kept(writer, zone):
    write(writer, the_story_of("passing"))
    zone.own_page(a_citizen("passing"))
    with zone._page_unless._idle[-1].cursor() as cursor:
        assert cursor.execute("SELECT count(*) FROM cases").fetchone() == (0,)


def test_a_name_with_a_zero_in_it_is_nobody_elses(writer, zone):
    write(writer, the_story_of("zero"))
    with pytest.raises(psycopg.DataError):
        zone.own_page(a_citizen("zero\0"))


def test_more_readers_than_kept_connections_all_get_their_page(writer, zone):
    people = [f"crowd-{number}" for number in range(8)]
    for person in people:
        write(writer, the_story_of(person))
    wrong = []

    def read(person):
        for _ in range(30):
            if shown(zone, person)["profile"]["person_id"] != person:
                wrong.append(person)

    readers = [threading.Thread(target=read, args=[person]) for person in people]
    for each in readers:
        each.start()
    for each in readers:
        each.join()
    assert wrong == []


def test_with_no_room_for_pages_each_is_written_anew(writer, migrated):
    write(writer, the_story_of("no-room"))
    database = Database(conninfo_for(migrated, "zone_reader"), "zone", size=1)
    try:
        zone = Zone(database, pages=KeptPages(0))
        assert zone.own_page(a_citizen("no-room")) is not zone.own_page(a_citizen("no-room"))
        assert states(zone, "no-room") == ["completed"]
    finally:
        database.close()


def test_the_pages_written_longest_ago_are_forgotten_when_there_is_no_room():
    class Text:
        def __init__(self, size):
            self.content = b"x" * size

    pages = KeptPages(most_bytes=10)
    for name, size in (("a", 4), ("b", 4), ("a", 5), ("c", 4), ("too large", 11)):
        pages.keep((name,), KeptPage(name, Text(size)))
    assert [pages.get((each,)) is not None for each in ("a", "b", "c", "too large")] == [True, False, True, False]
