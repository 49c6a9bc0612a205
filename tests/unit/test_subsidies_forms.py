"""Forms ask nothing that the platform holds; the calendar turns answers on exactly the days that are watched."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.decisions import Status
from contracts.subsidies import ClaimState
from policies.publishing import content_hash
from policies.reader import Policies
from services.subsidies.model import Base, BaseData, Business, EarlierClaim, Facts, Group, Person, Tenancy, Training
from services.subsidies.rules.amounts import amount_in_fen, amount_reason
from services.subsidies.rules.conditions import condition_reasons, next_turn
from services.subsidies.rules.forms import asked_codes, form_of
from services.subsidies.rules.periods import open_pairs, periods_of
from services.subsidies.rules.predicates import PREDICATES, Case

POLICIES = Policies.load()
TODAY = date(2024, 5, 20)
SHENYANG, JISHOU = "210102", "433101"
LIAONING = POLICIES.subsidies(SHENYANG, on=TODAY)

near = st.integers(-800, 800).map(lambda number: TODAY + timedelta(days=number))
past = st.integers(0, 1500).map(lambda number: TODAY - timedelta(days=number))
groups = st.lists(st.builds(Group, group=st.sampled_from(["graduate", "hard_to_employ", "disabled", "veteran"]),
                            source=st.just("名册"), valid_until=st.one_of(st.none(), near)), max_size=3).map(tuple)
months = st.sampled_from(["1964-05", "1964-06", "1964-12", "1966-01", "1990-05"])
people = st.one_of(st.none(), st.builds(Person, area=st.just(SHENYANG), birth_month=months, groups=groups,
                                        account_token=st.sampled_from([None, "token"])))
shops = st.lists(st.builds(Business, business_id=st.uuids().map(str), kind=st.just("self_employed"),
                           area=st.just(SHENYANG), state=st.sampled_from(["open", "closed"]), registered_on=past),
                 max_size=2).map(tuple)
courses = st.lists(st.builds(Training, enrolment_id=st.uuids().map(str),
                             course=st.sampled_from(["siyb", "online_shop"]), area=st.just(SHENYANG),
                             state=st.sampled_from(["completed", "revoked"]),
                             certificate_number=st.just("CY1"), completed_on=st.one_of(st.none(), past),
                             subsidised=st.sampled_from([None, True, False])), max_size=2).map(tuple)
places = st.lists(st.builds(Tenancy, tenancy_id=st.uuids().map(str), base_id=st.just("base-1"),
                            base_level=st.just("county"), state=st.sampled_from(["admitted", "left"]),
                            area=st.just(SHENYANG), rent_free=st.sampled_from([None, True, False])),
                  max_size=1).map(tuple)
known = st.builds(Facts, person=people, businesses=shops, trainings=courses, tenancies=places)


def cases_of(facts: Facts, today: date = TODAY) -> list[Case]:
    if facts.area is None:
        return []
    return [Case(facts=facts, earlier=(), programme=programme, period=period, today=today)
            for _, programme, period in open_pairs(facts, lambda area: LIAONING, today)]


def held_by_the_platform(case: Case) -> set[str]:
    """What the messages that came in tell, told without the forms' own code."""
    facts, course = case.facts, case.period.partition(":")[2]
    person = facts.person
    ends = [evidence.valid_until for evidence in person.groups] if person else []
    told = {"residence": person, "account": person and person.account_token,
            "group": [end for end in ends if end is None or end >= case.today],
            "business": [shop for shop in facts.businesses if shop.state == "open"],
            "certificate": [one for one in facts.trainings if one.state == "completed" and course in ("", one.course)],
            "tenancy": [one for one in facts.tenancies if one.state == "admitted"]}
    papers = {"business_licence": told["business"], "lease": told["tenancy"]}
    return {code for code, known in (told | papers).items() if known}


@given(known)
@settings(deadline=None)
def test_the_number_of_fields_asked_that_the_platform_already_holds_is_0(facts):
    for case in cases_of(facts):
        form = form_of(case.programme, case, condition_reasons(case.programme, case, LIAONING), LIAONING)
        assert set(asked_codes(form)) & held_by_the_platform(case) == set(), case.programme
        assert all(entry.source and entry.label and (entry.value is None) == entry.asked for entry in form)


def test_who_is_known_in_full_is_asked_nothing_for_a_venue_subsidy():
    facts = Facts(person=Person(area=SHENYANG, birth_month="1990-05", account_token="token",
                                groups=(Group(group="graduate", source="毕业生名册"),)),
                  businesses=(Business(business_id="b", kind="self_employed", state="open", area=SHENYANG,
                                       registered_on=TODAY),),
                  tenancies=(Tenancy(tenancy_id="t", base_id="base", base_level="county", state="admitted",
                                     area=SHENYANG, rent_free=False),))
    [case] = [case for case in cases_of(facts) if case.programme == "venue_subsidy"]
    form = form_of("venue_subsidy", case, condition_reasons("venue_subsidy", case, LIAONING), LIAONING)
    assert asked_codes(form) == ()
    assert {entry.code: entry.value for entry in form}["business"] == "个体工商户，2024-05-20登记"


def test_what_no_register_shows_is_asked_and_says_where_it_would_stand():
    facts = Facts(person=Person(area=SHENYANG, birth_month="1990-05",
                                groups=(Group(group="hard_to_employ", source="名册"),)))
    [case] = [case for case in cases_of(facts) if case.programme == "flexible_work_insurance_subsidy"]
    form = form_of(case.programme, case, condition_reasons(case.programme, case, LIAONING), LIAONING)
    assert asked_codes(form) == ("employment", "account", "platform_work", "insurance_record")
    assert all("尚未接入" in entry.source for entry in form if entry.code in ("platform_work", "insurance_record"))


def statuses(case: Case, today: date) -> list[Status]:
    moved = Case(facts=case.facts, earlier=case.earlier, programme=case.programme, period=case.period, today=today)
    return [reason.status for reason in condition_reasons(case.programme, moved, LIAONING)]


@given(known)
@settings(deadline=None)
def test_before_the_watched_day_no_answer_changes_by_itself(facts):
    for case in cases_of(facts):
        turn = next_turn(case.programme, case, LIAONING) or TODAY + timedelta(days=900)
        assert turn > TODAY
        wait = (turn - TODAY).days
        for days in {1, wait // 3, wait // 2, wait - 2, wait - 1} - {0, -1, wait}:
            assert statuses(case, TODAY + timedelta(days=max(days, 0))) == statuses(case, TODAY), case.programme


def an_age(birth_month: str, today: date):
    facts = Facts(person=Person(area=SHENYANG, birth_month=birth_month))
    return Case(facts=facts, earlier=(), programme="flexible_work_insurance_subsidy", period="2024", today=today)


@pytest.mark.parametrize(("today", "answer", "turn"), [
    (date(2024, 4, 30), True, date(2024, 5, 1)), (date(2024, 5, 1), None, date(2024, 6, 1)),
    (date(2024, 5, 31), None, date(2024, 6, 1)), (date(2024, 6, 1), False, None)])
def test_in_the_month_of_the_birthday_an_age_cannot_be_told(today, answer, turn):
    found, case = PREDICATES["age_below"], an_age("1964-05", today)
    assert (found.holds(case, years=60), found.turns_on(case, years=60)) == (answer, turn)


@pytest.mark.parametrize(("registered_on", "last"), [
    (date(2023, 8, 31), date(2024, 2, 29)), (date(2023, 11, 20), date(2024, 5, 20))])
def test_a_windows_last_day_counts_and_the_next_does_not(registered_on, last):
    facts = Facts(businesses=(Business(business_id="b", kind="enterprise", state="open", area=SHENYANG,
                                       registered_on=registered_on),))
    window = {"of": "business_registered", "months": 6}
    found = PREDICATES["within_window"]
    on_the_last, after = (Case(facts=facts, earlier=(), programme="venue_subsidy", period="2024", today=day)
                          for day in (last, last + timedelta(days=1)))
    assert (found.holds(on_the_last, **window), found.holds(after, **window)) == (True, False)
    assert found.turns_on(on_the_last, **window) == last + timedelta(days=1)


def a_base(level: str, recognised_on=date(2022, 3, 1), newly=True, state="recognised") -> Base:
    return Base(base_id="base-1", name="基地", area=SHENYANG, level=level, kind="incubation_base", state=state,
                recognised_on=recognised_on, newly=newly)


def about_the_base(programme: str, base: Base, *data: BaseData, period="base:base-1") -> Case:
    return Case(facts=Facts(bases=(base,), base_data=data), earlier=(), programme=programme, period=period, today=TODAY)


@pytest.mark.parametrize(("level", "yuan"), [("county", 200_000), ("province", 1_000_000), ("nation", 5_000_000)])
def test_the_award_of_a_base_goes_by_its_level(level, yuan):
    case = about_the_base("base_award", a_base(level))
    amounts = {"formula": "by_level", "amounts": {"county": 200_000, "province": 1_000_000, "nation": 5_000_000}}
    assert amount_in_fen("base_award", with_amounts(amounts), case) == yuan * 100


def with_amounts(value: dict):
    """Liaoning after two people put amounts into force there."""
    change = {"pillar": "subsidies", "area": "210000", "key": "base_award_amount", "from": "2024-01-01",
              "value": value, "cite": {"unsourced": "演示；请确认"}}
    return POLICIES.with_published([change | {"hash": content_hash(change)}]).subsidies(SHENYANG, on=TODAY)


def test_the_platform_proposes_no_amount_where_the_document_has_a_ceiling_only():
    case = about_the_base("base_award", a_base("nation"))
    assert amount_in_fen("base_award", LIAONING, case) == 0
    reason = amount_reason("base_award", LIAONING, case)
    assert (reason.status.value, "没有写给多少" in reason.citation.unsourced) == ("unknown", True)


def test_no_award_exceeds_the_five_million_of_the_document_whatever_a_place_sets():
    raised = with_amounts({"formula": "by_level", "amounts": {"nation": 9_000_000}})
    case = about_the_base("base_award", a_base("nation"))
    assert amount_in_fen("base_award", raised, case) == 500_000_000
    reason = amount_reason("base_award", raised, case)
    assert (reason.citation.clause, reason.given) == ("三（七）", {"before_limit": 9_000_000})


def test_a_sum_per_tenant_can_be_told_once_the_tenants_are_counted():
    hunan = POLICIES.subsidies(JISHOU, on=TODAY)
    empty = about_the_base("base_service_subsidy", a_base("county"), period="base:base-1:2023")
    assert amount_reason("base_service_subsidy", hunan, empty).status is Status.UNKNOWN
    twelve = BaseData(base_id="base-1", area=JISHOU, year=2024, tenants=12)
    told = about_the_base("base_service_subsidy", a_base("county"), twelve, period="base:base-1:2023")
    assert amount_in_fen("base_service_subsidy", hunan, told) == 12 * 500 * 100


@pytest.mark.parametrize(("recognised_on", "newly", "answer"), [
    (date(2023, 12, 31), True, True), (date(2024, 1, 1), True, False), (date(2024, 3, 1), False, None)])
def test_last_years_subsidy_asks_that_the_base_was_recognised_last_year(recognised_on, newly, answer):
    case = about_the_base("base_service_subsidy", a_base("city", recognised_on, newly), period="base:base-1:2023")
    assert PREDICATES["base_recognised"].holds(case) is answer


@pytest.mark.parametrize(("state", "holds"), [
    (ClaimState.SUBMITTED, True), (ClaimState.REFUSED, True), (ClaimState.APPROVED, False), (ClaimState.PAID, False)])
def test_what_may_not_stack_counts_from_its_approval(state, holds):
    earlier = (EarlierClaim(claim_id="c", programme="startup_subsidy", period="once", state=state,
                            paid=state is ClaimState.PAID),)
    case = Case(facts=Facts(), earlier=earlier, programme="flexible_work_insurance_subsidy", period="2024", today=TODAY)
    assert PREDICATES["not_stacked_with"].holds(case, programmes=["startup_subsidy"]) is holds


def test_courses_and_bases_open_a_period_each():
    trainings = tuple(Training(enrolment_id=str(number), course=course, state="completed", area=SHENYANG,
                               certificate_number="CY")
                      for number, course in enumerate(("siyb", "siyb", "online_shop")))
    assert periods_of({"per": "course"}, Facts(trainings=trainings), TODAY) == ("course:siyb", "course:online_shop")
    assert periods_of({"per": "base_last_year"}, Facts(bases=(a_base("county"),)), TODAY) == ("base:base-1:2023",)


def test_an_organisation_is_assessed_for_what_organisations_get_and_a_person_for_the_rest():
    of_base = open_pairs(Facts(bases=(a_base("county"),)), lambda area: LIAONING, TODAY)
    assert of_base == [(SHENYANG, "base_award", "base:base-1")]
    person = open_pairs(Facts(person=Person(area=SHENYANG, birth_month="1990-05")), lambda area: LIAONING, TODAY)
    assert "base_award" not in {programme for _, programme, _ in person}
