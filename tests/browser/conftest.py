"""One browser for all tests, a phone for each; the public pages need no pillar, the stories the whole platform."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

from dev import caller as caller_module
from dev import pages
from dev.binaries import Missing, chromium
from dev.machine import Machine, platform
from dev.second_half import SecondHalf
from dev.story import Story
from gateway.app import create_app
from gateway.zone.queries import Zone
from policies.reader import Policies
from tests.browser.phone import AXE, SIZE, Phone
from tests.unit.gateway_examples import a_context

PATIENCE_MS = 60_000  # for a busy machine; a quiet one answers in a fraction of it
caller_module.PATIENCE_SECONDS = 120
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run", "--disable-default-apps")


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """The system's Chromium; skipped, with the reason, where it or the pages' libraries cannot be had."""
    from playwright.sync_api import sync_playwright

    try:
        program = chromium()
    except Missing as missing:
        pytest.skip(str(missing))
    if why := pages.install():
        pytest.skip(why)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(program), args=QUIET)
        yield running
        running.close()


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, *_):
        """The gateway writes its own line."""


class _NothingHappened(Zone):
    """A read model in which nothing stands yet."""

    def rows_as(self, *_):
        return []

    def read_as(self, *_):
        return []


@pytest.fixture(scope="session")
def gateway() -> Iterator[str]:
    """The real gateway with the real policies, without pillars and database: what the public pages need."""
    app = create_app(a_context(zone=_NothingHappened(None, Policies.load())))
    server = make_server("127.0.0.1", 0, app, _Server, _Silent)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def machine(browser, tmp_path_factory) -> Iterator[Machine]:
    """The running platform with a year's plan, an institution, a base, a bank and a fund."""
    with platform(tmp_path_factory.mktemp("platform")) as running:
        story = Story(running.base_url)
        story.prepare()
        SecondHalf(story).prepare()
        yield running


@pytest.fixture
def open_phone(browser, request) -> Iterator[Callable[..., Phone]]:
    """Gives a phone, or a screen of another size, in front of an address; anything that went wrong on it fails the
    test."""
    given: list[Phone] = []
    with ExitStack() as opened:
        def open_(base_url: str, size: dict = SIZE) -> Phone:
            context = browser.new_context(viewport=size, locale="zh-CN")
            opened.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(PATIENCE_MS)
            # Added by the browser itself, so that the page's own policy stays as strict as it is for people.
            page.add_init_script(path=AXE)
            story = request.function.__name__.removeprefix("test_")[:40]
            given.append(Phone(page, base_url, story if size is SIZE else f"{story}-wide", size=size))
            return given[-1]

        yield open_
    assert [trouble for phone in given for trouble in phone.trouble] == []


@pytest.fixture
def phone(open_phone, gateway) -> Phone:
    """A phone that has opened nothing yet, in front of the public pages."""
    return open_phone(gateway)


@pytest.fixture
def own_phone(open_phone, machine) -> Phone:
    """A phone in front of the whole platform."""
    return open_phone(machine.base_url)
