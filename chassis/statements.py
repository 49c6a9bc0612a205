"""How a transaction speaks to the database: what it asks, what it writes, and which of it travels as one statement."""

import functools
from collections.abc import Iterable

import psycopg
from psycopg.rows import dict_row


@functools.lru_cache(1024)
def numbered(sql: str) -> bytes:
    """The statement with its parameters as the server counts them, made once: psycopg makes it anew each time from
    4 096 characters or 50 parameters on, and for everything once more than 128 statements are in use.
    """
    before, *rest = sql.split("%s")
    return (before + "".join(f"${number}{text}" for number, text in enumerate(rest, 1))).replace("%%", "%").encode()


class Statements:
    """Reads that are asked early and awaited late, and writes that are gathered; see `chassis/store.py`.

    `connection` and `pipeline` are the transaction's; `require_new` raises when its message was handled before.
    """

    connection: psycopg.Connection
    pipeline: psycopg.Pipeline | None
    _gathered: dict[str, tuple[str, tuple]]

    def soon(self, sql: str, *parameters) -> "Coming":
        """Ask without waiting: what is asked before an answer is read travels together with it."""
        return Coming(self, self._say(sql, parameters))

    def rows(self, sql: str, *parameters) -> list[dict]:
        return self.soon(sql, *parameters).rows()

    def one(self, sql: str, *parameters) -> dict | None:
        return self.soon(sql, *parameters).one()

    def value(self, sql: str, *parameters):
        return self.soon(sql, *parameters).value()

    def execute(self, sql: str, *parameters) -> None:
        """Run one writing statement; `touched` tells how many rows it met."""
        self._say(sql, parameters)

    def execute_each(self, sql: str, rows: Iterable[tuple]) -> None:
        """Run one writing statement for each row of parameters."""
        self.end_gathering()
        self.connection.cursor().executemany(sql, rows)

    def touched(self, sql: str, *parameters) -> int:
        """Run one writing statement and wait for it; the number of rows it touched."""
        cursor = self._say(sql, parameters)
        if self.pipeline:
            self.pipeline.sync()
            self.require_new()
        return cursor.rowcount

    def write(self, table: str, parts: str, *parameters) -> None:
        """Write to `table` in one statement with other writes; `parts` is how a WITH names it: `name AS (INSERT …)`.

        Such writes see the database as it was before any of them. So they must not look at what another one wrote;
        a second one to the same table begins the next statement, and everything else that is said comes after them.
        Without a pipeline it is said at once.
        """
        if table in self._gathered:
            self.end_gathering()
        self._gathered[table] = parts, parameters
        if self.pipeline is None:
            self.end_gathering()

    def end_gathering(self) -> None:
        """Say what was gathered so far."""
        if self._gathered:
            gathered, self._gathered = tuple(self._gathered.values()), {}
            self._run(f"WITH {', '.join(parts for parts, _ in gathered)} SELECT",
                      [each for _, parameters in gathered for each in parameters])

    def be_heard(self) -> None:
        """Wait until the database has carried out all that was said so far; raises its faults."""
        self.end_gathering()
        self.pipeline.sync()

    def _say(self, sql: str, parameters) -> psycopg.Cursor:
        self.end_gathering()
        return self._run(sql, parameters)

    def _run(self, sql: str, parameters) -> psycopg.Cursor:
        """Each statement has a cursor of its own: in a pipeline the answers come later, in their order."""
        return psycopg.RawCursor(self.connection, row_factory=dict_row).execute(numbered(sql), parameters)


class Coming:
    """An answer of the database that is on its way; reading it waits for everything that was asked so far."""

    def __init__(self, tx: Statements, cursor: psycopg.Cursor):
        self._tx, self._cursor = tx, cursor

    def rows(self) -> list[dict]:
        self._tx.require_new()
        return self._cursor.fetchall()

    def one(self) -> dict | None:
        self._tx.require_new()
        return self._cursor.fetchone()

    def value(self):
        row = self.one()
        return None if row is None else next(iter(row.values()))
