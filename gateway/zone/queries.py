"""Reading the zone: each page is one round trip, as the viewer."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from chassis.database import Database
from chassis.prepared import Prepared
from contracts.actors import Actor, Role, area_prefix
from contracts.problems import NotFound
from gateway.http.answers import Written
from gateway.zone.desk_acts import WAITS_FOR, Turn
from gateway.zone.kept_pages import KeptPage, KeptPages
from policies.reader import Policies

# Roles that see the rows of their area; everyone else sees their own and those their organisation is party to.
AREA_ROLES = frozenset({Role.CLERK, Role.REVIEWER, Role.CITY_STAFF, Role.PROVINCE_STAFF, Role.SUPERVISOR,
                        Role.FINANCE_MAKER, Role.FINANCE_CHECKER, Role.FINANCE_APPROVER})
WAIT_SECONDS = 2.0
TICKET_SECONDS = 30
_NO_WORK = ("place_count", "listing", "timetable", "certificate", "repayment_plan", "business", "letter", "success")
OVER = ("withdrawn", "lapsed", "settled", "left", "rated", "refused", "declined", "accepted", "completed",
         "checked_in", "paid", "ended", "closed", "revoked", "given", "handled")
CASE_COLUMNS = ("pillar, entity, entity_id, person_id, area, title, state, state_label, due_on, todo, amount, reasons,"
                " data, version, changed_at")


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """Who looks, in the terms of the row security."""

    person: str | None
    area_like: str | None
    organisation: str | None

    @classmethod
    def of(cls, actor: Actor) -> "Viewer":
        area_like = area_prefix(actor.area) + "%" if actor.role in AREA_ROLES else None
        return cls(person=actor.person_id, area_like=area_like, organisation=actor.organisation_id)

    def as_arguments(self) -> list:
        return [self.person, self.area_like, self.organisation]


class Zone:
    """The zone's queries on the reader's role; `current` gives the policies of the moment, else `policies` stay.

    `pages` are those that need not be written again while their rows are the same.
    """

    def __init__(self, database: Database, policies=None, *, current: Callable[[], Policies] | None = None,
                 pages: KeptPages | None = None):
        self.database, self._policies = database, current or (lambda: policies)
        self._pages = KeptPages() if pages is None else pages

    @property
    def policies(self) -> Policies:
        """The policies in force, as pages show them."""
        return self._policies()

    def person_page(self, viewer: Actor, person_id: str, lines: int = 50) -> dict:
        """Profile, cases and the newest timeline lines of a person; NotFound when the viewer may see none of it.

        One's own page is there before one is registered, without a profile.
        """
        page = json.loads(self._written_page(viewer, person_id, lines))
        if page["profile"] is None and not page["cases"] and viewer.person_id != person_id:
            raise NotFound("没有找到这个人，或您无权查看")
        return page

    def own_page(self, viewer: Actor, lines: int = 50) -> Written:
        """The viewer's own page in JSON as the database wrote it: nothing of it is parsed on its way.

        The database looks at the rows each time, as the viewer; it writes the page only when they are others than
        those that the page kept here was made of.
        """
        key = (*Viewer.of(viewer).as_arguments(), viewer.person_id, str(lines))
        kept = self._pages.get(key)
        answer = self._page_unless.ask(*key, kept and kept.rows)
        if answer is None:
            return kept.page
        rows, _, content = answer.partition(b"\n")
        kept = KeptPage(rows.decode(), Written(content))
        self._pages.keep(key, kept)
        return kept.page

    @cached_property
    def _page_unless(self) -> Prepared:
        return Prepared(self.database, "SELECT person_page_unless(%s, %s, %s, %s, %s, %s)",
                        keep=self.database.pool.max_size // 2)

    def _written_page(self, viewer: Actor, person_id: str, lines: int) -> str:
        with self.database.statement() as connection:
            return connection.execute("SELECT person_page(%s, %s, %s, %s, %s)",
                                      [*Viewer.of(viewer).as_arguments(), person_id, lines]).fetchone()[0]

    def timeline(self, viewer: Actor, person_id: str, before: tuple[str, str] | None, limit: int) -> list[dict]:
        """Timeline lines older than `before` (occurred_at, event_id), newest first."""
        return self.rows_as(viewer, (
            "SELECT event_id::text, occurred_at, pillar, type, label, title, entity, entity_id, by_role FROM timeline"
            " WHERE person_id = %s AND (%s::timestamptz IS NULL"
            " OR (occurred_at, event_id) < (%s::timestamptz, %s::uuid))"
            " ORDER BY occurred_at DESC, event_id DESC LIMIT %s"),
            person_id, *earlier_than(before), limit)

    def case(self, viewer: Actor, pillar: str, entity: str, entity_id: str) -> dict:
        """One case with its reasons; NotFound when there is none that the viewer may see."""
        rows = self.rows_as(viewer, (
            f"SELECT {CASE_COLUMNS} FROM cases WHERE pillar = %s AND entity = %s AND entity_id = %s"),
            pillar, entity, entity_id)
        if not rows:
            raise NotFound("没有找到这件事项，或您无权查看")
        return rows[0]

    def inbox(self, viewer: Actor, area: str, entity: str | None, state: str | None, after: tuple[str, str] | None,
              limit: int, *, pillar: str | None = None, turn: Turn | None = None) -> list[dict]:
        """The cases of an area that a desk works on, soonest due first. What is only counted or listed, and what is
        over, is no work and shown to who asks for it by its kind or its state. `turn`: only what waits for somebody.
        """
        return self.rows_as(viewer, (
            f"SELECT {CASE_COLUMNS} FROM cases WHERE area LIKE %s"
            f" AND (entity = %s OR %s::text IS NULL AND entity NOT IN {_NO_WORK!r})"
            " AND (entity <> 'sign_in' OR state = 'marked')"
            f" AND (state = %s OR %s::text IS NULL AND state NOT IN {OVER!r})"
            f" AND (%s::text IS NULL OR pillar = %s) AND {WAITS_FOR if turn else True}"
            " AND (%s::text IS NULL OR (coalesce(due_on, 'infinity')::text, entity_id) > (%s, %s))"
            " ORDER BY coalesce(due_on, 'infinity')::text, entity_id LIMIT %s"),
            area_prefix(area) + "%", entity, entity, state, state, pillar, pillar,
            *(turn.as_arguments() if turn else ()), after and after[0], *(after or (None, None)), limit)

    def figures(self, area: str, year: int, *, up_to: bool = False,
                by_county: bool = False) -> dict[str, dict[str, int]]:
        """Every measure by city or county in `area`, summed over the year, or over all years `up_to` it. Public."""
        compared, place = "<=" if up_to else "=", "left(area, 6)" if by_county else "left(area, 4) || '00'"
        with self.database.connection() as connection:
            rows = connection.execute(
                f"SELECT measure, {place}, sum(amount)::bigint FROM figures WHERE year {compared} %s"
                " AND area LIKE %s GROUP BY 1, 2", [year, area_prefix(area) + "%"]).fetchall()
        measures: dict[str, dict[str, int]] = {}
        for measure, city, amount in rows:
            measures.setdefault(measure, {})[city] = amount
        return measures

    def figures_by_month(self, measures: tuple[str, ...], area: str, year: int) -> dict[str, dict[int, int]]:
        """What each month of a year added to some measures in an area. Public."""
        with self.database.connection() as connection:
            rows = connection.execute(
                "SELECT measure, extract(month FROM occurred_at AT TIME ZONE 'Asia/Shanghai')::int, sum(amount)::bigint"
                " FROM figures WHERE measure = ANY(%s) AND year = %s AND area LIKE %s GROUP BY 1, 2",
                [list(measures), year, area_prefix(area) + "%"]).fetchall()
        months: dict[str, dict[int, int]] = {}
        for measure, month, amount in rows:
            months.setdefault(measure, {})[month] = amount
        return months

    def duty_evidence(self, area: str, year: int) -> dict[str, list[date]]:
        """The days on which what is owed in a year was done, by `duty:<code>:<who owes it>`. Public."""
        with self.database.connection() as connection:
            rows = connection.execute(
                "SELECT measure, (occurred_at AT TIME ZONE 'Asia/Shanghai')::date FROM figures WHERE year = %s"
                " AND measure LIKE 'duty:%%' AND area LIKE %s ORDER BY 1, 2",
                [year, area_prefix(area) + "%"]).fetchall()
        days: dict[str, list[date]] = {}
        for measure, day in rows:
            days.setdefault(measure, []).append(day)
        return days

    def duty_debtors(self, area: str, first: date, last: date) -> dict[str, list[tuple[str, str, str, set[str]]]]:
        """Bases, mentors and lecturers of an area that may owe something: (id, name or title, area, what is true of
        them) by kind. `update_due`: a day was set for them; `taught`: a class that they accepted began in these days.
        """
        public, wanted = Actor(role=Role.SUPERVISOR), area_prefix(area) + "%"
        rows = self.rows_as(public, (
            "SELECT entity, entity_id, title, area, data ->> 'due_on' IS NOT NULL AS update_due, EXISTS (SELECT 1 FROM"
            " cases d WHERE d.data ->> 'lecturer_id' = c.entity_id AND (d.pillar, d.entity, d.state) = ('training',"
            " 'dispatch', 'accepted') AND (d.data ->> 'starts_on')::date BETWEEN %s AND %s) AS taught"
            " FROM cases c WHERE area LIKE %s AND (pillar, entity) IN"
            " (('incubators', 'base'), ('events', 'mentor'), ('training', 'lecturer'))"
            " AND state NOT IN ('withdrawn', 'requested', 'declined')"
            " ORDER BY area, entity_id"), first, last, wanted)
        found: dict[str, list[tuple[str, str, str, set[str]]]] = {}
        for row in rows:
            true = {name for name in ("update_due", "taught") if row[name]}
            found.setdefault(row["entity"], []).append((row["entity_id"], row["title"], row["area"], true))
        return found

    def behind_figure(self, measure: str, area: str, year: int, before: tuple[str, str] | None = None,
                      limit: int = 200, *, up_to: bool = False) -> list[dict]:
        """The events behind a figure of a year, or of all years `up_to` it, newest first and older than `before`
        (occurred_at, event_id): what each added, without saying about whom."""
        compared = "<=" if up_to else "="
        with self.database.connection() as connection:
            rows = connection.execute(
                f"SELECT event_id::text, area, amount, occurred_at FROM figures WHERE measure = %s AND year {compared}"
                " %s AND area LIKE %s AND (%s::timestamptz IS NULL OR (occurred_at, event_id) <"
                " (%s::timestamptz, %s::uuid)) ORDER BY occurred_at DESC, event_id DESC LIMIT %s",
                [measure, year, area_prefix(area) + "%", *earlier_than(before), limit]).fetchall()
        return [{"event_id": row[0], "area": row[1], "amount": row[2], "occurred_at": row[3]} for row in rows]

    def running_notices(self, area: str, limit: int = 200, entity: str = "notice") -> list[dict]:
        """The notices 公示 that run now in an area and below, the one that ends first on top. Public, so that it
        is read as somebody who may see every area, and nothing but notices is.
        `entity`: those of subsidies, or of campaigns."""
        public = Actor(role=Role.SUPERVISOR)
        return self.rows_as(public, (
            "SELECT data FROM cases WHERE entity = %s AND state = 'open' AND area LIKE %s"
            " AND (data ->> 'ends_at')::timestamptz > (SELECT clock.business_now())"
            " ORDER BY data ->> 'ends_at', entity_id LIMIT %s"), entity, area_prefix(area) + "%", limit)

    def newest_change(self) -> int:
        """The number that the feed of changes ends with; 0 before anything happened."""
        with self.database.connection() as connection:
            return connection.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0]

    def everybodys_changes(self, after: int, limit: int = 500) -> list[dict]:
        """The changes of all persons after a number, oldest first: for telling people of them."""
        with self.database.connection() as connection:
            rows = connection.execute("SELECT seq, event_id::text, person_id, label, title FROM changes WHERE seq > %s"
                                      " ORDER BY seq LIMIT %s", [after, limit]).fetchall()
        return [dict(zip(("seq", "event_id", "person_id", "label", "title"), row, strict=True)) for row in rows]

    def keep_ticket(self, ticket: str, person_id: str) -> int:
        """Let `ticket` open this person's stream once, within the next half minute (technical time); the number of
        their newest change, after which the stream is to go on, so that nothing falls between page and stream."""
        with self.database.connection() as connection:
            connection.execute(
                "INSERT INTO push_tickets (ticket_hash, person_id, expires_at) VALUES"
                " (encode(sha256(%s::bytea), 'hex'), %s, clock_timestamp() + make_interval(secs => %s))",
                [ticket.encode(), person_id, TICKET_SECONDS])
            return connection.execute("SELECT coalesce(max(seq), 0) FROM changes WHERE person_id = %s",
                                      [person_id]).fetchone()[0]

    def wait_for(self, event_ids: list[str], seconds: float = WAIT_SECONDS) -> bool:
        """Whether all these events were projected within `seconds`: a writer reads what it wrote."""
        end = time.monotonic() + seconds
        while True:
            with self.database.statement() as connection:
                seen = connection.execute("SELECT count(*) FROM projected WHERE event_id = ANY(%s::uuid[])",
                                          [event_ids]).fetchone()[0]
            if seen >= len(set(event_ids)) or time.monotonic() > end:
                return seen >= len(set(event_ids))
            time.sleep(0.01)

    def rows_as(self, viewer: Actor, sql: str, *parameters) -> list[dict]:
        """The rows of a statement as `viewer` may see them, in one round trip."""
        return self.read_as(viewer, sql, parameters)

    def read_as(self, viewer: Actor, sql: str, parameters: tuple | dict) -> list[dict]:
        """The same with the parameters by place or by name."""
        with self.database.connection() as connection, connection.pipeline():
            connection.execute("SELECT look_as(%s, %s, %s)", Viewer.of(viewer).as_arguments())
            cursor = connection.execute(sql, parameters)
            found = cursor.fetchall()
            names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in found]


def earlier_than(before: tuple[str, str] | None) -> tuple:
    """A place in a list that goes back in time, as a statement takes it: whether there is one, moment, id."""
    return (None, None, None) if before is None else (before[0], before[0], before[1])
