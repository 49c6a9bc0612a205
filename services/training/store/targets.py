"""People counted toward targets in heads."""

from contracts.training.domain_events import TraineeCounted


class Targets:
    """Statements about targets in heads."""

    def lock_registered(self, person_ids: tuple[str, ...]) -> tuple[str, ...]:
        """Those of `person_ids` who are registered, locked until commit, so that two counts of one person queue."""
        return tuple(row["person_id"] for row in self.rows(
            "SELECT person_id FROM people WHERE person_id = ANY(%s) ORDER BY person_id FOR UPDATE",
            list(set(person_ids))))

    def counted_toward(self, target: str, area: str, person_ids: tuple[str, ...]) -> tuple[str, ...]:
        """Those of `person_ids` who count toward the target of `area` already."""
        return tuple(row["person_id"] for row in self.rows(
            "SELECT person_id FROM trainee_counts WHERE target = %s AND area LIKE %s AND person_id = ANY(%s)",
            target, area, list(set(person_ids))))

    def apply_trainee_counted(self, event: TraineeCounted) -> None:
        self.execute("INSERT INTO trainee_counts (trainee_count_id, person_id, target, area, held_on)"
                     " VALUES (%s, %s, %s, %s, %s)", event.trainee_count_id, event.person_id, event.target,
                     event.area, event.held_on)
