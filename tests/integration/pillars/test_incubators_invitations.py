"""Bases, and who is invited to them, whatever the order in which events come."""

from datetime import datetime

import pytest

from chassis.clock import SHANGHAI
from chassis.inbox import Repeated
from contracts.actors import CALENDAR_ACTOR, Role
from contracts.incubators.commands import (
    LapseInvitation,
    ResolveTenancyQuestion,
    WithdrawBase,
)
from contracts.problems import Conflict, Forbidden, NotFound
from tests.building import a_command, an_actor, sent, the_county_clerk, the_province
from tests.integration.pillars.incubation import a_completion, a_place, person


@pytest.fixture
def place(desk):
    return a_place(desk("incubators"))


def test_who_completed_a_course_is_invited_to_a_base_with_room_with_reasons_and_a_day(place):
    place.recognise(places=2)
    someone = person(place)
    place.register(someone)
    place.complete(someone)
    [(kind, sent)] = place.of("invitation", someone)
    assert (kind, sent["state"], sent["base_level"]) == ("invitation_sent", "sent", "province")
    assert sent["due_on"] == "2024-05-31"  # 20 working days after 2024-05-06, a Saturday worked among them
    assert {reason["code"] for reason in sent["reasons"]} >= {"training_completed", "base_with_free_space_in_area"}
    assert {"document": "hunan-2024", "clause": "一"} in [
        {key: value for key, value in reason["citation"].items() if value} for reason in sent["reasons"]]


def test_the_invitation_comes_whichever_of_registration_and_completion_was_heard_first(place):
    place.recognise(places=2)
    someone = person(place)
    place.complete(someone)
    assert place.of("invitation", someone) == []
    place.register(someone)
    assert [kind for kind, _ in place.of("invitation", someone)] == ["invitation_sent"]


def test_a_repeated_completion_invites_once(place):
    place.recognise(places=2)
    someone = person(place)
    place.register(someone)
    event = place.complete(someone)
    with pytest.raises(Repeated):
        place.desk.give(event)
    assert len(place.of("invitation", someone)) == 1


def test_without_room_the_invitation_is_deferred_and_sent_when_room_appears_longest_wait_first(place):
    first, second = person(place), person(place)
    for someone in (first, second):
        place.register(someone)
        place.complete(someone)
    assert [kind for kind, _ in place.of("invitation", first)] == ["invitation_deferred"]
    place.recognise(places=1)
    assert [kind for kind, _ in place.of("invitation", first)] == ["invitation_deferred", "invitation_sent"]
    assert [kind for kind, _ in place.of("invitation", second)] == ["invitation_deferred"]


def test_one_free_place_invites_one_person_and_the_next_once_the_first_lets_it_lapse(place):
    place.recognise(places=1)
    first, second = person(place), person(place)
    for someone in (first, second):
        place.register(someone)
        place.complete(someone)
    invitation = place.of("invitation", first)[0][1]["invitation_id"]
    place.desk.give(a_command(LapseInvitation, CALENDAR_ACTOR, invitation_id=invitation))
    place.settle()
    assert place.of("invitation", first)[-1][0] == "invitation_lapsed"
    assert place.of("invitation", second)[-1][0] == "invitation_sent"


def test_the_calendar_holds_a_timer_for_the_day_after_the_last(place):
    place.recognise(places=1)
    someone = person(place)
    place.register(someone)
    place.complete(someone)
    invitation = place.of("invitation", someone)[0][1]["invitation_id"]
    [(due,)] = place.desk.sql("SELECT due_at FROM timers WHERE key = %s", f"invitation:{invitation}")
    assert due == datetime(2024, 6, 1, tzinfo=SHANGHAI)
    place.accept(someone, invitation)
    assert place.desk.sql("SELECT 1 FROM timers WHERE key = %s", f"invitation:{invitation}") == []


def test_nobody_else_can_accept_an_invitation(place):
    place.recognise(places=1)
    someone = person(place)
    place.register(someone)
    place.complete(someone)
    with pytest.raises(NotFound):
        place.accept("person-other", place.of("invitation", someone)[0][1]["invitation_id"])


def test_a_revoked_certificate_questions_an_invitation_and_leaves_a_tenancy_to_a_person(place):
    base = place.recognise(places=2)
    invited, tenant = person(place), person(place)
    events = {}
    for someone in (invited, tenant):
        place.register(someone)
        events[someone] = place.complete(someone)
    place.admit(place.accept(tenant, place.of("invitation", tenant)[0][1]["invitation_id"]))
    for someone in (invited, tenant):
        place.revoke(events[someone])
    assert place.of("invitation", invited)[-1][0] == "invitation_questioned"
    [(_, question)] = place.of("tenancy_question", tenant)
    assert place.of("tenancy", tenant)[-1][1]["state"] == "admitted"
    place.desk.give(sent(ResolveTenancyQuestion, an_actor(Role.CLERK, area=place.county), keep=False,
                              tenancy_question_id=question["tenancy_question_id"], ground="本人已说明情况，终止"))
    assert place.of("tenancy", tenant)[-1][1]["state"] == "left"
    assert place.places(base)[2] == 0


def test_a_revocation_heard_before_the_completion_invites_nobody(place):
    place.recognise(places=2)
    someone = person(place)
    place.register(someone)
    place.revoke(a_completion(someone, place, enrolment_id="enrolment-early"))
    place.complete(someone, enrolment_id="enrolment-early")
    assert place.of("invitation", someone) == []


def test_a_base_rises_and_never_sinks_and_each_office_recognises_up_to_its_level(place):
    reviewer = an_actor(Role.REVIEWER, area=place.county)
    base = place.recognise(places=1, level="county", by=reviewer)
    with pytest.raises(Forbidden):
        place.recognise(places=0, level="city", base_id=base, by=reviewer)
    city = an_actor(Role.CITY_STAFF, area=place.city)
    place.recognise(places=0, level="city", base_id=base, by=city)
    with pytest.raises(Conflict):
        place.recognise(places=0, level="county", base_id=base, by=city)
    told = [e for e in place.desk.events("incubators.base_recognised.v1") if e["base_id"] == base]
    assert [(e["level"], e["newly"]) for e in told] == [("county", True), ("city", False)]
    with pytest.raises(Forbidden):
        place.recognise(level="county", by=the_county_clerk(), base_id="base-elsewhere", area="430181")


def test_an_invitation_to_a_base_that_is_withdrawn_goes_elsewhere(place):
    base = place.recognise(places=1)
    someone = person(place)
    place.register(someone)
    place.complete(someone)
    other = place.recognise(places=1, base_id=f"base-{place.name}-other", level="county")
    place.desk.give(a_command(WithdrawBase, the_province(), base_id=base, ground="复评未通过"))
    place.settle()
    assert place.of("invitation", someone)[-1][1]["base_id"] == other
