"""Situations: the law case by case, written by an official in YAML and put to a pillar's rules.

A file is a list; each item starts `- name:` and has clauses, area, on, given, ask, expect:

    - name: 超计划开班而其他课程未完成，报上一级决定
      clauses: [H-014]
      area: "433100"
      on: 2024-05-06
      given: {plan_left: {siyb: 0}, completed: {siyb: 690, online_shop: 10}}
      ask: {command: file_class, course: siyb, seats: 30}
      expect:
        outcome: referred
        reasons: {within_plan: unmet}
        clauses: [H-014]

`clauses` names rows of docs/clauses.csv. Beside the files stands `ask.py` with `ask(situation, policies)`, which
builds the rule's arguments from `given` and `ask` and returns its Decision.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from contracts.decisions import Decision, Outcome, Status
from policies.areas import exists
from policies.clauses import clauses_by_id

_PARTS = {"name", "clauses", "area", "on", "given", "ask", "expect"}
_EXPECTED = {"outcome", "reasons", "clauses", "events"}


@dataclass(frozen=True, kw_only=True)
class Situation:
    """One case: who and what is given, what is asked, and what the law answers on that day in that area."""

    name: str
    clauses: list[str]
    area: str
    on: date
    given: dict[str, Any]
    ask: dict[str, Any]
    expect: dict[str, Any]


def faults(raw: Any) -> Iterator[str]:
    """What keeps one item of a file from being a situation, in words."""
    if not isinstance(raw, dict) or set(raw) != _PARTS:
        yield f"应恰有这些栏目：{'、'.join(sorted(_PARTS))}"
        return
    if type(raw["on"]) is not date:
        yield f"on 应为日期，现为“{raw['on']}”"
    if not exists(raw["area"]):
        yield f"区划表里没有 area “{raw['area']}”（代码要加引号）"
    yield from _unknown_clauses("clauses", raw["clauses"])
    yield from _faults_of_expected(raw["expect"])


def _faults_of_expected(expect: Any) -> Iterator[str]:
    if not isinstance(expect, dict) or set(expect) - _EXPECTED or "outcome" not in expect:
        yield f"expect 应有 outcome，其余只能是：{'、'.join(sorted(_EXPECTED))}"
        return
    if expect["outcome"] not in {outcome.value for outcome in Outcome}:
        yield f"没有“{expect['outcome']}”这种结果"
    for code, status in expect.get("reasons", {}).items():
        if status not in {known.value for known in Status}:
            yield f"理由 {code} 的状态“{status}”不存在"
    yield from _unknown_clauses("expect.clauses", expect.get("clauses", []))


def _unknown_clauses(where: str, named: Any) -> Iterator[str]:
    for clause in named or []:
        if clause not in clauses_by_id():
            yield f"{where} 里的“{clause}”不在条款表中"


def mismatches(expect: Mapping[str, Any], decision: Decision) -> Iterator[str]:
    """Where the decision differs from what was expected, in words."""
    if decision.outcome != expect["outcome"]:
        yield f"结果应为 {expect['outcome']}，实为 {decision.outcome.value}"
    statuses = {reason.code: reason.status.value for reason in decision.reasons}
    for code, status in expect.get("reasons", {}).items():
        if statuses.get(code) != status:
            yield f"理由 {code} 应为 {status}，实为 {statuses.get(code, '没有这一理由')}"
    cited = {(reason.citation.document, reason.citation.clause) for reason in decision.reasons}
    for wanted in expect.get("clauses", []):
        row = clauses_by_id()[wanted]
        if (row.document, row.clause) not in cited:
            yield f"应引用 {wanted}（{row.document} {row.clause}），没有引用"
    if "events" in expect:
        recorded = [event.type for event in decision.events]
        if recorded != expect["events"]:
            yield f"应记录事件 {expect['events']}，实为 {recorded}"
