"""Plans, their shares, and the ledger of seats: free → reserved → used, with top-ups from beyond the plan."""

import functools
from collections.abc import Callable, Iterable
from datetime import date

from psycopg.types.json import Jsonb

from casework.ledger import Transfer, balances, book, history, open_account
from contracts.problems import NotFound
from contracts.training import Course
from contracts.training.domain_events import ClassApproved, ClassCancelled, PlanOpened, PlanShared
from policies.errors import NoPolicyHere, NotInForce
from policies.reader import PolicyView
from services.training.model import CourseStanding, PlanStanding

UNIT = "seats"
# Of what is locked the balance is the one that it has then; everything else is as the statement found it.
_STANDING = ("WITH held AS MATERIALIZED (SELECT key, balance FROM ledger_accounts WHERE key = ANY(%s) ORDER BY key"
             " FOR UPDATE) SELECT (SELECT seats FROM plans WHERE city = %s AND year = %s) AS seats,"
             " (SELECT coalesce(json_object_agg(course, done), '{}') FROM (SELECT course, count(*) AS done"
             " FROM enrolments WHERE city = %s AND state = 'completed' AND extract(year FROM completed_on) = %s"
             " GROUP BY course) AS d) AS done,"
             " (SELECT coalesce(json_object_agg(key, balance), '{}') FROM (SELECT key, balance FROM held UNION ALL"
             " SELECT key, balance FROM ledger_accounts WHERE key = ANY(%s)) AS f) AS free")
_STANDING_SEEN = _STANDING.replace(" FOR UPDATE", "")  # which a question may not say, even of no account
PARTS = ("plan", "top_up", "free", "reserved", "used")


def account(year: int, city: str, course: str, part: str) -> str:
    """The key of a seat account; parts: plan, top_up (where seats come from), free, reserved, used."""
    return f"{year}:{city}:{course}:{part}"


class Plan:
    """Statements about plans, shares and seats."""

    def plans_opened(self, year: int) -> tuple[str, ...]:
        return tuple(row["plan_id"] for row in self.rows("SELECT plan_id FROM plans WHERE year = %s", year))

    def plan_seats(self, city: str, year: int) -> dict[str, int] | None:
        """The opened plan of a city by course; None while it is not opened."""
        if (city, year) in self._opened_plans:
            return self._opened_plans[city, year]
        seats = self.value("SELECT seats FROM plans WHERE city = %s AND year = %s", city, year)
        if seats is not None:
            self._opened_plans[city, year] = seats
        return seats

    @functools.cached_property
    def _opened_plans(self) -> dict[tuple[str, int], dict[str, int]]:
        """An opened plan's seats stay as they are, so one look at them serves the whole transaction."""
        return {}

    def plan_standing(self, city: str, year: int, *, lock: bool = True) -> PlanStanding:
        """The city's standing; its free accounts stay as they are until commit. No courses where no document sets
        a plan by course. Raises NotFound while a plan is set and not opened.
        """
        return self.plan_standing_soon(city, year, lock=lock)()

    def plan_standing_soon(self, city: str, year: int, *, lock: bool = True,
                           courses: Iterable[Course] = Course) -> Callable[[], PlanStanding]:
        """As `plan_standing`, asked now and read later; `courses` are those whose free accounts are decided on."""
        keys = {course: account(year, city, course, "free") for course in Course}
        held = sorted(keys[course] for course in courses) if lock else []
        seen = [key for key in keys.values() if key not in held]
        asked = self.soon(_STANDING if lock else _STANDING_SEEN, held, city, year, city, year, seen)

        def read() -> PlanStanding:
            found = asked.one()
            if found["seats"] is not None:
                self._opened_plans[city, year] = found["seats"]
            return self._standing(city, year, found["seats"], found["free"], found["done"])

        return read

    def _standing(self, city: str, year: int, seats: dict[str, int] | None, free: dict[str, int],
                  done: dict[str, int]) -> PlanStanding:
        if seats is None:
            if plans_by_course(self.policy(city, on=day_in_year(self.today, year))):
                raise NotFound(f"{year} 年该市州（{city}）的培训计划尚未下达")
            return PlanStanding(city=city, year=year, courses=())
        return PlanStanding(city=city, year=year, courses=tuple(
            CourseStanding(course=Course(course), plan=planned, completed=done.get(course, 0),
                           free=free[account(year, city, course, "free")]) for course, planned in seats.items()))

    def shares_of_course(self, city: str, year: int, course: str) -> dict[str, int]:
        """The counties' shares of a course; the plan's row is locked, so that two shares of one course queue."""
        self.one("SELECT plan_id FROM plans WHERE city = %s AND year = %s FOR UPDATE", city, year)
        return {row["county"]: row["seats"] for row in self.rows(
            "SELECT county, seats FROM plan_shares WHERE city = %s AND year = %s AND course = %s", city, year, course)}

    def shares_of_city(self, city: str, year: int) -> list[dict]:
        """By course and county: the share, the person-times of classes filed, and those completed."""
        return self.rows(
            "WITH shares AS (SELECT course, county, seats FROM plan_shares WHERE city = %s AND year = %s),"
            " filed AS (SELECT course, left(area, 6) AS county, sum(seats)::int AS filed FROM classes"
            " WHERE city = %s AND extract(year FROM starts_on) = %s AND state IN ('approved', 'closed')"
            " GROUP BY 1, 2), done AS (SELECT e.course, left(c.area, 6) AS county, count(*)::int AS completed"
            " FROM enrolments e JOIN classes c USING (class_id) WHERE e.city = %s AND e.state = 'completed'"
            " AND extract(year FROM e.completed_on) = %s GROUP BY 1, 2)"
            " SELECT course, county, coalesce(seats, 0) AS seats, coalesce(filed, 0) AS filed,"
            " coalesce(completed, 0) AS completed FROM shares FULL JOIN filed USING (course, county)"
            " FULL JOIN done USING (course, county) ORDER BY course, county", *(city, year) * 3)

    def apply_plan_shared(self, event: PlanShared) -> None:
        self.execute("INSERT INTO plan_shares (city, year, course, county, seats) VALUES (%s, %s, %s, %s, %s)"
                     " ON CONFLICT (city, year, course, county) DO UPDATE SET seats = excluded.seats",
                     event.city, event.year, event.course, event.area, event.seats)

    def seat_balances(self, year: int, city: str, course: str) -> dict[str, int]:
        """Plan, top-up, free, reserved and used seats; plan and top-up are shown as given out."""
        found = balances(self, [account(year, city, course, part) for part in PARTS])
        figures = {part: found.get(account(year, city, course, part), 0) for part in PARTS}
        return {**figures, "plan": -figures["plan"], "top_up": -figures["top_up"]}

    def seat_history(self, year: int, city: str, course: str) -> list[dict]:
        """Every entry of each account, oldest first, with the account's balance after it."""
        entries = []
        for part in PARTS:
            balance = 0
            for entry in history(self, account(year, city, course, part)):
                balance += entry["amount"]
                entries.append({**entry, "account": part, "balance": balance})
        return sorted(entries, key=lambda entry: entry["id"])

    def seats_that_do_not_add_up(self) -> list[str]:
        """Courses whose free, reserved and used seats are not the plan and its top-ups."""
        rows = self.rows("SELECT regexp_replace(key, ':[a-z_]+$', '') AS course, sum(balance)::int AS off"
                         " FROM ledger_accounts WHERE unit = %s GROUP BY 1 HAVING sum(balance) <> 0 ORDER BY 1", UNIT)
        return [f"the seats of {row['course']} are {row['off']} off" for row in rows]

    def apply_plan_opened(self, event: PlanOpened) -> None:
        self.execute("INSERT INTO plans (plan_id, city, year, seats) VALUES (%s, %s, %s, %s)",
                     event.plan_id, event.area, event.year, Jsonb(event.seats))
        for course, seats in event.seats.items():
            for part in PARTS:
                open_account(self, account(event.year, event.area, course, part), UNIT,
                             never_negative=part not in ("plan", "top_up"))
            if seats:
                self._move(event, event.year, event.area, course, "plan", "free", seats, "年度计划")

    def reserve_seats(self, event: ClassApproved) -> None:
        """A class's seats leave the free ones; what is beyond the plan is topped up first, with its ground."""
        year = event.starts_on.year
        if event.beyond_plan:
            memo = f"超计划追加：{event.ground or '其他课程均已完成'}"
            self._move(event, year, event.city, event.course, "top_up", "free", event.beyond_plan, memo)
        self._move(event, year, event.city, event.course, "free", "reserved", event.seats, f"班级 {event.class_id}")

    def release_seats(self, event: ClassCancelled) -> None:
        if event.released:
            self._move(event, event.starts_on.year, event.city, event.course, "reserved", "free", event.released,
                       f"取消班级 {event.class_id}")

    def use_seat(self, event, year: int) -> None:
        self._move(event, year, event.city, event.course, "reserved", "used", 1, f"结业 {event.enrolment_id}")

    def _move(self, event, year: int, city: str, course: str, source: str, target: str, seats: int, memo: str) -> None:
        """Book seats; a place without a plan by course has no accounts, and nothing is booked there."""
        if self.plan_seats(city, year) is None:
            return
        transfer = Transfer(source=account(year, city, course, source), target=account(year, city, course, target),
                            amount=seats, memo=memo)
        book(self, event.envelope.id, [transfer])


def plans_by_course(policy: PolicyView) -> bool:
    """Whether a document sets plans by course for the place, in this year or another."""
    try:
        policy.parameter("training_plan")
    except NoPolicyHere:
        return False
    except NotInForce:
        return True
    return True


def day_in_year(today: date, year: int) -> date:
    """The day whose policy rules a year's plan: today within that year, else the year's nearest day."""
    return min(max(today, date(year, 1, 1)), date(year, 12, 31))
