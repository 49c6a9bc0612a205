"""Which value holds, where and when."""

from datetime import date
from decimal import Decimal

import pytest

from contracts.decisions import Force
from policies.errors import FaultyPolicy, NoPolicyHere, NoPolicyYet, PolicyEnded, UnknownArea, UnknownParameter
from policies.reader import Policies, PolicyView

OPENING = date(2024, 5, 6)
JISHOU, XIANGXI, HUNAN = "433101", "433100", "430000"


@pytest.fixture(scope="module")
def policies():
    return Policies.load()


def write(folder, region, pillar, text):
    (folder / region).mkdir(exist_ok=True)
    (folder / region / f"{pillar}.yaml").write_text(text, encoding="utf-8")


def entry(key, *versions, label="上限"):
    lines = [f"    {day}: {{value: {value}, cite: {{unsourced: 测试}}}}" for day, value in versions]
    return "\n".join([f"{key}:", f"  label: {label}", "  from:", *lines, ""])


@pytest.fixture
def layered(tmp_path):
    write(tmp_path, "000000-nation", "loans", entry("cap", ("2020-01-01", 10), ("2024-01-01", 20)))
    write(tmp_path, "430000-hunan", "loans", entry("cap", ("2024-06-01", 30)) + entry("ended", ("2020-01-01", 1),
                                                                                     ("2024-01-01", "null")))
    write(tmp_path, "433101-jishou", "loans", entry("cap", ("2024-07-01", 40)))
    return Policies.load(tmp_path)


def cap(policies, area, on):
    return policies.loans(area, on=on).value("cap")


def test_the_nearest_area_that_has_begun_gives_the_value(layered):
    assert cap(layered, "433101002001", date(2024, 7, 1)) == 40
    assert cap(layered, "433122", date(2024, 7, 1)) == 30
    assert cap(layered, "110101", date(2024, 7, 1)) == 20


def test_before_an_areas_first_day_the_area_above_still_holds(layered):
    assert cap(layered, JISHOU, date(2024, 6, 30)) == 30
    assert cap(layered, JISHOU, date(2024, 5, 31)) == 20
    assert cap(layered, JISHOU, date(2023, 12, 31)) == 10


def test_a_day_before_the_first_value_anywhere_has_no_policy_yet(layered):
    with pytest.raises(NoPolicyYet, match="2020-01-01"):
        cap(layered, "110101", date(2019, 12, 31))


def test_a_policy_ends_with_null_and_the_area_above_does_not_come_back(layered):
    view = layered.loans(JISHOU, on=date(2024, 1, 1))
    assert not view.has("ended")
    with pytest.raises(PolicyEnded, match="2024-01-01"):
        view.value("ended")


def test_what_only_another_area_set_is_not_applicable_here_and_a_misspelt_key_is_unknown(layered):
    view = layered.loans("330400", on=OPENING)
    assert not view.has("ended")
    with pytest.raises(NoPolicyHere):
        view.value("ended")
    for ask in (view.value, view.has):
        with pytest.raises(UnknownParameter, match="caap"):
            ask("caap")


def test_an_unknown_pillar_or_a_non_code_is_refused(layered):
    with pytest.raises(UnknownParameter, match="savings"):
        layered.view("savings", area=HUNAN, on=OPENING)
    with pytest.raises(UnknownArea, match="湘西"):
        layered.view("loans", area="湘西", on=OPENING)


def test_a_city_sees_its_own_plan_the_province_the_whole(policies):
    assert policies.training(XIANGXI, on=OPENING).value("training_plan")["siyb"] == 690
    assert policies.training(HUNAN, on=OPENING).value("training_plan_total") == 91000


def test_a_county_without_a_share_sees_whose_plan_it_is_under(policies):
    assert policies.training(JISHOU, on=OPENING).parameter("training_plan").area == XIANGXI


def test_the_plan_holds_from_the_day_of_the_notice_to_the_end_of_its_year(policies):
    with pytest.raises(NoPolicyYet, match="2024-04-29"):
        policies.training(XIANGXI, on=date(2024, 4, 28)).value("training_plan")
    assert policies.training(XIANGXI, on=date(2024, 12, 31)).has("training_plan")
    with pytest.raises(PolicyEnded):
        policies.training(XIANGXI, on=date(2025, 1, 1)).value("training_plan")


def test_a_parameter_names_clause_force_reading_and_first_day(policies):
    free = policies.loans(JISHOU, on=OPENING).parameter("counter_guarantee_free_up_to")
    assert (free.value, free.unit, free.force) == (100000, "元", Force.HARD)
    assert (free.citation.document, free.citation.clause) == ("hunan-2024", "二（二）2")
    assert free.from_day == date(2024, 4, 29)
    assert free.reading == "“以下”含本数"


def test_a_figure_without_a_source_says_who_must_confirm_it(policies):
    amount = policies.subsidies(JISHOU, on=OPENING).parameter("startup_subsidy_amount")
    assert amount.citation.document is None
    assert "确认" in amount.citation.unsourced


def test_hunans_rules_are_not_applicable_in_jiaxing(policies):
    assert not policies.loans("330402", on=OPENING).has("counter_guarantee_free_up_to")


def test_money_is_given_in_fen_whatever_the_unit_of_the_source(policies):
    view = policies.loans(HUNAN, on=OPENING)
    assert view.fen("counter_guarantee_free_up_to") == 100_000 * 100
    assert view.fen("new_loans_plan") == 3_700_000_000 * 100
    with pytest.raises(ValueError, match="人"):
        view.fen("jobs_from_loans_plan")


def test_rates_are_exact_and_deadlines_are_days(policies):
    assert policies.training(HUNAN, on=OPENING).decimal("success_rate_aim") == Decimal("4.5")
    assert policies.incubators(HUNAN, on=OPENING).day("base_data_deadline") == date(2024, 5, 30)


def test_the_interest_rule_changes_on_its_day(policies):
    before, after = (policies.loans(HUNAN, on=day).value("interest_subsidy")["rule"]
                     for day in (date(2023, 9, 30), date(2023, 10, 1)))
    assert (before, after) == ("borrower_pays_lpr_less", "budget_pays_share")


def test_a_snapshot_answers_as_the_view_did_refusals_included(policies):
    view = policies.training("330402", on=date(2013, 10, 10))
    again = PolicyView.from_data(view.as_data())
    assert again == view
    assert again.as_data() == view.as_data()
    for key in ("lecturers_target", "training_plan"):
        with pytest.raises(type(_raised(view, key))):
            again.value(key)


def _raised(view, key):
    with pytest.raises(LookupError) as raised:
        view.value(key)
    return raised.value


def test_a_snapshot_that_was_altered_is_refused(policies):
    data = policies.training(XIANGXI, on=OPENING).as_data()
    data["parameters"]["pass_mark"] = data["parameters"]["pass_mark"] | {"value": 1}
    with pytest.raises(FaultyPolicy, match="改动"):
        PolicyView.from_data(data)


def test_equal_content_has_an_equal_hash_and_any_change_another(layered):
    hashes = {layered.loans(area, on=on).hash
              for area, on in (("110101", OPENING), ("120101", date(2024, 1, 1)), ("330400", date(2030, 1, 1)))}
    assert len(hashes) == 1
    assert layered.loans("110101", on=date(2023, 1, 1)).hash not in hashes


def test_views_in_which_the_same_holds_share_one_content(policies):
    first, second = (policies.loans(JISHOU, on=day) for day in (OPENING, date(2024, 5, 7)))
    assert first._content is second._content
    assert first == second


def test_views_of_equal_hash_refuse_alike(layered):
    began, later = (layered.loans("110101", on=day) for day in (date(2024, 1, 1), date(2025, 1, 1)))
    ended = layered.loans(JISHOU, on=date(2024, 1, 1))
    assert began.as_data() == later.as_data()
    assert began.value("cap") == ended.value("cap")
    assert began.hash != ended.hash
