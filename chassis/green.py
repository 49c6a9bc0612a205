"""Turning this process over to eventlet. Imports nothing of ours: it must run before everything else."""

import os

# How long an answer of the database is waited for before other green threads get their turn. Most come sooner, and a
# turn of eventlet's hub costs three times as much of the processor as the whole exchange. While another green thread
# waits for the database nobody stands still for long: it may be the one that holds what this one needs.
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
    import psycopg
    from psycopg.waiting import wait_select

    look = _Look(psycopg.OperationalError)

    def wait(gen, fileno: int, interval: float = 0.0, timeout: float | None = None):
        if timeout is not None:
            return wait_select(gen, fileno, interval, timeout)
        try:
            wanted = next(gen)
            while True:
                wanted = gen.send(look.glance(fileno, wanted) or look.in_turn(fileno, wanted, interval))
        except StopIteration as done:
            return done.value

    wait.lets_others_run = True
    return wait


class _Look:
    """Sees whether a connection may be read (1) or written (2); `broken` is raised for one that was closed."""

    def __init__(self, broken: type[Exception]):
        import select

        from eventlet.hubs import trampoline
        from eventlet.patcher import original

        self.broken, self.green_select, self.plain, self.trampoline = broken, select, original("select"), trampoline
        self.parked: set[int] = set()

    def glance(self, fileno: int, wanted: int) -> int:
        """What is possible within a moment, 0 for nothing."""
        plain, looked = self.plain, self.plain.poll()
        looked.register(fileno, (plain.POLLIN if wanted & 1 else 0) | (plain.POLLOUT if wanted & 2 else 0))
        seen = dict(looked.poll(0 if self.parked else GLANCE_MILLISECONDS)).get(fileno, 0)
        if seen & plain.POLLNVAL:
            raise self.broken("connection socket closed")
        readable = wanted & 1 and seen & (plain.POLLIN | plain.POLLHUP | plain.POLLERR)
        return (1 if readable else 0) | (2 if wanted & 2 and seen & (plain.POLLOUT | plain.POLLERR) else 0)

    def in_turn(self, fileno: int, wanted: int, interval: float) -> int:
        """What is possible after the other green threads had their turn."""
        self.parked.add(fileno)
        try:
            if wanted == 1:
                self.trampoline(fileno, read=True)
                return 1
            return self._select(fileno, wanted, interval)
        finally:
            self.parked.discard(fileno)

    def _select(self, fileno: int, wanted: int, interval: float) -> int:
        readable, writable, broken = self.green_select.select(
            [fileno] if wanted & 1 else [], [fileno] if wanted & 2 else [], [fileno], interval)
        if broken:
            raise self.broken("connection socket closed")
        return (1 if readable else 0) | (2 if writable else 0)
