"""The read model on a real database: order-free, rebuilt equal to live, and walled by row security."""

import json
import random
import threading
import uuid
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

import contracts
from chassis.database import Database
from chassis.migrate import READ_MODEL
from contracts.actors import Actor, Role
from contracts.answers import CitationAnswer, ReasonAnswer
from contracts.decisions import Force, Status
from contracts.messages import event_from_wire
from contracts.problems import NotFound
from contracts.training import ClassState, Course, EnrolmentState
from contracts.training.commands import AccreditInstitution, EnrolTrainees, FileClass, OpenPlan
from contracts.training.domain_events import ClassReferred, TraineeEnrolled, TrainingCompleted
from contracts.wire import from_headers
from contracts.zone.domain_events import PersonRegistered
from gateway.zone.desk_acts import Turn
from gateway.zone.projection import project
from gateway.zone.projector import Projector
from gateway.zone.queries import Zone
from gateway.zone.rebuild import rebuild
from tests.building import (
    HUNAN,
    INSTITUTION,
    JISHOU,
    XIANGXI,
    a_citizen,
    a_command,
    a_person_registered,
    an_event,
    on,
    the_city,
    the_institution,
    the_province,
)
from tests.integration.databases import conninfo_for

SAMPLES = Path(contracts.__file__).parent / "samples"


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


def an_enrolment(person_id: str, **changes) -> dict:
    return {"enrolment_id": f"enrolment-{person_id}", "person_id": person_id, "class_id": "class-1",
            "title": "SIYB第一期", "area": JISHOU, "city": XIANGXI, "course": Course.SIYB,
            "state": EnrolmentState.ENROLLED, **changes}


def the_story_of(person_id: str) -> list:
    enrolled = an_event(TraineeEnrolled, "zone", version=1, starts_on=on("2024-05-06"), **an_enrolment(person_id))
    completed = an_event(TrainingCompleted, "zone", version=2, completed_on=on("2024-05-15"), subsidised=True,
                         certificate_number="CY1", **an_enrolment(person_id, state=EnrolmentState.COMPLETED))
    registered = an_event(PersonRegistered, "zone", **a_person_registered(person_id))
    return [with_person(event, person_id) for event in (registered, enrolled, completed)]


def with_person(event, person_id):
    return event.with_envelope(replace(event.envelope, person_id=person_id))


def write(writer, events) -> int:
    with writer.connection() as connection:
        return project(connection, events)


def test_whatever_the_order_and_however_often_the_page_is_the_same(writer, zone):
    pages = []
    for seed in range(6):
        person = f"order-{seed}"
        events = the_story_of(person) * 2
        random.Random(seed).shuffle(events)
        for event in events:
            write(writer, [event])
        page = zone.person_page(a_citizen(person), person)
        pages.append(([case["state"] for case in page["cases"]], len(page["timeline"]), page["profile"]["area"]))
    assert pages == [(["completed"], 3, JISHOU)] * 6


def test_a_repeated_event_adds_to_a_figure_once(writer, zone):
    before = zone.figures(HUNAN, 2024).get("training.completed.siyb", {}).get(XIANGXI, 0)
    story = the_story_of("counted")
    assert write(writer, story + story) == 3
    assert write(writer, story) == 0
    assert zone.figures(HUNAN, 2024)["training.completed.siyb"][XIANGXI] == before + 1
    assert story[2].id in [row["event_id"] for row in zone.behind_figure("training.completed.siyb", XIANGXI, 2024)]


def test_another_person_and_a_desk_of_another_area_see_nothing(writer, zone):
    write(writer, the_story_of("private"))
    with pytest.raises(NotFound):
        zone.person_page(a_citizen("somebody-else"), "private")
    with pytest.raises(NotFound):
        zone.person_page(Actor(role=Role.CLERK, area="430102", person_id="clerk-2"), "private")
    assert zone.person_page(Actor(role=Role.CLERK, area=JISHOU, person_id="clerk-1"), "private")["cases"]


def test_a_desks_inbox_holds_what_is_to_be_done_and_the_rest_to_who_asks_for_it(writer, zone):
    clerk, running, done = Actor(role=Role.CLERK, area=JISHOU), "inbox-running", "inbox-done"
    write(writer, the_story_of(running)[:2] + the_story_of(done))

    def of_both(**asked):
        found = zone.inbox(clerk, JISHOU, asked.get("entity"), asked.get("state"), None, 100)
        return {case["person_id"] for case in found} & {running, done}

    assert of_both() == {running}
    assert of_both(entity="enrolment") == {running}
    assert of_both(state="completed") == {done}


def test_a_turn_holds_what_waits_for_somebody_wherever_or_in_their_own_place_only(writer, zone):
    city, ours, theirs = Actor(role=Role.CITY_STAFF, area=XIANGXI), "turn-ours", "turn-theirs"
    write(writer, the_story_of(ours)[:2] + the_story_of(theirs))

    def waiting(**keys):
        turn = Turn(anywhere=keys.get("anywhere", []), here=keys.get("here", []), area=keys.get("area", XIANGXI),
                    role="city_staff")
        found = zone.inbox(city, XIANGXI, "enrolment", keys.get("state"), None, 100, pillar="training", turn=turn)
        return {case["person_id"] for case in found} & {ours, theirs}

    enrolled = ["training.enrolment.enrolled"]
    assert waiting(anywhere=enrolled) == {ours}
    assert waiting(here=enrolled) == set()
    assert waiting(here=enrolled, area=JISHOU) == {ours}
    assert waiting() == set()


def test_a_class_that_waits_for_the_level_above_shows_its_reasons_with_their_clauses(writer, zone):
    reason = ReasonAnswer(code="within_plan", status=Status.UNMET, force=Force.IN_PRINCIPLE, text="在本市州计划之内",
                          citation=CitationAnswer(document="hunan-2024", clause="附件"))
    event = an_event(ClassReferred, "class-referred", version=1, class_id="class-referred", title="乡村领雁班",
                     institution_id=INSTITUTION, area=JISHOU, city=XIANGXI, course=Course.VILLAGE_LEADER, seats=50,
                     starts_on=on("2024-05-20"), ends_on=on("2024-05-30"), sessions=10, state=ClassState.REFERRED,
                     referred_to=HUNAN, reasons=("within_plan",), stated=(reason,))
    write(writer, [event])
    case = zone.case(Actor(role=Role.PROVINCE_STAFF, area=HUNAN), "training", "class", "class-referred")
    assert [(each["code"], each["citation"]["clause"]) for each in case["reasons"]] == [("within_plan", "附件")]
    assert {"reasons", "stated"}.isdisjoint(case["data"])


def test_row_security_stands_when_a_query_forgets_its_condition(writer, zone):
    write(writer, the_story_of("walled"))
    with zone.database.connection() as connection:
        connection.execute("SELECT look_as(%s, NULL, NULL)", ["nobody"])
        assert connection.execute("SELECT count(*) FROM cases").fetchone()[0] == 0
        assert connection.execute("SELECT count(*) FROM timeline").fetchone()[0] == 0
    with zone.database.connection() as connection:
        assert connection.execute("SELECT count(*) FROM cases").fetchone()[0] == 0


def test_ones_own_page_says_each_reason_once_and_is_what_a_desk_sees(writer, zone):
    sample = json.loads((SAMPLES / "loans.prequalified.v1.json").read_text(encoding="utf-8"))
    envelope = replace(the_story_of("once")[0].envelope, id=str(uuid.uuid4()), type="loans.prequalified.v1",
                       entity="prequalification", entity_id="prequalification-once")
    write(writer, [event_from_wire("loans.prequalified.v1", sample | {"person_id": "once", "area": JISHOU}, envelope)])
    (case,) = json.loads(zone.own_page(a_citizen("once")).content)["cases"]
    assert case["reasons"] == sample["reasons"] and case["data"]["state"] == sample["state"]
    assert "reasons" not in case["data"]
    assert zone.person_page(Actor(role=Role.CLERK, area=JISHOU, person_id="clerk-1"), "once")["cases"] == [case]


def test_a_connection_that_the_server_closed_is_replaced_before_it_is_used(zone, migrated):
    with zone.database.statement() as connection:
        ours = connection.info.backend_pid
    with psycopg.connect(migrated, autocommit=True) as admin:
        admin.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'zone_reader'")
    with zone.database.statement() as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
        assert connection.info.backend_pid != ours


def test_a_viewer_does_not_linger_on_a_pooled_connection(writer, zone):
    write(writer, the_story_of("lingering"))
    zone.person_page(a_citizen("lingering"), "lingering")
    for _ in range(8):
        with zone.database.connection() as connection:
            assert connection.execute("SELECT count(*) FROM cases").fetchone()[0] == 0


def test_a_reader_waits_for_its_own_write_and_not_for_ever(writer, zone):
    story = the_story_of("waiting")
    write(writer, story)
    assert zone.wait_for([event.id for event in story], seconds=1)
    assert not zone.wait_for([str(uuid.uuid4())], seconds=0.05)


def test_a_page_of_the_timeline_goes_on_where_the_last_one_ended(writer, zone):
    write(writer, the_story_of("paging"))
    me = a_citizen("paging")
    first = zone.timeline(me, "paging", None, 2)
    rest = zone.timeline(me, "paging", (first[-1]["occurred_at"].isoformat(), first[-1]["event_id"]), 10)
    assert len({line["event_id"] for line in first + rest}) == 3


def test_a_rebuild_from_the_logs_equals_what_grew_live_and_keeps_rights_and_walls(migrated, desk, writer, zone):
    training = desk("training")
    training.give(a_command(OpenPlan, the_province(), area=HUNAN, year=2024))
    training.give(a_command(AccreditInstitution, the_city(), institution_id=INSTITUTION, area=JISHOU,
                            courses=tuple(Course), valid_until=on("2026-12-31")))
    class_id = training.give(a_command(
        FileClass, the_institution(), institution_id=INSTITUTION, area=JISHOU, course=Course.SIYB, title="重建班",
        seats=5, starts_on=on("2024-05-06"), ends_on=on("2024-05-15"), sessions=2))["subject"]
    training.give(an_event(PersonRegistered, "training.note_person_on_person_registered",
                           **a_person_registered("rebuilt")))
    training.give(a_command(EnrolTrainees, the_institution(), class_id=class_id, person_ids=("rebuilt",)))
    rebuild(migrated)
    first = contents(migrated)
    live_clock = zone.person_page(a_citizen("rebuilt"), "rebuilt")
    rebuild(migrated)
    assert contents(migrated) == first
    assert zone.person_page(a_citizen("rebuilt"), "rebuilt") == live_clock
    assert write(writer, the_story_of("after-rebuild")) == 3
    with zone.database.connection() as connection:
        assert connection.execute("SELECT count(*) FROM cases").fetchone()[0] == 0


def test_a_rebuild_during_live_writing_loses_and_doubles_nothing(migrated, desk, writer):
    training, projector = desk("training"), Projector(writer, "amqp://unused")
    training.give(a_command(OpenPlan, the_province(), area=HUNAN, year=2024))
    done = threading.Event()

    def write_classes():
        for number in range(60):
            training.give(a_command(
                FileClass, the_institution(), institution_id=INSTITUTION, area=JISHOU, course=Course.SIMULATION,
                title=f"同时写入第{number}班", seats=1, starts_on=on("2024-05-06"), ends_on=on("2024-05-15"),
                sessions=2))
        done.set()

    def project_as_the_queue_brings_them():
        seen = set()
        while not done.is_set() or len(seen) < len(logged(migrated)):
            fresh = [event for event in logged(migrated) if event.id not in seen]
            seen.update(event.id for event in fresh)
            projector.project_events(fresh)

    threads = [threading.Thread(target=write_classes), threading.Thread(target=project_as_the_queue_brings_them)]
    for thread in threads:
        thread.start()
    rebuilds = 0
    while any(thread.is_alive() for thread in threads):
        rebuild(migrated)
        rebuilds += 1
    live = contents(migrated)
    rebuild(migrated)
    assert rebuilds > 0
    assert contents(migrated) == live
    assert len([row for row in live["cases"] if "同时写入" in row]) == 60


def logged(url: str) -> list:
    """Every event in training's log, as it would arrive."""
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT type, data, headers FROM training.events ORDER BY seq").fetchall()
    return [event_from_wire(type_, data, from_headers(headers)) for type_, data, headers in rows]


def contents(url: str) -> dict[str, list]:
    """Every row of the read model but when it was written."""
    with psycopg.connect(url) as connection:
        return {table: sorted(str(row) for row in connection.execute(
            f"SELECT to_jsonb(t) - 'projected_at' FROM zone.{table} t").fetchall()) for table in READ_MODEL}
