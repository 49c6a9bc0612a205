"""The whole platform for people's stories: all processes under the supervisor, own servers, free ports."""

import pytest

from dev import caller as caller_module
from dev.caller import Caller
from dev.machine import platform
from dev.story import Story
from tests.access.telling import tell

# A roster of ten thousand keeps every pillar busy for a while: it comes last, and others are patient.
LAST = "test_of_ten_thousand_rows"
caller_module.PATIENCE_SECONDS = 120


def pytest_collection_modifyitems(items):
    """The one test that floods the platform runs after all others."""
    items.sort(key=lambda item: item.name.startswith(LAST))


@pytest.fixture(scope="session")
def machine(tmp_path_factory):
    """The running platform; gone when the session ends."""
    with platform(tmp_path_factory.mktemp("platform")) as running:
        yield running


@pytest.fixture(scope="session")
def prepared(machine):
    """The platform with the year's plan, institution and base."""
    Story(machine.base_url).prepare()
    return machine


@pytest.fixture
def story(prepared):
    """A new person's story."""
    return Story(prepared.base_url)


@pytest.fixture
def caller(machine):
    """`caller("city")`: the API as one account sees it; `caller()` is signed in as nobody."""
    return lambda account=None: Caller(machine.base_url, account)


@pytest.fixture(scope="session")
def watched(prepared):
    """The whole story, told past strangers and a spy by a person whose data are searched for."""
    return tell(prepared)
