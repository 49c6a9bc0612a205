"""What was announced about people: each thing at its latest version, whatever the order of arrival."""

from psycopg.types.json import Jsonb

from casework.decisions.inputs import CONVERTER
from services.subsidies.model import Business, Facts, Loan, Person, Prize, Tenancy, Training

_KINDS = {"person": Person, "business": Business, "training": Training, "tenancy": Tenancy, "loan": Loan,
          "prize": Prize}
_LISTS = {"business": "businesses", "training": "trainings", "tenancy": "tenancies", "loan": "loans",
          "prize": "prizes"}


class FactRows:
    """Statements about claimants and facts."""

    def lock_person(self, person_id: str) -> None:
        """Two decisions about one person wait for each other from here on."""
        self.lock_people((person_id,))

    def lock_people(self, person_ids) -> None:
        """The same for several people, always in order of their ids."""
        people = sorted(set(person_ids))
        self.execute("INSERT INTO claimants (person_id) SELECT unnest(%s::text[]) ORDER BY 1 ON CONFLICT DO NOTHING",
                     people)
        self.rows("SELECT 1 FROM claimants WHERE person_id = ANY(%s) ORDER BY person_id FOR UPDATE", people)

    def note_fact(self, kind: str, event) -> None:
        """Keep what an event says of its entity, unless a later version is kept already; locks the person."""
        self.lock_person(event.person_id)
        self.execute(
            "INSERT INTO facts AS f (kind, entity_id, person_id, data, version) VALUES (%s, %s, %s, %s, %s)"
            " ON CONFLICT (kind, entity_id) DO UPDATE SET person_id = excluded.person_id, data = excluded.data,"
            " version = excluded.version WHERE f.version < excluded.version",
            kind, event.envelope.entity_id, event.person_id, Jsonb(event.as_data()), event.envelope.entity_version)

    def facts_of(self, person_id: str) -> Facts:
        """What is known of a person; lists in order of their ids."""
        rows = self.rows("SELECT kind, data FROM facts WHERE person_id = %s ORDER BY kind, entity_id", person_id)
        found = {name: tuple(_fact(kind, row["data"]) for row in rows if row["kind"] == kind)
                 for kind, name in _LISTS.items()}
        person = next((_fact("person", row["data"]) for row in rows if row["kind"] == "person"), None)
        return Facts(person=person, **found)

    def owner_of_business(self, business_id: str) -> str | None:
        """Whose business it is; None for one that has not been heard of yet."""
        return self.value("SELECT person_id FROM facts WHERE kind = 'business' AND entity_id = %s", business_id)

    def people_within(self, prefix: str, after: str, limit: int) -> list[str]:
        """Claimants who have been assessed or live in areas of this prefix, those after `after`."""
        return [row["person_id"] for row in self.rows(
            "SELECT person_id FROM claimants c WHERE person_id > %s AND EXISTS (SELECT 1 FROM facts f"
            " WHERE f.person_id = c.person_id AND f.data ->> 'area' LIKE %s) ORDER BY person_id LIMIT %s",
            after, prefix + "%", limit)]


def _fact(kind: str, data: dict):
    if kind == "loan":
        data = {**data, "amount": _fen(data["amount"])}
    return CONVERTER.structure(data, _KINDS[kind])


def _fen(text: str) -> int:
    """An amount of the wire, in 元 with two decimals, as 分."""
    yuan, fen = text.split(".")
    return int(yuan) * 100 + int(fen)
