"""Passwords and keys of this installation: made once, kept in a file that only its owner can read."""

import base64
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from chassis.processes import (
    AMQP_USERS,
    DATABASE_ROLES,
    PROCESSES,
    SET_FOR_A_TIME,
    amqp_password_name,
    database_password_name,
)
from dev.ports import read_environment_file

FILE = "secrets.env"
KEYS = ("ID_KEY_1", "INDEX_KEY", "TOKEN_KEY", "NOTICE_KEY", "WEBHOOK_KEY")
DATABASE_ADMIN_PASSWORD = "DATABASE_ADMIN_PASSWORD"
AMQP_ADMIN_PASSWORD = "AMQP_ADMIN_PASSWORD"
GRAFANA_ADMIN_PASSWORD = "GRAFANA_ADMIN_PASSWORD"


def ensure(folder: Path) -> dict[str, str]:
    """The secrets kept below the folder, by variable name; what is missing is made, what is there stays."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    kept = read_environment_file(path)
    complete = _new() | kept
    if complete != kept:
        write_private(path, complete)
    path.chmod(0o600)
    _ensure_signing_keys(folder / "keys")
    _ensure_container_files(folder / "env", complete | _signing_keys(folder / "keys"))
    return complete


def signing_key_files(folder: Path) -> dict[str, str]:
    """Where the token signing keys stand, by variable name."""
    keys = folder.absolute() / "keys"
    return {"TOKEN_PRIVATE_KEY_FILE": str(keys / "token_private.pem"),
            "TOKEN_PUBLIC_KEY_FILE": str(keys / "token_public.pem")}


def write_private(path: Path, values: dict[str, str]) -> None:
    """Replaces a NAME=value file at once; nobody but the owner can read it at any moment."""
    _write(path, "".join(f"{name}={value}\n" for name, value in sorted(values.items())).encode())


def _new() -> dict[str, str]:
    passwords = [*map(database_password_name, DATABASE_ROLES), *map(amqp_password_name, AMQP_USERS),
                 DATABASE_ADMIN_PASSWORD, AMQP_ADMIN_PASSWORD, GRAFANA_ADMIN_PASSWORD]
    keys = {name: base64.b64encode(secrets.token_bytes(32)).decode() for name in KEYS}
    return {name: secrets.token_hex(24) for name in passwords} | keys | {"ID_KEY_CURRENT": "1"}


def _ensure_container_files(folder: Path, values: dict[str, str]) -> None:
    """One file per container: its own secrets and nobody else's."""
    folder.mkdir(mode=0o700, exist_ok=True)
    database, broker = values[DATABASE_ADMIN_PASSWORD], values[AMQP_ADMIN_PASSWORD]
    files = {process.name: {name: values[name] for name in process.secrets if name in values
                            or name not in SET_FOR_A_TIME} for process in PROCESSES}
    files["postgres"] = {"POSTGRES_PASSWORD": database}
    files["rabbitmq"] = {"RABBITMQ_DEFAULT_USER": "admin", "RABBITMQ_DEFAULT_PASS": broker}
    files["grafana"] = {"GF_SECURITY_ADMIN_PASSWORD": values[GRAFANA_ADMIN_PASSWORD]}
    files["ops"] = {name: values[name] for name in (*map(database_password_name, ("ops_read", "ops_repair")),
                                                    amqp_password_name("ops"))}
    files["deploy"] = {"DATABASE_URL": f"postgresql://postgres:{database}@postgres:5432/wuchuang",
                       "AMQP_URL": f"amqp://admin:{broker}@rabbitmq:5672/%2F",
                       "AMQP_MANAGEMENT_URL": f"http://admin:{broker}@rabbitmq:15672"}
    for name, wanted in files.items():
        if read_environment_file(folder / f"{name}.env") != wanted:
            write_private(folder / f"{name}.env", wanted)


def _signing_keys(folder: Path) -> dict[str, str]:
    files = {f"TOKEN_{kind.upper()}_KEY": folder / f"token_{kind}.pem" for kind in ("private", "public")}
    return {name: base64.b64encode(path.read_bytes()).decode() for name, path in files.items()}


def _ensure_signing_keys(folder: Path) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    private, public = folder / "token_private.pem", folder / "token_public.pem"
    if not private.exists():
        made = Ed25519PrivateKey.generate()
        _write(private, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    key = load_pem_private_key(private.read_bytes(), password=None)
    _write(public, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def _write(path: Path, content: bytes) -> None:
    unfinished = path.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    unfinished.replace(path)
