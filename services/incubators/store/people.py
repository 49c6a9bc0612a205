"""What incubators know of people: residence and groups, businesses, courses completed."""

from psycopg.types.json import Jsonb

from contracts.training.domain_events import CertificateRevoked, TrainingCompleted
from contracts.zone import BusinessState
from contracts.zone.domain_events import BusinessPublic, PersonPublic
from services.incubators.model import Completion, Founder

_COMPLETION = "SELECT enrolment_id, person_id, area, completed_on, revoked FROM completions"


class People:
    """Statements about people, as far as incubators heard of them."""

    def note_person(self, event: PersonPublic) -> None:
        """Residence and groups, by the highest version heard."""
        groups = [{"group": part.group.value, "until": part.valid_until.isoformat() if part.valid_until else None}
                  for part in event.groups]
        self.execute(
            "INSERT INTO people (person_id, area, groups, version) VALUES (%s, %s, %s, %s) ON CONFLICT (person_id)"
            " DO UPDATE SET area = excluded.area, groups = excluded.groups, version = excluded.version"
            " WHERE people.version < excluded.version",
            event.person_id, event.area, Jsonb(groups), event.envelope.entity_version)

    def lock_person(self, person_id: str) -> None:
        """Wait for whoever else decides on this person."""
        self.execute("INSERT INTO people (person_id) VALUES (%s) ON CONFLICT DO NOTHING", person_id)
        self.one("SELECT 1 FROM people WHERE person_id = %s FOR UPDATE", person_id)

    def residence(self, person_id: str) -> str | None:
        """The person's area; None until their registration was heard of."""
        return self.value("SELECT area FROM people WHERE person_id = %s", person_id)

    def founder(self, person_id: str, *, besides: str = "") -> Founder:
        """The person now; invitations and courses other than that of the enrolment `besides` are counted."""
        row = self.one(
            "SELECT p.area, p.groups,"
            " EXISTS (SELECT 1 FROM tenancies t WHERE t.person_id = p.person_id AND t.state = 'admitted') AS in_a_base,"
            " (SELECT count(*) FROM invitations i WHERE i.person_id = p.person_id AND i.enrolment_id <> %s"
            "  AND i.state IN ('sent', 'deferred')) + (SELECT count(*) FROM tenancies t WHERE t.person_id = p.person_id"
            "  AND t.state IN ('applied', 'waiting')) AS open_invitations,"
            " (SELECT count(*) FROM completions c WHERE c.person_id = p.person_id AND c.enrolment_id <> %s"
            "  AND NOT c.revoked AND c.area IS NOT NULL) AS others FROM people p WHERE p.person_id = %s",
            besides, besides, person_id)
        if row is None:
            return Founder(person_id=person_id)
        return Founder(person_id=person_id, area=row["area"], groups=self._groups(row["groups"]),
                       in_a_base=row["in_a_base"], open_invitations=row["open_invitations"],
                       other_valid_completions=row["others"])

    def _groups(self, groups: list[dict]) -> tuple[str, ...]:
        today = self.today.isoformat()
        return tuple(part["group"] for part in groups if part["until"] is None or part["until"] >= today)

    def note_completion(self, event: TrainingCompleted) -> None:
        """A course was completed; that its certificate was revoked stays, whichever was heard first."""
        self.execute(
            "INSERT INTO completions (enrolment_id, person_id, area, completed_on) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (enrolment_id) DO UPDATE SET area = excluded.area, completed_on = excluded.completed_on",
            event.enrolment_id, event.person_id, event.area, event.completed_on)

    def note_revocation(self, event: CertificateRevoked) -> None:
        self.execute("INSERT INTO completions (enrolment_id, person_id, revoked) VALUES (%s, %s, true)"
                     " ON CONFLICT (enrolment_id) DO UPDATE SET revoked = true", event.enrolment_id, event.person_id)

    def completion(self, enrolment_id: str) -> Completion:
        return Completion(**self.one(f"{_COMPLETION} WHERE enrolment_id = %s", enrolment_id))

    def completions_without_invitation(self, person_id: str) -> list[Completion]:
        """Courses of the person on which nothing was decided yet, oldest first."""
        rows = self.rows(
            f"{_COMPLETION} c WHERE person_id = %s AND area IS NOT NULL AND NOT EXISTS (SELECT 1 FROM invitations i"
            " WHERE i.enrolment_id = c.enrolment_id) ORDER BY completed_on, enrolment_id", person_id)
        return [Completion(**row) for row in rows]

    def note_business(self, event: BusinessPublic) -> None:
        self.execute(
            "INSERT INTO businesses (business_id, person_id, open, version) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (business_id) DO UPDATE SET open = excluded.open, version = excluded.version"
            " WHERE businesses.version < excluded.version", event.business_id, event.person_id,
            event.state is BusinessState.OPEN, event.envelope.entity_version)

    def knows_business(self, business_id: str) -> bool:
        return self.one("SELECT 1 FROM businesses WHERE business_id = %s", business_id) is not None

    def open_businesses(self, person_id: str) -> tuple[str, ...]:
        """The person's businesses in operation, by id."""
        return tuple(row["business_id"] for row in self.rows(
            "SELECT business_id FROM businesses WHERE person_id = %s AND open ORDER BY business_id", person_id))
