"""A rehearsed case comes out as the live rule would announce it; a draft's gains and losses add up by county."""

from hypothesis import given, settings

from contracts.subsidies import ClaimState
from policies.publishing import content_hash
from services.subsidies.model import EarlierClaim, Facts, Group, Person, Standing
from services.subsidies.rules import decide_assessment
from services.subsidies.rules.rehearsal import Outlook, PastCase, by_county, changed, outlook, rehearsed
from tests.unit.test_subsidies_forms import LIAONING, POLICIES, SHENYANG, TODAY, cases_of, known


def past(case, person_id="person-1", earlier=()) -> PastCase:
    return PastCase(person_id=person_id, area=SHENYANG, programme=case.programme, period=case.period,
                    facts=case.facts, earlier=earlier, today=case.today, policy=LIAONING)


def announced(case) -> Outlook:
    """What the live rule says of the same case when nothing was said before."""
    decision = decide_assessment("person-1", SHENYANG, case.programme, case.period, case.facts, (),
                                 Standing(assessment_id="a", offer_id="o"), LIAONING, case.today)
    found = {event.type: event for event in decision.events}
    offered = found.get("subsidies.offered.v1")
    return Outlook(state=found["subsidies.assessed.v1"].state, amount=offered.amount if offered else 0)


@given(known)
@settings(deadline=None)
def test_a_rehearsed_case_comes_out_as_the_live_rule_announces_it(facts):
    for case in cases_of(facts):
        assert outlook(past(case), LIAONING) == announced(case)


def drafted(key: str, value):
    draft = {"pillar": "subsidies", "area": SHENYANG, "key": key, "from": TODAY.isoformat(), "value": value,
             "cite": {"unsourced": "演示；请确认"}}
    laid = POLICIES.with_published([draft | {"hash": content_hash(draft)}])
    return lambda area, day: laid.subsidies(area, on=day)


def graduates_in_hardship(number: int) -> list[PastCase]:
    person = Person(area=SHENYANG, birth_month="2000-05",
                    groups=(Group(group="graduate", source="名册"), Group(group="disabled", source="名册")))
    [case] = [one for one in cases_of(Facts(person=person)) if one.programme == "job_seeking_subsidy"]
    return [past(case, f"person-{each}") for each in range(number)]


def test_gains_and_losses_add_up_by_county_in_money():
    more = by_county(rehearsed(graduates_in_hardship(3), drafted("job_seeking_subsidy_amount", 1500)))
    assert [(one["area"], one["cases"], one["gain"], one["gained"], one["lose"]) for one in more] == [
        (SHENYANG, 3, 3, 150_000, 0)]
    [less] = by_county(rehearsed(graduates_in_hardship(3), drafted("job_seeking_subsidy_amount", 400)))
    assert (less["lose"], less["lost"], less["gain"]) == (3, 180_000, 0)


def test_a_draft_that_says_the_same_changes_nobody():
    lines = rehearsed(graduates_in_hardship(2), drafted("job_seeking_subsidy_amount", 1000))
    assert changed(lines) == []


def test_ones_own_claim_does_not_stand_in_the_way_of_a_rehearsal():
    paid = (EarlierClaim(claim_id="c", programme="job_seeking_subsidy", period="once", state=ClaimState.PAID,
                         paid=True),)
    [case] = graduates_in_hardship(1)
    claimed = PastCase(**vars(case) | {"earlier": paid})
    assert outlook(claimed, LIAONING) == outlook(case, LIAONING) == Outlook(state="eligible", amount=100_000)
