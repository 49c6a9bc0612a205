"""The collector of situations, run on a folder of its own: what an official sees when a case fails."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_ALONE = {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
ASK = """
from contracts.decisions import Decision, Outcome, Reason, Status

def ask(situation, policies):
    free = policies.loans(situation.area, on=situation.on).parameter("counter_guarantee_free_up_to")
    reason = Reason(code="exempt", status=Status.MET, text=free.label, citation=free.citation)
    return Decision(outcome=Outcome(situation.ask["answer"]), subject="1", reasons=(reason,))
"""
SITUATION = """
- name: {name}
  clauses: [{clause}]
  area: "433101"
  on: 2024-05-06
  given: {{}}
  ask: {{answer: {answer}}}
  expect: {{outcome: granted, reasons: {{exempt: met}}, clauses: [H-030]}}
"""


@pytest.fixture
def run(tmp_path):
    """Runs the collector on one file of the given situations; returns exit code and output."""
    folder = tmp_path / "policies" / "loans"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "policies" / "conftest.py", folder.parent)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")

    def on(*situations, ask=ASK):
        (folder / "exemption.yaml").write_text("".join(situations), encoding="utf-8")
        if ask:
            (folder / "ask.py").write_text(ask, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", tmp_path, folder],
            cwd=tmp_path, env=os.environ | _ALONE, capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout

    return on


def situation(name="十万元以内免反担保", clause="H-030", answer="granted"):
    return SITUATION.format(name=name, clause=clause, answer=answer)


def test_situations_that_hold_pass(run):
    code, said = run(situation(), situation(name="又一情形"))
    assert (code, "2 passed" in said) == (0, True), said


def test_a_situation_decided_otherwise_fails_in_words(run):
    code, said = run(situation(answer="refused"))
    assert code == 1
    assert "情形“十万元以内免反担保”（loans/exemption.yaml）不符" in said
    assert "结果应为 granted，实为 refused" in said


def test_a_situation_naming_an_unknown_clause_fails(run):
    code, said = run(situation(clause="H-999"))
    assert code == 1
    assert "“H-999”不在条款表中" in said


def test_a_pillar_without_an_adapter_fails_and_says_so(run):
    code, said = run(situation(), ask=None)
    assert code == 1
    assert "没有 ask.py" in said
