"""The toy's table of contents."""

import os
import signal
from datetime import timedelta

from chassis.declare import command, question, reaction
from tests.integration.toy.contracts import DoTask, Nap, Remind, Ring, TaskDone
from tests.integration.toy.rules import decide_ring, decide_tally, decide_task
from tests.integration.toy.store import ToyTransaction


class ToyService:
    """Tasks, bells and naps."""

    name = "toy"
    transaction = ToyTransaction

    # commands

    @command(DoTask)
    def do_task(self, command: DoTask) -> dict:
        with self.store.transaction(command) as tx:
            _suffer(command.mood.removeprefix("at_once_"), tx, when=command.mood.startswith("at_once_"))
            return tx.record(decide_task(command, tx.task(command.task_id)))

    @command(Remind)
    def remind(self, command: Remind) -> dict:
        with self.store.transaction(command) as tx:
            tx.set_timer(command.bell_id, command.at, Ring(bell_id=command.bell_id, times=command.times))
            return {"bell_id": command.bell_id}

    @command(Ring)
    def ring(self, command: Ring) -> dict:
        with self.store.transaction(command) as tx:
            _suffer(command.bell_id, tx)
            if command.times > 1:
                again = Ring(bell_id=command.bell_id, times=command.times - 1)
                tx.set_timer(command.bell_id, command.envelope.occurred_at + timedelta(days=1), again)
            return tx.record(decide_ring(command))

    # questions

    @question(Nap)
    def nap(self, question: Nap) -> dict:
        with self.store.reading(question) as tx:
            tx.nap(question.seconds)
            return {"slept": str(question.seconds)}

    # reactions

    @reaction(TaskDone)
    def tally_points_on_task_done(self, event: TaskDone) -> None:
        with self.store.transaction(event) as tx:
            tx.note_try(event.task_id)
            _suffer(event.mood, tx)
            tx.record(decide_tally(event))


def _suffer(mood: str, tx: ToyTransaction, *, when: bool = True) -> None:
    """Fail, kill this process or take its time, as the mood says, until the operator has mended it."""
    if not when or mood == "fine" or tx.is_mended():
        return
    if mood == "kills":
        os.kill(os.getpid(), signal.SIGKILL)
    if mood == "slow":
        tx.nap(0.15)
    if mood == "fails":
        raise RuntimeError("the toy is in a bad mood")
