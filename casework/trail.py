"""The trail sealed in a chain of hashes, so that a row that somebody changed, removed or slipped in is found.

Seal n holds the hashes of every row that was recorded since seal n-1, in order, and is itself the hash of them and of
seal n-1. The head is told to another pillar, which keeps it where this pillar's role can't reach.
"""

import hashlib
from dataclasses import dataclass
from itertools import groupby

FIRST = "0" * 64
AT_A_TIME = 20_000


@dataclass(frozen=True, kw_only=True)
class Seal:
    """One link of the chain: `rows` rows since the seal before."""

    number: int
    previous: str
    hash: str
    rows: int


def seal(tx) -> Seal | None:
    """Seal what was recorded since the last seal; None when that is nothing. Two at a time wait for each other."""
    tx.execute("SELECT pg_advisory_xact_lock(hashtext(current_schema() || ':seals'))")
    rows = tx.rows("SELECT source, row_id, hash FROM trail_rows t WHERE NOT EXISTS (SELECT 1 FROM sealed_rows s"
                   " WHERE s.source = t.source AND s.row_id = t.row_id) ORDER BY at, source, row_id LIMIT %s",
                   AT_A_TIME)
    if not rows:
        return None
    last = head(tx)
    number, previous = (last.number + 1, last.hash) if last else (1, FIRST)
    made = Seal(number=number, previous=previous, rows=len(rows),
                hash=chained(previous, (row["hash"] for row in rows)))
    tx.execute("INSERT INTO seals (number, previous, hash, rows, sealed_at) VALUES (%s, %s, %s, %s, %s)",
               made.number, made.previous, made.hash, made.rows, tx.now)
    tx.execute("INSERT INTO sealed_rows (source, row_id, seal, place, hash) SELECT source, row_id, %s, place, hash"
               " FROM unnest(%s::text[], %s::text[], %s::text[]) WITH ORDINALITY AS r (source, row_id, hash, place)",
               number, *([row[name] for row in rows] for name in ("source", "row_id", "hash")))
    return made


def head(tx) -> Seal | None:
    """The newest seal."""
    row = tx.one("SELECT number, previous, hash, rows FROM seals ORDER BY number DESC LIMIT 1")
    return Seal(**row) if row else None


def chained(previous: str, hashes) -> str:
    """The hash of a seal: of the seal before and of its rows, in order."""
    return hashlib.sha256("\n".join((previous, *hashes)).encode()).hexdigest()


def faults(tx) -> list[str]:
    """What was tampered with, in words: rows that changed or are gone, and seals that do not follow."""
    changed = tx.rows("SELECT s.seal, s.source, s.row_id, t.hash IS NULL AS gone FROM sealed_rows s"
                      " LEFT JOIN trail_rows t USING (source, row_id) WHERE t.hash IS DISTINCT FROM s.hash"
                      " ORDER BY s.seal, s.place")
    words = [f"第 {row['seal']} 号封存的 {row['source']} {row['row_id']} {'已不存在' if row['gone'] else '已被改动'}"
             for row in changed]
    return [*words, *_broken_seals(tx)]


def _broken_seals(tx) -> list[str]:
    """Seals whose own hash, or whose place in the chain, is not what it must be."""
    rows = tx.rows("SELECT seal, hash FROM sealed_rows ORDER BY seal, place")
    hashes = {number: [row["hash"] for row in group] for number, group in groupby(rows, lambda row: row["seal"])}
    found, previous, expected = [], FIRST, 1
    for row in tx.rows("SELECT number, previous, hash FROM seals ORDER BY number"):
        whole = row["hash"] == chained(row["previous"], hashes.get(row["number"], ()))
        if (row["number"], row["previous"]) != (expected, previous) or not whole:
            found.append(f"第 {row['number']} 号封存与前后不相接")
        previous, expected = row["hash"], row["number"] + 1
    return found


def witness(tx, service: str, number: int, hash_: str) -> None:
    """Keep the head of another pillar's chain; the first one told under a number stays."""
    tx.execute("INSERT INTO witnessed_heads (service, number, hash) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
               service, number, hash_)
