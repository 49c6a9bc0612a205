"""While one batch is written the next is made ready: in order, one at a time, and acked only when committed."""

from types import SimpleNamespace

import pytest

from chassis.batches import BatchLoop
from chassis.consumer import Stopped

QUEUE = "zone.projection"


class Broker:
    """Connection and channel in one; it has nothing more to send than the test sends."""

    def __init__(self, told: list[str]):
        self.told, self.callbacks = told, {}
        self.connection = SimpleNamespace(transport=None)

    def basic_ack(self, number: int, multiple: bool) -> None:
        self.told.append(f"ack {number}")

    def basic_cancel(self, tag: str) -> None:
        self.told.append("cancel")

    def basic_qos(self, size: int, count: int, everywhere: bool) -> None:
        """Nothing to do: messages are sent by the test."""

    def basic_consume(self, queue: str, callback) -> str:
        self.told.append("consume")
        return "tag"

    def drain_events(self, timeout: float | None) -> None:
        raise TimeoutError

    def heartbeat_check(self) -> None:
        """The broker is content."""


class Loop(BatchLoop):
    """A loop on a broker that has sent what the test says, and notes all that it does in `told`."""

    def __init__(self, sent: str, *, largest: int = 2, paused=(), fails=frozenset()):
        super().__init__("", QUEUE, self.made_ready, lambda delivery, loop: self.alone(delivery),
                         largest=largest, paused=paused)
        self.told, self.fails, self.meanwhile = [], set(fails), {}
        self.channel = self.connection = Broker(self.told)
        self._prefetch, self._tag = self.widest, "tag"
        for number, name in enumerate(sent):
            self.send(name, number + 1)

    def send(self, name: str, number: int, redelivered: bool = False) -> None:
        self._take(SimpleNamespace(
            body=name.encode(), headers={}, properties={"message_id": name}, delivery_tag=number,
            delivery_info={"routing_key": "x", "redelivered": redelivered}))

    def tell(self, what: str) -> None:
        self.told.append(what)
        self.meanwhile.pop(what, lambda: None)()
        if what in self.fails:
            raise ValueError(what)

    def made_ready(self, deliveries):
        names = "".join(delivery.message_id for delivery in deliveries)
        self.tell(f"read {names}")
        return SimpleNamespace(begin=lambda: self.tell(f"begin {names}"), finish=lambda: self.tell(f"written {names}"))

    def alone(self, delivery) -> None:
        self.tell(f"alone {delivery.message_id}")


def test_the_next_batch_is_read_while_one_is_written_and_begun_when_that_is_acked():
    loop = Loop("abcdef")
    loop._work_off()
    assert loop.told == ["read ab", "begin ab", "read cd", "written ab", "ack 2", "begin cd", "read ef", "written cd",
                         "ack 4", "begin ef", "written ef", "ack 6"]


@pytest.mark.parametrize("step", ["begin ab", "written ab"])
def test_a_batch_that_fails_while_the_next_is_read_runs_one_by_one_and_before_it(step):
    loop = Loop("abcd", fails={step})
    loop._work_off()
    rest = loop.told[loop.told.index(step) + 1:]
    assert rest.count("alone a") == rest.count("alone b") == 1
    assert rest.index("alone b") < rest.index("ack 2") < rest.index("begin cd") < rest.index("ack 4")
    assert "alone c" not in rest


def test_a_batch_that_cannot_be_read_waits_for_the_one_before_and_then_runs_one_by_one():
    loop = Loop("abcd", fails={"read cd"})
    loop._work_off()
    assert loop.told == ["read ab", "begin ab", "read cd", "written ab", "ack 2", "alone c", "alone d", "ack 4"]


def test_what_comes_again_runs_one_by_one_after_what_is_being_written():
    loop = Loop("ab")
    loop.send("c", 3, redelivered=True)
    loop.send("d", 4)
    loop._work_off()
    assert loop.told == ["read ab", "begin ab", "written ab", "ack 2", "alone c", "alone d", "ack 4"]


def test_a_stop_in_between_ends_the_taking_and_finishes_what_was_taken():
    loop = Loop("abcd")
    loop.meanwhile["read cd"] = loop.stop
    loop._work_off()
    assert loop.told == ["read ab", "begin ab", "read cd", "written ab", "cancel", "ack 2", "begin cd", "written cd",
                         "ack 4"]


def test_who_leaves_while_a_failed_batch_waits_for_the_database_acks_nothing_and_begins_nothing_more():
    loop = Loop("abcd", fails={"written ab"})
    loop.alone = lambda delivery: (_ for _ in ()).throw(Stopped)
    with pytest.raises(Stopped):
        loop._work_off()
    assert loop.told == ["read ab", "begin ab", "read cd", "written ab"]


def test_a_pause_is_heeded_between_two_batches_however_many_are_waiting():
    paused = set()
    loop = Loop("abcdef", paused=paused)
    loop.meanwhile["read cd"] = lambda: paused.add(QUEUE)
    loop._work_off()
    assert loop.told.count("cancel") == 1 and loop.told.index("cancel") < loop.told.index("read ef")
    assert loop.told[-1] == "ack 6"


@pytest.mark.parametrize("fails", [set(), {"written ab"}])
def test_a_batch_whose_broker_is_lost_is_let_go_of_and_neither_acked_nor_run_here(fails):
    loop = Loop("ab", fails=fails)
    loop.connection.drain_events = _lost_once(loop, "begin ab")
    with pytest.raises(ConnectionError) as lost:
        loop._work_off()
    loop.stop()
    loop._lost("broker_away", lost.value)
    assert loop.told == ["read ab", "begin ab", "written ab"]
    assert loop.oldest_seconds() == 0


def _lost_once(loop: Loop, after: str):
    def drain_events(timeout) -> None:
        raise ConnectionError if loop.told[-1:] == [after] else TimeoutError

    return drain_events


def test_the_oldest_in_hand_is_the_one_being_written_until_it_is_acked():
    loop, ages = Loop("abcd"), {}
    times = iter(range(100))
    loop._in_hand = type(loop._in_hand)(next(times) for _ in "abcd")
    for step in ("read cd", "begin cd"):
        loop.meanwhile[step] = lambda step=step: ages.update({step: list(loop._in_hand)})
    loop._work_off()
    assert ages == {"read cd": [0, 1, 2, 3], "begin cd": [2, 3]}
