"""The platform in trouble keeps its promises, and the verdict that says so turns red when one is broken.

`python -m tests.chaos` is the long run; this is one kill of every process type, then one broken promise at a time.
"""

import os

import pytest

from dev import caller
from tests.chaos.clients import Desk
from tests.chaos.machine import chaos_machine
from tests.chaos.plan import Fault, full_plan, short_plan
from tests.chaos.run import Run
from tests.chaos.verdict import Reconciliation

pytestmark = pytest.mark.timeout(900)  # a busy machine needs longer than the two minutes of an idle one
SEED = 1
REACTING = ("loans", "incubators", "subsidies")
# Breaking promises on purpose wants a quiet machine: `make sabotage` runs these, `make test` does not.
sabotage = pytest.mark.skipif(os.environ.get("SABOTAGE") != "1", reason="make sabotage runs it")


class Trial:
    """Runs on one machine, each with stories of its own, judged by what it adds to what was found before."""

    def __init__(self, machine):
        self.machine, self.told = machine, 0
        self.desk = Desk(machine.base_url, SEED, patience=60)
        self.stories = []

    def run(self, stories: int, faults: list[Fault], **options):
        run = Run(self.machine, self.desk, stories, faults, first=self.told, tell=print, **options)
        self.told += stories
        self.stories += run.stories
        run.prepare()
        run.go()
        return run

    def verdict(self, settle: float = 60):
        return Reconciliation(self.machine, self.desk, self.stories).verdict(settle=settle)


@pytest.fixture(scope="module")
def trial(tmp_path_factory):
    caller.PATIENCE_SECONDS = 60
    with chaos_machine(tmp_path_factory.mktemp("chaos")) as machine:
        yield Trial(machine)


def test_the_same_seed_makes_the_same_plan():
    assert full_plan(7) == full_plan(7) != full_plan(8)
    kills = [fault.target for fault in full_plan(7) if fault.kind == "kill"]
    assert {kills.count(name) for name in kills} == {5}


def test_thirty_stories_through_a_kill_of_every_process_lose_and_double_nothing(trial):
    trial.run(30, short_plan(SEED), recover=2, money=True)
    assert trial.machine.recover(60)
    verdict = trial.verdict()
    print(f"\nseed {SEED}\n{verdict}")
    assert verdict.green, str(verdict)


@sabotage
def test_the_verdict_turns_red_when_the_inbox_is_skipped(trial):
    before = trial.verdict()
    trial.machine.sabotage("skip_the_inbox", "training", *REACTING)
    trial.run(4, [])
    trial.machine.suffer(Fault(kind="duplicates"))
    found = trial.verdict(settle=8).since(before)
    assert found.double, str(found)


@sabotage
def test_the_verdict_turns_red_when_messages_are_acked_before_their_commit(trial):
    trial.machine.sabotage("ack_before_commit", *REACTING)
    before = trial.verdict(settle=5)
    trial.run(8, [Fault(kind="freeze", target=" ".join(REACTING))] * 3)
    found = trial.verdict(settle=8).since(before)
    assert found.lost, str(found)


@sabotage
def test_the_verdict_turns_red_when_the_relay_remembers_a_place_instead_of_rows(trial):
    trial.machine.sabotage("cursor_by_id", "relay")
    before = trial.verdict(settle=5)
    trial.run(8, [Fault(kind="latecomer", seconds=1.0)] * 4)
    found = trial.verdict(settle=8).since(before)
    assert [each for each in found.stuck if "outbox" in each], str(found)
    assert [each for each in found.lost if "never projected" in each], str(found)
