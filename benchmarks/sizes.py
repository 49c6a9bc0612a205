"""How much is measured: a whole run within six minutes, a quick one that only shows that everything runs."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """`rounds` is how often each pair is repeated, interleaved; times are seconds of load."""

    name: str
    rounds: int
    warm_seconds: float
    seconds: float
    step_seconds: float
    projected: int
    handled_by_peer: int
    relayed: int
    relayed_one_by_one: int
    visible_commands: int
    timed_commands: int
    real_people: int
    copies: int
    growth: int = 10
    streams: int = 1000

    @property
    def people(self) -> int:
        """How many people the read model shows before it grows."""
        return self.real_people * self.copies


WHOLE = Sizes(name="whole", rounds=3, warm_seconds=1.0, seconds=4.0, step_seconds=3.0, projected=10_000,
              handled_by_peer=2_000, relayed=4_000, relayed_one_by_one=800, visible_commands=400, timed_commands=300,
              real_people=200, copies=10)
QUICK = Sizes(name="quick", rounds=1, warm_seconds=0.3, seconds=0.7, step_seconds=0.5, projected=600,
              handled_by_peer=200, relayed=600, relayed_one_by_one=100, visible_commands=20, timed_commands=20,
              real_people=60, copies=2, streams=50)
