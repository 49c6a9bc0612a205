"""Turning this process over to eventlet. Imports nothing of ours: it must run before everything else."""

import os


def go_green() -> None:
    """Patch the standard library, and have psycopg wait in Python, where eventlet can switch.

    psycopg's C wait would stop every other green thread for as long as a query runs.
    """
    os.environ["PSYCOPG_WAIT_FUNC"] = "wait_select"
    import eventlet

    eventlet.monkey_patch()
