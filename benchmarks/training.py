"""`python -m benchmarks.training`: what a class costs, one trainee or fifty at a time, and a roster of ten thousand."""

import argparse
import json
import statistics
import tempfile
from datetime import date, datetime
from pathlib import Path

from benchmarks.desk import ORGANISATION, Desk, Measured, peak_mb, prepare, query
from chassis.clock import SHANGHAI
from contracts.actors import Role
from contracts.training import Course
from contracts.training.commands import (
    AccreditInstitution,
    CompleteClass,
    EnrolTrainees,
    ExaminationResult,
    FileClass,
    OpenPlan,
    RecordAttendance,
)
from dev.servers import private_postgres

HUNAN, JISHOU, OPENED = "430000", "433101", datetime(2024, 5, 6, 9, 0, tzinfo=SHANGHAI)
CLASS, SESSIONS, ROUNDS = 50, 3, 7


def measure(url: str, roster: int) -> dict:
    """Medians in ms over the rounds, the ratio of fifty to one, and memory before and after a long roster."""
    prepare(url, OPENED)
    desk = Desk(url, "training")
    desk.give(OpenPlan, Role.PROVINCE_STAFF, acts_in=HUNAN, area=HUNAN, year=2024)
    desk.give(AccreditInstitution, Role.CITY_STAFF, institution_id=ORGANISATION, area=JISHOU, courses=tuple(Course),
              valid_until=date(2026, 12, 31))
    know(url, [*(f"one-{number}-0" for number in range(ROUNDS)), *(f"done-{number}" for number in range(CLASS)),
               *(f"fifty-{number}-{person}" for number in range(ROUNDS) for person in range(CLASS)),
               *(f"row-{number}" for number in range(roster))])
    one = [enrol(desk, f"one-{number}", 1) for number in range(ROUNDS)]
    fifty = [enrol(desk, f"fifty-{number}", CLASS) for number in range(ROUNDS)]
    completed, events = complete(desk, url)
    before = peak_mb()
    long_roster = look_through(desk, roster)
    return {"enrol_one_ms": median(one), "enrol_fifty_ms": median(fifty),
            "ratio": round(median(fifty) / median(one), 2), "complete_fifty_ms": round(completed * 1000, 1),
            "events_of_one_transaction": events, "roster": roster, "roster_s": round(long_roster, 2),
            "memory_before_mb": before, "memory_peak_mb": peak_mb()}


def know(url: str, people: list[str]) -> None:
    """Let training have heard that these people registered."""
    query(url, "WITH known AS (INSERT INTO training.people (person_id, groups, groups_version)"
               " SELECT person_id, '[]', 1 FROM unnest(%s::text[]) AS p (person_id) RETURNING 1)"
               " SELECT count(*) FROM known", people)


def filed(desk: Desk, title: str, seats: int = CLASS) -> str:
    """An approved class of so many seats."""
    return desk.give(FileClass, Role.INSTITUTION_STAFF, acts_in=JISHOU, institution_id=ORGANISATION, area=JISHOU,
                     course=Course.SIYB, title=title, seats=seats, starts_on=date(2024, 5, 6),
                     ends_on=date(2024, 5, 15), sessions=SESSIONS)["subject"]


def enrol(desk: Desk, title: str, people: int) -> float:
    """Seconds that one command for so many people takes."""
    class_id, took = filed(desk, title, people), Measured()
    took.take("enrol", lambda: desk.give(EnrolTrainees, Role.INSTITUTION_STAFF, acts_in=JISHOU, class_id=class_id,
                                         person_ids=tuple(f"{title}-{number}" for number in range(people))))
    return took.seconds["enrol"]


def complete(desk: Desk, url: str) -> tuple[float, int]:
    """Seconds of completing fifty at once, and how many completed events that one transaction recorded."""
    class_id, took = filed(desk, "结业"), Measured()
    people = tuple(f"done-{number}" for number in range(CLASS))
    desk.give(EnrolTrainees, Role.INSTITUTION_STAFF, acts_in=JISHOU, class_id=class_id, person_ids=people)
    for session in range(1, SESSIONS + 1):
        desk.give(RecordAttendance, Role.INSTITUTION_STAFF, acts_in=JISHOU, class_id=class_id, session=session,
                  present=people)
    results = tuple(ExaminationResult(person_id=person, mark=88) for person in people)
    took.take("complete", lambda: desk.give(CompleteClass, Role.INSTITUTION_STAFF, acts_in=JISHOU, class_id=class_id,
                                            completed_on=date(2024, 5, 6), results=results))
    events = query(url, "SELECT count(*) FROM training.events WHERE type = 'training.completed.v1'"
                        " GROUP BY xmin ORDER BY 1 DESC LIMIT 1")
    return took.seconds["complete"], events


def look_through(desk: Desk, rows: int) -> float:
    """Seconds of judging a roster of so many rows, of which a class takes fifty and the rest hear why not."""
    class_id, took = filed(desk, "万行"), Measured()
    took.take("roster", lambda: desk.give(EnrolTrainees, Role.INSTITUTION_STAFF, acts_in=JISHOU, class_id=class_id,
                                          person_ids=tuple(f"row-{number}" for number in range(rows))))
    return took.seconds["roster"]


def median(seconds: list[float]) -> float:
    """The median in ms."""
    return round(statistics.median(seconds) * 1000, 2)


def main() -> None:
    """Measure on a server that is gone afterwards, and print what was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.training", description=__doc__)
    parser.add_argument("--roster", type=int, default=10_000, help="花名册多少行")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-training-") as folder:
        Path(folder).chmod(0o755)
        with private_postgres(Path(folder)) as server:
            found = measure(server.create_database("training"), asked.roster)
    print(json.dumps(found, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
