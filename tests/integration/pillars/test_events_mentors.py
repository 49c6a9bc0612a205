"""Mentors on a real database: updates, suspension by the calendar, tasks, founders' mentors, visits."""

import threading

import pytest

from contracts.actors import Role
from contracts.events.commands import (
    AdmitMentor,
    AnswerMentorOffer,
    ClaimTask,
    FinishTask,
    RecordVisit,
    ResumeMentor,
    UpdateMentor,
    WithdrawTask,
)
from contracts.events.questions import ReplayDecisions, Verify
from contracts.incubators.domain_events import TenantAdmitted
from contracts.problems import Conflict, Forbidden, Invalid, NotFound
from tests.building import a_citizen, a_command, an_actor, sent, the_province
from tests.integration.pillars.gathering import a_county

ALL_PARTS = ["real_name", "personal_data", "service_data"]


@pytest.fixture
def county(desk, migrated):
    return a_county(desk("events"), migrated)


def test_a_mentor_with_two_of_three_parts_is_told_which_is_missing_and_with_three_is_verified(county):
    mentor, actor = county.mentor()
    first = county.give(UpdateMentor, actor, parts=["real_name", "personal_data"])
    assert first["outcome"] == "returned"
    assert county.of("mentor", mentor)[-1][1]["todo"] == "还需更新：服务情况"
    county.give(UpdateMentor, actor, parts=["service_data"])
    assert county.of("mentor", mentor)[-1][0] == "mentor_verified"


def test_only_an_office_of_the_area_admits_and_nobody_twice(county):
    _, actor = county.mentor()
    fields = {"person_id": actor.person_id, "area": county.area, "pool": "city", "origin": "founder"}
    with pytest.raises(Conflict):
        county.give(AdmitMentor, county.clerk(), **fields)
    with pytest.raises(Forbidden):
        county.give(AdmitMentor, an_actor(Role.CLERK, area="330402"), **fields | {"person_id": county.person()})
    with pytest.raises(Invalid):
        county.give(UpdateMentor, actor, parts=["diploma"])


def test_a_task_is_claimed_by_one_of_many_mentors_at_once(county):
    task = county.task()
    actors = [county.mentor(verified=True)[1] for _ in range(8)]
    outcomes = []

    def claim(actor):
        try:
            outcomes.append(county.desk.give(sent(ClaimTask, actor, task_id=task))["outcome"])
        except Conflict:
            outcomes.append("conflict")

    threads = [threading.Thread(target=claim, args=(actor,)) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["conflict"] * 7 + ["granted"]


def test_a_claimed_task_is_finished_by_who_published_it_and_a_published_one_may_be_taken_back(county):
    task, other = county.task(), county.task()
    _, actor = county.mentor()
    county.give(ClaimTask, actor, task_id=task)
    with pytest.raises(Forbidden):
        county.give(FinishTask, an_actor(Role.BASE_OPERATOR, organisation_id="org-other"), task_id=task)
    county.give(FinishTask, county.operator(), task_id=task)
    county.give(WithdrawTask, county.operator(), task_id=other)
    assert [county.of("task", one)[-1][0] for one in (task, other)] == ["task_finished", "task_withdrawn"]
    with pytest.raises(Conflict):
        county.give(ClaimTask, actor, task_id=other)


def a_tenant(county, person_id):
    return {"tenancy_id": f"tenancy-{person_id}", "person_id": person_id, "base_id": "base-1", "base_name": "孵化基地",
            "base_level": "province", "operator_id": "org-1", "area": county.area, "title": "入驻孵化基地",
            "state": "admitted", "since": "2024-05-06", "rent_free": False}


def admit(county, person_id):
    county.hear(TenantAdmitted, "offer_mentor_on_tenant_admitted", **a_tenant(county, person_id))


def test_a_new_tenant_is_offered_the_mentor_with_the_fewest_founders_and_is_paired_on_saying_yes(county):
    busy, _ = county.mentor()
    founder, other = county.person(), county.person()
    admit(county, founder)
    free, free_actor = county.mentor()
    admit(county, other)
    assert [county.about("mentor_offer", who)[-1][1]["mentor_id"] for who in (founder, other)] == [busy, free]
    offer = county.about("mentor_offer", other)[-1][1]
    with pytest.raises(NotFound):
        county.give(AnswerMentorOffer, a_citizen(founder), mentor_offer_id=offer["mentor_offer_id"], accept=True)
    county.give(AnswerMentorOffer, a_citizen(other), mentor_offer_id=offer["mentor_offer_id"], accept=True)
    kind, pair = county.about("mentor_offer", other)[-1]
    assert (kind, pair["mentor_person_id"]) == ("mentor_paired", free_actor.person_id)
    [(_, seen)] = county.about("pairing", free_actor.person_id)
    assert seen["founder_id"] == other


def test_a_founder_who_declines_has_no_mentor_and_may_be_offered_one_on_the_next_occasion(county):
    county.mentor()
    founder = county.person()
    admit(county, founder)
    offer = county.about("mentor_offer", founder)[-1][1]["mentor_offer_id"]
    county.give(AnswerMentorOffer, a_citizen(founder), mentor_offer_id=offer, accept=False)
    with pytest.raises(Conflict):
        county.give(AnswerMentorOffer, a_citizen(founder), mentor_offer_id=offer, accept=True)
    county.hear(TenantAdmitted, "offer_mentor_on_tenant_admitted", **a_tenant(county, founder))
    assert [kind for kind, _ in county.about("mentor_offer", founder)] == [
        "mentor_offered", "mentor_declined", "mentor_offered"]


def test_a_founder_gets_one_offer_on_whichever_occasion_comes_first(county):
    county.mentor()
    founder = county.person()
    for number in (1, 2):
        county.hear(TenantAdmitted, "offer_mentor_on_tenant_admitted",
                    **a_tenant(county, founder) | {"tenancy_id": f"tenancy-{number}"})
    assert len(county.about("mentor_offer", founder)) == 1


def test_a_founder_without_a_mentor_in_the_city_waits_and_is_offered_the_next_who_joins(county):
    founder = county.person()
    admit(county, founder)
    assert county.about("mentor_offer", founder)[-1][0] == "mentor_offer_deferred"
    mentor, _ = county.mentor()
    assert county.about("mentor_offer", founder)[-1][1]["mentor_id"] == mentor


def test_only_a_mentor_records_a_visit_and_day_of_help_and_of_entry_are_both_kept(county):
    _, actor = county.mentor()
    visit = {"area": county.area, "place_kind": "base", "held_on": "2024-05-02", "base_id": "base-1"}
    recorded = county.give(RecordVisit, actor, **visit)["subject"]
    kept = county.of("visit", recorded)[-1][1]
    assert (kept["held_on"], kept["recorded_on"]) == ("2024-05-02", "2024-05-06")
    with pytest.raises(NotFound):
        county.give(RecordVisit, an_actor(Role.MENTOR, person_id=county.person()), **visit)
    with pytest.raises(Invalid):
        county.give(RecordVisit, actor, **visit | {"held_on": "2024-05-07"})


def test_help_to_a_founder_may_be_rated(county):
    mentor, actor = county.mentor()
    founder = county.person()
    county.give(RecordVisit, actor, area=county.area, place_kind="enterprise", held_on="2024-05-06", person_id=founder)
    [(_, right)] = county.about("rating", founder)
    assert right["provider_id"] == mentor


def test_every_decision_on_a_mentor_replays_and_nothing_is_left_with_a_suspended_one(county):
    mentor, actor = county.mentor(verified=True)
    task = county.task()
    county.give(ClaimTask, actor, task_id=task)
    for subject in (mentor, task):
        replayed = county.desk.give(a_command(ReplayDecisions, the_province(), subject=subject))["decisions"]
        assert replayed and all(decision["same"] for decision in replayed)


# The clock is moved from here on: these tests stand last, in the order of the calendar.

def timer_of(county, mentor):
    return county.desk.sql("SELECT due_at AT TIME ZONE 'Asia/Shanghai' FROM timers WHERE key LIKE %s",
                           f"mentor:{mentor}:%")


@pytest.fixture(scope="module")
def late(desk, migrated):
    """Two mentors, their tasks and a founder, as the last of June begins."""
    county = a_county(desk("events"), migrated)
    in_time, in_time_actor = county.mentor()
    slow, slow_actor = county.mentor()
    task = county.task()
    county.give(ClaimTask, slow_actor, task_id=task)
    county.move_clock(2024, 6, 30, 8)
    county.run_due_timers()
    county.give(UpdateMentor, in_time_actor, parts=ALL_PARTS)
    return {"county": county, "in_time": in_time, "slow": slow, "slow_actor": slow_actor, "task": task}


def test_on_the_last_of_june_nobody_is_suspended_and_that_day_is_in_time(late):
    county = late["county"]
    assert [str(row[0]) for row in timer_of(county, late["slow"])] == ["2024-07-01 00:00:00"]
    county.move_clock(2024, 6, 30, 23)
    county.run_due_timers()
    assert county.of("mentor", late["slow"])[-1][1]["state"] == "joined"
    assert county.of("mentor", late["in_time"])[-1][1]["state"] == "verified"


def test_a_mentor_who_acts_after_midnight_before_the_calendar_did_is_suspended_first_and_told_why(late):
    county = late["county"]
    county.move_clock(2024, 7, 1, 0)
    other = county.task()
    answer = county.give(ClaimTask, late["slow_actor"], task_id=other)
    assert answer["outcome"] == "refused"
    assert answer["reasons"][0]["citation"] == {"document": "hunan-2024", "clause": "二（五）3"}
    kind, suspended = county.of("mentor", late["slow"])[-1]
    assert (kind, suspended["suspended_on"]) == ("mentor_suspended", "2024-07-01")
    assert county.about("task_claim", late["slow_actor"].person_id)[-1][0] == "task_claim_refused"


def test_the_calendar_suspends_once_and_spares_who_was_in_time(late):
    county = late["county"]
    assert "events.suspend_mentor" in county.run_due_timers()
    assert county.run_due_timers() == []
    assert [kind for kind, _ in county.of("mentor", late["slow"])].count("mentor_suspended") == 1
    assert county.of("mentor", late["in_time"])[-1][0] == "mentor_verified"


def test_a_suspended_mentors_task_is_released_and_others_may_claim_it(late):
    county = late["county"]
    assert county.of("task", late["task"])[-1][0] == "task_released"
    assert county.desk.give(a_command(Verify, the_province()))["faults"] == []


def test_a_visit_on_a_day_of_suspension_does_not_count_and_one_before_does(late):
    county = late["county"]
    visit = {"area": county.area, "place_kind": "village"}
    before = county.give(RecordVisit, late["slow_actor"], **visit, held_on="2024-06-29")
    after = county.give(RecordVisit, late["slow_actor"], **visit, held_on="2024-07-01")
    assert [before["outcome"], after["outcome"]] == ["granted", "refused"]
    assert county.of("visit", after["subject"])[-1][0] == "visit_refused"


def test_who_joins_after_the_day_has_no_timer_and_is_not_suspended(late):
    county = late["county"]
    mentor, _ = county.mentor()
    assert timer_of(county, mentor) == []
    joined = county.of("mentor", mentor)[-1][1]
    assert joined["reasons"][0]["status"] == "not_applicable"


def test_the_update_of_a_suspended_mentor_proposes_and_a_clerk_ends_the_suspension(late):
    county = late["county"]
    with pytest.raises(Conflict):
        county.give(ResumeMentor, county.clerk(), mentor_id=late["slow"], ground="已补齐信息")
    proposed = county.give(UpdateMentor, late["slow_actor"], parts=ALL_PARTS)
    assert proposed["outcome"] == "referred"
    county.give(ResumeMentor, county.clerk(), mentor_id=late["slow"], ground="已补齐信息")
    assert county.of("mentor", late["slow"])[-1][1]["state"] == "verified"
    assert county.give(ClaimTask, late["slow_actor"], task_id=late["task"])["outcome"] == "granted"
