"""Duties are counted, never decided: n of m, the due day inclusive."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from casework.duties import DutyState, debtor_of, duties_in, is_shown_by, standing
from policies.reader import Policies

DUE = date(2024, 12, 31)
JUNE = date(2024, 6, 1)


def duties(area="433101", on=date(2024, 9, 2)):
    return {duty.code: duty for duty in duties_in(Policies.load().view("duties", area=area, on=on))}


def test_two_visits_are_two_of_three_and_the_third_meets_the_duty():
    two = standing(3, DUE, [JUNE, JUNE], JUNE)
    three = standing(3, DUE, [JUNE, JUNE, JUNE], JUNE)
    assert (two.words, two.state) == ("2/3", DutyState.OPEN)
    assert (three.words, three.state, three.met_on) == ("3/3", DutyState.MET, JUNE)


def test_the_due_day_is_in_time_and_the_next_day_is_late():
    due = date(2024, 5, 30)
    assert standing(1, due, [due], due).state is DutyState.MET
    assert standing(1, due, [], due).state is DutyState.OPEN
    assert standing(1, due, [], date(2024, 5, 31)).state is DutyState.LATE


def test_what_was_done_too_late_stays_late_and_says_when_it_was_done():
    late = standing(1, date(2024, 5, 30), [date(2024, 5, 31)], date(2024, 7, 1))
    assert (late.state, late.met_on) == (DutyState.LATE, date(2024, 5, 31))


def test_a_duty_without_a_day_is_never_late():
    assert standing(6, None, [JUNE] * 5, date(2030, 1, 1)).state is DutyState.OPEN
    assert standing(6, None, [JUNE] * 6, date(2030, 1, 1)).state is DutyState.MET


def test_a_yearly_duty_counts_its_own_year_alone():
    assert standing(1, DUE, [date(2023, 12, 31), date(2025, 1, 1)], JUNE).counted == 0


@given(st.lists(st.dates(date(2024, 1, 1), date(2024, 12, 31)), max_size=8), st.integers(1, 5))
def test_more_evidence_never_makes_a_standing_worse(days, at_least):
    rank = {DutyState.LATE: 0, DutyState.OPEN: 1, DutyState.MET: 2}
    due, today = date(2024, 9, 30), date(2024, 10, 15)
    fewer = standing(at_least, due, days, today)
    more = standing(at_least, due, [*days, due], today)
    assert rank[more.state] >= rank[fewer.state]
    assert more.counted == fewer.counted + 1


def test_every_duty_of_hunan_reads_with_its_clause_and_whose_lateness_has_a_consequence():
    found = duties()
    assert found["guide_at_base"].at_least == 3
    assert found["guide_at_base"].citation.clause == "二（三）2"
    assert {code for code, duty in found.items() if duty.when_late == "suspended"} == {"verify_mentor",
                                                                                      "verify_lecturer"}


def test_a_duty_counts_the_events_of_its_type_and_level_for_the_one_who_owes_it():
    found = duties()
    recognised = {"area": "433101", "level": "county", "base_id": "base-1"}
    assert is_shown_by(found["recognise_county_base"], "incubators.base_recognised.v1", recognised)
    assert not is_shown_by(found["recognise_county_base"], "incubators.base_recognised.v1",
                           recognised | {"level": "city"})
    assert debtor_of(found["recognise_county_base"], recognised) == "433101"
    assert debtor_of(found["recommend_provincial_bases"], recognised) == "433100"
    assert debtor_of(found["guide_at_base"], recognised) == "base-1"
    assert debtor_of(found["guide_at_base"], {"area": "433101"}) is None


def test_a_day_before_the_notice_owes_nothing():
    assert standing(1, DUE, [], DUE - timedelta(days=1)).state is DutyState.OPEN
    assert duties(on=date(2024, 1, 1)) == {}
