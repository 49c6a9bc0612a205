"""Administrative divisions: five levels, parent by prefix, codes in use and retired ones.

Codes are facts (GB/T 2260 and its 9- and 12-digit extensions); `generate_areas.py` says where they come from.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from policies.errors import UnknownArea
from policies.parameters import NATION

_DATA = Path(__file__).parent / "data" / "areas"
_CODE = re.compile(r"\d{6}(\d{3}(\d{3})?)?")


class Level(StrEnum):
    """The five levels of government, and the nation above them."""

    NATION = "nation"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"


@dataclass(frozen=True, kw_only=True)
class Area:
    """One division. A retired one ended in the year `retired_in` and stays valid in older papers."""

    code: str
    name: str
    level: Level
    retired_in: int | None = None

    @property
    def retired(self) -> bool:
        return self.retired_in is not None


def normalise(code: str) -> str:
    """The shortest form of a code: 433101000000 is 433101. Raises UnknownArea for what is no code."""
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise UnknownArea(f"“{code}”不是区划代码：应为 6、9 或 12 位数字")
    while len(code) > 6 and code.endswith("000"):
        code = code[:-3]
    return code


def level(code: str) -> Level:
    """The level that the form of the code says."""
    code = normalise(code)
    if len(code) > 6:
        return Level.VILLAGE if len(code) == 12 else Level.TOWN
    if code == NATION:
        return Level.NATION
    if code.endswith("0000"):
        return Level.PROVINCE
    return Level.CITY if code.endswith("00") else Level.COUNTY


def parent(code: str) -> str | None:
    """The code one level up, by prefix; None for the nation. A county under a province directly keeps its
    nominal city (429000 for 429004), as the code table does."""
    code = normalise(code)
    above = {Level.VILLAGE: code[:9], Level.TOWN: code[:6], Level.COUNTY: code[:4] + "00",
             Level.CITY: code[:2] + "0000", Level.PROVINCE: NATION, Level.NATION: None}
    return above[level(code)]


def ancestors(code: str) -> tuple[str, ...]:
    """The codes above, nearest first, the nation last."""
    found, above = [], parent(code)
    while above is not None:
        found.append(above)
        above = parent(above)
    return tuple(found)


@cache
def lineage(code: str) -> tuple[str, ...]:
    """The code itself and those above it, nearest first. Raises UnknownArea for what is no code."""
    return (normalise(code), *ancestors(code))


def city_of(code: str) -> str:
    """The city whose area this is or lies in. Raises UnknownArea for the nation, a province or what is no code."""
    for one in lineage(code):
        if level(one) is Level.CITY:
            return one
    raise UnknownArea(f"{code} 不在任何市州之内")


def county_of(code: str) -> str:
    """The county that an area lies in, itself for a county or a larger area."""
    return code[:6]


def cities_within(code: str) -> tuple[str, ...]:
    """The cities in use in this area, in order of code; a city is within itself."""
    return tuple(one for one in sorted(_divisions()) if level(one) is Level.CITY and is_within(one, code))


def is_within(code: str, ancestor: str) -> bool:
    """True for the area itself and everything below it."""
    return normalise(ancestor) in lineage(code)


def area(code: str) -> Area:
    """The division of this code, in use or retired. Raises UnknownArea where the tables have none."""
    code = normalise(code)
    found = _divisions().get(code) or _below_counties(code[:6]).get(code) or _retired().get(code)
    if found is None:
        raise UnknownArea(f"区划表里没有 {code}")
    return found


def exists(code: str) -> bool:
    """True for a code in the tables, in use or retired; False also for what is no code."""
    try:
        area(code)
    except UnknownArea:
        return False
    return True


@cache
def full_name(code: str) -> str:
    """Names from the province down: 湖南省湘西土家族苗族自治州吉首市."""
    known = [area(one).name for one in reversed(lineage(code)) if one != NATION and exists(one)]
    return "".join(known) or area(code).name


def children(code: str) -> tuple[Area, ...]:
    """The divisions in use directly below, in order of code."""
    code = normalise(code)
    below = _below_counties(code) if level(code) in (Level.COUNTY, Level.TOWN) else _divisions()
    if level(code) is Level.TOWN:
        below = _below_counties(code[:6])
    return tuple(found for each, found in sorted(below.items()) if parent(each) == code)


def named(name: str, *, within: str = NATION) -> tuple[Area, ...]:
    """Provinces, cities and counties in use of exactly this name, for rows that give a name and no code."""
    return tuple(found for code, found in sorted(_divisions().items())
                 if found.name == name and is_within(code, within))


def _rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


@cache
def _divisions() -> dict[str, Area]:
    rows = [[NATION, "全国"], *_rows(_DATA / "divisions.tsv")]
    return {code: Area(code=code, name=name, level=level(code)) for code, name in rows}


@cache
def _retired() -> dict[str, Area]:
    return {code: Area(code=code, name=name, level=level(code), retired_in=int(year))
            for code, name, year in _rows(_DATA / "retired.tsv")}


@cache
def _below_counties(county: str) -> dict[str, Area]:
    """Towns and villages of one county; empty where no table of them is kept."""
    return {code: found for code, found in _towns_of_city(county[:4]).items() if code.startswith(county)}


@cache
def _towns_of_city(city: str) -> dict[str, Area]:
    path = _DATA / "towns" / f"{city}00.tsv"
    if not path.exists():
        return {}
    return {code: Area(code=code, name=name, level=level(code)) for code, name in _rows(path)}
