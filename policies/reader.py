"""Asks the policies: which value holds in this area on this day, and on which clause."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from contracts.decisions import Citation
from policies.areas import lineage
from policies.errors import FaultyPolicy, NoPolicyHere, NoPolicyYet, NotInForce, PolicyEnded, UnknownParameter
from policies.loading import REGIONS, region_folders, series_under
from policies.parameters import PILLARS, Parameter, Series, sha256_of
from policies.programmes import check_programmes
from policies.publishing import export_yaml, merge_published

_FEN_PER_UNIT = {"元": 100, "万元": 1_000_000}
_ABSENCES = {"here": NoPolicyHere, "yet": NoPolicyYet, "ended": PolicyEnded}


@dataclass(frozen=True)
class _Content:
    """What is in force at once, shared by all views in which the same versions hold."""

    parameters: Mapping[str, Parameter]
    absences: Mapping[str, tuple[str, str]]
    hash: str


@dataclass(frozen=True)
class PolicyView:
    """One pillar's policies as they hold in one area on one day; decisions are replayed from its snapshot.

    Views of equal `hash` answer alike, refusals included. A view therefore does not know the area and day it was
    asked for: a rule takes those from its other arguments, else a snapshot kept once by its hash would lie.
    """

    pillar: str
    _content: _Content = field(repr=False)

    @property
    def hash(self) -> str:
        return self._content.hash

    def parameter(self, key: str) -> Parameter:
        """The parameter in force. Raises NoPolicyYet, PolicyEnded, NoPolicyHere or UnknownParameter."""
        found = self._content.parameters.get(key)
        if found is None:
            raise self._absence(key)
        return found

    def value(self, key: str) -> Any:
        return self.parameter(key).value

    def citation(self, key: str) -> Citation:
        return self.parameter(key).citation

    def fen(self, key: str) -> int:
        """A sum of money in whole 分, whatever unit the source states it in."""
        return self.in_fen(key, self.value(key))

    def in_fen(self, key: str, units: int) -> int:
        """So many units of the parameter, a sum of money, in whole 分."""
        unit = self.parameter(key).unit
        if unit not in _FEN_PER_UNIT:
            raise ValueError(f"{key} is stated in {unit}, which is not money")
        return units * _FEN_PER_UNIT[unit]

    def day(self, key: str) -> date:
        return date.fromisoformat(self.value(key))

    def decimal(self, key: str) -> Decimal:
        """A rate or share exactly as the source writes it, in its unit (4.5 for 4.5 %)."""
        return Decimal(self.value(key))

    def has(self, key: str) -> bool:
        """True while the key is in force here. A key that no region knows still raises UnknownParameter."""
        if key in self._content.parameters:
            return True
        if key in self._content.absences:
            return False
        raise self._absence(key)

    def keys(self) -> Iterable[str]:
        return self._content.parameters.keys()

    def as_data(self) -> dict[str, Any]:
        """A JSON-able copy from which `from_data` makes an equal view, years later and without any file."""
        return {"pillar": self.pillar, "hash": self.hash,
                "parameters": {key: found.as_data() for key, found in self._content.parameters.items()},
                "absences": {key: list(why) for key, why in self._content.absences.items()}}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "PolicyView":
        """Raises FaultyPolicy when the content no longer matches the hash they were kept with."""
        parameters = {key: Parameter.from_data(key, kept) for key, kept in data["parameters"].items()}
        absences = {key: tuple(why) for key, why in data["absences"].items()}
        content = _content_of(data["pillar"], parameters, absences)
        if content.hash != data["hash"]:
            raise FaultyPolicy("留存的政策快照", None, "内容与其哈希值不符，可能被改动过")
        return cls(data["pillar"], content)

    def _absence(self, key: str) -> NotInForce:
        if key not in self._content.absences:
            return UnknownParameter(key, f"没有任何地区的 {self.pillar} 政策设定这一项")
        kind, detail = self._content.absences[key]
        return _ABSENCES[kind](key, detail)


class Policies:
    """All policies of all regions, as loaded and as put into force at run time. Unchanging, views cached."""

    def __init__(self, series: Iterable[Series]):
        self._series: dict[tuple[str, str], dict[str, Series]] = {}
        for one in series:
            self._series.setdefault((one.pillar, one.area), {})[one.key] = one
        self._keys = {pillar: self._keys_of(pillar) for pillar in PILLARS}
        self._boundaries: dict[tuple, list[date]] = {}
        self._contents: dict[tuple, _Content] = {}

    @classmethod
    def load(cls, folder: Path = REGIONS) -> "Policies":
        """Reads the YAML that an installation starts with. Raises FaultyPolicy naming file, key and fault."""
        series = list(series_under(folder))
        check_programmes(series)
        return cls(series)

    def view(self, pillar: str, *, area: str, on: date) -> PolicyView:
        """What holds for `pillar` in `area` on the legally relevant day. Raises UnknownArea."""
        if pillar not in PILLARS:
            raise UnknownParameter(pillar, "没有这一类政策")
        chain = tuple(code for code in lineage(area) if (pillar, code) in self._series)
        boundaries = self._boundaries_of(pillar, chain)
        place = (pillar, chain, bisect_right(boundaries, on))
        if place not in self._contents:
            self._contents[place] = self._resolve(pillar, chain, on)
        return PolicyView(pillar, self._contents[place])

    def next_change(self, pillar: str, *, area: str, after: date) -> date | None:
        """The first day after `after` on which anything stated for the area begins or ends; None when nothing does."""
        chain = tuple(code for code in lineage(area) if (pillar, code) in self._series)
        return next((day for day in self._boundaries_of(pillar, chain) if day > after), None)

    def training(self, area: str, *, on: date) -> PolicyView:
        return self.view("training", area=area, on=on)

    def loans(self, area: str, *, on: date) -> PolicyView:
        return self.view("loans", area=area, on=on)

    def incubators(self, area: str, *, on: date) -> PolicyView:
        return self.view("incubators", area=area, on=on)

    def events(self, area: str, *, on: date) -> PolicyView:
        return self.view("events", area=area, on=on)

    def subsidies(self, area: str, *, on: date) -> PolicyView:
        return self.view("subsidies", area=area, on=on)

    def with_published(self, published: Iterable[Mapping[str, Any]]) -> "Policies":
        """These policies with what was put into force at run time on top; the files stay as they are.

        Each entry has area, pillar, key, from, value, cite, hash, and for a new key its label (and unit).
        A value published for a day that a file also names replaces the file's.
        """
        return Policies(merge_published(self.series(), published))

    def export_yaml(self, published: Iterable[Mapping[str, Any]] = ()) -> dict[str, str]:
        """Files and published values as one set of policy files, relative path to text; see `export_yaml`."""
        return export_yaml(self.with_published(published).series(), region_folders())

    def series(self) -> Iterator[Series]:
        """Every series of every area, for directories, exports and tests."""
        for by_key in self._series.values():
            yield from by_key.values()

    def regions_setting(self, pillar: str, key: str) -> tuple[str, ...]:
        """The areas that decided this parameter themselves, in order of code."""
        return tuple(sorted(one.area for one in self.series() if (one.pillar, one.key) == (pillar, key)))

    def _keys_of(self, pillar: str) -> set[str]:
        return {key for (of, _), by_key in self._series.items() if of == pillar for key in by_key}

    def _boundaries_of(self, pillar: str, chain: tuple[str, ...]) -> list[date]:
        if (pillar, chain) not in self._boundaries:
            days = {version.from_day for area in chain for one in self._series[pillar, area].values()
                    for version in one.versions}
            self._boundaries[pillar, chain] = sorted(days)
        return self._boundaries[pillar, chain]

    def _resolve(self, pillar: str, chain: tuple[str, ...], on: date) -> _Content:
        parameters, absences = {}, {}
        for key in sorted(self._keys[pillar]):
            of_areas = (self._series[pillar, area].get(key) for area in chain)
            found = _in_force([one for one in of_areas if one], on)
            if isinstance(found, Parameter):
                parameters[key] = found
            else:
                absences[key] = found
        return _content_of(pillar, parameters, absences)


def _in_force(candidates: list[Series], on: date) -> Parameter | tuple[str, str]:
    """The nearest area's value that had begun; before an area's first day the one above it still holds."""
    for series in candidates:
        version = series.version_on(on)
        if version is None:
            continue
        if version.value is None:
            return "ended", f"自{version.from_day}起不再施行"
        return series.parameter(version)
    if not candidates:
        return "here", "本地区及其上级没有设定，其他地区的规定在此不适用"
    first = min(series.versions[0].from_day for series in candidates)
    return "yet", f"自{first}起施行，此前没有规定"


def _content_of(pillar: str, parameters: Mapping[str, Parameter], absences: Mapping[str, tuple]) -> _Content:
    data = {"pillar": pillar, "parameters": {key: found.as_data() for key, found in parameters.items()},
            "absences": {key: list(why) for key, why in absences.items()}}
    return _Content(parameters, absences, sha256_of(data))
