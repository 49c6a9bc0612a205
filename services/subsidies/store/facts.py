"""What was announced about people: each thing at its latest version, whatever the order of arrival."""

from psycopg.types.json import Jsonb

from casework.decisions.inputs import CONVERTER
from services.subsidies.model import (
    Award,
    Base,
    BaseData,
    Business,
    Facts,
    Loan,
    Organisation,
    Person,
    Prize,
    Tenancy,
    Training,
)

_KINDS = {"person": Person, "organisation": Organisation, "business": Business, "training": Training,
          "tenancy": Tenancy, "loan": Loan, "prize": Prize, "base": Base, "base_data": BaseData, "award": Award}
_LISTS = {"business": "businesses", "training": "trainings", "tenancy": "tenancies", "loan": "loans",
          "prize": "prizes", "base": "bases", "base_data": "base_data", "award": "awards"}

PEOPLE_WITHIN = ("SELECT person_id FROM claimants c WHERE person_id > %s AND EXISTS (SELECT 1 FROM facts f"
                 " WHERE f.person_id = c.person_id AND f.person_id > %s AND f.data ->> 'area' LIKE %s)"
                 " ORDER BY person_id LIMIT %s")


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

    def note_fact(self, kind: str, event, claimant: str | None = None) -> None:
        """Keep what an event says of its entity, unless a later version is kept already; locks the claimant."""
        claimant = claimant or event.person_id
        self.lock_person(claimant)
        self.execute(
            "INSERT INTO facts AS f (kind, entity_id, person_id, data, version) VALUES (%s, %s, %s, %s, %s)"
            " ON CONFLICT (kind, entity_id) DO UPDATE SET person_id = excluded.person_id, data = excluded.data,"
            " version = excluded.version WHERE f.version < excluded.version",
            kind, event.envelope.entity_id, claimant, Jsonb(event.as_data()), event.envelope.entity_version)
        self.note_marks(kind, event, claimant)

    def facts_of(self, person_id: str) -> Facts:
        """What is known of a person; lists in order of their ids."""
        return self.facts_of_many((person_id,))[person_id]

    def facts_of_many(self, person_ids) -> dict[str, Facts]:
        """The same of several people in one statement."""
        known: dict[str, list[dict]] = {person_id: [] for person_id in person_ids}
        for row in self.rows("SELECT person_id, kind, data FROM facts WHERE person_id = ANY(%s)"
                             " ORDER BY person_id, kind, entity_id", list(known)):
            known[row["person_id"]].append(row)
        return {person_id: _facts(rows) for person_id, rows in known.items()}

    def owner_of_business(self, business_id: str) -> str | None:
        """Whose business it is; None for one that has not been heard of yet."""
        return self.value("SELECT person_id FROM facts WHERE kind = 'business' AND entity_id = %s", business_id)

    def people_within(self, prefix: str, after: str, limit: int) -> list[str]:
        """Claimants who have been assessed or live in areas of this prefix, those after `after`.

        Facts too are read from `after` on: those of everybody before would be walked through for each batch.
        """
        return [row["person_id"] for row in self.rows(PEOPLE_WITHIN, after, after, prefix + "%", limit)]


def _facts(rows: list[dict]) -> Facts:
    found: dict[str, list] = {name: [] for name in _LISTS.values()}
    one = dict.fromkeys(("person", "organisation"))
    for row in rows:
        fact = _fact(row["kind"], row["data"])
        if row["kind"] in one:
            one[row["kind"]] = fact
        else:
            found[_LISTS[row["kind"]]].append(fact)
    return Facts(**one, **{name: tuple(facts) for name, facts in found.items()})


def _fact(kind: str, data: dict):
    if kind in ("loan", "award"):
        data = {**data, "amount": _fen(data["amount"])}
    return CONVERTER.structure(data, _KINDS[kind])


def _fen(text: str) -> int:
    """An amount of the wire, in 元 with two decimals, as 分."""
    yuan, fen = text.split(".")
    return int(yuan) * 100 + int(fen)
