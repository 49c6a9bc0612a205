"""What the zone shows people of their own: shelves, steps, messages; and what anybody finds in the directories."""

from dataclasses import replace
from datetime import date

import pytest

from chassis.database import Database
from contracts.actors import Actor, Role
from contracts.incubators.domain_events import BaseRecognised, PlacesChanged
from contracts.subsidies import ObjectionState
from contracts.training import Course, EnrolmentState
from contracts.training.domain_events import TraineeEnrolled, TrainingCompleted
from contracts.zone import DataField, DataObjectionState, ListingKind, ListingState
from contracts.zone.data_objections import DataObjected
from contracts.zone.domain_events import PersonRegistered
from contracts.zone.listings import ListingPublished
from contracts.zone.pages import Shelf, StepState
from contracts.zone.public_pages import Directory
from gateway.zone.directories import entries_of, narrowed, with_contact, with_holders, with_masked_names
from gateway.zone.listings import contact_for
from gateway.zone.own_cases import (
    case_names_file,
    count_messages,
    dealings_of,
    followed,
    message_ids,
    messages,
    own_cases,
    person_of_case,
)
from gateway.zone.projection import project
from gateway.zone.queries import Zone
from gateway.zone.steps import steps_of, working_days_left
from policies.reader import Policies
from tests.building import JISHOU, XIANGXI, a_citizen, a_person_registered, an_event, on
from tests.contracts.compatibility import published_events, sample
from tests.integration.databases import conninfo_for

TODAY = date(2024, 5, 6)


@pytest.fixture(scope="module")
def write(migrated):
    database = Database(conninfo_for(migrated, "zone"), "zone", size=2)

    def one(*events):
        with database.connection() as connection:
            return project(connection, list(events))

    yield one
    database.close()


@pytest.fixture(scope="module")
def zone(migrated):
    database = Database(conninfo_for(migrated, "zone_reader"), "zone", size=2)
    yield Zone(database, Policies.load())
    database.close()


def about(event, person_id: str, role: Role = Role.INSTITUTION_STAFF):
    actor = Actor(role=role, person_id="somebody", area=JISHOU)
    return event.with_envelope(replace(event.envelope, person_id=person_id, actor=actor))


def from_sample(type_: str, **changes):
    """The event of a frozen sample with `changes`."""
    data = published_events()[type_].from_data(sample(type_) | changes)
    return an_event(type(data), "zone", **{name: value for name, value in vars(data).items() if name != "envelope"})


def an_enrolment(person_id: str, **changes) -> dict:
    return {"enrolment_id": f"own-{person_id}", "person_id": person_id, "class_id": "class-own", "title": "SIYB第二期",
            "area": JISHOU, "city": XIANGXI, "course": Course.SIYB, "state": EnrolmentState.ENROLLED, **changes}


def the_training_of(person_id: str) -> list:
    enrolled = an_event(TraineeEnrolled, "zone", version=1, starts_on=on("2024-05-06"), **an_enrolment(person_id))
    completed = an_event(TrainingCompleted, "zone", version=2, completed_on=on("2024-05-15"), subsidised=True,
                         certificate_number="CY9", **an_enrolment(person_id, state=EnrolmentState.COMPLETED))
    registered = an_event(PersonRegistered, "zone", **a_person_registered(person_id))
    return [about(registered, person_id, Role.CITIZEN), about(enrolled, person_id), about(completed, person_id)]


def test_a_certificate_an_objection_and_a_to_do_stand_on_their_shelves(write, zone):
    objected = about(an_event(DataObjected, "zone", data_objection_id="o-1", person_id="shelf", area=JISHOU,
                              field=DataField.NAME, group=None, state=DataObjectionState.OPEN, title="登记信息异议",
                              todo="等待经办人员核实"), "shelf", Role.CITIZEN)
    write(*the_training_of("shelf"), objected)
    me = a_citizen("shelf")
    found = {shelf: [case["entity"] for case in own_cases(zone, me, shelf, None, None, 20)] for shelf in Shelf}
    assert found[Shelf.CERTIFICATES] == ["enrolment"]
    assert found[Shelf.APPEALS] == found[Shelf.TO_DO] == ["data_objection"]
    assert set(found[Shelf.ALL]) == {"enrolment", "data_objection"}
    assert own_cases(zone, a_citizen("else"), Shelf.ALL, None, None, 20) == []
    assert dealings_of(zone, me) == ("training.enrolment",)


def test_one_after_another_the_pages_of_a_shelf_hold_every_case_once(write, zone):
    for number in range(5):
        write(about(an_event(DataObjected, "zone", data_objection_id=f"p-{number}", person_id="paged", area=JISHOU,
                             field=DataField.NAME, group=None, state=DataObjectionState.OPEN, title="异议", todo=None),
                    "paged"))
    seen, after = [], None
    while page := own_cases(zone, a_citizen("paged"), Shelf.ALL, None, after, 2):
        seen += [case["entity_id"] for case in page]
        after = [page[-1]["changed_at"].isoformat(), page[-1]["entity_id"]]
    assert sorted(seen) == [f"p-{number}" for number in range(5)]


def test_a_case_shows_its_steps_and_what_has_happened(write, zone):
    write(*the_training_of("steps"))
    me = a_citizen("steps")
    case = followed(zone, me, zone.case(me, "training", "enrolment", "own-steps"), TODAY)
    assert [(step["code"], step["state"]) for step in case["steps"]] == [
        ("enrolled", StepState.DONE), ("completed", StepState.DONE)]
    assert len(case["history"]) == 2


@pytest.mark.parametrize(("state", "told"), [
    ("in_review", "submitted done, in_review now, approved ahead"), ("returned", "submitted done, returned now"),
    ("refused", "submitted done, refused ended")])
def test_the_bar_of_a_claim_says_where_it_stands(state, told):
    shown = ", ".join(f"{step['code']} {step['state']}" for step in steps_of("subsidies", "claim", state))
    assert shown.startswith(told)


@pytest.mark.parametrize(("pillar", "entity", "told"), [
    ("training", "enrolment", "waiting now, enrolled ahead, completed ahead"),
    ("events", "registration", "waiting now, taken ahead, checked_in ahead")])
def test_who_waits_for_a_place_has_not_got_one_yet(pillar, entity, told):
    assert ", ".join(f"{step['code']} {step['state']}" for step in steps_of(pillar, entity, "waiting")) == told


def test_days_left_are_working_days_and_a_missing_calendar_is_no_zero():
    assert working_days_left(date(2024, 5, 13), TODAY, JISHOU) == 6  # Saturday 11 May is worked, a make-up day
    assert working_days_left(date(2024, 5, 6), TODAY, JISHOU) == 0
    assert working_days_left(None, TODAY, JISHOU) is None
    assert working_days_left(date(2031, 5, 6), TODAY, JISHOU) is None


def test_days_left_go_by_the_working_days_that_are_in_force_now(zone):
    case = {"person_id": "p", "pillar": "loans", "entity": "loan", "entity_id": "l", "state": "repaying",
            "due_on": date(2024, 5, 13), "area": JISHOU}
    shut = followed(zone, a_citizen("p"), case, TODAY, lambda area: lambda day: day != date(2024, 5, 13))
    assert shut["working_days_left"] == 6  # every day from the 7th to the 12th


def test_what_one_did_on_ones_own_page_is_no_message_and_what_others_did_is(write, zone):
    write(*the_training_of("told"))
    me = a_citizen("told")
    lines = messages(zone, me, None, 20)
    assert {line["type"] for line in lines} == {"training.trainee_enrolled.v1", "training.completed.v1"}
    ids = message_ids(zone, me, None)
    assert sorted(ids) == sorted(line["event_id"] for line in lines)
    assert message_ids(zone, a_citizen("else"), ids) == []
    assert (count_messages(zone, me), count_messages(zone, a_citizen("else"))) == (2, 0)
    older = messages(zone, me, [lines[0]["occurred_at"].isoformat(), lines[0]["event_id"]], 20)
    assert [line["event_id"] for line in older] == [lines[1]["event_id"]]


def test_a_file_is_open_to_who_sees_a_case_that_names_it(write, zone):
    paper = "f" * 64
    write(about(from_sample("subsidies.objection_raised.v1", files=[paper], state=ObjectionState.OPEN.value), "filer"))
    assert case_names_file(zone, a_citizen("filer"), ["filer"], paper)
    assert not case_names_file(zone, a_citizen("else"), ["filer"], paper)
    assert not case_names_file(zone, a_citizen("filer"), ["filer"], "e" * 64)


def test_whose_a_case_is_is_told_to_those_who_see_it(write, zone):
    event = about(from_sample("subsidies.claim_submitted.v1", area=JISHOU), "claimer")
    write(event)
    clerk = Actor(role=Role.CLERK, person_id="clerk", area=JISHOU, organisation_id="office-433101")
    asked = ("subsidies", "claim", event.claim_id)
    assert person_of_case(zone, clerk, *asked) == "claimer"
    assert person_of_case(zone, replace(clerk, area="433123"), *asked) is None


def test_spaces_say_how_many_places_are_free_and_who_holds_them(write, zone):
    base = from_sample("incubators.base_recognised.v1", base_id="base-own", area=JISHOU,
                       government_funded=True)
    write(base, an_event(PlacesChanged, "zone", place_count_id="count-own", base_id="base-own", base_name="基地",
                         area=JISHOU, total=10, free=3, kept=1, taken=6))
    [space] = [one for one in entries_of(Directory.SPACES, zone, JISHOU, TODAY) if one["id"] == "base-own"]
    assert space["free"] == 3
    told = {line["label"]: line["value"] for line in space["lines"]}
    assert told["空位"] == "3 个（共 10 个，已用 6 个，留位 1 个）"
    # No document of Hunan says who comes first in space that government paid for; Liaoning's does.
    assert told["政府投资"] == "是"
    write(from_sample("incubators.base_recognised.v1", base_id="base-liaoning", area="210102",
                      government_funded=True))
    [there] = entries_of(Directory.SPACES, zone, "210102", TODAY)
    [funded] = [line for line in there["lines"] if line["label"] == "政府投资"]
    assert (funded["value"], funded["citation"]["clause"]) == ("是，优先向重点群体免费提供", "三（七）")
    [shown] = with_holders([space], lambda ids: dict.fromkeys(ids, "吉首市创业服务有限公司"))
    assert shown["holder"] == "吉首市创业服务有限公司"
    assert isinstance(base, BaseRecognised)


def test_the_public_list_of_lecturers_has_masked_names_and_nobodys_id(write, zone):
    write(about(from_sample("training.lecturer_registered.v1", area=JISHOU), "public-lecturer"))
    found = entries_of(Directory.LECTURERS, zone, JISHOU, TODAY)
    asked = []
    shown = with_masked_names(found, lambda ids: asked.extend(ids) or dict.fromkeys(ids, "石*花"))
    assert asked == ["public-lecturer"]
    assert [one["title"].split("　")[0] for one in shown] == ["石*花"]
    assert "public-lecturer" not in str(shown)


def test_human_resource_services_are_listed_for_the_area_and_below_the_one_that_published(write, zone):
    for listing, area in (("l-1", JISHOU), ("l-2", XIANGXI), ("l-3", "430102")):
        write(an_event(ListingPublished, "zone", listing_id=listing, kind=ListingKind.HUMAN_RESOURCE_SERVICES,
                       title="零工市场", area=area, holder="就业服务中心", source="人社局", contact=None, lines=(),
                       opens_on=None, state=ListingState.PUBLISHED))
    found = entries_of(Directory.HUMAN_RESOURCE_SERVICES, zone, JISHOU, TODAY)
    assert {one["id"] for one in found} == {"l-1", "l-2"}
    assert {(one["holder"], one["source"]) for one in found} == {("就业服务中心", "人社局")}


def test_who_asks_is_sent_to_the_nearest_window_that_is_published(write, zone):
    for listing, area, name in (("c-1", XIANGXI, "州政务大厅"), ("c-2", JISHOU, "吉首市政务大厅")):
        write(an_event(ListingPublished, "zone", listing_id=listing, kind=ListingKind.CONTACTS, title=name, area=area,
                       holder="人社局", source="人社局", contact="人民北路1号", lines=(), opens_on=None,
                       state=ListingState.PUBLISHED))
    assert contact_for(zone, "433101001") == contact_for(zone, JISHOU) == "吉首市政务大厅：人民北路1号"
    assert contact_for(zone, "433123") == "州政务大厅：人民北路1号"
    assert contact_for(zone, "330000") is None
    asked, told = {"lines": []}, {"lines": [{"label": "联系方式", "value": "某银行"}]}
    assert [one["lines"][0]["value"] for one in with_contact([asked, told], "窗口")] == ["窗口", "某银行"]


def test_a_directory_is_narrowed_by_state_places_and_days():
    entries = [{"state": "open", "free": 0, "held_on": date(2024, 6, 1)},
               {"state": "open", "free": 2, "held_on": date(2024, 7, 1)},
               {"state": "paused", "free": 5, "held_on": None}]
    wide = {"state": None, "with_free": False, "since": None, "until": None}
    assert len(narrowed(entries, **wide)) == 3
    assert [one["free"] for one in narrowed(entries, **wide | {"with_free": True})] == [2, 5]
    assert [one["free"] for one in narrowed(entries, **wide | {"state": "open", "since": date(2024, 6, 2)})] == [2]
    assert [one["free"] for one in narrowed(entries, **wide | {"until": date(2024, 6, 2)})] == [0, 5]
