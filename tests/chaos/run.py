"""Stories and faults side by side: a story begins when its share of faults has happened, a fault when its share of
stories has begun; so faults always meet traffic, whatever the machine's speed."""

import queue
import threading
from collections.abc import Callable

from dev.second_half import SecondHalf
from dev.story import JISHOU, OPERATOR, a_register
from tests.chaos.clients import ChaosStory, Desk, pay_out
from tests.chaos.machine import ChaosMachine
from tests.chaos.plan import Fault

CLIENTS = 6
MONEY_EVERY = 15  # of all stories go on to a business, a loan and a paid subsidy


class Run:
    """One run of so many stories through a plan of faults."""

    def __init__(self, machine: ChaosMachine, desk: Desk, stories: int, faults: list[Fault], *,
                 first: int = 0, money: bool = False, clients: int = CLIENTS, recover: float = 60.0,
                 tell: Callable[[str], None] = lambda words: None):
        self.machine, self.desk, self.faults, self.tell = machine, desk, faults, tell
        self.stories = [ChaosStory(machine.base_url, f"{desk.seed % 65536:04x}{first + number:04x}", desk=desk,
                                   number=first + number, with_money=money and number % MONEY_EVERY == 0)
                        for number in range(stories)]
        self.clients, self.recover = clients, recover
        self._begun = self._happened = 0
        self._turn = threading.Condition()
        self._waiting: queue.SimpleQueue = queue.SimpleQueue()

    def prepare(self) -> None:
        """The year's plan and the register that confirms everybody's group, before anything goes wrong."""
        office = Desk(self.machine.base_url, self.desk.seed)  # as stubborn, but its commands are not counted
        if self.stories[0].number == 0:  # once: a process that breaks a promise on purpose could not repeat it
            year = ChaosStory(self.machine.base_url, "year", desk=office, number=-1)
            year.prepare()
            SecondHalf(year).prepare()
        self._make_room(office)
        office.as_("clerk").upload(
            "/registers", a_register([(story.name, story.id_number) for story in self.stories]), "register.xlsx",
            {"source": "吉首市返乡农民工名册", "area": JISHOU, "fetched_on": "2024-05-06", "keep": "good"})

    def _make_room(self, office: Desk) -> None:
        """Places for everybody: who finds no room is not invited, and those who go on to money need a place."""
        office.as_("province").post("/incubators/bases", {
            "name": "吉首市大型创业孵化基地", "area": JISHOU, "level": "province", "kind": "incubation_base",
            "operator_id": OPERATOR, "places": len(self.stories) + 10, "government_funded": True},
            key=f"room-{self.stories[0].number}")

    def go(self) -> None:
        """Tell every story and let every fault happen."""
        for number, story in enumerate(self.stories):
            self._waiting.put((number, story))
        threads = [threading.Thread(target=self._client, daemon=True) for _ in range(self.clients)]
        for thread in threads:
            thread.start()
        for number, fault in enumerate(self.faults):
            self._until(lambda number=number: self._begun >= number * len(self.stories) // len(self.faults))
            self._let_happen(number, fault)
        for thread in threads:
            thread.join()
        pay_out(self.desk, self.stories)

    def _let_happen(self, number: int, fault: Fault) -> None:
        self.tell(f"{number + 1}/{len(self.faults)} {fault}")
        self.machine.suffer(fault)
        if fault.kind not in ("duplicates", "latecomer") and not self.machine.recover(self.recover):
            self.tell(f"  not ready after {self.recover:.0f} s: {self.machine.not_ready()}")
        self._note(happened=1)

    def _client(self) -> None:
        while True:
            try:
                number, story = self._waiting.get_nowait()
            except queue.Empty:
                return
            share = number * len(self.faults) // max(1, len(self.stories))
            self._until(lambda share=share: self._happened >= share - 1)
            self._note(begun=1)
            story.tell()

    def _until(self, come: Callable[[], bool]) -> None:
        with self._turn:
            self._turn.wait_for(come)

    def _note(self, begun: int = 0, happened: int = 0) -> None:
        with self._turn:
            self._begun += begun
            self._happened += happened
            self._turn.notify_all()
