"""Institutions, plans and the ledger of seats: free → reserved → used, with top-ups from beyond the plan."""

from psycopg.types.json import Jsonb

from casework.ledger import Transfer, balances, book, history, open_account
from contracts.problems import NotFound
from contracts.training import Course
from contracts.training.domain_events import ClassApproved, ClassCancelled, InstitutionAccredited, PlanOpened
from services.training.model import CourseStanding, Institution, PlanStanding

UNIT = "seats"


def account(year: int, city: str, course: str, part: str) -> str:
    """The key of a seat account; parts: plan, top_up (where seats come from), free, reserved, used."""
    return f"{year}:{city}:{course}:{part}"


class Plan:
    """Statements about institutions, plans and seats."""

    def institution(self, institution_id: str) -> Institution | None:
        row = self.one("SELECT * FROM institutions WHERE institution_id = %s", institution_id)
        return Institution(**{**row, "courses": tuple(row["courses"])}) if row else None

    def plans_opened(self, year: int) -> tuple[str, ...]:
        return tuple(row["plan_id"] for row in self.rows("SELECT plan_id FROM plans WHERE year = %s", year))

    def plan_standing(self, city: str, year: int, *, lock: bool = True) -> PlanStanding:
        """The city's standing; its free accounts stay as they are until commit."""
        plan = self.one("SELECT seats FROM plans WHERE city = %s AND year = %s", city, year)
        if plan is None:
            raise NotFound(f"{year} 年该市州（{city}）的培训计划尚未下达")
        free = balances(self, [account(year, city, course, "free") for course in plan["seats"]], lock=lock)
        done = {row["course"]: row["done"] for row in self.rows(
            "SELECT course, count(*) AS done FROM enrolments WHERE city = %s AND state = 'completed'"
            " AND extract(year FROM completed_on) = %s GROUP BY course", city, year)}
        return PlanStanding(city=city, year=year, courses=tuple(
            CourseStanding(course=Course(course), plan=seats, completed=done.get(course, 0),
                           free=free[account(year, city, course, "free")])
            for course, seats in plan["seats"].items()))

    def seat_balances(self, year: int, city: str, course: str) -> dict[str, int]:
        """Plan, top-up, free, reserved and used seats; plan and top-up are shown as given out."""
        parts = ("plan", "top_up", "free", "reserved", "used")
        found = balances(self, [account(year, city, course, part) for part in parts])
        figures = {part: found.get(account(year, city, course, part), 0) for part in parts}
        return {**figures, "plan": -figures["plan"], "top_up": -figures["top_up"]}

    def seat_history(self, year: int, city: str, course: str) -> list[dict]:
        return [{**entry, "account": part} for part in ("free", "reserved", "used")
                for entry in history(self, account(year, city, course, part))]

    def apply_institution_accredited(self, event: InstitutionAccredited) -> None:
        self.execute(
            "INSERT INTO institutions (institution_id, area, courses, valid_until) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (institution_id) DO UPDATE SET area = excluded.area, courses = excluded.courses,"
            " valid_until = excluded.valid_until",
            event.institution_id, event.area, list(event.courses), event.valid_until)

    def apply_plan_opened(self, event: PlanOpened) -> None:
        self.execute("INSERT INTO plans (plan_id, city, year, seats) VALUES (%s, %s, %s, %s)",
                     event.plan_id, event.area, event.year, Jsonb(event.seats))
        for course, seats in event.seats.items():
            for part in ("plan", "top_up"):
                open_account(self, account(event.year, event.area, course, part), UNIT, never_negative=False)
            for part in ("free", "reserved", "used"):
                open_account(self, account(event.year, event.area, course, part), UNIT, never_negative=True)
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
        transfer = Transfer(source=account(year, city, course, source), target=account(year, city, course, target),
                            amount=seats, memo=memo)
        book(self, event.envelope.id, [transfer])
