"""Marks that people share, and leads to money that is had twice."""

from psycopg.types.json import Jsonb

from contracts.problems import NotFound
from contracts.subsidies.domain_events import SuspicionJudged, SuspicionRaised
from contracts.subsidies.suspicion_states import SuspicionState
from services.subsidies.model import Claim, Mark, Suspicion

# Which token of which announced thing is which kind of mark.
_MARKS = {"organisation": {"account_token": "account"},
          "person": {"phone_token": "phone", "address_token": "address", "account_token": "account"},
          "business": {"number_token": "business", "address_token": "address"}}
_COLUMNS = ("suspicion_id", "claim_id", "person_id", "area", "programme", "other_id", "other_kind", "valid_until")


class Links:
    """Statements about marks and suspicions."""

    def note_marks(self, kind: str, event, claimant: str) -> None:
        """Keep the marks that an event of a person, an organisation or a business names. Old ones stay: a changed
        telephone number still links what was had before."""
        tokens = [(mark, getattr(event, name, None)) for name, mark in _MARKS.get(kind, {}).items()]
        for mark, token in tokens:
            if token:
                self.execute("INSERT INTO marks (kind, token, person_id, holder) VALUES (%s, %s, %s, %s)"
                             " ON CONFLICT DO NOTHING", mark, token, claimant,
                             f"{kind}:{event.envelope.entity_id}")

    def marks_around(self, person_ids, shared_by_at_most: dict[str, int], steps: int) -> list[Mark]:
        """The marks of these people and of all who share one with them, and so on for so many steps. A mark that
        more people share than its kind allows leads nowhere."""
        known, edge = {}, sorted(set(person_ids))
        for _ in range(steps):
            found = self.rows(
                "WITH own AS (SELECT DISTINCT kind, token FROM marks WHERE person_id = ANY(%s)),"
                " narrow AS (SELECT m.kind, m.token FROM marks m JOIN own USING (kind, token)"
                " GROUP BY m.kind, m.token"
                " HAVING count(DISTINCT m.person_id) BETWEEN 2 AND (%s::jsonb ->> m.kind)::int)"
                " SELECT kind, token, person_id, holder FROM marks JOIN narrow USING (kind, token)",
                edge, Jsonb(shared_by_at_most))
            reached = {row["person_id"] for row in found} - known.keys() - set(edge)
            for row in found:
                known.setdefault(row["person_id"], set()).add(Mark(**row))
            edge = sorted(reached)
            if not edge:
                break
        return [mark for marks in known.values() for mark in marks]

    def suspicion_of(self, suspicion_id: str) -> Suspicion:
        """The lead, with its claims and their people locked until commit; raises NotFound."""
        pair = self.one("SELECT claim_id, other_id FROM suspicions WHERE suspicion_id = %s", suspicion_id)
        if pair is None:
            raise NotFound("没有这条线索")
        self.claims_named(pair.values())
        return _suspicion(self.one("SELECT * FROM suspicions WHERE suspicion_id = %s FOR UPDATE", suspicion_id))

    def claims_of_pair(self, suspicion: Suspicion) -> tuple[Claim, ...]:
        """The claims that a lead is about, its own first; the other benefit may be no claim."""
        pair = self.claims_named((suspicion.claim_id, suspicion.other_id))
        return tuple(sorted(pair, key=lambda claim: claim.claim_id != suspicion.claim_id))

    def suspicions_named(self, suspicion_ids) -> dict[str, Suspicion]:
        """Those of these leads that are kept already."""
        return {row["suspicion_id"]: _suspicion(row) for row in self.rows(
            "SELECT * FROM suspicions WHERE suspicion_id = ANY(%s)", list(suspicion_ids))}

    def suspicions_about(self, claim_id: str) -> list[Suspicion]:
        """The leads that name a claim, on whichever side."""
        return [_suspicion(row) for row in self.rows(
            "SELECT * FROM suspicions WHERE claim_id = %s OR other_id = %s ORDER BY suspicion_id", claim_id, claim_id)]

    def suspicions_in(self, prefix: str, limit: int) -> list[dict]:
        """The leads of areas of this prefix, open ones first, as they are shown."""
        return [{**row["data"], "person_id": row["person_id"], "state": row["state"],
                 "ground": row["ground"], "valid_until": row["valid_until"] and row["valid_until"].isoformat()}
                for row in self.rows("SELECT data, person_id, state, ground, valid_until FROM suspicions"
                                     " WHERE area LIKE %s ORDER BY (state <> 'open'), suspicion_id LIMIT %s",
                                     prefix + "%", limit)]

    def claims_to_search(self, prefix: str, after: str, limit: int) -> list[str]:
        """Claims of areas of this prefix that were paid or are under way, those after `after`."""
        return [row["claim_id"] for row in self.rows(
            "SELECT claim_id FROM claims WHERE area LIKE %s AND claim_id > %s AND state NOT IN ('withdrawn', 'refused')"
            " ORDER BY claim_id LIMIT %s", prefix + "%", after, limit)]

    def apply_suspicion_raised(self, event: SuspicionRaised) -> None:
        shown = event.as_data()
        self.execute(
            "INSERT INTO suspicions (suspicion_id, claim_id, person_id, area, programme, other_id, other_kind, state,"
            " data, version) SELECT %s, claim_id, person_id, %s, %s, %s, %s, %s, %s, %s FROM claims WHERE claim_id = %s"
            " ON CONFLICT (suspicion_id) DO UPDATE SET state = excluded.state, data = excluded.data, ground = NULL,"
            " valid_until = NULL, version = excluded.version",
            event.suspicion_id, event.area, event.programme, event.other_id, event.other_kind, event.state,
            Jsonb(shown), event.envelope.entity_version, event.claim_id)

    def apply_suspicion_judged(self, event: SuspicionJudged) -> None:
        self.execute("UPDATE suspicions SET state = %s, ground = %s, valid_until = %s, version = %s"
                     " WHERE suspicion_id = %s", event.state, event.ground, event.valid_until,
                     event.envelope.entity_version, event.suspicion_id)


def _suspicion(row: dict) -> Suspicion:
    return Suspicion(**{name: row[name] for name in _COLUMNS}, state=SuspicionState(row["state"]))
