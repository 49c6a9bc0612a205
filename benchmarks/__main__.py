"""`python -m benchmarks [--quick] [--only PARTS] [--into FOLDER]`: measures, prints, writes results.md and .json."""

import argparse
import tempfile
import time
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.commands import measure_commands, measure_visibility
from benchmarks.events import measure_projection, measure_relay
from benchmarks.growth import measure_growth
from benchmarks.pages import measure_pages
from benchmarks.report import as_text, write
from benchmarks.seeding import seed
from benchmarks.sizes import QUICK, WHOLE
from benchmarks.streams import measure_streams
from benchmarks.surroundings import surroundings
from dev.machine import Machine

PARTS = {"a": measure_pages, "b": measure_projection, "c": measure_relay, "d": measure_visibility,
         "e": measure_commands, "f": measure_streams, "g": measure_growth}


def main() -> None:
    """Measure everything on private servers that are gone afterwards."""
    asked = _arguments()
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        Path(folder).chmod(0o755)
        machine = Machine(Path(folder), throwaway=True)
        try:
            bench = Bench(machine, QUICK if asked.quick else WHOLE, lambda words: print(words, flush=True))
            results = _measure(bench, asked.only)
        finally:
            machine.remove()
    results["took_seconds"] = round(time.monotonic() - begin)
    print(as_text(results))
    if asked.into:
        write(results, asked.into)


def _measure(bench: Bench, parts: str) -> dict:
    bench.tell("启动数据库与消息服务器，准备人员")
    bench.machine.start_servers()
    bench.machine.set_up()
    people = seed(bench.database_url, bench.sizes.real_people, bench.sizes.copies)
    for part in parts:
        PARTS[part](bench)
    return {"size": dict.fromkeys(parts, bench.sizes.name), "people": people,
            "machine": surroundings(bench.database_url, bench.broker_url),
            "busy_before": bench.busy, "memory_mb": bench.memory, **bench.found}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="只看每一项都能运行，数字不作数")
    parser.add_argument("--only", default="".join(PARTS), type=_parts, help="只测这几项，例如 ab")
    parser.add_argument("--into", type=Path, help="结果写到哪个文件夹；完整运行时默认为 benchmarks/")
    found = parser.parse_args()
    if found.into is None and not found.quick:
        found.into = Path(__file__).parent
    return found


def _parts(text: str) -> str:
    """Parts in the order in which they are measured; commands need the plan with which (d) begins."""
    if unknown := set(text) - set(PARTS):
        raise argparse.ArgumentTypeError(f"没有这一项：{'、'.join(sorted(unknown))}")
    return "".join(sorted(set(text) | ({"d"} if set(text) & {"e", "g"} else set())))


if __name__ == "__main__":
    main()
