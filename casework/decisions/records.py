"""Keeping decisions, and running them again."""

import hashlib
import json

from psycopg.types.json import Jsonb

from casework.decisions.inputs import load_inputs, plain_inputs
from casework.decisions.rules import RULES, Rule, Ruled
from contracts.actors import NATION
from contracts.decisions import Decision
from policies.reader import PolicyView

_KEEP = ("kept_decision AS (INSERT INTO decisions (subject, rule, rule_version, message_id, policy_hash, inputs,"
         " outcome, answer, answer_hash, decided_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s))")


_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


class CannotReplay(Exception):
    """The rule version that made a decision is no longer carried."""


def canonical(value) -> str:
    """`value` as JSON that is the same to the byte for the same content."""
    return _CANONICAL(value)


def answer_hash(answer: dict) -> str:
    """sha256 of the answer's canonical JSON: equal for equal bytes."""
    return text_hash(canonical(answer))


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def keep(tx, decision: Ruled, answer: dict) -> tuple[str, str]:
    """Store a decision with its answer and inputs, and by what `kept_answer` finds that answer.

    The policy it read is stored once, by its hash.
    """
    policy = next((value for value in decision.inputs.values() if isinstance(value, PolicyView)), None)
    text = canonical(answer)
    hash_ = text_hash(text)
    tx.write("decisions", _KEEP, decision.subject, decision.rule, decision.rule_version, tx.message.id,
             policy.hash if policy else None, Jsonb(plain_inputs(decision.inputs)), decision.outcome.value,
             text, hash_, tx.now)
    if policy and not tx.has_kept_policy(policy.hash):
        tx.execute("INSERT INTO policy_snapshots (hash, view) VALUES (%s, %s) ON CONFLICT DO NOTHING",
                   policy.hash, Jsonb(policy.as_data()))
    return decision.subject, hash_


def kept_answer(tx, subject: str, hash_: str) -> dict:
    """The answer of a decision of this message; should it have made several like it, they are the same to the byte."""
    return tx.value("SELECT answer FROM decisions WHERE subject = %s AND message_id = %s AND answer_hash = %s",
                    subject, tx.message.id, hash_)


def decision_rows(tx, subject: str) -> list[dict]:
    """The decisions on `subject`, oldest first, each with the policy it rested on.

    None for somebody who answers for none of the places that the subject, or what was decided on it, is about.
    """
    actor = tx.message.actor
    if not any(actor.covers(area) for area in _areas_of(tx, subject) or [NATION]):
        return []
    return tx.rows("SELECT d.*, p.view AS policy FROM decisions d LEFT JOIN policy_snapshots p"
                   " ON p.hash = d.policy_hash WHERE d.subject = %s ORDER BY d.id", subject)


def _areas_of(tx, subject: str) -> list[str]:
    """Where a subject belongs: what its events say, else what its decisions were given."""
    announced = tx.rows("SELECT DISTINCT data ->> 'area' AS area FROM events WHERE entity_id = %s AND data ? 'area'",
                        subject)
    given = announced or tx.rows(
        "SELECT DISTINCT jsonb_path_query(inputs, 'strict $.**.area ? (@.type() == \"string\")') #>> '{}' AS area"
        " FROM decisions WHERE subject = %s", subject)
    return [row["area"] for row in given]


def replay(row: dict) -> tuple[dict, bool]:
    """A stored decision run again under its rule version: the answer, and whether it is the same to the byte.

    Raises CannotReplay when that version of the rule is no longer carried.
    """
    answer = _run(row, row["policy"])
    return answer, answer_hash(answer) == row["answer_hash"]


def rehearse(row: dict, policy: PolicyView) -> dict:
    """What a stored decision would have been under `policy`; nothing is recorded."""
    return _decided(row, policy).as_answer()


def inputs_of(row: dict, policy: PolicyView | None) -> dict:
    """What a stored decision was made from, with `policy` in the place of its own."""
    return load_inputs(row["inputs"], _rule_of(row).types, policy)


def _run(row: dict, policy: dict | None) -> dict:
    return _decided(row, PolicyView.from_data(policy) if policy else None).as_answer()


def _decided(row: dict, policy: PolicyView | None) -> Decision:
    return _rule_of(row).decide(**inputs_of(row, policy))


def _rule_of(row: dict) -> Rule:
    rule = RULES.get((row["rule"], row["rule_version"]))
    if rule is None:
        raise CannotReplay(f"{row['rule']} version {row['rule_version']} is no longer carried")
    return rule
