"""What is counted each year: mentors' visits, confirmed data, the staff course."""

from datetime import date

from contracts.events.domain_events import MentorVisitRecorded
from contracts.incubators.commands import RefreshData
from contracts.incubators.domain_events import BaseDataUpdated, BaseStaffCourseHeld, DataRefreshed, VisitCounted


class Duties:
    """Statements about what bases and cities owe."""

    def note_visit(self, event: MentorVisitRecorded) -> None:
        """One more visit of a base; two of the same base and year wait for each other."""
        self.execute("INSERT INTO visit_years (base_id, year) VALUES (%s, %s) ON CONFLICT DO NOTHING",
                     event.base_id, event.held_on.year)
        self.one("SELECT 1 FROM visit_years WHERE base_id = %s AND year = %s FOR UPDATE",
                 event.base_id, event.held_on.year)
        self.execute("INSERT INTO visits (visit_id, base_id, mentor_id, held_on) VALUES (%s, %s, %s, %s)"
                     " ON CONFLICT DO NOTHING", event.visit_id, event.base_id, event.mentor_id, event.held_on)

    def visit_days(self, base_id: str, year: int) -> tuple[date, ...]:
        """The days of a base's visits in a year, oldest first."""
        return tuple(row["held_on"] for row in self.rows(
            "SELECT held_on FROM visits WHERE base_id = %s AND extract(year FROM held_on) = %s"
            " ORDER BY held_on, visit_id", base_id, year))

    def apply_visit_counted(self, event: VisitCounted) -> None:
        self.execute("INSERT INTO visit_years (base_id, year, counted) VALUES (%s, %s, %s) ON CONFLICT (base_id, year)"
                     " DO UPDATE SET counted = excluded.counted", event.base_id, event.year, event.counted)

    def note_refresh(self, command: RefreshData) -> tuple[bool, int, int]:
        """Note what was confirmed today; whether the base is, and how many of its tenants of how many, this year."""
        self.execute("INSERT INTO data_refreshes (base_id, year, tenancy_id, refreshed_on) VALUES (%s, %s, %s, %s)"
                     " ON CONFLICT (base_id, year, tenancy_id) DO UPDATE SET refreshed_on = excluded.refreshed_on",
                     command.base_id, self.today.year, command.tenancy_id or "", self.today)
        row = self.one(
            "SELECT (SELECT count(*) FROM data_refreshes WHERE base_id = %s AND year = %s AND tenancy_id = '') > 0"
            " AS base, count(*) AS tenants, count(r.tenancy_id) AS refreshed"
            " FROM tenancies t LEFT JOIN data_refreshes r"
            " ON r.base_id = t.base_id AND r.tenancy_id = t.tenancy_id AND r.year = %s"
            " WHERE t.base_id = %s AND t.state = 'admitted'",
            command.base_id, self.today.year, self.today.year, command.base_id)
        return row["base"], row["refreshed"], row["tenants"]

    def apply_data_refreshed(self, event: DataRefreshed) -> None:
        """What was confirmed stands in data_refreshes already."""

    def apply_base_data_updated(self, event: BaseDataUpdated) -> None:
        """What was confirmed stands in data_refreshes already."""

    def apply_base_staff_course_held(self, event: BaseStaffCourseHeld) -> None:
        """The course is history; the event is all that is kept of it."""
