"""Activities and ratings on a real database: places, the waiting list, check-in, good and bad grades."""

import threading

import psycopg
import pytest

from chassis.inbox import Repeated
from contracts.actors import CALENDAR_ACTOR, Role
from contracts.events import Grade
from contracts.events.commands import (
    ApproveActivity,
    CancelActivity,
    CheckIn,
    CloseRatingCase,
    HoldActivity,
    ProposeActivity,
    Rate,
    RecordContact,
    RegisterForActivity,
    RemindRatingCase,
    ReportOutcome,
    ReturnActivity,
    WithdrawRegistration,
)
from contracts.events.questions import ReplayDecisions, Verify
from contracts.problems import Conflict, Forbidden, Invalid, NotFound
from contracts.training.domain_events import ServiceRendered as TrainingRendered
from contracts.zone.domain_events import MatterSubmitted
from tests.building import a_citizen, a_command, an_actor, heard, sent, the_province
from tests.integration.pillars.gathering import a_county


@pytest.fixture
def county(desk, migrated):
    return a_county(desk("events"), migrated)


def test_a_salon_is_proposed_approved_registered_for_checked_in_held_and_rated(county):
    activity, someone = county.approved(), county.person()
    assert county.register(activity, someone)["outcome"] == "granted"
    county.give(CheckIn, county.operator(), activity_id=activity, person_id=someone)
    county.give(HoldActivity, county.operator(), activity_id=activity)
    [(kind, right)] = county.about("rating", someone)
    assert (kind, right["state"], right["provider_id"]) == ("rating_right_opened", "open", f"org-{county.name}")
    county.give(Rate, a_citizen(someone), rating_id=right["rating_id"], grade="very_satisfied")
    county.give(ReportOutcome, county.operator(), activity_id=activity, outcome="达成三项合作意向", projects_matched=3)
    assert [kind for kind, _ in county.of("activity", activity)] == [
        "activity_proposed", "activity_approved", "activity_held", "activity_closed"]
    assert county.of("activity", activity)[2][1]["attended"] == 1


def test_nobody_approves_their_own_proposal_and_another_area_approves_none(county):
    mine = an_actor(Role.CITY_STAFF, area=county.city, person_id="city-1")
    activity = county.give(ProposeActivity, mine, title="宣讲会", kind="briefing", area=county.area, venue="大厅",
                           held_on="2024-06-01", places=50)["subject"]
    with pytest.raises(Forbidden):
        county.give(ApproveActivity, mine, activity_id=activity)
    with pytest.raises(Forbidden):
        county.give(ApproveActivity, an_actor(Role.REVIEWER, area="330402", person_id="r-2"), activity_id=activity)


def test_an_organisation_proposes_where_it_is_and_nowhere_else(county):
    with pytest.raises(Forbidden):
        county.propose(area="330402")


def test_a_returned_proposal_says_what_to_correct(county):
    activity = county.propose()
    county.give(ReturnActivity, county.reviewer(), activity_id=activity, ground="请补充安全预案")
    assert county.of("activity", activity)[-1][1]["ground"] == "请补充安全预案"
    with pytest.raises(Conflict):
        county.register(activity, county.person())


def test_each_wrong_field_of_a_proposal_is_named(county):
    with pytest.raises(Invalid) as wrong:
        county.propose(held_on="2024-05-01", register_until="2024-05-03", for_groups=["martian"])
    assert set(wrong.value.fields) == {"held_on", "register_until", "for_groups"}


def test_who_comes_after_the_last_place_waits_and_the_first_to_wait_is_the_first_to_get_a_place(county):
    activity = county.approved(places=1)
    holder, first, second = (county.person() for _ in range(3))
    registrations = {who: county.register(activity, who) for who in (holder, first, second)}
    assert [registrations[who]["outcome"] for who in (holder, first, second)] == ["granted", "referred", "referred"]
    assert [county.about("registration", who)[-1][1].get("turn") for who in (first, second)] == [1, 2]
    county.give(WithdrawRegistration, a_citizen(holder), registration_id=registrations[holder]["subject"])
    assert county.about("registration", first)[-1][0] == "place_taken"
    assert county.about("registration", first)[-1][1]["from_waiting_list"] is True
    assert county.about("registration", second)[-1][0] == "waiting_listed"


def test_who_waits_and_withdraws_gives_nobody_a_place(county):
    activity = county.approved(places=1)
    county.register(activity, county.person())
    first, second = county.person(), county.person()
    mine = county.register(activity, first)["subject"]
    county.register(activity, second)
    county.give(WithdrawRegistration, a_citizen(first), registration_id=mine)
    assert county.about("registration", second)[-1][0] == "waiting_listed"


def test_of_forty_who_register_at_once_for_ten_places_ten_get_one_and_thirty_wait_in_order(county):
    activity = county.approved(places=10)
    outcomes, turns = [], []

    def register(people):
        for someone in people:
            outcomes.append(county.desk.give(sent(RegisterForActivity, a_citizen(someone),
                                                  activity_id=activity))["outcome"])
            turns.append(county.about("registration", someone)[-1][1].get("turn"))

    people = [county.person() for _ in range(40)]
    threads = [threading.Thread(target=register, args=(people[n::8],)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["granted"] * 10 + ["referred"] * 30
    assert sorted(turn for turn in turns if turn) == list(range(1, 31))


def test_one_person_registers_once_and_may_again_after_withdrawing(county):
    activity, someone = county.approved(), county.person()
    first = county.register(activity, someone)["subject"]
    with pytest.raises(Conflict):
        county.register(activity, someone)
    county.give(WithdrawRegistration, a_citizen(someone), registration_id=first)
    assert county.register(activity, someone)["outcome"] == "granted"


def test_check_in_is_on_the_day_for_who_has_a_place(county):
    later, today = county.approved(held_on="2024-06-01"), county.approved(places=1)
    holder, waiting = county.person(), county.person()
    for activity in (later, today):
        county.register(activity, holder)
    county.register(today, waiting)
    for activity, someone, problem in ((later, holder, Conflict), (today, waiting, Conflict),
                                       (today, county.person(), NotFound)):
        with pytest.raises(problem):
            county.give(CheckIn, county.operator(), activity_id=activity, person_id=someone)
    with pytest.raises(Conflict):
        county.give(HoldActivity, county.operator(), activity_id=later)


def test_only_the_organiser_or_the_areas_office_runs_an_activity(county):
    activity = county.approved()
    stranger = an_actor(Role.BASE_OPERATOR, area=county.area, organisation_id="org-somebody-else")
    with pytest.raises(Forbidden):
        county.give(HoldActivity, stranger, activity_id=activity)
    county.give(HoldActivity, county.clerk(), activity_id=activity)


def test_everybody_who_registered_is_told_of_a_cancellation(county):
    activity, someone = county.approved(), county.person()
    county.register(activity, someone)
    county.give(CancelActivity, county.operator(), activity_id=activity, ground="天气原因取消")
    assert county.about("registration", someone)[-1][1]["todo"] == "活动已取消"


def test_a_form_for_several_pillars_registers_or_says_what_to_put_right(county):
    activity, someone = county.approved(), county.person()
    for number in (1, 2):
        wishes = [{"pillar": "events", "item": "registration", "given": {"activity_id": activity}}]
        county.desk.give(heard(MatterSubmitted, "events.open_registration_on_matter_submitted",
                               matter_id=f"matter-{someone}-{number}", person_id=someone, area=county.area,
                               wishes=wishes))
    assert [kind for kind, _ in county.about("registration", someone)] == ["place_taken"]
    assert county.about("wish", someone)[-1][1]["faults"] == ["您已报名这个活动"]


def a_rating(county, grade):
    someone = county.person()
    county.hear(TrainingRendered, "open_rating_right_on_training_service_rendered",
                service_act_id=f"training:{someone}", person_id=someone, provider_id="org-institution",
                area=county.area, what="创业培训：SIYB第一期")
    [(_, right)] = county.about("rating", someone)
    county.give(Rate, a_citizen(someone), rating_id=right["rating_id"], grade=grade)
    return someone, right


def test_a_service_that_a_pillar_rendered_is_rated_once_by_who_received_it(county):
    someone, right = a_rating(county, "satisfied")
    assert right["pillar"] == "training"
    with pytest.raises(Conflict):
        county.give(Rate, a_citizen(someone), rating_id=right["rating_id"], grade="fair")
    with pytest.raises(NotFound):
        county.give(Rate, a_citizen("person-other"), rating_id=right["rating_id"], grade="fair")


def test_one_service_act_gives_one_right_however_often_it_is_told(county):
    someone = county.person()
    act = {"service_act_id": f"training:{someone}", "person_id": someone, "provider_id": "org-institution",
           "area": county.area, "what": "创业培训"}
    event = heard(TrainingRendered, "events.open_rating_right_on_training_service_rendered", **act)
    county.desk.give(event)
    with pytest.raises(Repeated):
        county.desk.give(event)
    county.desk.give(heard(TrainingRendered, "events.open_rating_right_on_training_service_rendered", **act))
    assert len(county.about("rating", someone)) == 1


@pytest.mark.parametrize("grade", Grade)
def test_a_bad_grade_opens_a_case_with_a_deadline_and_a_good_one_none(county, grade):
    someone, _ = a_rating(county, grade.value)
    cases = county.about("rating_case", someone)
    assert len(cases) == (1 if grade.is_bad else 0)
    if cases:
        assert cases[0][1]["due_on"] == "2024-05-24"  # 15 working days after 2024-05-06


def a_case(county):
    someone, _ = a_rating(county, "very_dissatisfied")
    return someone, county.about("rating_case", someone)[0][1]["rating_case_id"]


def test_a_case_is_not_closed_before_the_person_was_reached_nor_by_another_area(county):
    someone, case = a_case(county)
    with pytest.raises(Conflict):
        county.give(CloseRatingCase, county.clerk(), rating_case_id=case, outcome="已整改并致歉")
    with pytest.raises(Forbidden):
        county.give(RecordContact, an_actor(Role.CLERK, area="330402"), rating_case_id=case,
                    contacted_on="2024-05-06", manner="phone")
    county.give(RecordContact, county.clerk(), rating_case_id=case, contacted_on="2024-05-06", manner="phone")
    with pytest.raises(Invalid):
        county.give(CloseRatingCase, county.clerk(), rating_case_id=case, outcome="")
    county.give(CloseRatingCase, county.clerk(), rating_case_id=case, outcome="已整改并致歉")
    assert county.about("rating_case", someone)[-1][1]["state"] == "closed"


def test_not_even_direct_sql_closes_a_case_without_contact(county):
    _, case = a_case(county)
    with pytest.raises(psycopg.errors.CheckViolation):
        county.desk.sql("UPDATE rating_cases SET state = 'closed' WHERE rating_case_id = %s RETURNING 1", case)


def test_a_case_that_has_run_its_days_is_shown_as_overdue_and_stays_alive(county):
    someone, case = a_case(county)
    county.give(RemindRatingCase, CALENDAR_ACTOR, rating_case_id=case)
    assert county.about("rating_case", someone)[-1][1]["overdue"] is True
    county.give(RecordContact, county.clerk(), rating_case_id=case, contacted_on="2024-05-06", manner="visit")


def test_decisions_on_activities_and_ratings_replay_to_the_same_bytes_and_the_tables_add_up(county):
    someone, right = a_rating(county, "dissatisfied")
    activity = county.approved()
    registration = county.register(activity, someone)["subject"]
    for subject in (right["rating_id"], activity, registration):
        replayed = county.desk.give(a_command(ReplayDecisions, the_province(), subject=subject))["decisions"]
        assert replayed and all(decision["same"] for decision in replayed)
    assert county.desk.give(a_command(Verify, the_province()))["faults"] == []
