"""Which days are worked: Monday to Friday, but for the official days off and make-up days of each year and area."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from policies.areas import lineage
from policies.errors import FaultyPolicy, NoCalendarYet
from policies.loading import check_cite, read_yaml
from policies.parameters import NATION

FOLDER = Path(__file__).parent / "data" / "working_days"
_KEY = re.compile(r"working_days_(\d{4})")
_SATURDAY = 5


@dataclass(frozen=True)
class YearTable:
    """What one area says of one year: weekdays off, and days of weekends that are worked."""

    days_off: frozenset[date]
    make_up_days: frozenset[date]


class WorkingCalendar:
    """The working days of every area. An area's table adds to those above it and wins where they differ."""

    def __init__(self, tables: Mapping[tuple[str, int], YearTable]):
        self._tables = dict(tables)

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "WorkingCalendar":
        """Reads `<area code>.yaml` files. Raises FaultyPolicy naming file, year and fault."""
        tables = {}
        for path in sorted(folder.glob("*.yaml")):
            for year, entry in read_yaml(path, path.name).items():
                tables[path.stem, year] = _table_of(year, entry, path.name)
        return cls(tables)

    def with_published(self, published: Iterable[Mapping[str, Any]]) -> "WorkingCalendar":
        """With the years put into force at run time: entries of pillar zone, key working_days_<year>."""
        tables = dict(self._tables)
        for entry in published:
            named = _KEY.fullmatch(str(entry["key"]))
            if entry["pillar"] == "zone" and named:
                year = int(named[1])
                content = dict(entry["value"]) | {"cite": entry["cite"]}
                tables[entry["area"], year] = _table_of(year, content, "已生效的政策草案")
        return WorkingCalendar(tables)

    def is_working_day(self, day: date, *, area: str = NATION) -> bool:
        """Whether offices of the area work on this day. Raises NoCalendarYet for a year without a table."""
        found = [self._tables[code, day.year] for code in lineage(area) if (code, day.year) in self._tables]
        if (NATION, day.year) not in self._tables:
            raise NoCalendarYet(f"还没有 {day.year} 年的工作日表，请管理员按国务院办公厅的安排录入")
        for table in found:
            if day in table.days_off:
                return False
            if day in table.make_up_days:
                return True
        return day.weekday() < _SATURDAY

    def years(self, *, area: str = NATION) -> tuple[int, ...]:
        """The years that the area's own table covers."""
        return tuple(sorted(year for code, year in self._tables if code == area))


def _table_of(year: Any, entry: Any, place: str) -> YearTable:
    if type(year) is not int or not isinstance(entry, dict) or set(entry) - {"cite", "days_off", "make_up_days"}:
        raise FaultyPolicy(place, str(year), "应写成“年份: {cite, days_off, make_up_days}”")
    check_cite(entry.get("cite"), str(year), place)
    return YearTable(_days(entry.get("days_off"), year, place), _days(entry.get("make_up_days"), year, place))


def _days(days: Any, year: int, place: str) -> frozenset[date]:
    found = frozenset(_day(day, year, place) for day in days or ())
    strangers = sorted(day for day in found if day.year != year)
    if strangers:
        raise FaultyPolicy(place, str(year), f"{strangers[0]} 不在这一年")
    return found


def _day(day: Any, year: int, place: str) -> date:
    if isinstance(day, date) and not isinstance(day, datetime):
        return day
    try:
        return date.fromisoformat(day)
    except (TypeError, ValueError) as fault:
        raise FaultyPolicy(place, str(year), f"“{day}”不是日期") from fault
