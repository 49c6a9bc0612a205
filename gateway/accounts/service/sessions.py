"""Signing out."""



class SignOuts:
    """Ending tokens, and telling which have ended."""

    def revoke_token(self, token_hash: str, until: float) -> None:
        """End one token, known by its hash, until the moment at which it ends anyhow (Unix seconds)."""
        with self.store.session() as tx:
            tx.revoke_token(token_hash, until)

    def revoke_all(self, person_id: str) -> None:
        """End every token that a person was given up to now."""
        with self.store.session() as tx:
            tx.revoke_all(person_id)

    def revocations(self) -> list[dict]:
        """All that still matter: kind, key, and for a person the moment before which tokens were given."""
        with self.store.session() as tx:
            return tx.revocations()
