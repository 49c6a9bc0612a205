"""What a person is entitled to, in memory: predicates, monotonicity, and that an offer follows what is known."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.decisions import Force, Outcome, Status
from contracts.subsidies import AssessmentState, ClaimState, OfferState
from policies.reader import Policies
from services.subsidies.model import (
    Base,
    BaseData,
    BudgetLine,
    Business,
    Claim,
    EarlierClaim,
    Facts,
    Group,
    Offer,
    Person,
    Prize,
    Standing,
    Tenancy,
    Training,
)
from services.subsidies.rules import decide_assessment, decide_review, decide_stale_offer
from services.subsidies.rules.assessment import statuses_of
from services.subsidies.rules.conditions import condition_reasons, lost_codes, setting
from services.subsidies.rules.periods import periods_of
from services.subsidies.rules.predicates import PREDICATES, Case

TODAY = date(2024, 5, 20)
JISHOU, SHENYANG = "433101", "210102"
PROGRAMME = "startup_subsidy"
POLICIES = Policies.load()
HUNAN = POLICIES.subsidies(JISHOU, on=TODAY)

days = st.one_of(st.none(), st.integers(-30, 30).map(lambda number: TODAY + timedelta(days=number)))
groups = st.lists(st.builds(Group, group=st.sampled_from(["graduate", "veteran", "other"]), source=st.just("名册"),
                            valid_until=days), max_size=3).map(tuple)
people = st.one_of(st.none(), st.builds(Person, area=st.just(JISHOU), birth_month=st.just("1990-05"), groups=groups))
businesses = st.lists(st.builds(
    Business, business_id=st.uuids().map(str), kind=st.sampled_from(["enterprise", "online_shop"]),
    area=st.just(JISHOU), state=st.sampled_from(["open", "closed"]), registered_on=st.just(TODAY)),
    max_size=3).map(tuple)
trainings = st.lists(st.builds(
    Training, enrolment_id=st.uuids().map(str), course=st.just("siyb"), state=st.sampled_from(["completed", "revoked"]),
    area=st.just(JISHOU), certificate_number=st.just("CY1")), max_size=2).map(tuple)
known = st.builds(Facts, person=people, businesses=businesses, trainings=trainings)


def a_case(facts: Facts, earlier=(), period="once", programme=PROGRAMME) -> Case:
    return Case(facts=facts, earlier=earlier, programme=programme, period=period, today=TODAY)


def assess(facts: Facts, *, earlier=(), standing=None, policy=HUNAN, programme=PROGRAMME, area=JISHOU, today=TODAY):
    standing = standing or Standing(assessment_id="assessment-1", offer_id="offer-1")
    return decide_assessment("person-1", area, programme, "once", facts, earlier, standing, policy, today)


def after(decision) -> Standing:
    """How the person stands once a decision is recorded."""
    found = {event.type.split(".")[1]: event for event in decision.events}
    assessed, offered = found["assessed"], found.get("offered")
    offer = offered and Offer(offer_id="offer-1", person_id="person-1", area=offered.area, programme=PROGRAMME,
                              period="once", state=OfferState.OFFERED, amount=offered.amount, title="补贴")
    return Standing(assessment_id="assessment-1", offer_id="offer-1", area=assessed.area, state=assessed.state,
                    statuses=statuses_of(assessed.reasons, assessed.form), offer=offer)


def more_of(facts: Facts) -> list[Facts]:
    """The same person with one thing more that speaks for them."""
    person = facts.person or Person(area=JISHOU, birth_month="1990-05")
    group = Group(group="graduate", source="名册")
    shop = Business(business_id="more", kind="online_shop", state="open", area=JISHOU, registered_on=TODAY)
    course = Training(enrolment_id="more", course="siyb", state="completed", area=JISHOU, certificate_number="CY2")
    return [Facts(person=Person(area=person.area, birth_month=person.birth_month, groups=(*person.groups, group)),
                  businesses=facts.businesses, trainings=facts.trainings),
            Facts(person=facts.person, businesses=(*facts.businesses, shop), trainings=facts.trainings),
            Facts(person=facts.person, businesses=facts.businesses, trainings=(*facts.trainings, course))]


@given(known)
def test_more_evidence_never_turns_a_met_condition_into_another(facts):
    met = {r.code for r in condition_reasons(PROGRAMME, a_case(facts), HUNAN) if r.status is Status.MET}
    for more in more_of(facts):
        still = {r.code for r in condition_reasons(PROGRAMME, a_case(more), HUNAN) if r.status is Status.MET}
        assert met <= still


@given(known)
def test_more_evidence_never_takes_an_offer_away(facts):
    if assess(facts).outcome is Outcome.OFFERED:
        assert all(assess(more).outcome is Outcome.OFFERED for more in more_of(facts))


@given(known)
def test_an_offer_is_made_exactly_when_every_binding_reason_is_met(facts):
    decision = assess(facts)
    binding = [r for r in decision.reasons if r.force not in (Force.AIM, Force.ENCOURAGED)]
    offered = [event for event in decision.events if event.type == "subsidies.offered.v1"]
    assert bool(offered) == all(reason.status is Status.MET for reason in binding)


@given(known)
def test_assessing_again_what_is_known_already_announces_nothing(facts):
    assert assess(facts, standing=after(assess(facts))).events == ()


@given(known, known)
def test_an_offer_stands_after_any_change_exactly_when_the_person_is_still_entitled(before, now):
    standing = after(assess(before))
    decision = assess(now, standing=standing)
    types = [event.type for event in decision.events]
    had, has = standing.offer is not None, decision.outcome is Outcome.OFFERED
    assert ("subsidies.offered.v1" in types) == (has and not had)
    assert ("subsidies.offer_withdrawn.v1" in types) == (had and not has)


@given(known)
def test_the_order_in_which_facts_are_listed_does_not_matter(facts):
    turned = Facts(person=facts.person, businesses=facts.businesses[::-1], trainings=facts.trainings[::-1])
    assert [r.status for r in assess(facts).reasons] == [r.status for r in assess(turned).reasons]


def test_a_claim_under_way_shows_as_claimed_and_is_not_offered_again():
    facts = entitled()
    earlier = (EarlierClaim(claim_id="c-1", programme=PROGRAMME, period="once", state=ClaimState.IN_REVIEW),)
    decision = assess(facts, earlier=earlier)
    assert [(event.type, event.state) for event in decision.events] == [
        ("subsidies.assessed.v1", AssessmentState.CLAIMED)]


def entitled(area: str = JISHOU) -> Facts:
    return Facts(person=Person(area=area, birth_month="1990-05", groups=(Group(group="graduate", source="名册"),)),
                 businesses=(Business(business_id="b-1", kind="self_employed", state="open", area=area,
                                      registered_on=TODAY),))


def test_the_amount_is_that_of_the_day_and_its_missing_source_is_said():
    offered = assess(entitled()).events[1]
    assert (offered.amount, any("来源文件没有金额" in note for note in offered.notes)) == (500_000, True)


def test_in_liaoning_nothing_can_be_offered_where_no_amount_is_set():
    policy = POLICIES.subsidies(SHENYANG, on=TODAY)
    decision = assess(entitled(SHENYANG), policy=policy, area=SHENYANG)
    assert {r.code: r.status for r in decision.reasons}["amount_set"] is Status.UNKNOWN
    assert decision.outcome is Outcome.REFERRED


def test_an_offer_of_a_programme_that_is_not_run_here_any_more_is_withdrawn():
    offer = Offer(offer_id="offer-1", person_id="person-1", area=JISHOU, programme="venue_subsidy", period="2023",
                  state=OfferState.OFFERED, amount=300_000, title="创业场地补贴")
    [event] = decide_stale_offer(offer).events
    assert (event.type, event.state) == ("subsidies.offer_withdrawn.v1", OfferState.WITHDRAWN)


@pytest.mark.parametrize(("once_per", "wanted"), [
    ("person", ("once",)), ("year", ("2024",)), ("prize", ("prize:p-1", "prize:p-2"))])
def test_a_programme_is_open_once_in_life_each_year_or_once_per_prize(once_per, wanted):
    prizes = tuple(Prize(prize_id=name, level="city", area=JISHOU, rank=1) for name in ("p-1", "p-2"))
    assert periods_of(once_per, Facts(prizes=prizes), TODAY) == wanted


def paid(programme: str) -> tuple[EarlierClaim, ...]:
    return (EarlierClaim(claim_id="c-1", programme=programme, period="once", state=ClaimState.PAID, paid=True),)


def test_what_may_not_stack_is_seen_across_programmes():
    holds = PREDICATES["not_stacked_with"].holds
    assert not holds(a_case(Facts(), earlier=paid("venue_subsidy")), programmes=["venue_subsidy"])
    assert holds(a_case(Facts(), earlier=paid("project_award")), programmes=["venue_subsidy"])


def test_a_tenancy_counts_only_while_it_lasts_and_at_the_levels_named():
    def tenant(state, level):
        return a_case(Facts(tenancies=(Tenancy(tenancy_id="t-1", base_id="b-1", base_level=level, state=state,
                                               area=JISHOU),)))

    holds = PREDICATES["is_tenant"].holds
    assert holds(tenant("admitted", "county"))
    assert not holds(tenant("left", "county"))
    assert not holds(tenant("admitted", "county"), levels=["province"])


def test_a_prize_opens_its_own_period_alone():
    facts = Facts(prizes=(Prize(prize_id="p-1", level="city", area=JISHOU, rank=1),))
    holds = PREDICATES["prize_awarded"].holds
    assert holds(a_case(facts, period="prize:p-1"))
    assert not holds(a_case(facts, period="prize:p-2"))


def test_every_condition_of_every_programme_names_a_predicate_that_takes_its_parameters():
    conditions = [condition for one in POLICIES.series() if one.pillar == "subsidies" for version in one.versions
                  for condition in (version.value.get("conditions", ()) if isinstance(version.value, dict) else ())]
    assert len(conditions) >= 10
    for condition in conditions:
        found = PREDICATES[condition["predicate"]]
        assert found.todo
        assert found.holds(a_case(Facts()), **condition["params"]) in (True, False, None)


def test_a_programmes_own_setting_goes_before_the_general_one():
    assert setting(HUNAN, PROGRAMME, "notice_days").key == "startup_subsidy_notice_days"
    assert setting(HUNAN, "venue_subsidy", "notice_days").key == "notice_days"
    assert setting(HUNAN, PROGRAMME, "no_such_setting") is None


def test_what_is_lost_is_what_something_rested_on_and_does_not_hold_now():
    reasons = condition_reasons(PROGRAMME, a_case(entitled()), HUNAN)
    assert lost_codes(("in_target_group", "training_completed", "decided_by_a_person"), reasons) == (
        "training_completed",)


def test_a_claim_by_the_number_of_tenants_is_approved_for_those_of_today_and_money_that_is_reserved_stays():
    base = Base(base_id="base-1", name="基地", area=JISHOU, level="county", kind="incubation_base", state="recognised",
                recognised_on=date(2022, 11, 30), newly=True)
    data = BaseData(base_id="base-1", area=JISHOU, year=2024, tenants=12)
    facts = Facts(bases=(base,), base_data=(data,))
    claim = Claim(claim_id="claim-1", person_id="org-1", area=JISHOU, programme="base_service_subsidy",
                  period="base:base-1:2023", title="补助", state=ClaimState.IN_REVIEW, amount=0, submitted_on=TODAY,
                  allowed=15, level=2)
    line = BudgetLine(budget_id="b-1", area=JISHOU, year=2024, programme=claim.programme, free=10_000_00)
    for known, reserved, approved in ((0, None, 6_000_00), (9_000_00, None, 6_000_00), (9_000_00, "b-1", 9_000_00)):
        asked = replace(claim, amount=known, budget_id=reserved)
        [event] = decide_review(asked, None, facts, (), line, HUNAN, TODAY).events
        assert (event.type, event.amount) == ("subsidies.approved.v1", approved)
