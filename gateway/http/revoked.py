"""Tokens that were ended before their time: answered from memory, learnt from the accounts every few seconds."""

import hashlib
import math
import threading
import time
from collections.abc import Callable

import structlog

from gateway.http.tokens import SignedIn

EVERY_SECONDS = 2.0

log = structlog.get_logger()


class RevokedTokens:
    """Whether a token was signed out; one's own sign-outs count at once, those of other processes within seconds."""

    def __init__(self):
        self._tokens: frozenset[str] = frozenset()
        self._persons: dict[str, float] = {}

    def __call__(self, signed_in: SignedIn) -> bool:
        if not self._tokens and not self._persons:
            return False
        before = self._persons.get(signed_in.actor.person_id or "", 0.0)
        return signed_in.issued_at < before or hash_of(signed_in.token_id) in self._tokens

    def learn(self, rows: list[dict]) -> None:
        """Take over what the accounts know: kind, key, and for a person the moment before which tokens were given."""
        self._tokens = frozenset(row["key"] for row in rows if row["kind"] == "token")
        self._persons = {row["key"]: row["given_before"] for row in rows if row["kind"] == "person"}


class SignOuts:
    """Ends tokens in the accounts and in memory; `accounts` keeps what was ended."""

    def __init__(self, accounts, revoked: RevokedTokens):
        self._accounts, self.revoked = accounts, revoked

    def end(self, signed_in: SignedIn, *, everywhere: bool) -> None:
        """End a token, or everything that its person was given."""
        if everywhere:
            self._accounts.revoke_all(signed_in.actor.person_id)
        self._accounts.revoke_token(hash_of(signed_in.token_id), float(math.ceil(signed_in.expires_at)))
        self.learn()

    def learn(self) -> None:
        """Take over what the accounts know now."""
        self.revoked.learn(self._accounts.revocations())

    def follow(self, stopped: Callable[[], bool] = lambda: False) -> None:
        """Learn what other processes have ended, every few seconds, for as long as this process lives."""
        while not stopped():
            try:
                self.learn()
            except Exception as error:  # the database is away: what is known goes on to count
                log.warning("revocations_not_read", error=type(error).__name__)
            time.sleep(EVERY_SECONDS)

    def start(self) -> "SignOuts":
        """Follow in a thread of its own."""
        threading.Thread(target=self.follow, daemon=True, name="revocations").start()
        return self


def hash_of(token_id: str) -> str:
    """How a token's id is kept."""
    return hashlib.sha256(token_id.encode()).hexdigest()
