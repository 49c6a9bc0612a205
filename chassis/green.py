"""Turning this process over to eventlet. Imports nothing of ours: it must run before everything else."""

import os

# How long an answer of the database is waited for before other green threads get their turn. Most come sooner, and a
# turn of eventlet's hub costs three times as much of the processor as the whole exchange.
GLANCE_MILLISECONDS = 1


def go_green() -> None:
    """Patch the standard library, and have psycopg wait in Python, where eventlet can switch.

    psycopg's C wait would stop every other green thread for as long as a query runs.
    """
    os.environ["PSYCOPG_WAIT_FUNC"] = "wait_select"
    import eventlet

    eventlet.monkey_patch()
    import psycopg.waiting

    psycopg.waiting.wait = _wait_function()


def _wait_function():
    """psycopg's `wait`: a glance at the socket itself, then eventlet's hub until there is something."""
    import select as green

    import psycopg
    from eventlet.patcher import original
    from psycopg.waiting import wait_select

    plain = original("select")

    def glance(fileno: int, wanted: int) -> int:
        looked = plain.poll()
        looked.register(fileno, (plain.POLLIN if wanted & 1 else 0) | (plain.POLLOUT if wanted & 2 else 0))
        seen = dict(looked.poll(GLANCE_MILLISECONDS)).get(fileno, 0)
        if seen & plain.POLLNVAL:
            raise psycopg.OperationalError("connection socket closed")
        readable = wanted & 1 and seen & (plain.POLLIN | plain.POLLHUP | plain.POLLERR)
        return (1 if readable else 0) | (2 if wanted & 2 and seen & (plain.POLLOUT | plain.POLLERR) else 0)

    def in_turn(fileno: int, wanted: int, interval: float) -> int:
        readable, writable, broken = green.select([fileno] if wanted & 1 else [], [fileno] if wanted & 2 else [],
                                                  [fileno], interval)
        if broken:
            raise psycopg.OperationalError("connection socket closed")
        return (1 if readable else 0) | (2 if writable else 0)

    def wait(gen, fileno: int, interval: float = 0.0, timeout: float | None = None):
        if timeout is not None:
            return wait_select(gen, fileno, interval, timeout)
        try:
            wanted = next(gen)
            while True:
                wanted = gen.send(glance(fileno, wanted) or in_turn(fileno, wanted, interval))
        except StopIteration as done:
            return done.value

    wait.lets_others_run = True
    return wait
