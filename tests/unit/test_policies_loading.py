"""A policy file that can't be used says which file, which key and what is wrong."""

import pytest

from policies.errors import FaultyPolicy
from policies.reader import Policies

GOOD = """
cap:
  label: 上限
  from:
    2024-04-29: {value: 100000, cite: {document: hunan-2024, clause: 二（二）2}}
"""

FAULTS = {
    "an unknown document": ("document: hunan-2024", "document: hunan-2042", "没有名为“hunan-2042”的文件"),
    "a clause that is not listed": ("clause: 二（二）2", "clause: 二（九）9", "没有“二（九）9”"),
    "no label": ("  label: 上限\n", "", "缺少 label"),
    "an empty label": ("label: 上限", "label: ' '", "缺少 label"),
    "a key that is no date": ("2024-04-29:", "2024-4:", "“2024-4”不是日期"),
    "a day that does not exist": ("2024-04-29:", "2024-02-30:", "不是可读的 YAML"),
    "a value without citation": (", cite: {document: hunan-2024, clause: 二（二）2}", "", "没有 cite"),
    "no dated values": ("  from:\n    2024-04-29: {value: 100000, cite: {document: hunan-2024, clause: 二（二）2}}\n",
                        "", "缺少 from"),
    "a citation of half a source": (", clause: 二（二）2", "", "document 和 clause"),
    "an empty unsourced mark": ("{document: hunan-2024, clause: 二（二）2}", "{unsourced: ''}", "unsourced 应写明原因"),
    "both a source and an unsourced mark": ("{document:", "{unsourced: 没有, document:", "document 和 clause"),
    "a misspelt field": ("  label: 上限", "  label: 上限\n  lable: 上限", "不认识的栏目：lable"),
    "a misspelt part of a version": ("{value:", "{valeu: 1, value:", "应写成"),
    "a force that does not exist": ("  label: 上限", "  label: 上限\n  force: strong", "force 应为"),
    "a decimal that is not text": ("100000", "4.5", "小数 4.5 应加引号"),
    "a key of odd letters": ("cap:", "Cap-2:", "参数名应由"),
    "a key written twice": (GOOD, GOOD + GOOD, "写了两次"),
    "a day written twice": ("    2024-04-29:", "    2024-04-29: {value: 1, cite: {unsourced: 甲}}\n    2024-04-29:",
                            "写了两次"),
    "broken YAML": ("{value:", "{{value", "不是可读的 YAML"),
    "a citation inside a value": ("value: 100000", "value: [{cite: {document: nowhere, clause: 一}}]",
                                  "没有名为“nowhere”的文件"),
}


def load(folder, text, *, region="430000-hunan", name="loans.yaml"):
    (folder / region).mkdir()
    (folder / region / name).write_text(text, encoding="utf-8")
    return Policies.load(folder)


def test_a_sound_file_loads(tmp_path):
    assert [one.key for one in load(tmp_path, GOOD).series()] == ["cap"]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_file_is_refused_naming_file_and_fault(tmp_path, fault):
    old, new, said = FAULTS[fault]
    assert old in GOOD
    with pytest.raises(FaultyPolicy) as raised:
        load(tmp_path, GOOD.replace(old, new))
    assert "430000-hunan/loans.yaml" in str(raised.value)
    assert said in str(raised.value)


@pytest.mark.parametrize("fault", ["no label", "a value without citation", "a clause that is not listed"])
def test_the_fault_names_its_key(tmp_path, fault):
    old, new, _ = FAULTS[fault]
    with pytest.raises(FaultyPolicy) as raised:
        load(tmp_path, GOOD.replace(old, new))
    assert raised.value.key == "cap"


def test_a_list_where_parameters_are_due_is_refused(tmp_path):
    with pytest.raises(FaultyPolicy, match="参数名: 内容"):
        load(tmp_path, "- cap")


def test_a_folder_without_area_code_is_refused(tmp_path):
    with pytest.raises(FaultyPolicy, match="区划代码-拼音"):
        load(tmp_path, GOOD, region="hunan")


def test_a_file_of_no_pillar_is_refused(tmp_path):
    with pytest.raises(FaultyPolicy, match="文件名应为"):
        load(tmp_path, GOOD, name="savings.yaml")


def test_words_that_only_look_like_truth_values_stay_words(tmp_path):
    series = load(tmp_path, GOOD.replace("100000", "{on: no, off: yes, sure: true}"))
    assert next(series.series()).versions[0].value == {"on": "no", "off": "yes", "sure": True}
