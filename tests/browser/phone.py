"""A phone: what its page says, asks for and gets wrong is written down, and each page is kept as a picture."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from dev import pages

SIZE = {"width": 360, "height": 780}
SHOTS = Path(__file__).resolve().parents[2] / "var" / "screenshots"
AXE = pages.HOME / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = ("serious", "critical")
SMALLEST_TEXT_PX, SMALLEST_TARGET_PX, LOWEST_LINE = 24, 60, 1.3  # 18 pt; 60 × 60; contrast is axe's

# Texts that are too small or too tight, and what can be pressed but is too small to be hit.
_SIZES = """([text, target, line]) => {
  const seen = each => each.offsetParent && !each.closest('.unseen, .skip');
  const told = each => each.outerHTML.slice(0, 160);
  const texts = [...document.querySelectorAll('body *')].filter(each => seen(each)
    && [...each.childNodes].some(one => one.nodeType === 3 && one.data.trim()));
  const size = each => parseFloat(getComputedStyle(each).fontSize);
  const pressed = 'a, button, summary, select, textarea, label:has([type=radio]),'
    + ' input:not([type=radio]):not([type=checkbox])';
  return {
    texts: texts.filter(each => size(each) < text).map(told),
    lines: texts.filter(each => parseFloat(getComputedStyle(each).lineHeight) < line * size(each)).map(told),
    targets: [...document.querySelectorAll(pressed)].filter(seen).filter(each => {
      const box = each.getBoundingClientRect();
      return box.width < target || box.height < target;
    }).map(told),
  };
}"""
NOTHING_SMALL = {"texts": [], "lines": [], "targets": []}


@dataclass
class Phone:
    """One browser page and what went wrong on it; `expected` are refusals that the story wants to see."""

    page: object
    base_url: str
    story: str
    trouble: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)
    shots: int = 0
    size: dict = field(default_factory=lambda: SIZE)

    def __post_init__(self):
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.trouble.append(f"page error: {error}"))
        self.page.on("request", self._note_request)
        self.page.on("response", self._note_response)

    def _note_console(self, message) -> None:
        # The browser repeats each refused answer here; those are judged by their status below.
        if message.type in ("error", "warning") and "the server responded with a status" not in message.text:
            self.trouble.append(f"console {message.type}: {message.text}")

    def _note_request(self, request) -> None:
        if urlsplit(request.url).hostname not in ("127.0.0.1", "localhost"):
            self.trouble.append(f"outside request: {request.url}")

    def _note_response(self, response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.trouble.append(f"{response.status} to {response.request.method} {response.url}")

    def open(self, place: str = "") -> None:
        """Go to a page, anew if it is shown already, and wait until it has loaded what it shows."""
        address = f"{self.base_url}/{place}"
        if self.page.url == address:
            self.page.reload()
        else:
            self.page.goto(address)
        self.settle()

    def settle(self) -> None:
        self.page.locator("main :is(h1, h2)").first.wait_for(state="attached")
        self.page.locator("main .waiting").first.wait_for(state="detached")

    def enlarge(self) -> None:
        """Turn 长辈版 on."""
        self.page.get_by_role("button", name="长辈版").click()

    def press(self, words: str) -> None:
        self.page.get_by_role("button", name=words, exact=True).click()

    def go(self, words: str) -> None:
        """Follow a link by its words."""
        self.page.get_by_role("link", name=words).first.click()

    def sees(self, words: str) -> None:
        self.page.get_by_text(words).first.wait_for()

    def look(self, name: str) -> None:
        """Keep a picture; note serious findings of axe, and a page that is wider than the screen."""
        self.settle()
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.shots += 1
        height = self.page.evaluate("document.documentElement.scrollHeight")
        self.page.set_viewport_size({"width": self.size["width"], "height": max(self.size["height"], height)})
        self.page.screenshot(path=SHOTS / f"{self.story}-{self.shots:02}-{name}.png", animations="disabled")
        self.page.set_viewport_size(self.size)
        found = self.page.evaluate("() => axe.run()")["violations"]
        self.trouble += [f"{name}: axe {each['id']}: {each['nodes'][0]['html']}" for each in found
                         if each["impact"] in SERIOUS]
        width = self.page.evaluate("document.documentElement.scrollWidth")
        self.trouble += [f"{name} is {width} px wide"] if width > self.size["width"] else []

    def too_small(self) -> dict[str, list[str]]:
        """What an elder could not read or hit on this page."""
        return self.page.evaluate(_SIZES, [SMALLEST_TEXT_PX, SMALLEST_TARGET_PX, LOWEST_LINE])
