"""Tokens that ended before their time; what is over by itself is forgotten."""

import time

LONGEST_TOKEN_SECONDS = 30 * 24 * 3600
_KEEP = ("INSERT INTO revocations AS r (kind, key, given_before, until) VALUES (%s, %s, %s, %s)"
         " ON CONFLICT (kind, key) DO UPDATE SET given_before = greatest(r.given_before, excluded.given_before),"
         " until = greatest(r.until, excluded.until), revoked_at = clock_timestamp()")


class Sessions:
    """Reading and writing revocations; part of the accounts' transaction. Technical time, in Unix seconds."""

    def revoke_token(self, token_hash: str, until: float) -> None:
        """End one token; it is remembered until it would have ended."""
        self.execute("DELETE FROM revocations WHERE until < %s", time.time())
        self.execute(_KEEP, "token", token_hash, 0.0, until)

    def revoke_all(self, person_id: str) -> None:
        """End every token that a person was given up to now."""
        now = time.time()
        self.execute(_KEEP, "person", person_id, now, now + LONGEST_TOKEN_SECONDS)

    def revocations(self) -> list[dict]:
        """All that still matter."""
        return self.rows("SELECT kind, key, given_before FROM revocations WHERE until >= %s", time.time())
