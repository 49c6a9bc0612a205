"""Tenancies on a real database: never oversold, one base a person, prizes and businesses."""


import json

import pytest

from contracts.actors import CALENDAR_ACTOR, Role
from contracts.incubators.commands import (
    AdmitTenant,
    HandleServiceRequest,
    LapseFastTrack,
    LeaveBase,
    RefuseTenant,
    ReportJobs,
    RequestService,
)
from contracts.incubators.questions import ReplayDecisions, Verify
from contracts.loans.domain_events import LoanOverdue
from contracts.problems import Conflict, Forbidden
from contracts.zone.domain_events import BusinessClosed, BusinessRegistered, MatterSubmitted
from tests.building import a_citizen, a_command, an_actor, heard, sent, the_province
from tests.contracts.compatibility import SAMPLES
from tests.integration.pillars.incubation import a_place, a_prize, all_at_once, person


@pytest.fixture
def place(desk):
    return a_place(desk("incubators"))


def test_an_accepted_invitation_becomes_an_application_and_an_admission_with_the_bases_level(place):
    base = place.recognise(places=1)
    someone = person(place)
    place.register(someone)
    place.complete(someone)
    tenancy = place.accept(someone, place.of("invitation", someone)[0][1]["invitation_id"])
    answer = place.admit(tenancy)
    admitted = place.of("tenancy", someone)[-1][1]
    assert answer["outcome"] == "granted"
    assert (admitted["state"], admitted["base_level"], admitted["since"]) == ("admitted", "province", "2024-05-06")
    assert place.places(base) == (0, 0, 1)


def test_of_many_admissions_to_the_last_place_exactly_one_is_granted(place):
    base = place.recognise(places=1)
    tenancies = [place.apply(person(place), base) for _ in range(20)]
    outcomes = all_at_once(lambda tenancy: place.desk.give(
        a_command(AdmitTenant, place.operator(), tenancy_id=tenancy))["outcome"], tenancies)
    assert sorted(outcomes) == ["granted"] + ["referred"] * 19
    assert place.places(base) == (0, 0, 1)


def test_one_person_is_admitted_to_one_base_however_many_admit_at_once(place):
    someone = person(place)
    bases = [place.recognise(places=5, base_id=f"base-{place.name}-{n}") for n in range(4)]
    tenancies = [place.apply(someone, base) for base in bases]

    def admit(tenancy):
        try:
            return place.desk.give(a_command(AdmitTenant, place.operator(), tenancy_id=tenancy))["outcome"]
        except Conflict:
            return "conflict"

    assert sorted(all_at_once(admit, tenancies)) == ["conflict"] * 3 + ["granted"]


def test_only_the_bases_own_operator_admits(place):
    base = place.recognise(places=1)
    tenancy = place.apply(person(place), base)
    stranger = an_actor(Role.BASE_OPERATOR, area=place.county, organisation_id="org-somebody-else")
    with pytest.raises(Forbidden):
        place.desk.give(a_command(AdmitTenant, stranger, tenancy_id=tenancy))


def test_a_place_that_is_given_back_goes_to_who_waits(place):
    base = place.recognise(places=1)
    first, second = person(place), person(place)
    tenancy = place.apply(first, base)
    place.admit(tenancy)
    place.register(second)
    place.complete(second)
    assert place.of("invitation", second)[-1][0] == "invitation_deferred"
    place.desk.give(sent(LeaveBase, a_citizen(first), tenancy_id=tenancy, how="graduated", ground="项目成熟"))
    place.settle()
    assert place.places(base) == (1, 0, 0)
    assert place.of("invitation", second)[-1][0] == "invitation_sent"


def test_admission_ends_the_persons_other_invitation(place):
    base = place.recognise(places=2)
    someone = person(place)
    place.register(someone)
    place.complete(someone)
    place.admit(place.apply(someone, base))
    assert place.of("invitation", someone)[-1][0] == "invitation_lapsed"


def test_jobs_replace_the_figure_before_and_both_are_told(place):
    base = place.recognise(places=1)
    someone = person(place)
    tenancy = place.apply(someone, base)
    place.admit(tenancy)
    for jobs in (3, 5):
        place.desk.give(sent(ReportJobs, a_citizen(someone), tenancy_id=tenancy, jobs=jobs, as_of="2024-05-06"))
    reported = place.of("tenancy", someone)[-1][1]
    assert (reported["jobs"], reported["jobs_before"]) == (5, 3)


def test_a_request_that_the_base_met_may_be_rated(place):
    base = place.recognise(places=1)
    someone = person(place)
    tenancy = place.apply(someone, base)
    place.admit(tenancy)
    request = place.desk.give(sent(RequestService, a_citizen(someone), tenancy_id=tenancy,
                                        kind="policy_advice"))["subject"]
    place.desk.give(sent(HandleServiceRequest, place.operator(), service_request_id=request, result="已现场解答"))
    [(_, act)] = place.of("service_act", someone)
    assert act["provider_id"] == f"org-{place.name}"
    with pytest.raises(Conflict):
        place.desk.give(sent(HandleServiceRequest, place.operator(), service_request_id=request, result="再办"))


def test_a_prize_keeps_a_place_that_nobody_else_gets_and_its_winner_does(place):
    base = place.recognise(places=1)
    winner, other = person(place), person(place)
    place.desk.give(a_prize(place, winner))
    assert place.places(base) == (0, 1, 0)
    assert place.admit(place.apply(other, base))["outcome"] == "referred"
    assert place.admit(place.apply(winner, base))["outcome"] == "granted"
    assert place.places(base) == (0, 0, 1)
    assert place.of("fast_track", winner)[-1][0] == "fast_track_used"


def test_a_prize_winner_waits_for_a_place_and_a_kept_place_that_lapses_is_free_again(place):
    winner = person(place)
    place.desk.give(a_prize(place, winner))
    assert place.of("fast_track", winner)[-1][0] == "fast_track_waiting"
    base = place.recognise(places=1)
    kind, kept = place.of("fast_track", winner)[-1]
    assert (kind, kept["base_id"]) == ("fast_track_reserved", base)
    place.desk.give(a_command(LapseFastTrack, CALENDAR_ACTOR, fast_track_id=kept["fast_track_id"]))
    assert place.places(base) == (1, 0, 0)


def test_a_tenants_business_is_noted_when_it_is_registered_and_when_it_closes(place):
    base = place.recognise(places=1)
    someone = person(place)
    place.admit(place.apply(someone, base))
    business = {"business_id": f"business-{place.name}", "person_id": someone, "kind": "self_employed", "state": "open",
                "area": place.county, "registered_on": "2024-05-06", "evidence": "register", "number_token": "n"}
    place.desk.give(heard(BusinessRegistered, "incubators.note_business_on_business_registered", **business))
    assert place.of("tenancy", someone)[-1][1]["business_id"] == business["business_id"]
    closed = business | {"state": "closed", "closed_on": "2024-05-06"}
    place.desk.give(heard(BusinessClosed, "incubators.note_business_on_business_closed", version=2, **closed))
    assert place.of("tenancy", someone)[-1][1]["business_id"] is None


def test_every_decision_on_an_invitation_and_an_admission_replays_to_the_same_bytes(place):
    base = place.recognise(places=1)
    someone = person(place)
    place.register(someone)
    place.complete(someone)
    invitation = place.of("invitation", someone)[0][1]["invitation_id"]
    tenancy = place.accept(someone, invitation)
    place.admit(tenancy)
    for subject in (invitation, tenancy, base):
        replayed = place.desk.give(a_command(ReplayDecisions, the_province(), subject=subject))["decisions"]
        assert replayed and all(decision["same"] for decision in replayed)


def test_an_application_is_refused_by_a_person_with_the_ground(place):
    base = place.recognise(places=1)
    someone = person(place)
    tenancy = place.apply(someone, base)
    place.desk.give(sent(RefuseTenant, place.operator(), tenancy_id=tenancy, ground="项目与基地方向不符"))
    assert place.of("tenancy", someone)[-1][1]["ground"] == "项目与基地方向不符"
    with pytest.raises(Conflict):
        place.admit(tenancy)


def test_the_base_is_told_of_its_tenants_overdue_loan_and_nothing_is_taken(place):
    base = place.recognise(places=1)
    tenant, other = person(place), person(place)
    place.admit(place.apply(tenant, base))
    for who in (tenant, other):
        loan = json.loads((SAMPLES / "loans.overdue.v1.json").read_text()) | {"person_id": who, "area": place.county}
        place.desk.give(heard(LoanOverdue, "incubators.tell_base_on_loan_overdue", **loan))
    kind, told = place.of("tenancy", tenant)[-1]
    assert (kind, told["state"], told["operator_id"]) == ("loan_overdue_told", "admitted", f"org-{place.name}")
    assert place.of("tenancy", other) == []


def a_matter(someone, area, given):
    wishes = [{"pillar": "incubators", "item": "tenancy", "given": given}, {"pillar": "loans", "item": "loan"}]
    return heard(MatterSubmitted, "incubators.open_application_on_matter_submitted", matter_id=f"matter-{someone}",
                 person_id=someone, area=area, wishes=wishes)


def test_a_form_for_several_pillars_opens_one_application_or_says_what_to_put_right(place):
    base = place.recognise(places=1)
    someone, other = person(place), person(place)
    place.desk.give(a_matter(someone, place.county, {"base_id": base}))
    place.desk.give(a_matter(other, place.county, {"base_id": "base-nowhere"}))
    assert [kind for kind, _ in place.of("tenancy", someone)] == ["tenant_applied"]
    assert place.of("wish", other)[-1][1]["faults"] == ["没有这个基地"]


def test_places_add_up(place):
    assert place.desk.give(a_command(Verify, the_province()))["faults"] == []
