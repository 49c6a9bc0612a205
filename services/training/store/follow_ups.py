"""Follow-up after the course, and trainees' success."""

from contracts.training.domain_events import FollowUpPlanned
from contracts.zone.domain_events import BusinessRegistered

_COMPLETED = ("FROM enrolments e JOIN classes c USING (class_id) LEFT JOIN successes s ON s.person_id = e.person_id"
              " AND s.registered_on >= e.completed_on WHERE c.area LIKE %s AND e.state = 'completed'"
              " AND extract(year FROM e.completed_on) = %s")


class FollowUps:
    """Statements about follow-ups and successes."""

    def apply_follow_up_planned(self, event: FollowUpPlanned) -> None:
        self.execute("INSERT INTO follow_ups (follow_up_id, person_id, area, course, helpers, state)"
                     " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (follow_up_id) DO UPDATE SET state = excluded.state",
                     event.follow_up_id, event.person_id, event.area, event.course, list(event.helpers), event.state)

    def note_success(self, event: BusinessRegistered) -> None:
        """A person's first registered business, whenever they were trained: the share is counted when asked."""
        self.execute("INSERT INTO successes (person_id, business_id, registered_on) VALUES (%s, %s, %s)"
                     " ON CONFLICT (person_id) DO NOTHING", event.person_id, event.business_id, event.registered_on)

    def successes_by_course(self, area_like: str, year: int) -> list[dict]:
        """People who completed each course in a year, and those who registered a business on that day or later."""
        return self.rows(
            "SELECT e.course, count(DISTINCT e.person_id) AS completed, count(DISTINCT s.person_id) AS succeeded"
            f" {_COMPLETED} GROUP BY e.course ORDER BY e.course", area_like, year)

    def successes_of_people(self, area_like: str, year: int) -> dict:
        """The same over all courses; who took two courses is one person."""
        return self.one("SELECT count(DISTINCT e.person_id) AS completed, count(DISTINCT s.person_id) AS succeeded"
                        f" {_COMPLETED}", area_like, year)
