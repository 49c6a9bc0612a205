"""The runner of situations tells an official in words what is wrong."""

from datetime import date

import pytest

from contracts.decisions import Decision, Outcome, Reason, Status, cite
from tests.policies.situations import faults, mismatches

SOUND = {"name": "十万元以内免反担保", "clauses": ["H-030"], "area": "433101", "on": date(2024, 5, 6), "given": {},
         "ask": {"amount": 100000},
         "expect": {"outcome": "granted", "reasons": {"exempt": "met"}, "clauses": ["H-030"]}}
DECISION = Decision(outcome=Outcome.GRANTED, subject="1", reasons=(
    Reason(code="exempt", status=Status.MET, text="免反担保", citation=cite("hunan-2024", "二（二）2")),))


def test_a_sound_situation_has_no_fault():
    assert list(faults(SOUND)) == []


@pytest.mark.parametrize(("change", "said"), [
    ({"clauses": ["H-999"]}, "“H-999”不在条款表中"),
    ({"expect": {"outcome": "granted", "clauses": ["Z-1"]}}, "“Z-1”不在条款表中"),
    ({"on": "五月六日"}, "on 应为日期"),
    ({"area": "439999"}, "区划表里没有"),
    ({"area": 433101}, "区划表里没有"),
    ({"expect": {"outcome": "approved"}}, "没有“approved”这种结果"),
    ({"expect": {"outcome": "granted", "reasons": {"exempt": "yes"}}}, "状态“yes”不存在"),
    ({"expect": {"reasons": {}}}, "expect 应有 outcome"),
    ({"remark": "多余"}, "应恰有这些栏目"),
])
def test_a_faulty_situation_says_what_is_wrong(change, said):
    assert said in "；".join(faults(SOUND | change))


def test_an_item_that_is_no_mapping_is_a_fault():
    assert list(faults("十万元"))


def test_a_decision_as_expected_has_no_mismatch():
    assert list(mismatches(SOUND["expect"], DECISION)) == []


@pytest.mark.parametrize(("expect", "said"), [
    ({"outcome": "refused"}, "结果应为 refused，实为 granted"),
    ({"outcome": "granted", "reasons": {"exempt": "unmet"}}, "理由 exempt 应为 unmet，实为 met"),
    ({"outcome": "granted", "reasons": {"first_claim": "met"}}, "没有这一理由"),
    ({"outcome": "granted", "clauses": ["H-014"]}, "应引用 H-014（hunan-2024 二（一）1）"),
    ({"outcome": "granted", "events": ["loans.qualified.v1"]}, "应记录事件"),
])
def test_a_decision_that_differs_is_told_in_words(expect, said):
    assert said in "；".join(mismatches(expect, DECISION))
