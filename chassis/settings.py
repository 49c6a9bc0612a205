"""Everything a process is told from outside, read from the environment; secrets have no defaults."""

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

from chassis.processes import amqp_password_name, database_password_name, process

MODES = ("demo", "test", "production")
TOKEN_ALGORITHM = "EdDSA"
DEFAULT_GATEWAY_PORT = 8000
# Every well-known password (guest, postgres, changeme …) is shorter or poorer than what a generator gives.
SHORTEST_PASSWORD, FEWEST_CHARACTERS = 16, 6


class MissingSetting(RuntimeError):
    """A variable that this process needs is not set, or holds something impossible; the message names it."""


class KnownSecret(MissingSetting):
    """A password that is guessed at the first try; the message names its variable, not its value."""


@dataclass(frozen=True)
class Settings:
    """The environment of one process; a value is asked for by what it means, and is missing only then."""

    _values: Mapping[str, str] = field(repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Settings from this environment, or the process's own; raises MissingSetting without MODE."""
        settings = cls(dict(os.environ if environment is None else environment))
        if settings.mode not in MODES:
            raise MissingSetting(f"环境变量 MODE 须为 {'、'.join(MODES)} 之一（one of）：{settings.mode!r}")
        return settings

    def required(self, name: str) -> str:
        """The value of a variable; raises MissingSetting naming it."""
        if value := self._values.get(name):
            return value
        raise MissingSetting(f"环境变量 {name} 未设置（environment variable {name} is not set）")

    def optional(self, name: str, default: str | None = None) -> str | None:
        """The value of a variable that may be absent."""
        return self._values.get(name) or default

    @property
    def mode(self) -> str:
        """demo, test or production."""
        return self.required("MODE")

    @property
    def log_level(self) -> str:
        """The least level that is logged."""
        return self.optional("LOG_LEVEL", "INFO").upper()

    @property
    def port(self) -> int:
        """The gateway's HTTP port."""
        return self._number("PORT", DEFAULT_GATEWAY_PORT)

    @property
    def bind_host(self) -> str:
        """The address the gateway listens on; only this machine unless told otherwise."""
        return self.optional("BIND_HOST", "127.0.0.1")

    def health_port(self, process_name: str) -> int:
        """Where a process answers /healthz, /readyz and /metrics (the gateway on its own port)."""
        if process_name == "gateway":
            return self.port
        return self._number(process(process_name).health_port_name)

    def health_host(self, process_name: str) -> str:
        """Where a process runs: this machine, unless HEALTH_HOST says otherwise; `{process}` in it is its name."""
        return self.optional("HEALTH_HOST", "127.0.0.1").replace("{process}", process_name)

    def database_password(self, role: str) -> str:
        """The password of a database role."""
        return self._password(database_password_name(role))

    def database_conninfo(self, role: str) -> str:
        """How a database role connects, as libpq writes it."""
        parts = {"host": self.required("DB_HOST"), "port": self.required("DB_PORT"),
                 "dbname": self.required("DB_NAME"), "user": role, "password": self.database_password(role)}
        return " ".join(f"{name}={_quoted(value)}" for name, value in parts.items())

    def database_admin_url(self) -> str:
        """The administrator's database address; only migrations use it."""
        return self.required("DATABASE_URL")

    @property
    def amqp_vhost(self) -> str:
        """The broker's virtual host."""
        return self.optional("AMQP_VHOST", "/")

    def amqp_password(self, user: str) -> str:
        """The password of a broker user."""
        return self._password(amqp_password_name(user))

    def amqp_url(self, user: str) -> str:
        """How a broker user connects."""
        return (f"amqp://{user}:{quote(self.amqp_password(user), safe='')}@{self.required('AMQP_HOST')}"
                f":{self.required('AMQP_PORT')}/{quote(self.amqp_vhost, safe='')}")

    def amqp_admin_url(self) -> str:
        """The administrator's broker address; only the topology uses it."""
        return self.required("AMQP_URL")

    def amqp_management_url(self) -> str:
        """The management API, with the administrator's password; on the broker's host if not told."""
        if told := self.optional("AMQP_MANAGEMENT_URL"):
            return told
        parts = urlsplit(self.amqp_admin_url())
        return f"http://{parts.username}:{parts.password}@{parts.hostname}:15672"

    def id_keys(self) -> dict[str, bytes]:
        """The keys that encrypt ID numbers, by key id; old ones stay to read what they wrote."""
        names = [name for name in self._values if name.startswith("ID_KEY_") and name != "ID_KEY_CURRENT"]
        return {name.removeprefix("ID_KEY_"): self._key(name) for name in names}

    def id_key_current(self) -> str:
        """The id of the key that encrypts new ID numbers."""
        current = self.required("ID_KEY_CURRENT")
        self.required(f"ID_KEY_{current}")
        return current

    def index_key(self) -> bytes:
        """The key of the blind index over ID numbers."""
        return self._key("INDEX_KEY")

    def token_key(self) -> bytes:
        """The key of the tokens that stand for account, phone and address."""
        return self._key("TOKEN_KEY")

    def webhook_key(self) -> bytes:
        """The key from which each webhook's secret follows."""
        return self._key("WEBHOOK_KEY")

    def notice_key(self) -> bytes:
        """The seed of the key that signs the copies of public notices (Ed25519)."""
        return self._key("NOTICE_KEY")

    def token_private_key(self) -> bytes:
        """The PEM key that signs access tokens (Ed25519)."""
        return self._pem("TOKEN_PRIVATE_KEY")

    def token_public_key(self) -> bytes:
        """The PEM key that verifies access tokens."""
        return self._pem("TOKEN_PUBLIC_KEY")

    def files_folder(self) -> Path:
        """Where uploaded files are kept."""
        return Path(self.required("FILES_FOLDER"))

    def whole_number(self, name: str, default: int) -> int:
        """The value of a variable that may be absent, as a whole number; raises MissingSetting for anything else."""
        return self._number(name, default)

    def _password(self, name: str) -> str:
        """A secret of our own making; raises KnownSecret for one that anybody would try, except in tests."""
        password = self.required(name)
        if self.mode != "test" and (len(password) < SHORTEST_PASSWORD or len(set(password)) < FEWEST_CHARACTERS):
            raise KnownSecret(f"环境变量 {name} 太短或太简单，须为随机值（{name} is too short or too simple; "
                              "use a random value, as `make compose` does)")
        return password

    def _number(self, name: str, default: int | None = None) -> int:
        text = self.required(name) if default is None else self.optional(name, str(default))
        if not text.isdigit():
            raise MissingSetting(f"环境变量 {name} 须为整数（must be a whole number）：{text!r}")
        return int(text)

    def _pem(self, name: str) -> bytes:
        """A key from the variable (base64 of the PEM text) or from the file that <name>_FILE names."""
        if encoded := self.optional(name):
            return base64.b64decode(encoded)
        return Path(self.required(f"{name}_FILE")).read_bytes()

    def _key(self, name: str) -> bytes:
        key = base64.b64decode(self.required(name))
        if len(key) != 32:
            raise MissingSetting(f"环境变量 {name} 须为 32 字节的 base64（must be 32 bytes in base64）")
        if self.mode != "test" and len(set(key)) < FEWEST_CHARACTERS:
            raise KnownSecret(f"环境变量 {name} 不是随机密钥（{name} is no random key）")
        return key


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
