"""The nouns of policy data: a parameter, and the series of dated values it comes from."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from contracts.decisions import Citation, Force

PILLARS = ("training", "loans", "incubators", "events", "subsidies", "zone", "duties", "campaigns")
NATION = "000000"


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One value in force: what it is, since when, on which clause, and which area's decision it is.

    `value` holds JSON values only: money as whole numbers of `unit`, days as ISO text, rates as decimal text.
    """

    key: str
    value: Any
    label: str
    unit: str | None
    from_day: date
    citation: Citation
    area: str
    force: Force = Force.HARD
    reading: str | None = None

    def as_data(self) -> dict[str, Any]:
        data = {"value": self.value, "label": self.label, "unit": self.unit, "area": self.area,
                "from": self.from_day.isoformat(), "cite": self.citation.as_data(), "force": self.force.value}
        return data | ({"reading": self.reading} if self.reading else {})

    @classmethod
    def from_data(cls, key: str, data: Mapping[str, Any]) -> "Parameter":
        return cls(key=key, value=data["value"], label=data["label"], unit=data["unit"], area=data["area"],
                   from_day=date.fromisoformat(data["from"]), citation=citation_from(data["cite"]),
                   force=Force(data["force"]), reading=data.get("reading"))


@dataclass(frozen=True, kw_only=True)
class Version:
    """What holds from one day on; a value of None ends the policy."""

    from_day: date
    value: Any
    citation: Citation


@dataclass(frozen=True, kw_only=True)
class Series:
    """All dated values that one area gave one parameter, oldest first."""

    key: str
    area: str
    pillar: str
    label: str
    unit: str | None = None
    force: Force = Force.HARD
    reading: str | None = None
    versions: tuple[Version, ...] = field(default=())

    def version_on(self, day: date) -> Version | None:
        """The latest version that had begun by `day`; None before the first."""
        begun = [version for version in self.versions if version.from_day <= day]
        return begun[-1] if begun else None

    def parameter(self, version: Version) -> Parameter:
        return Parameter(key=self.key, value=version.value, label=self.label, unit=self.unit, area=self.area,
                         from_day=version.from_day, citation=version.citation, force=self.force,
                         reading=self.reading)


def citation_from(cite: Mapping[str, str]) -> Citation:
    """The citation a `cite` entry stands for, at a parameter or at one condition inside a value."""
    return Citation(document=cite.get("document"), clause=cite.get("clause"), unsourced=cite.get("unsourced"))


def canonical(data: Any) -> str:
    """One text for equal data: sorted keys, no spaces, Chinese as it is."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256_of(data: Any) -> str:
    return hashlib.sha256(canonical(data).encode()).hexdigest()
