"""A draft whose value rules could not read is refused when it is proposed, in Chinese, with its key."""

import pytest

from policies.errors import FaultyPolicy
from policies.loading import REGIONS, series_under
from policies.programmes import is_programme_value
from policies.publishing import check_draft
from policies.shapes import shape_faults

SERIES = tuple(series_under(REGIONS))
HUNAN, XIANGXI = "430000", "433100"


def a_draft(pillar: str, key: str, value, area: str = HUNAN) -> dict:
    return {"pillar": pillar, "area": area, "key": key, "from": "2024-06-01", "value": value,
            "label": "测试用参数", "cite": {"unsourced": "测试用，请业务部门确认"}}


@pytest.mark.parametrize(("pillar", "key", "value", "said"), [
    ("loans", "counter_guarantee_free_up_to", "十万", "应为整数，不是文字"),
    ("loans", "counter_guarantee_free_up_to", {"value": 100000}, "应为整数，不是对象"),
    ("loans", "counter_guarantee_free_up_to", True, "应为整数，不是是或否"),
    ("loans", "counter_guarantee_free_up_to", -1, "不能小于 0"),
    ("loans", "linked_with", "training", "应为列表，不是文字"),
    ("loans", "linked_with", ["training", 5], "第 2 项应为文字，不是整数"),
    ("loans", "linked_with", ["培训"], "第 1 项应为英文代码"),
    ("training", "class_seats", {"at_least": 1}, "缺少：at_most"),
    ("training", "class_seats", {"at_least": 1, "at_most": 60, "at_mots": 5}, "不认识的栏目：at_mots"),
    ("training", "class_seats", {"at_least": "1", "at_most": 60}, "at_least 应为整数，不是文字"),
    ("training", "courses", [{"code": "siyb"}], "第 1 项缺少：name"),
    ("events", "judges_recused_from", ["county"], "应为对象，不是列表"),
    ("incubators", "self_check_covers", {"years": 3, "subjects": "recognition"}, "subjects 应为列表"),
    ("campaigns", "cultivation_2024_award", {"county": "300000", "town": 1, "village": 1}, "county 应为整数"),
    ("campaigns", "demonstration_counties", ["楚雄市"], "第 1 项应为行政区划代码"),
    ("duties", "verify_mentor", {"owed_by": "mentor"}, "缺少"),
    ("subsidies", "payment_signatures", "maker", "应为列表，不是文字")])
def test_a_draft_of_another_shape_is_refused_with_its_key(pillar, key, value, said):
    with pytest.raises(FaultyPolicy) as told:
        check_draft(a_draft(pillar, key, value), SERIES)
    assert key in str(told.value)
    assert said in str(told.value)


@pytest.mark.parametrize(("pillar", "key", "value"), [
    ("loans", "counter_guarantee_free_up_to", 200000), ("loans", "counter_guarantee_free_up_to", None),
    ("loans", "linked_with", []), ("training", "class_seats", {"at_least": 10, "at_most": 40}),
    ("training", "training_plan", {"siyb": 0, "online_shop": 1, "live_stream": 0, "simulation": 0,
                                   "village_leader": 0})])
def test_a_draft_of_the_same_shape_is_taken(pillar, key, value):
    check_draft(a_draft(pillar, key, value), SERIES)


def test_everything_that_the_files_say_could_be_drafted_as_it_is():
    for one in SERIES:
        known = [version.value for each in SERIES if (each.pillar, each.key) == (one.pillar, one.key)
                 for version in each.versions]
        for version in one.versions:
            if not is_programme_value(version.value):
                assert list(shape_faults(version.value, known)) == [], one.key


def test_a_table_by_area_may_have_other_areas_and_no_names():
    known = [{"433101": 3, "433122": 2}]
    assert list(shape_faults({"433123": 4}, known)) == []
    assert list(shape_faults({"吉首市": 4}, known)) == ["值的“吉首市”应为数字代码"]


@pytest.mark.parametrize(("known", "right", "wrong"), [
    ("2024-05-30", "2025-05-30", "5月30日"), ("06-30", "07-31", "2024-06-30"), ("4.5", "5", "百分之五"),
    ("county", "city", "县"), ("说明", "任何说明", " ")])
def test_a_text_keeps_its_kind(known, right, wrong):
    assert list(shape_faults(right, [known])) == []
    assert list(shape_faults(wrong, [known]))


def test_a_parameter_that_nobody_has_yet_has_no_shape():
    assert list(shape_faults({"anything": 1}, [])) == list(shape_faults(5, [None])) == []
