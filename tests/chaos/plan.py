"""What goes wrong and when, from a seed: the same seed makes the same plan."""

import random
from dataclasses import dataclass

from chassis.processes import PROCESSES
from dev.faults import Line

LINES = ("amqp", "postgres")
BAD = (Line.LATE, Line.RESET, Line.SILENT, Line.SLOW)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault: `kind` is kill, term, freeze (kill while the database is silent), broker, database, line,
    duplicates or latecomer. Several targets are parted by spaces."""

    kind: str
    target: str = ""
    line: Line | None = None
    seconds: float = 0.0

    def __str__(self) -> str:
        took = f"{self.seconds:.1f} s" if self.seconds else ""
        parts = [self.kind, self.target, self.line.value if self.line else "", took]
        return " ".join(part for part in parts if part)


def full_plan(seed: int, *, kills: int = 5, terms: int = 3, broker: int = 3, database: int = 3,
              lines: int = 2) -> list[Fault]:
    """Every process type killed and ended so often, both servers restarted, every bad line so often."""
    chance = random.Random(seed)
    faults = [Fault(kind=kind, target=process.name) for process in PROCESSES
              for kind, times in (("kill", kills), ("term", terms)) for _ in range(times)]
    faults += [Fault(kind="broker")] * broker + [Fault(kind="database")] * database
    faults += [Fault(kind="line", target=target, line=line, seconds=chance.uniform(0.5, 4)) for target in LINES
               for line in BAD for _ in range(lines)]
    faults += [Fault(kind="duplicates")] * (3 * kills) + [Fault(kind="latecomer", seconds=1.0)] * kills
    chance.shuffle(faults)
    return faults


def short_plan(seed: int) -> list[Fault]:
    """One kill of every process type, one cut of each line, a slow commit, duplicates in between."""
    chance = random.Random(seed)
    faults = [Fault(kind="kill", target=process.name) for process in PROCESSES]
    faults += [Fault(kind="line", target=target, line=Line.RESET, seconds=0.3) for target in LINES]
    faults += [Fault(kind="duplicates")] * 2 + [Fault(kind="latecomer", seconds=0.5)]
    chance.shuffle(faults)
    return faults
