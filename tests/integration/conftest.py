"""One PostgreSQL and one RabbitMQ for the whole run, on ports and folders of its own."""

import itertools
from contextlib import contextmanager

import pytest

from dev.servers import private_postgres, private_rabbitmq
from tests.integration.databases import prepare_template

_numbers = itertools.count(1)


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


@pytest.fixture(scope="session")
def template(postgres):
    """The name of a database with every schema, to copy from."""
    prepare_template(postgres, "wuchuang_template")
    return "wuchuang_template"


@pytest.fixture(scope="session")
def toy_template(postgres):
    """The name of a database with the toy's tables, to copy from."""
    from tests.integration.toy.surroundings import prepare_database

    prepare_database(postgres.create_database("toy_template"))
    return "toy_template"


@contextmanager
def _fresh_toy(postgres, rabbitmq, template: str, folder):
    from tests.integration.toy.surroundings import Surroundings

    name = f"toy_{next(_numbers)}"
    surroundings = Surroundings(postgres.create_database(name, like=template), rabbitmq, name, folder)
    try:
        yield surroundings
    finally:
        surroundings.close()
        postgres.drop_database(name)


@pytest.fixture
def toy(postgres, rabbitmq, toy_template, tmp_path):
    """The toy pillar on a database and a virtual host that no other test sees."""
    with _fresh_toy(postgres, rabbitmq, toy_template, tmp_path) as surroundings:
        yield surroundings


@pytest.fixture(scope="module")
def shared_toy(postgres, rabbitmq, toy_template, tmp_path_factory):
    """One toy for all tests of a module that leave nothing behind in it."""
    with _fresh_toy(postgres, rabbitmq, toy_template, tmp_path_factory.mktemp("toy")) as surroundings:
        yield surroundings
