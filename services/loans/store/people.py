"""What loans know of people: groups, completed courses, businesses, prizes, papers; and the pre-qualification shown."""

from datetime import date

from psycopg.types.json import Jsonb

from contracts.loans import PaperKind
from contracts.loans.domain_events import Prequalified
from contracts.training import EnrolmentState
from contracts.zone import BusinessKind, BusinessState, EvidenceKind, TargetGroup
from services.loans.model import LENT, Business, Dossier, Evidence


class People:
    """Statements about people."""

    def lock_person(self, person_id: str, area: str | None = None) -> None:
        """Wait for other decisions on this person; `area` is kept until the person's own is known."""
        self.execute("INSERT INTO people (person_id, area) VALUES (%s, %s) ON CONFLICT DO NOTHING", person_id, area)
        self.one("SELECT 1 FROM people WHERE person_id = %s FOR UPDATE", person_id)

    def note_person(self, event) -> None:
        """Where a person lives, and the groups that hold after the event; the highest version counts."""
        groups = [evidence.as_data() for evidence in event.groups]
        self.execute("UPDATE people SET area = %s, groups = %s, version = %s WHERE person_id = %s AND version < %s",
                     event.area, Jsonb(groups), event.envelope.entity_version, event.person_id,
                     event.envelope.entity_version)

    def note_completion(self, event) -> None:
        """A course completed, or its certificate revoked; the highest version counts."""
        self.execute(
            "INSERT INTO completions AS c (enrolment_id, person_id, course, revoked, version)"
            " VALUES (%s, %s, %s, %s, %s) ON CONFLICT (enrolment_id) DO UPDATE SET revoked = excluded.revoked,"
            " version = excluded.version WHERE c.version < excluded.version", event.enrolment_id, event.person_id,
            event.course, event.state is EnrolmentState.REVOKED, event.envelope.entity_version)

    def note_business(self, event) -> None:
        self.execute(
            "INSERT INTO businesses AS b (business_id, person_id, kind, open, version) VALUES (%s, %s, %s, %s, %s)"
            " ON CONFLICT (business_id) DO UPDATE SET open = excluded.open, kind = excluded.kind,"
            " version = excluded.version WHERE b.version < excluded.version", event.business_id, event.person_id,
            event.kind, event.state is BusinessState.OPEN, event.envelope.entity_version)

    def note_prize(self, event) -> None:
        self.execute("INSERT INTO prizes (prize_id, person_id) VALUES (%s, %s) ON CONFLICT DO NOTHING",
                     event.prize_id, event.person_id)

    def keep_papers(self, person_id: str, loan_id: str, papers: tuple) -> None:
        """Papers are the person's: what was given for one loan is not asked for another."""
        for paper in papers:
            self.execute("INSERT INTO papers (person_id, kind, file_id, loan_id) VALUES (%s, %s, %s, %s)"
                         " ON CONFLICT DO NOTHING", person_id, paper.kind, paper.file_id, loan_id)

    def concerns_loans(self, person_id: str) -> bool:
        """Whether training, incubation or a contest leads the person here (hunan-2024 二（二）3), or did before."""
        return self.value(
            "SELECT shown IS NOT NULL OR EXISTS (SELECT 1 FROM completions c WHERE c.person_id = p.person_id)"
            " OR EXISTS (SELECT 1 FROM tenancies t WHERE t.person_id = p.person_id AND t.admitted)"
            " OR EXISTS (SELECT 1 FROM prizes z WHERE z.person_id = p.person_id)"
            " FROM people p WHERE person_id = %s", person_id) or False

    def shown(self, person_id: str) -> dict | None:
        """The pre-qualification that the person was last shown."""
        return self.value("SELECT shown FROM people WHERE person_id = %s", person_id)

    def dossier(self, person_id: str, area: str) -> Dossier:
        """What is known of a person; `area` stands in while the person's own is not known."""
        row = self.one("SELECT area, groups FROM people WHERE person_id = %s", person_id) or {}
        done = self.rows("SELECT course, revoked FROM completions WHERE person_id = %s ORDER BY enrolment_id",
                         person_id)
        return Dossier(
            person_id=person_id, area=row.get("area") or area, groups=_evidence(row.get("groups", [])),
            courses=tuple(one["course"] for one in done if not one["revoked"]),
            revoked_certificates=sum(one["revoked"] for one in done), businesses=self._businesses(person_id),
            grounds=self.grounds_of(person_id), prizes=self._prizes(person_id),
            papers=self._papers(person_id), **self._loans(person_id))

    def _businesses(self, person_id: str) -> tuple[Business, ...]:
        return tuple(Business(business_id=row["business_id"], kind=BusinessKind(row["kind"])) for row in self.rows(
            "SELECT business_id, kind FROM businesses WHERE person_id = %s AND open ORDER BY business_id", person_id))

    def knows_business(self, business_id: str) -> bool:
        """Whether the registration of a business, whoever's, was heard."""
        return self.one("SELECT 1 FROM businesses WHERE business_id = %s", business_id) is not None

    def _papers(self, person_id: str) -> tuple[PaperKind, ...]:
        return tuple(PaperKind(row["kind"]) for row in self.rows(
            "SELECT DISTINCT kind FROM papers WHERE person_id = %s ORDER BY kind", person_id))

    def _prizes(self, person_id: str) -> int:
        return self.value("SELECT count(*) FROM prizes WHERE person_id = %s", person_id)

    def _loans(self, person_id: str) -> dict[str, int]:
        return self.one("SELECT count(*) FILTER (WHERE disbursed_on IS NOT NULL) AS loans_taken,"
                        " count(*) FILTER (WHERE state = ANY(%s)) AS loans_running FROM loans WHERE person_id = %s",
                        list(LENT), person_id)

    def apply_prequalified(self, event: Prequalified) -> None:
        self.execute("UPDATE people SET shown = %s WHERE person_id = %s", Jsonb(event.as_data()), event.person_id)


def _evidence(groups: list[dict]) -> tuple[Evidence, ...]:
    return tuple(Evidence(group=TargetGroup(one["group"]), kind=EvidenceKind(one["kind"]), source=one["source"],
                          valid_until=date.fromisoformat(one["valid_until"]) if one.get("valid_until") else None)
                 for one in groups)
