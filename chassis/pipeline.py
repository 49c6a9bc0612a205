"""A pipeline that is sent in as few pieces as its answers allow.

psycopg sends each statement of a pipeline by itself, so that the database is woken, works and sleeps again for each of
them. Here statements are handed to libpq, which keeps them, and go out together when an answer is read or the pipeline
ends. Errors come then as well, in the order of the statements.
"""

from contextlib import contextmanager

import psycopg


class Gathered(psycopg.Pipeline):
    """Overrides two generators of psycopg's own; `tests/integration/test_backbone_first.py` holds it to its promise."""

    def _communicate_gen(self):
        while self.command_queue:
            self.command_queue.popleft()()
        yield from ()

    def _fetch_gen(self, *, flush: bool):
        """Everything is sent before anything is waited for, however much it is."""
        yield from super()._fetch_gen(flush=True)


@contextmanager
def gathered(connection: psycopg.Connection):
    """As `connection.pipeline()`."""
    pipeline = connection._pipeline = Gathered(connection)
    try:
        with pipeline:
            yield pipeline
    finally:
        connection._pipeline = None
