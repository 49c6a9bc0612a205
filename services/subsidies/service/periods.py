"""What the calendar alone may change: a birthday, the end of an evidence or a window, a new year, a policy's day."""

from datetime import date

from chassis.clock import start_of
from contracts.subsidies.commands import ReassessArea, ReassessPerson
from policies.areas import county_of
from services.subsidies.model import Known
from services.subsidies.rules.conditions import next_turn
from services.subsidies.rules.periods import turns_with_the_year
from services.subsidies.rules.predicates import Case


class Turns:
    """The timers that one transaction needs: one per claimant for what is theirs, one per county and day for what
    turns for everybody there. What is set already is not written again."""

    def __init__(self, tx):
        self.tx = tx
        self.personal: dict[str, date | None] = {}
        self.counties: set[tuple[str, date]] = set()

    def watch(self, person_id: str, known: Known, pairs: list[tuple[str, str, str]]) -> None:
        """Note the next days on which this claimant's answers may change."""
        days = []
        for area, programme, period in pairs:
            policy = self.tx.policy(area, on=self.tx.today)
            case = Case(facts=known.facts, earlier=known.earlier, programme=programme, period=period,
                        today=self.tx.today)
            days.append(next_turn(programme, case, policy))
            if turns_with_the_year(policy.value(programme)["once_per"]):
                self.counties.add((county_of(area), date(self.tx.today.year + 1, 1, 1)))
        self.personal[person_id] = min((day for day in days if day), default=None)
        self._watch_policies({area for area, _, _ in pairs} or {known.facts.area})

    def _watch_policies(self, areas: set[str]) -> None:
        for area in areas:
            day = self.tx.next_policy_change(area, self.tx.today)
            if day:
                self.counties.add((county_of(area), day))

    def set(self) -> None:
        """Set the timers that are not set for their day yet; drop a claimant's that has nothing to wait for."""
        named = {f"turn:{person_id}": (day, ReassessPerson(person_id=person_id))
                 for person_id, day in self.personal.items()}
        named |= {f"turn:{county}:{day}": (day, ReassessArea(area=county)) for county, day in sorted(self.counties)}
        already = self.tx.turns_set(named)
        for key, (day, command) in named.items():
            if day is None and key in already:
                self.tx.drop_timer(key)
            elif day is not None and already.get(key) != start_of(day):
                self.tx.set_timer(key, start_of(day), command)
