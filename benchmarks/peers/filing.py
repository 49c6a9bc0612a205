"""What a stock service says to the database when it files a class: plain statements, each waited for."""

import uuid
from datetime import UTC, datetime

from psycopg import Connection
from psycopg.rows import dict_row

from contracts.training import Course, InstitutionState
from contracts.training.domain_events import ClassApproved
from services.training.model import CourseStanding, Institution, PlanStanding

_CLASS = ("class_id", "institution_id", "area", "city", "course", "title", "seats", "starts_on", "ends_on", "sessions",
          "state")


class Filing:
    """One transaction's statements."""

    def __init__(self, connection: Connection):
        self.cursor = connection.cursor(row_factory=dict_row)

    def institution(self, institution_id: str) -> Institution:
        """The institution as it stands."""
        row = self.cursor.execute("SELECT institution_id, area, courses, valid_until, title, state, suspended_until"
                                  " FROM peer_training.institutions WHERE institution_id = %s",
                                  [institution_id]).fetchone()
        return Institution(**row | {"courses": tuple(row["courses"]), "state": InstitutionState(row["state"])})

    def standing(self, city: str, year: int, course: Course) -> PlanStanding:
        """The city's plan by course; the course's free seats stay as they are until commit."""
        self.cursor.execute("SELECT balance FROM peer_training.ledger_accounts WHERE key = %s FOR UPDATE",
                            [_free(city, year, course)])
        plan = self.cursor.execute("SELECT seats FROM peer_training.plans WHERE city = %s AND year = %s",
                                   [city, year]).fetchone()["seats"]
        done = self.cursor.execute(
            "SELECT course, count(*) AS done FROM peer_training.enrolments WHERE city = %s AND state = 'completed'"
            " AND extract(year FROM completed_on) = %s GROUP BY course", [city, year]).fetchall()
        free = self.cursor.execute("SELECT key, balance FROM peer_training.ledger_accounts WHERE key = ANY(%s)",
                                   [[_free(city, year, each) for each in plan]]).fetchall()
        completed, balances = ({row["course"]: row["done"] for row in done},
                               {row["key"]: row["balance"] for row in free})
        return PlanStanding(city=city, year=year, courses=tuple(
            CourseStanding(course=Course(each), plan=seats, completed=completed.get(each, 0),
                           free=balances[_free(city, year, each)]) for each, seats in plan.items()))

    def keep(self, event: ClassApproved) -> None:
        """Keep the class, and book its seats from free to reserved."""
        self.cursor.execute(
            f"INSERT INTO peer_training.classes ({', '.join(_CLASS)}, version)"
            f" VALUES ({', '.join(['%s'] * len(_CLASS))}, 1)", [getattr(event, name) for name in _CLASS])
        free = _free(event.city, event.starts_on.year, event.course)
        reserved = free.replace(":free", ":reserved")
        self.cursor.execute("UPDATE peer_training.ledger_accounts SET balance = balance - %s WHERE key = %s",
                            [event.seats, free])
        self.cursor.execute("UPDATE peer_training.ledger_accounts SET balance = balance + %s WHERE key = %s",
                            [event.seats, reserved])
        self.cursor.execute(
            "INSERT INTO peer_training.ledger_transfers (event_id, from_account, to_account, amount, memo, booked_at)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            [uuid.uuid4(), free, reserved, event.seats, f"班级 {event.class_id}", datetime.now(UTC)])


def _free(city: str, year: int, course: str) -> str:
    return f"{year}:{city}:{course}:free"
