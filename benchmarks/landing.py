"""`python -m benchmarks.landing`: how heavy the landing page is, and when it can be used on a slow phone.

The phone is the system's Chromium at 360 px with four times less processor and the network that browsers' own tools
call slow 4G. It can be used once its entries stand there and no task longer than 50 ms follows.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.bench import Bench, middle
from benchmarks.sizes import QUICK
from benchmarks.surroundings import surroundings
from dev import pages
from dev.binaries import chromium
from dev.machine import Machine

ROUNDS = 5
SLOWER_PROCESSOR = 4
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
_WATCH = """
window.tasks = []; window.entries_at = 0;
new PerformanceObserver(seen => tasks.push(...seen.getEntries())).observe({type: 'longtask', buffered: true});
new MutationObserver((_, it) => {
  if (document.querySelector('.entries a')) { entries_at = performance.now(); it.disconnect(); }
}).observe(document, {childList: true, subtree: true});
"""
_TIMES = """() => ({
  painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime, entries: entries_at,
  busy_until: Math.max(0, ...tasks.map(each => each.startTime + each.duration)),
})"""


@dataclass
class Visit:
    """One opening of the page: requests, bytes on the wire, milliseconds to first paint and to use."""

    requests: int = 0
    bytes: float = 0
    painted_ms: float = 0
    usable_ms: float = 0


def main() -> None:
    """Start the servers and the gateway alone, open the page as a first visitor and as one who returns."""
    if why := pages.install():
        raise SystemExit(why)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        Path(folder).chmod(0o755)
        machine = Machine(Path(folder), throwaway=True)
        try:
            machine.start_servers()
            machine.set_up()
            bench = Bench(machine, QUICK, lambda words: None)
            with bench.process("gateway"):
                _measure(machine)
            print(surroundings(bench.database_url, bench.broker_url))
        finally:
            machine.remove()


def _measure(machine: Machine) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium()), args=["--no-sandbox", "--disable-gpu"])
        rounds = [_visits(browser, machine.base_url) for _ in range(ROUNDS)]
        browser.close()
    for words, visits in (("第一次打开", [first for first, _ in rounds]), ("再次打开", [again for _, again in rounds])):
        print(f"{words}：{visits[0].requests} 个请求，{middle([each.bytes for each in visits]) / 1024:.0f} KB，"
              f"首次显示 {middle([each.painted_ms for each in visits]):.0f} ms，"
              f"可以使用 {middle([each.usable_ms for each in visits]):.0f} ms（{ROUNDS} 次的中位数）")


def _visits(browser: Browser, address: str) -> tuple[Visit, Visit]:
    """A first visit and a second one with what the browser kept."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, locale="zh-CN")
    seen = _visit(context, address), _visit(context, address)
    context.close()
    return seen


def _visit(context, address: str) -> Visit:
    page, visit = context.new_page(), Visit()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW_4G)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    wire.on("Network.loadingFinished", lambda told: _count(visit, told["encodedDataLength"]))
    page.add_init_script(_WATCH)
    page.goto(address)
    page.get_by_role("link", name="开始核对").wait_for()
    page.wait_for_load_state("networkidle")
    times = page.evaluate(_TIMES)
    visit.painted_ms, visit.usable_ms = times["painted"], max(times["entries"], times["busy_until"])
    page.close()
    return visit


def _count(visit: Visit, size: float) -> None:
    visit.requests += 1
    visit.bytes += size


if __name__ == "__main__":
    main()
