"""One PostgreSQL and one RabbitMQ for the whole run, on ports and folders of its own."""

import pytest

from dev.servers import private_postgres, private_rabbitmq


@pytest.fixture(scope="session")
def postgres(tmp_path_factory):
    """The run's PostgreSQL: `.url`, `.create_database(name)`, `.kill()`, `.start()`, `.restart()`."""
    with private_postgres(tmp_path_factory.mktemp("postgres")) as server:
        yield server


@pytest.fixture(scope="session")
def rabbitmq(tmp_path_factory):
    """The run's RabbitMQ: `.url`, `.create_vhost(name)`, `.manage(...)`, `.kill()`, `.start()`."""
    with private_rabbitmq(tmp_path_factory.mktemp("rabbitmq")) as server:
        yield server
