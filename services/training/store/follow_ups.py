"""Follow-up after the course, and trainees' success."""

from contracts.training.domain_events import FollowUpPlanned
from contracts.zone.domain_events import BusinessRegistered


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
