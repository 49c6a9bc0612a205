"""Reads the policy files and says exactly what is wrong with one that can't be used."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from contracts.decisions import Force
from policies.clauses import known_clauses
from policies.errors import FaultyPolicy
from policies.parameters import PILLARS, Series, Version, citation_from
from policies.programmes import check_programme

REGIONS = Path(__file__).parent / "regions"
_FOLDER = re.compile(r"^\d{6}(\d{3}|\d{6})?-[a-z-]+$")
_FIELDS = {"label", "unit", "force", "reading", "from"}
_FORCES = {force.value for force in Force}


class _StrictLoader(yaml.SafeLoader):
    """YAML in which a key named twice is a fault, and only true and false are truth values (`on` is a word)."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for name, _ in node.value:
            key = self.construct_object(name, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"“{key}”写了两次", name.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


_StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}
_StrictLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), ["t", "f"])


def read_yaml(path: Path, place: str) -> Any:
    """The content of one file. Raises FaultyPolicy for what is no YAML or names a key twice."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _StrictLoader)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as fault:
        raise FaultyPolicy(place, None, f"不是可读的 YAML：{' '.join(str(fault).split())}") from fault


def region_folders(folder: Path = REGIONS) -> dict[str, str]:
    """Area code to folder name, of the regions that have files."""
    return {path.name.split("-")[0]: path.name for path in folder.iterdir() if path.is_dir()}


def series_under(folder: Path) -> Iterator[Series]:
    """Every series in `folder`, laid out as `<area code>-<name>/<pillar>.yaml`."""
    for region in sorted(path for path in folder.iterdir() if path.is_dir()):
        if not _FOLDER.match(region.name):
            raise FaultyPolicy(region.name, None, "文件夹名应为“区划代码-拼音”，如 430000-hunan")
        for path in sorted(region.iterdir()):
            yield from _series_in(path, area=region.name.split("-")[0])


def _series_in(path: Path, *, area: str) -> Iterator[Series]:
    place = f"{path.parent.name}/{path.name}"
    if path.suffix != ".yaml" or path.stem not in PILLARS:
        raise FaultyPolicy(place, None, f"文件名应为以下之一加 .yaml：{'、'.join(PILLARS)}")
    content = read_yaml(path, place)
    if not isinstance(content, dict):
        raise FaultyPolicy(place, None, "应为“参数名: 内容”的列表")
    for key, entry in content.items():
        yield series_of(key, entry, area=area, pillar=path.stem, place=place)


def series_of(key: Any, entry: Any, *, area: str, pillar: str, place: str) -> Series:
    """One parameter's series from its YAML entry. Raises FaultyPolicy for whatever is missing or misspelt."""
    if not isinstance(key, str) or not re.fullmatch(r"[a-z][a-z0-9_]*", key):
        raise FaultyPolicy(place, str(key), "参数名应由小写英文字母、数字和下划线组成")
    if not isinstance(entry, dict):
        raise FaultyPolicy(place, key, "应写明 label、unit 和 from")
    unknown = sorted(str(name) for name in set(entry) - _FIELDS)
    if unknown:
        raise FaultyPolicy(place, key, f"不认识的栏目：{'、'.join(unknown)}")
    if not isinstance(entry.get("label"), str) or not entry["label"].strip():
        raise FaultyPolicy(place, key, "缺少 label（中文名称）")
    if entry.get("force", "hard") not in _FORCES:
        raise FaultyPolicy(place, key, f"force 应为以下之一：{'、'.join(sorted(_FORCES))}")
    return Series(key=key, area=area, pillar=pillar, label=entry["label"], unit=entry.get("unit"),
                  force=Force(entry.get("force", "hard")), reading=entry.get("reading"),
                  versions=_versions_of(entry.get("from"), key, place, pillar))


def _versions_of(dated: Any, key: str, place: str, pillar: str) -> tuple[Version, ...]:
    if not isinstance(dated, dict) or not dated:
        raise FaultyPolicy(place, key, "缺少 from（起始日期: 值）")
    return tuple(version_of(day, dated[day], key=key, place=place, pillar=pillar) for day in sorted(dated, key=str))


def version_of(day: Any, entry: Any, *, key: str, place: str, pillar: str) -> Version:
    """One dated value. Raises FaultyPolicy for a day that is none, or a value without citation."""
    if type(day) is not date:
        raise FaultyPolicy(place, key, f"起始日期“{day}”不是日期，应写成 2024-04-29")
    if not isinstance(entry, dict) or "value" not in entry or set(entry) - {"value", "cite"}:
        raise FaultyPolicy(place, key, f"{day} 应写成 {{value: …, cite: …}}")
    if "cite" not in entry:
        raise FaultyPolicy(place, key, f"{day} 的值没有 cite：写明文件和条款，或 unsourced 的原因和由谁确认")
    check_cite(entry["cite"], key, place)
    value = _plain(entry["value"], key, place)
    if pillar == "subsidies":
        check_programme(value, key, place)
    return Version(from_day=day, value=value, citation=citation_from(entry["cite"]))


def check_cite(cite: Any, key: str, place: str) -> None:
    """Raises FaultyPolicy unless `cite` names a document and one of its clauses, or why there is none."""
    if not isinstance(cite, dict) or set(cite) not in ({"document", "clause"}, {"unsourced"}):
        raise FaultyPolicy(place, key, "cite 应写 document 和 clause，或只写 unsourced")
    if "unsourced" in cite:
        if not isinstance(cite["unsourced"], str) or not cite["unsourced"].strip():
            raise FaultyPolicy(place, key, "unsourced 应写明原因和由谁确认")
        return
    clauses = known_clauses()
    if cite["document"] not in clauses:
        known = "、".join(sorted(clauses))
        raise FaultyPolicy(place, key, f"没有名为“{cite['document']}”的文件，已知：{known}")
    if cite["clause"] not in clauses[cite["document"]]:
        raise FaultyPolicy(place, key, f"{cite['document']} 的条款表里没有“{cite['clause']}”")


def _plain(value: Any, key: str, place: str) -> Any:
    """The value as JSON holds it: days as ISO text, decimals only as text, citations inside it checked."""
    if isinstance(value, float):
        raise FaultyPolicy(place, key, f"小数 {value} 应加引号写成文字，以免计算时走样")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(item, key, place) for item in value]
    if isinstance(value, Mapping):
        if "cite" in value:
            check_cite(value["cite"], key, place)
        return {_name(name, key, place): _plain(item, key, place) for name, item in value.items()}
    return value


def _name(name: Any, key: str, place: str) -> str:
    if isinstance(name, bool) or not isinstance(name, str | int):
        raise FaultyPolicy(place, key, f"表中的名称“{name}”应为文字")
    return str(name)
