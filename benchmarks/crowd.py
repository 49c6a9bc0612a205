"""Many people with an approved claim at once: written straight into the tables, as the desk would have left them.

Everything after approval (notice, batches, bank) then goes the platform's own way.
"""

from dataclasses import dataclass

import psycopg

PROGRAMME, AMOUNT = "startup_subsidy", 500_000
_PEOPLE = """
    INSERT INTO claimants (person_id) SELECT %(name)s || n FROM generate_series(1, %(number)s) n
"""
_FACTS = """
    INSERT INTO facts (kind, entity_id, person_id, data, version)
    SELECT 'person', %(name)s || n, %(name)s || n, jsonb_build_object('person_id', %(name)s || n,
           'area', %(area)s::text, 'birth_month', '1990-05',
           'groups', '[{"group": "returning_migrant_worker", "kind": "register",
           "source": "返乡农民工名册", "fetched_on": "2024-05-06", "valid_until": "2026-05-05"}]'::jsonb), 1
      FROM generate_series(1, %(number)s) n
    UNION ALL
    SELECT 'business', %(name)s || 'b' || n, %(name)s || n, jsonb_build_object('business_id', %(name)s || 'b' || n,
           'person_id', %(name)s || n, 'kind', 'self_employed', 'state', 'open', 'area', %(area)s::text,
           'registered_on', '2024-05-06', 'evidence', 'register', 'number_token', 't' || n), 1
      FROM generate_series(1, %(number)s) n
"""
_CLAIMS = """
    INSERT INTO claims (claim_id, person_id, area, programme, period, title, state, amount, submitted_on, allowed,
                        level, handled_by, rested_on, business_id, budget_id, decided_on, version)
    SELECT %(name)s || 'c' || n, %(name)s || n, %(area)s, %(programme)s, 'once', '一次性创业补贴', %(state)s,
           %(amount)s, '2024-05-06', 15, CASE WHEN %(state)s = 'approved' THEN 2 ELSE 1 END, '{clerk-1}',
           '{in_target_group,business_registered,first_claim}', %(name)s || 'b' || n, %(budget_id)s,
           CASE WHEN %(state)s = 'approved' THEN date '2024-05-06' END, 1
      FROM generate_series(1, %(number)s) n
"""
_COMMIT = """
    WITH booked AS (
        INSERT INTO ledger_transfers (event_id, from_account, to_account, amount, memo, booked_at)
        VALUES (gen_random_uuid(), %(budget_id)s || ':free', %(budget_id)s || ':committed',
                %(amount)s::bigint * %(number)s, %(name)s, clock_timestamp()) RETURNING amount)
    UPDATE ledger_accounts SET balance = balance + CASE WHEN key = %(budget_id)s || ':free' THEN -booked.amount
                                                        ELSE booked.amount END
      FROM booked WHERE key IN (%(budget_id)s || ':free', %(budget_id)s || ':committed')
"""


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """So many people of an area, whose ids begin with `name`; their claims stand in `state`."""

    name: str
    number: int
    area: str = "433101"
    state: str = "approved"

    @property
    def claims(self) -> list[str]:
        return [f"{self.name}c{number}" for number in range(1, self.number + 1)]


def gather(url: str, crowd: Crowd, budget_id: str) -> None:
    """Write the crowd into the subsidies' tables; approved claims have their money reserved on an open budget."""
    approved = crowd.state == "approved"
    given = {**vars(crowd), "programme": PROGRAMME, "amount": AMOUNT, "budget_id": budget_id}
    with psycopg.connect(url, options="-c search_path=subsidies") as connection:
        connection.execute(_PEOPLE, given)
        connection.execute(_FACTS, given)
        connection.execute(_CLAIMS, given | {"budget_id": budget_id if approved else None})
        if approved:
            connection.execute(_COMMIT, given)
        connection.execute("ANALYZE claims, facts, claimants")
