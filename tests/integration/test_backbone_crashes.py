"""Processes that die at the worst moments: everything has one effect, and nothing is lost."""

import pytest

from contracts.problems import OutcomeUnknown, Unavailable
from dev.by_pid import poll
from tests.integration.toy.crashes import HOST_POINTS, RELAY_POINTS

TASKS = [f"t-{number}" for number in range(3)]


class Crashing:
    """One process that dies once at a point and is started anew, beside a healthy other half."""

    def __init__(self, toy, what: str, point: str):
        self.toy, self.what, self.once = toy, what, toy.folder / "crashed"
        self.options = {"CRASH_AT": point, "CRASH_ONCE": str(self.once)}
        self.process = toy.spawn(what, **self.options)
        toy.relay() if what == "host" else toy.host()

    def keep_going(self) -> None:
        if self.process.poll() is not None:
            self.process = self.toy.spawn(self.what, **self.options)

    def answer(self, task_id: str) -> dict:
        """The answer to a task, asked for again with the same key as long as its outcome is unknown."""
        answers = []

        def asked() -> bool:
            self.keep_going()
            try:
                answers.append(self.toy.do_task(task_id, id_=f"key-{task_id}", deadline=1.5))
            except (OutcomeUnknown, Unavailable):
                return False
            return True

        assert poll(asked, 30), f"no answer for {task_id}"
        return answers[0]

    def is_done(self) -> bool:
        self.keep_going()
        return (self.once.exists() and self.toy.outbox() == 0 and len(self.toy.effects()) == len(TASKS)
                and self.toy.waiting_messages() == 0)


@pytest.mark.parametrize("point", HOST_POINTS + RELAY_POINTS)
def test_a_crash_at_any_point_leaves_one_effect_and_loses_nothing(toy, point):
    crashing = Crashing(toy, "host" if point in HOST_POINTS else "relay", point)
    answered = [event for task in TASKS for event in crashing.answer(task)["events"]]
    toy.wait(crashing.is_done, f"everything to be done after a crash at: {point}")
    toy.end_all()
    assert toy.waiting_messages() == 0
    assert toy.effects() == dict.fromkeys(TASKS, 1)
    assert {row[0] for row in toy.sql("SELECT id::text FROM events WHERE type = 'toy.done.v1'")} == set(answered)
    assert toy.failed() == []
