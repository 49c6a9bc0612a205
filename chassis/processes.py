"""The table of processes: what the local supervisor, docker-compose.yml and the settings have in common."""

from dataclasses import dataclass

from chassis.declarations import PILLARS

SHARED = ("MODE", "LOG_LEVEL", "DB_HOST", "DB_PORT", "DB_NAME", "AMQP_HOST", "AMQP_PORT", "AMQP_VHOST",
          "BIND_HOST")
GATEWAY_ONLY = (
    "ID_KEY_1", "ID_KEY_2", "ID_KEY_CURRENT", "INDEX_KEY", "TOKEN_KEY", "NOTICE_KEY",
    "TOKEN_PRIVATE_KEY", "TOKEN_PUBLIC_KEY", "TOKEN_PRIVATE_KEY_FILE", "TOKEN_PUBLIC_KEY_FILE", "FILES_FOLDER",
    "OIDC_ISSUER", "OIDC_AUDIENCE", "CORS_ORIGINS", "PUSH_PORT", "PUSH_URL", "WEBHOOK_KEY", "WEBHOOKS_TO_PRIVATE",
    "NOTIFICATIONS_PATH", "RATE_LIMIT_PER_MINUTE", "RATE_LIMIT_ANONYMOUS_PER_MINUTE", "PROXIES_IN_FRONT",
)
PUSH_ONLY = ("TOKEN_PUBLIC_KEY", "TOKEN_PUBLIC_KEY_FILE", "OIDC_ISSUER", "OIDC_AUDIENCE", "CORS_ORIGINS",
             "WEBHOOK_KEY", "WEBHOOKS_TO_PRIVATE")


# Set only while one key follows another (docs/runbooks/key-rotation.md).
SET_FOR_A_TIME = frozenset({"ID_KEY_2"})


@dataclass(frozen=True)
class Process:
    """One process: which database roles and which broker user it may use, and where it says that it is ready."""

    name: str
    database_roles: tuple[str, ...]
    amqp_user: str | None
    health_port_name: str
    extra_environment: tuple[str, ...] = ()

    @property
    def command(self) -> tuple[str, ...]:
        """The arguments that start it."""
        return ("python", "-m", "chassis.run", self.name)

    @property
    def environment(self) -> tuple[str, ...]:
        """Names of all variables it is given, if set; it never sees another process's password."""
        return (*SHARED, *self.secrets, self.health_port_name,
                *(name for name in self.extra_environment if name not in self.secrets))

    @property
    def secrets(self) -> tuple[str, ...]:
        """Names of those variables that are secret."""
        return (*(database_password_name(role) for role in self.database_roles),
                *([amqp_password_name(self.amqp_user)] if self.amqp_user else []),
                *(name for name in self.extra_environment if name.endswith("_KEY") or name.startswith("ID_KEY")))


def database_password_name(role: str) -> str:
    """The variable that holds a database role's password."""
    return f"DB_PASSWORD_{role.upper()}"


def amqp_password_name(user: str) -> str:
    """The variable that holds a broker user's password."""
    return f"AMQP_PASSWORD_{user.upper()}"


def _pillar(name: str) -> Process:
    return Process(name, (name,), name, f"HEALTH_PORT_{name.upper()}")


PROCESSES: tuple[Process, ...] = (
    Process("gateway", ("accounts", "zone_reader"), "gateway", "PORT", GATEWAY_ONLY),
    Process("push", ("push",), None, "PUSH_PORT", PUSH_ONLY),
    Process("projector", ("zone",), "projector", "HEALTH_PORT_PROJECTOR"),
    Process("relay", ("relay",), "relay", "HEALTH_PORT_RELAY"),
    *(_pillar(name) for name in PILLARS),
)

# The operator's command line is no process of the platform, but has a role and a user of its own.
DATABASE_ROLES = (*PILLARS, "accounts", "zone", "zone_reader", "relay", "ops_read",
                  "ops_repair", "push")
AMQP_USERS = ("gateway", "relay", "projector", *PILLARS, "ops")


def process(name: str) -> Process:
    """The process of this name; raises KeyError."""
    return {each.name: each for each in PROCESSES}[name]
