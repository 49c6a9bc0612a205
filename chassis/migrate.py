"""Schemas, roles, grants and migrations: plain SQL, forward only, one schema and one login role per pillar.

    python -m chassis.migrate
"""

from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql
from yoyo import get_backend, read_migrations

from chassis.declarations import PILLARS, SCHEMAS

ROOT = Path(__file__).resolve().parent.parent
BACKBONE = ROOT / "chassis" / "migrations"
CASEWORK = ROOT / "casework" / "migrations"
FOLDERS = {**{pillar: ROOT / "services" / pillar / "migrations" for pillar in PILLARS},
           "accounts": ROOT / "gateway" / "accounts" / "migrations", "zone": ROOT / "gateway" / "zone" / "migrations"}
APPEND_ONLY = ("events", "audit", "decisions", "ledger_transfers", "seals", "sealed_rows", "witnessed_heads")
# Roles that read across schemas or read only; each is granted what its work needs and no more.
READERS = ("relay", "ops_read", "ops_repair", "zone_reader", "push")
SEEN_BY_OPERATORS = ("events", "failed_messages", "outbox", "timers", "inbox", "forgotten", "paused_reactions",
                     "seals", "witnessed_heads")
# What the gateway reads of the zone, under row security.
READ_MODEL = ("persons", "cases", "timeline", "figures", "projected")


def migrate(url: str, passwords: dict[str, str], *, mode: str, folders: dict[str, Path] = FOLDERS) -> None:
    """Bring the database at `url` (an administrator's) up to date. Safe to repeat."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute((ROOT / "chassis" / "clock.sql").read_text())
        for role in (*folders, *READERS):
            _ensure_role(connection, role, passwords[role])
        for schema in folders:
            connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(schema)))
    for schema, folder in folders.items():
        _apply(url, schema, _sources(schema, folder))
    with psycopg.connect(url, autocommit=True) as connection:
        for schema in folders:
            _grant(connection, schema)
        _grant_clock(connection, mode, tuple(folders))


def _sources(schema: str, folder: Path) -> list[Path]:
    backbone = [BACKBONE] if schema == "zone" else [BACKBONE, CASEWORK]
    return [path for path in (*backbone, folder) if path.is_dir()]


def _apply(url: str, schema: str, folders: list[Path]) -> None:
    with_driver = url.replace("postgresql://", "postgresql+psycopg://", 1)
    mark = "&" if "?" in url else "?"
    with get_backend(f"{with_driver}{mark}schema={quote(schema)}") as backend:
        for folder in folders:
            migrations = read_migrations(str(folder))
            with backend.lock():
                backend.apply_migrations(backend.to_apply(migrations))


def _ensure_role(connection, role: str, password: str) -> None:
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is None:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN NOINHERIT").format(sql.Identifier(role)))
    connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(password)))


def _grant(connection, schema: str) -> None:
    """A role works in its own schema and nowhere else; history can only grow."""
    name = sql.Identifier(schema)
    run = connection.execute
    run(sql.SQL("GRANT USAGE ON SCHEMA {0} TO {0}").format(name))
    run(sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {0} TO {0}").format(name))
    run(sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA {0} TO {0}").format(name))
    for table in _present(connection, schema, APPEND_ONLY):
        run(sql.SQL("REVOKE UPDATE, DELETE ON {}.{} FROM {}").format(name, sql.Identifier(table), name))
    run(sql.SQL("GRANT USAGE ON SCHEMA {} TO relay, ops_read").format(name))
    run(sql.SQL("GRANT SELECT, UPDATE, DELETE ON {}.outbox TO relay").format(name))
    run(sql.SQL("GRANT SELECT ON {}.outbox_messages TO relay").format(name))
    for table in _present(connection, schema, SEEN_BY_OPERATORS):
        run(sql.SQL("GRANT SELECT ON {}.{} TO ops_read").format(name, sql.Identifier(table)))
    run(sql.SQL("GRANT USAGE ON SCHEMA {} TO ops_repair").format(name))
    run(sql.SQL("GRANT SELECT, UPDATE (status, next_try_at, note) ON {}.failed_messages TO ops_repair").format(name))
    run(sql.SQL("GRANT SELECT, INSERT, DELETE ON {}.paused_reactions TO ops_repair").format(name))
    if schema == "zone" and _present(connection, schema, READ_MODEL):
        _grant_zone(connection)
    if schema == "accounts" and _present(connection, schema, ("webhooks",)):
        _grant_push(connection)


def _grant_zone(connection) -> None:
    """The gateway reads pages and hands out tickets; push takes a ticket once and reads the feed."""
    connection.execute("GRANT USAGE ON SCHEMA zone TO zone_reader, push")
    for table in READ_MODEL:
        connection.execute(sql.SQL("GRANT SELECT ON zone.{} TO zone_reader, ops_read").format(sql.Identifier(table)))
    connection.execute("GRANT INSERT ON zone.push_tickets TO zone_reader")
    connection.execute("GRANT SELECT, DELETE ON zone.push_tickets TO push")
    connection.execute("GRANT SELECT ON zone.changes TO push, zone_reader")


def _grant_push(connection) -> None:
    """Push knows which tokens were ended, and sends to the addresses that were named; it sees nobody's data."""
    run = connection.execute
    run("GRANT USAGE ON SCHEMA accounts TO push")
    run("GRANT SELECT ON accounts.revocations TO push")
    run("GRANT SELECT, UPDATE (after_seq) ON accounts.webhooks TO push")
    run("GRANT SELECT, INSERT, UPDATE ON accounts.webhook_deliveries TO push")
    run("GRANT INSERT ON accounts.webhook_attempts TO push")


def _present(connection, schema: str, tables: tuple[str, ...]) -> list[str]:
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s AND tablename = ANY(%s)",
                              [schema, list(tables)]).fetchall()
    return [row[0] for row in rows]


def _grant_clock(connection, mode: str, roles: tuple[str, ...]) -> None:
    """Everyone reads business time; outside production the gateway's accounts role may move it."""
    everyone = sql.SQL(", ").join(map(sql.Identifier, (*roles, *READERS)))
    connection.execute(sql.SQL("GRANT USAGE ON SCHEMA clock TO {}").format(everyone))
    connection.execute(sql.SQL("GRANT SELECT ON clock.business TO {}").format(everyone))
    connection.execute("REVOKE EXECUTE ON FUNCTION clock.move_to(timestamptz) FROM PUBLIC")
    if "accounts" in roles:
        verb = "GRANT EXECUTE ON FUNCTION clock.move_to(timestamptz) TO accounts"
        if mode == "production":
            verb = "REVOKE EXECUTE ON FUNCTION clock.move_to(timestamptz) FROM accounts"
        connection.execute(verb)


def main() -> None:
    """Migrate the database that the environment names."""
    from chassis.settings import Settings

    settings = Settings.from_environment()
    passwords = {role: settings.database_password(role) for role in (*SCHEMAS, *READERS)}
    migrate(settings.database_admin_url(), passwords, mode=settings.mode)
    print(f"数据库已就绪：{len(SCHEMAS)} 个模式")  # noqa: T201


if __name__ == "__main__":
    main()
