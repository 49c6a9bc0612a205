"""A private PostgreSQL: own data, port, password and life."""

import secrets
import shutil
import signal
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from dev import binaries
from dev.by_pid import Running, descendants, poll, recall
from dev.launch import DidNotStart, can_enter, fits_a_socket, own, run, spawn, tail, unprivileged_user
from dev.ports import HOST

ADMIN = "postgres"
SECONDS_TO_START = 60


class PostgresServer:
    """One private server below `folder`; durable unless `throwaway` (no fsync: for tests only)."""

    def __init__(self, folder: Path, port: int, *, password: str | None = None, database: str = "wuchuang",
                 throwaway: bool = False):
        self.folder = Path(folder).absolute()
        self.port = port
        self.password = password or secrets.token_hex(16)
        self.database = database
        self.throwaway = throwaway
        self.user = unprivileged_user()
        self.log = self.folder / "server.log"
        self._pid_file = self.folder / "server.pid"

    @property
    def url(self) -> str:
        """Address of the database for the administrator."""
        return f"postgresql://{ADMIN}:{self.password}@{HOST}:{self.port}/{self.database}"

    @property
    def process(self) -> Running | None:
        """The postmaster, or None when it does not run."""
        return recall(self._pid_file)

    def start(self) -> "PostgresServer":
        """Starts the server (nothing to do if it runs) and waits until it answers; raises DidNotStart."""
        if not self.process:
            self._prepare()
            self._launch()
        self._wait_until_it_answers()
        self._create_database_if_new(self.database)
        return self

    def stop(self) -> None:
        """Ends the server in order: open connections are closed, everything is written."""
        if process := self.process:
            process.end(gently=signal.SIGINT, within=30)
        self._pid_file.unlink(missing_ok=True)

    def kill(self) -> None:
        """Crashes the server: the postmaster and its children are gone without a word."""
        if process := self.process:
            for each in [process, *descendants(process.pid)]:
                each.send(signal.SIGKILL)
            process.end(gently=signal.SIGKILL)

    def restart(self) -> None:
        """Stops and starts on the same port with the same data."""
        self.stop()
        self.start()

    def remove(self) -> None:
        """Ends the server without regard for its data and deletes that."""
        self.kill()
        for folder in (self._home, self.folder):
            shutil.rmtree(folder, ignore_errors=True)

    def create_database(self, name: str, *, like: str = "template1") -> str:
        """Creates a copy of the database `like`, empty by default (an old one of that name goes); its address."""
        self.drop_database(name)
        self._administer(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(like)))
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{name}"))

    def drop_database(self, name: str) -> None:
        """Drops a database if it exists, whoever is connected."""
        self._administer(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    @property
    def _home(self) -> Path:
        """Where the data stands: our folder, or one that the unprivileged user can reach, if he can't."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.user and not can_enter(self.folder, self.user):
            self.folder.chmod(self.folder.stat().st_mode | 0o011)
        return self.folder if can_enter(self.folder, self.user) else self._elsewhere

    @property
    def _elsewhere(self) -> Path:
        note = self.folder / "elsewhere"
        if not note.exists():
            place = Path(tempfile.mkdtemp(prefix="wuchuang-", dir=None if self.throwaway else "/var/lib"))
            place.chmod(0o711)
            note.write_text(str(place))
        return Path(note.read_text())

    def _prepare(self) -> None:
        for name in ("data", "socket"):
            (self._home / name).mkdir(exist_ok=True, mode=0o700)
            own(self._home / name, self.user)
        if not (self._home / "data" / "PG_VERSION").exists():
            self._initialise()
        # A left-over lock names a process that is not ours any more; its id may have been reused.
        (self._home / "data" / "postmaster.pid").unlink(missing_ok=True)

    def _initialise(self) -> None:
        secret = self._home / "password"
        secret.touch(mode=0o600)
        secret.write_text(self.password)
        own(secret, self.user)
        try:
            run([str(binaries.postgresql() / "initdb"), "--pgdata", str(self._home / "data"),
                 "--username", ADMIN, "--pwfile", str(secret), "--auth", "scram-sha-256",
                 "--encoding", "UTF8", "--locale", "C.UTF-8", *(["--no-sync"] if self.throwaway else [])],
                self.log, user=self.user, cwd=self._home)
        except DidNotStart:
            shutil.rmtree(self._home / "data")
            raise
        finally:
            secret.unlink()

    def _launch(self) -> None:
        process = spawn(
            [str(binaries.postgresql() / "postgres"), "-D", str(self._home / "data"), *self._options()],
            self.log, user=self.user, cwd=self._home, mark=self.folder,
            dies_with_us=self.throwaway)
        process.remember(self._pid_file)

    def _options(self) -> list[str]:
        socket = self._home / "socket"
        settings = {
            "port": self.port,
            "listen_addresses": HOST,
            "unix_socket_directories": socket if fits_a_socket(socket / ".s.PGSQL.65535") else "",
            "password_encryption": "scram-sha-256",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "max_connections": 200,
        }
        if self.throwaway:
            settings |= {"fsync": "off", "full_page_writes": "off"}
        return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]

    def _wait_until_it_answers(self) -> None:
        if not poll(lambda: self._answers() or not self.process, SECONDS_TO_START) or not self.process:
            raise DidNotStart(f"PostgreSQL on port {self.port} did not start:\n{tail(self.log)}")

    def _answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(host=HOST, port=self.port, user=ADMIN, password=self.password,
                               dbname="postgres", autocommit=True, connect_timeout=5)

    def _administer(self, statement: sql.Composed) -> None:
        with self._connect() as connection:
            connection.execute(statement)

    def _create_database_if_new(self, name: str) -> None:
        with self._connect() as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not known:
            self._administer(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
