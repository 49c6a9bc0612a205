"""A programme that leaves out a message or a clause anywhere is told from one that says all; shown by taking it out."""

import copy
import re
from datetime import date

import pytest

from contracts.subsidies.conditions import CLAIMS
from policies.errors import FaultyPolicy
from policies.loading import series_of
from policies.programmes import check_programmes, conditions_of, is_programme_value, programme_faults
from policies.reader import Policies
from services.subsidies.rules.conditions import PREDICATES
from services.subsidies.rules.forms import FIELDS

POLICIES = Policies.load()
PROGRAMMES = [(f"{one.area}/{one.key}", version.value) for one in POLICIES.series() if one.pillar == "subsidies"
              for version in one.versions if is_programme_value(version.value)]


def leaves(value, path=()):
    """Every entry that carries a citation, and where it stands."""
    if isinstance(value, dict):
        if "cite" in value:
            yield path
        for name, item in value.items():
            yield from leaves(item, (*path, name))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from leaves(item, (*path, number))


def without(value, path, name):
    changed = copy.deepcopy(value)
    entry = changed
    for step in path:
        entry = entry[step]
    del entry[name]
    return changed


def read(value):
    return series_of("a_programme", {"label": "补贴", "from": {date(2024, 1, 1): {
        "value": value, "cite": {"unsourced": "演示；请确认"}}}}, area="430000", pillar="subsidies", place="试验")


LEAVES = [(name, value, path) for name, value in PROGRAMMES for path in leaves(value)]


def test_the_documents_programmes_are_all_there():
    assert {name.split("/")[1] for name, _ in PROGRAMMES} >= {
        "startup_subsidy", "venue_subsidy", "job_seeking_subsidy", "flexible_work_insurance_subsidy",
        "training_subsidy", "base_service_subsidy", "base_award", "project_award"}


@pytest.mark.parametrize(("name", "value"), PROGRAMMES, ids=lambda part: part if isinstance(part, str) else "")
def test_every_programme_says_all(name, value):
    assert list(programme_faults(value)) == []
    read(value)


@pytest.mark.parametrize(("name", "value", "path"), LEAVES,
                         ids=[f"{name}:{'.'.join(map(str, path))}" for name, _, path in LEAVES])
def test_a_leaf_without_its_clause_or_its_message_cannot_be_loaded(name, value, path):
    with pytest.raises(FaultyPolicy):
        read(without(value, path, "cite"))
    if path != ("form",):
        with pytest.raises(FaultyPolicy):
            read(without(value, path, "text"))


@pytest.mark.parametrize("path", [path for name, _, path in LEAVES if name == "430000/startup_subsidy"
                                  and path != ("form",)], ids=str)
def test_an_empty_message_is_no_message(path):
    value = copy.deepcopy(dict(PROGRAMMES)["430000/startup_subsidy"])
    entry = value
    for step in path:
        entry = entry[step]
    entry["text"] = "  "
    with pytest.raises(FaultyPolicy, match="text"):
        read(value)


@pytest.mark.parametrize("value", [0, -5, True, "5000", 10**11, ["x"], {}, {"formula": "by_luck"},
                                   {"formula": "per_tenant"}, {"formula": "per_tenant", "each": 0},
                                   {"formula": "by_level", "amounts": {"moon": 5}}])
def test_an_amount_that_nobody_can_be_paid_is_refused(value):
    described = {"label": "金额", "unit": "元", "from": {date(2024, 1, 1): {
        "value": value, "cite": {"unsourced": "演示；请确认"}}}}
    with pytest.raises(FaultyPolicy):
        series_of("startup_subsidy_amount", described, area="430000", pillar="subsidies", place="试验")


def test_a_clause_that_is_in_no_document_is_refused():
    value = copy.deepcopy(dict(PROGRAMMES)["430000/startup_subsidy"])
    value["conditions"][0]["cite"] = {"document": "hunan-2024", "clause": "九十九"}
    with pytest.raises(FaultyPolicy, match="九十九"):
        read(value)


@pytest.mark.parametrize(("change", "told"), [
    ({"for": "everybody"}, "for"), ({"excludes": {}}, "列表"), ({"materials": ["执照"]}, "内容"),
    ({"once_per": "person"}, "once_per"), ({"form": {"fields": ["名字"], "cite": {"unsourced": "x"}}}, "栏目"),
    ({"window": {"of": "birth", "months": 0, "text": "期限", "force": "hard", "cite": {"unsourced": "x"}}}, "window"),
])
def test_what_is_misspelt_is_told(change, told):
    value = copy.deepcopy(dict(PROGRAMMES)["430000/startup_subsidy"]) | change
    assert any(told in fault for fault in programme_faults(value))


def test_a_condition_that_nobody_knows_or_that_takes_no_such_parameter_is_refused():
    value = copy.deepcopy(dict(PROGRAMMES)["430000/startup_subsidy"])
    value["conditions"][0]["predicate"] = "is_lucky"
    assert any("is_lucky" in fault for fault in programme_faults(value))
    value["conditions"][0] |= {"predicate": "first_claim", "params": {"groups": []}}
    assert any("first_claim" in fault for fault in programme_faults(value))


def test_the_claims_that_policies_may_name_are_those_that_the_pillar_knows():
    assert set(CLAIMS) == set(PREDICATES)


def test_the_fields_that_a_form_may_ask_are_those_whose_holder_is_known():
    used = {field for _, value in PROGRAMMES for field in value["form"]["fields"]}
    assert used == set(FIELDS)


def series_with(area: str, key: str, change):
    """The repository's series with one value changed."""
    for one in POLICIES.series():
        if (one.pillar, one.area, one.key) != ("subsidies", area, key):
            yield one
            continue
        described = {"label": one.label, "from": {
            version.from_day: {"value": change(copy.deepcopy(version.value)), "cite": version.citation.as_data()}
            for version in one.versions[:1]}}
        yield series_of(key, described, area=area, pillar="subsidies", place="试验")


def test_an_exclusion_must_be_said_on_both_sides():
    with pytest.raises(FaultyPolicy, match="叠加"):
        check_programmes(series_with("210000", "flexible_work_insurance_subsidy",
                                     lambda value: (value or {}) | {"excludes": []}))


def test_a_place_cannot_list_a_programme_that_nobody_states():
    with pytest.raises(FaultyPolicy, match="moon_subsidy"):
        check_programmes(series_with("430000", "programmes", lambda value: [*value, "moon_subsidy"]))


@pytest.mark.parametrize("setting", ["budget_line", "notice_days", "claim_working_days", "review_levels"])
def test_a_programme_without_budget_line_steps_or_notice_days_cannot_be_listed(setting):
    without_it = (one for one in POLICIES.series() if not (one.pillar == "subsidies" and one.key.endswith(setting)))
    with pytest.raises(FaultyPolicy, match=setting):
        check_programmes(without_it)


def test_the_working_days_of_the_steps_add_up_to_the_days_of_the_claim():
    for area in ("433101", "210102", "330402"):
        view = POLICIES.view("subsidies", area=area, on=date(2024, 6, 3))
        levels = [key for key in set(view.keys()) if key.endswith("review_levels")]
        for key in levels:
            assert sum(level["working_days"] for level in view.value(key)) == view.value("claim_working_days"), key


def test_every_unsourced_leaf_says_who_must_confirm_it():
    def mark(value, path):
        for step in path:
            value = value[step]
        return value["cite"].get("unsourced")

    silent = [(name, path) for name, value, path in LEAVES
              if mark(value, path) and not re.search("确认", mark(value, path))]
    assert silent == []


def test_windows_and_exclusions_are_conditions_like_the_others():
    venue = dict(PROGRAMMES)["210000/venue_subsidy"]
    assert [one["predicate"] for one in conditions_of(venue)][-1] == "within_window"
    startup = dict(PROGRAMMES)["210000/startup_subsidy"]
    assert conditions_of(startup)[-1]["params"] == {"programmes": ["flexible_work_insurance_subsidy"]}
