"""Starting a server process: as which user, tied to our own life or not, and what it said when it failed."""

import ctypes
import os
import pwd
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from dev.by_pid import MARK, Running, running

PR_SET_PDEATHSIG = 1
SOCKET_PATH_LIMIT = 90


class DidNotStart(RuntimeError):
    """A server ended or stayed silent while starting; the message carries the end of its log."""


def unprivileged_user() -> str | None:
    """Who runs a server that refuses to run as root; None when we are not root ourselves."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in known), None)


def own(path: Path, user: str | None) -> None:
    """Gives a path to the user (nothing to do when we are not root)."""
    if user:
        entry = pwd.getpwnam(user)
        os.chown(path, entry.pw_uid, entry.pw_gid)


def can_enter(path: Path, user: str | None) -> bool:
    """Whether the user can reach the folder; every folder above it must let him through."""
    if not user:
        return True
    answer = subprocess.run(["/usr/bin/test", "-x", str(path)], **_as(user), cwd="/", check=False)
    return answer.returncode == 0


def spawn(command: Sequence[str], log: Path, *, environment: Mapping[str, str] | None = None,
          user: str | None = None, cwd: Path, mark: Path, dies_with_us: bool = False) -> Running:
    """Starts a process in a session of its own with its output in the log, marked with a folder (see MARK).

    With `dies_with_us` the kernel ends it when the thread that called this ends, even by SIGKILL.
    """
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603
            list(command), stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=cwd,
            env=dict(os.environ if environment is None else environment) | {MARK: str(mark)},
            start_new_session=True,
            preexec_fn=_tie_to_parent if dies_with_us else None, **_as(user))
    process.returncode = 0  # the id is ended and reaped through Running, not through this object
    started = running(process.pid)
    if started is None:
        raise DidNotStart(f"{command[0]} ended at once: {tail(log)}")
    return started


def run(command: Sequence[str], log: Path, *, user: str | None = None, cwd: Path) -> None:
    """Runs a command to its end; raises DidNotStart with the end of the log when it fails."""
    with log.open("ab") as output:
        answer = subprocess.run(list(command), stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                cwd=cwd, check=False, **_as(user))
    if answer.returncode:
        raise DidNotStart(f"{command[0]} failed with {answer.returncode}: {tail(log)}")


def tail(log: Path, lines: int = 15) -> str:
    """The last lines of a log, for an error message."""
    if not log.exists():
        return "(no log)"
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def fits_a_socket(path: Path) -> bool:
    """Whether a unix socket can have this path (the kernel's limit is 107 bytes)."""
    return len(os.fsencode(path)) <= SOCKET_PATH_LIMIT


def _as(user: str | None) -> dict[str, object]:
    if not user:
        return {}
    entry = pwd.getpwnam(user)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


_libc = ctypes.CDLL(None)


def _tie_to_parent() -> None:
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
