"""A phone in front of the gateway: what the page says, asks for and gets wrong is written down."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

from dev import pages
from dev.binaries import Missing, chromium
from gateway.app import create_app
from gateway.zone.queries import Zone
from policies.reader import Policies
from tests.unit.gateway_examples import a_context

PHONE = {"width": 360, "height": 780}
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run", "--disable-default-apps")
SHOTS = Path(__file__).resolve().parents[2] / "var" / "screenshots"
AXE = pages.HOME / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = ("serious", "critical")


@dataclass
class Phone:
    """One browser page and what went wrong on it."""

    page: object
    base_url: str
    trouble: list[str] = field(default_factory=list)
    shots: int = 0

    def __post_init__(self):
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.trouble.append(f"page error: {error}"))
        self.page.on("request", self._note_request)

    def _note_console(self, message) -> None:
        if message.type in ("error", "warning"):
            self.trouble.append(f"console {message.type}: {message.text}")

    def _note_request(self, request) -> None:
        if urlsplit(request.url).hostname not in ("127.0.0.1", "localhost"):
            self.trouble.append(f"outside request: {request.url}")

    def open(self, place: str = "") -> None:
        self.page.goto(f"{self.base_url}/{place}")

    def look(self, name: str) -> None:
        """Keep a screenshot; note serious findings of axe, and a page that is wider than the phone."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.shots += 1
        self.page.screenshot(path=SHOTS / f"{self.shots:02}-{name}.png", full_page=True)
        found = self.page.evaluate("() => axe.run()")["violations"]
        self.trouble += [f"{name}: axe {each['id']}: {each['nodes'][0]['html']}" for each in found
                         if each["impact"] in SERIOUS]
        width = self.page.evaluate("document.documentElement.scrollWidth")
        self.trouble += [f"{name} is {width} px wide"] if width > PHONE["width"] else []


@pytest.fixture(scope="session")
def program() -> str:
    """The browser's program; skipped, with the reason, where it or the pages' libraries cannot be had."""
    try:
        found = chromium()
    except Missing as missing:
        pytest.skip(str(missing))
    if why := pages.install():
        pytest.skip(why)
    return str(found)


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, *_):
        """The gateway writes its own line."""


@pytest.fixture(scope="session")
def gateway() -> Iterator[str]:
    """The real gateway with the real policies, without pillars and database: what the public pages need."""
    server = make_server("127.0.0.1", 0, create_app(a_context(zone=Zone(None, Policies.load()))), _Server, _Silent)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def phone(program, gateway) -> Iterator[Phone]:
    """A phone that has opened nothing yet; anything that went wrong on it fails the test."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        context = browser.new_context(viewport=PHONE, locale="zh-CN")
        page = context.new_page()
        page.set_default_timeout(15_000)
        # Added by the browser itself, so that the page's own policy stays as strict as it is for people.
        page.add_init_script(path=AXE)
        it = Phone(page, gateway)
        yield it
        browser.close()
    assert it.trouble == []
