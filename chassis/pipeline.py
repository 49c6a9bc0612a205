"""A pipeline that is sent in as few pieces as its answers allow.

psycopg sends each statement of a pipeline by itself, so that the database is woken, works and sleeps again for each of
them. Here statements are handed to libpq, which keeps them, and go out together when an answer is read or the pipeline
ends. Errors come then as well, in the order of the statements.
"""

from contextlib import contextmanager
from functools import partial

import psycopg
from psycopg.generators import send


class Gathered(psycopg.Pipeline):
    """Overrides two generators of psycopg's own; `tests/integration/test_backbone_first.py` holds it to its promise."""

    def _communicate_gen(self):
        while self.command_queue:
            self.command_queue.popleft()()
        yield from ()

    def say(self, statement: bytes) -> None:
        """Give a statement without parameters whose answer nobody reads; its fault comes in its turn."""
        self.command_queue.append(partial(self.pgconn.send_query_params, statement, None))
        self.result_queue.append(None)

    def _fetch_gen(self, *, flush: bool):
        """Everything is sent before anything is waited for, however much it is."""
        yield from send(self.pgconn) if not flush else ()
        yield from super()._fetch_gen(flush=flush)

    def _exit_gen(self):
        """The end of a pipeline asks for every answer by itself; psycopg asks once more, in a packet of its own."""
        yield from self._sync_gen()


@contextmanager
def gathered(connection: psycopg.Connection):
    """As `connection.pipeline()`."""
    pipeline = connection._pipeline = Gathered(connection)
    try:
        with pipeline:
            yield pipeline
    finally:
        connection._pipeline = None


@contextmanager
def transaction(connection: psycopg.Connection):
    """As `gathered`, in a transaction whose beginning travels with its first statements; psycopg waits for it.

    Its user ends it with COMMIT; what an exception leaves open is rolled back with the connection.
    """
    connection._autocommit = True
    try:
        with gathered(connection) as pipeline:
            pipeline.say(b"BEGIN")
            yield pipeline
    finally:
        connection._autocommit = False
