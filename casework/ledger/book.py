"""Booking transfers. Amounts are whole numbers of the account's unit; what leaves one account enters another.

The tables stand in each user's own schema; the transaction is an argument.
"""

from dataclasses import dataclass


class AccountShort(Exception):
    """A transfer would take an account below zero that must never be. The handler decided on stale figures:
    lock the accounts that a decision looks at with `balances(..., lock=True)`."""


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """`amount` from one account to another, and what for."""

    source: str
    target: str
    amount: int
    memo: str


def open_account(tx, key: str, unit: str, *, never_negative: bool) -> None:
    """Open an account with balance 0; an account that is open stays as it is."""
    tx.execute("INSERT INTO ledger_accounts (key, unit, never_negative) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
               key, unit, never_negative)


def balances(tx, keys: list[str], *, lock: bool = False) -> dict[str, int]:
    """The balances of the accounts that are open among `keys`. With `lock`, they stay until commit.

    Accounts are locked in key order, so that two transactions never wait for each other.
    """
    ending = " FOR UPDATE" if lock else ""
    rows = tx.rows("SELECT key, balance FROM ledger_accounts WHERE key = ANY(%s) ORDER BY key" + ending, sorted(keys))
    return {row["key"]: row["balance"] for row in rows}


def book(tx, event_id: str, transfers: list[Transfer]) -> None:
    """Book the transfers that an event causes. Raises AccountShort, and nothing of them is kept."""
    touched = sorted({key for transfer in transfers for key in (transfer.source, transfer.target)})
    present = balances(tx, touched, lock=True)
    flagged = {row["key"] for row in tx.rows(
        "SELECT key FROM ledger_accounts WHERE never_negative AND key = ANY(%s)", touched)}
    for transfer in transfers:
        present[transfer.source] -= transfer.amount
        present[transfer.target] += transfer.amount
        if transfer.source in flagged and present[transfer.source] < 0:
            raise AccountShort(f"{transfer.source} is {-present[transfer.source]} short: {transfer.memo}")
        tx.execute("INSERT INTO ledger_transfers (event_id, from_account, to_account, amount, memo, booked_at)"
                   " VALUES (%s, %s, %s, %s, %s, %s)",
                   event_id, transfer.source, transfer.target, transfer.amount, transfer.memo, tx.now)
    for key in touched:
        tx.execute("UPDATE ledger_accounts SET balance = %s WHERE key = %s", present[key], key)


def history(tx, key: str) -> list[dict]:
    """Every transfer of an account, oldest first; `amount` is negative where it left the account."""
    return tx.rows(
        "SELECT id, event_id, memo, booked_at, CASE WHEN to_account = %s THEN amount ELSE -amount END AS amount"
        " FROM ledger_transfers WHERE %s IN (from_account, to_account) ORDER BY id", key, key)


def check_balanced(tx) -> list[str]:
    """What does not add up: units whose accounts do not sum to zero, accounts that differ from their transfers."""
    units = tx.rows("SELECT unit, sum(balance) AS total FROM ledger_accounts GROUP BY unit HAVING sum(balance) <> 0")
    accounts = tx.rows(
        "SELECT a.key, a.balance, coalesce(sum(CASE WHEN t.to_account = a.key THEN t.amount ELSE -t.amount END), 0)"
        " AS booked FROM ledger_accounts a LEFT JOIN ledger_transfers t ON a.key IN (t.from_account, t.to_account)"
        " GROUP BY a.key, a.balance HAVING a.balance <>"
        " coalesce(sum(CASE WHEN t.to_account = a.key THEN t.amount ELSE -t.amount END), 0)")
    return ([f"unit {row['unit']} sums to {row['total']}" for row in units]
            + [f"account {row['key']} shows {row['balance']}, booked {row['booked']}" for row in accounts])
