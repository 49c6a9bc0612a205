"""Booking transfers. Amounts are whole numbers of the account's unit; what leaves one account enters another.

The tables stand in each user's own schema; the transaction is an argument.
"""

from dataclasses import dataclass

from psycopg.errors import CheckViolation

# All transfers, in their order, and every balance they touch; the answer is what the accounts held before. Accounts
# are locked in key order, and none is changed before it is locked.
_BOOK = ("given AS (SELECT * FROM unnest(%s::text[], %s::text[], %s::bigint[], %s::text[])"
         " WITH ORDINALITY AS t (source, target, amount, memo, nth)),"
         " changes AS (SELECT key, sum(amount)::bigint AS amount FROM (SELECT source AS key, -amount AS amount"
         " FROM given UNION ALL SELECT target, amount FROM given) AS c GROUP BY key),"
         " locked AS MATERIALIZED (SELECT key, balance, never_negative FROM ledger_accounts WHERE key = ANY(%s)"
         " ORDER BY key FOR UPDATE),"
         " moved AS (UPDATE ledger_accounts a SET balance = l.balance + c.amount"
         " FROM locked l JOIN changes c USING (key) WHERE a.key = l.key),"
         " booked AS (INSERT INTO ledger_transfers (event_id, from_account, to_account, amount, memo, booked_at)"
         " SELECT %s, source, target, amount, memo, %s FROM given ORDER BY nth)")

# The same for a single one, in fewer steps: the update looks at each account as it is once it is locked.
_BOOK_ONE = ("locked AS MATERIALIZED (SELECT key FROM ledger_accounts WHERE key = ANY(%s) ORDER BY key FOR UPDATE),"
             " moved AS (UPDATE ledger_accounts SET balance = balance + CASE key WHEN %s THEN -%s::bigint ELSE %s END"
             " WHERE key = ANY(ARRAY(SELECT key FROM locked))),"
             " booked AS (INSERT INTO ledger_transfers (event_id, from_account, to_account, amount, memo, booked_at)"
             " VALUES (%s, %s, %s, %s, %s, %s))")


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
    """Book the transfers that an event causes. Raises AccountShort, and nothing of them is kept.

    Where an account would be short in the end the database refuses; on the way it is only looked at where a later
    transfer gives back what an earlier one took. In a pipeline the refusal comes with the commit.
    """
    touched = sorted({key for transfer in transfers for key in (transfer.source, transfer.target)})
    try:
        if len(transfers) == 1:
            _book_one(tx, event_id, transfers[0], touched)
        else:
            _book_all(tx, event_id, transfers, touched)
    except CheckViolation as error:
        if error.diag.table_name != "ledger_accounts":
            raise
        raise AccountShort(f"one of {touched} is short") from error


def _book_one(tx, event_id: str, one: Transfer, touched: list[str]) -> None:
    tx.write("ledger", _BOOK_ONE, touched, one.source, one.amount, one.amount,
             event_id, one.source, one.target, one.amount, one.memo, tx.now)


def _book_all(tx, event_id: str, transfers: list[Transfer], touched: list[str]) -> None:
    parts = ([getattr(each, name) for each in transfers] for name in ("source", "target", "amount", "memo"))
    if _gives_back(transfers):
        booked = tx.soon(f"WITH {_BOOK} SELECT key, balance, never_negative FROM locked",
                         *parts, touched, event_id, tx.now)
        _check_each(transfers, booked.rows())
    else:
        tx.write("ledger", _BOOK, *parts, touched, event_id, tx.now)


def _gives_back(transfers: list[Transfer]) -> bool:
    """Whether an account gets something after it gave something."""
    gave: set[str] = set()
    for transfer in transfers:
        gave.add(transfer.source)
        if transfer.target in gave:
            return True
    return False


def _check_each(transfers: list[Transfer], rows: list[dict]) -> None:
    present = {row["key"]: row["balance"] for row in rows}
    flagged = {row["key"] for row in rows if row["never_negative"]}
    for transfer in transfers:
        present[transfer.source] -= transfer.amount
        present[transfer.target] += transfer.amount
        if transfer.source in flagged and present[transfer.source] < 0:
            raise AccountShort(f"{transfer.source} is {-present[transfer.source]} short: {transfer.memo}")


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
