"""Policies put into force at run time: laid over what the files say, and written back to files."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import yaml

from contracts.decisions import Force
from policies.areas import lineage
from policies.errors import FaultyPolicy
from policies.loading import series_of, version_of
from policies.parameters import PILLARS, Series, Version, sha256_of
from policies.programmes import is_programme_value
from policies.shapes import shape_faults

_PLACE = "已生效的政策草案"
_HASHED = ("area", "pillar", "key", "from", "value", "cite")


def content_hash(published: Mapping[str, Any]) -> str:
    """The hash that two people put into force: over area, pillar, key, first day, value and citation."""
    return sha256_of({name: published[name] for name in _HASHED})


def check_draft(draft: Mapping[str, Any], series: Iterable[Series]) -> None:
    """Raises FaultyPolicy when a draft could not be laid over these policies, or its value has not the shape that
    rules read; its hash is not looked at."""
    series = list(series)
    merge_published(series, [dict(draft) | {"hash": content_hash(draft)}])
    known = [version.value for one in series if (one.pillar, one.key) == (draft["pillar"], draft["key"])
             for version in one.versions]
    if faults := [] if is_programme_value(draft["value"]) else list(shape_faults(draft["value"], known)):
        raise FaultyPolicy(_PLACE, str(draft["key"]), "；".join(faults[:5]))


def merge_published(series: Iterable[Series], published: Iterable[Mapping[str, Any]]) -> list[Series]:
    """The series with each published value laid over them. Raises FaultyPolicy for one that can't be used."""
    merged = {(one.pillar, one.area, one.key): one for one in series}
    for entry in published:
        one = _series_for(entry, merged)
        version = _version_for(entry)
        kept = [old for old in one.versions if old.from_day != version.from_day]
        versions = tuple(sorted([*kept, version], key=lambda dated: dated.from_day))
        merged[one.pillar, one.area, one.key] = replace(one, versions=versions)
    return list(merged.values())


def _version_for(entry: Mapping[str, Any]) -> Version:
    key = str(entry["key"])
    if entry.get("hash") != content_hash(entry):
        raise FaultyPolicy(_PLACE, key, "内容与其哈希值不符，可能在生效后被改动过")
    return version_of(_day_of(entry), {"value": entry["value"], "cite": entry["cite"]}, key=key, place=_PLACE,
                      pillar=entry["pillar"])


def _series_for(entry: Mapping[str, Any], merged: Mapping[tuple, Series]) -> Series:
    """The area's own series, else a new one that takes label, unit, force and reading from the area above."""
    missing = [name for name in _HASHED if name not in entry]
    if missing:
        raise FaultyPolicy(_PLACE, entry.get("key"), f"缺少：{'、'.join(missing)}")
    pillar, area, key = entry["pillar"], entry["area"], str(entry["key"])
    if pillar not in PILLARS:
        raise FaultyPolicy(_PLACE, key, f"没有“{pillar}”这一类政策")
    for above in lineage(area):
        if (pillar, above, key) in merged:
            inherited = merged[pillar, above, key]
            return inherited if above == area else replace(inherited, area=area, versions=())
    dated = {_day_of(entry): {"value": entry["value"], "cite": entry["cite"]}}
    described = {"label": entry.get("label"), "unit": entry.get("unit"), "from": dated}
    return series_of(key, described, area=area, pillar=pillar, place=_PLACE)


def _day_of(entry: Mapping[str, Any]) -> date:
    try:
        return date.fromisoformat(entry["from"])
    except (TypeError, ValueError) as fault:
        raise FaultyPolicy(_PLACE, str(entry["key"]), f"起始日期“{entry['from']}”不是日期") from fault


class _Dumper(yaml.SafeDumper):
    """YAML as a person would write it: Chinese as it is, dates as dates, no anchors."""

    def ignore_aliases(self, data):
        return True


def export_yaml(series: Iterable[Series], folder_names: Mapping[str, str]) -> dict[str, str]:
    """What is in force as policy files: relative path to text. Reading them gives equal policies.

    `folder_names` gives a known area its folder; another area's folder is its code and "published".
    """
    files: dict[str, dict[str, Any]] = {}
    for one in sorted(series, key=lambda each: (each.area, each.pillar, each.key)):
        path = f"{folder_names.get(one.area, one.area + '-published')}/{one.pillar}.yaml"
        files.setdefault(path, {})[one.key] = _entry_of(one)
    return {path: yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
            for path, content in files.items()}


def _entry_of(one: Series) -> dict[str, Any]:
    entry = {"label": one.label, "unit": one.unit, "force": one.force.value, "reading": one.reading}
    kept = {name: value for name, value in entry.items() if value and value != Force.HARD.value}
    dated = {version.from_day: {"value": version.value, "cite": version.citation.as_data()}
             for version in one.versions}
    return kept | {"from": dated}
