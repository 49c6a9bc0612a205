"""What two people put into force at run time is laid over the files, and can be written back to files."""

from datetime import date

import pytest

from policies.errors import FaultyPolicy, UnknownParameter
from policies.publishing import content_hash
from policies.reader import Policies

JISHOU, XIANGXI = "433101", "433100"
LOCAL = {"unsourced": "吉首市演示，由市人社局确认"}
MAY, JULY = date(2024, 5, 6), date(2024, 7, 1)


def published(key="startup_subsidy_amount", value=8000, *, area=JISHOU, pillar="subsidies", since="2024-07-01",
              cite=LOCAL, **more):
    entry = {"area": area, "pillar": pillar, "key": key, "from": since, "value": value, "cite": cite}
    return entry | {"hash": content_hash(entry)} | more


@pytest.fixture(scope="module")
def policies():
    return Policies.load()


def amount(policies, *, area=JISHOU, on=JULY):
    return policies.subsidies(area, on=on).value("startup_subsidy_amount")


def test_a_published_value_holds_from_its_day_in_its_area_only(policies):
    changed = policies.with_published([published()])
    assert amount(changed) == 8000
    assert amount(changed, on=date(2024, 6, 30)) == 5000
    assert amount(changed, area=XIANGXI) == 5000
    assert amount(policies) == 5000


def test_a_published_value_keeps_label_and_unit_of_the_area_above(policies):
    found = policies.with_published([published()]).subsidies(JISHOU, on=JULY).parameter("startup_subsidy_amount")
    assert (found.label, found.unit, found.area) == ("一次性创业补贴金额", "元", JISHOU)


def test_a_value_published_for_a_day_the_file_names_replaces_it(policies):
    correction = published(value=6000, area="430000", since="2024-04-29")
    assert amount(policies.with_published([correction]), on=MAY) == 6000


def test_a_published_null_ends_the_policy(policies):
    ended = policies.with_published([published(value=None, area="430000")])
    assert not ended.subsidies(JISHOU, on=JULY).has("startup_subsidy_amount")
    assert amount(ended, on=MAY) == 5000


def test_a_countys_share_of_the_plan_can_be_published(policies):
    share = published("training_plan", {"siyb": 200}, pillar="training", since="2024-05-01")
    view = policies.with_published([share]).training(JISHOU, on=MAY)
    assert view.parameter("training_plan").area == JISHOU
    assert view.value("training_plan") == {"siyb": 200}


def test_a_new_key_needs_a_label(policies):
    entry = published("working_lunch", 20, area=XIANGXI)
    with pytest.raises(FaultyPolicy, match="缺少 label"):
        policies.with_published([entry])
    labelled = policies.with_published([entry | {"label": "工作午餐", "unit": "元"}])
    assert labelled.subsidies(JISHOU, on=JULY).parameter("working_lunch").label == "工作午餐"


def test_content_that_does_not_match_its_hash_is_refused(policies):
    with pytest.raises(FaultyPolicy, match="哈希"):
        policies.with_published([published() | {"value": 80000}])


@pytest.mark.parametrize(("broken", "said"), [
    ({"cite": {"document": "hunan-2024", "clause": "二（九）9"}}, "没有“二（九）9”"),
    ({"since": "七月一日"}, "不是日期"),
    ({"pillar": "savings"}, "savings"),
    ({"value": 4.5}, "小数"),
])
def test_a_draft_that_could_not_stand_in_a_file_is_refused(policies, broken, said):
    with pytest.raises(FaultyPolicy, match=said):
        policies.with_published([published(**broken)])


def test_a_draft_that_lacks_a_part_says_which(policies):
    entry = published()
    del entry["cite"]
    with pytest.raises(FaultyPolicy, match="缺少：cite"):
        policies.with_published([entry])


def test_the_hash_of_the_view_tells_the_published_policy_from_the_files(policies):
    changed = policies.with_published([published()])
    assert changed.subsidies(JISHOU, on=JULY).hash != policies.subsidies(JISHOU, on=JULY).hash
    assert changed.subsidies(JISHOU, on=MAY).hash == policies.subsidies(JISHOU, on=MAY).hash


def test_what_is_in_force_is_written_to_files_that_read_back_equal(policies, tmp_path):
    entries = [published(), published(value=None, area="430000"),
               published("training_plan", {"siyb": 200}, pillar="training")]
    for path, text in policies.export_yaml(entries).items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    changed, again = policies.with_published(entries), Policies.load(tmp_path)
    assert sorted(map(repr, again.series())) == sorted(map(repr, changed.series()))
    assert again.subsidies(JISHOU, on=JULY).as_data() == changed.subsidies(JISHOU, on=JULY).as_data()


def test_the_export_keeps_the_folder_of_a_known_region(policies):
    paths = policies.export_yaml([published()])
    assert "430000-hunan/loans.yaml" in paths
    assert "433101-published/subsidies.yaml" in paths


def test_a_parameter_nobody_published_stays_unknown(policies):
    with pytest.raises(UnknownParameter):
        policies.with_published([published()]).subsidies(JISHOU, on=JULY).value("working_lunch")
