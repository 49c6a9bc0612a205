"""What a subsidy programme must say of itself: every leaf a message in Chinese and a citation or unsourced mark."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from contracts.decisions import Force
from contracts.subsidies.conditions import CLAIMANTS, CLAIMS, FORM_FIELDS, ONCE_PER, WINDOWS_OF
from policies.areas import lineage
from policies.errors import FaultyPolicy
from policies.parameters import Series

_REQUIRED = frozenset({"name", "for", "once_per", "conditions", "excludes", "materials", "form"})
_OPTIONAL = frozenset({"window"})
_FORCES = frozenset(force.value for force in Force)
# What a place that runs programmes states for them, in general or for one of them.
_SETTINGS = ("budget_line", "review_levels", "claim_working_days", "notice_days")


def is_programme_value(value: Any) -> bool:
    """Whether a policy's value states a programme."""
    return isinstance(value, Mapping) and "conditions" in value


def conditions_of(value: Mapping[str, Any]) -> list[dict]:
    """Every claim that must hold: the conditions, the window, and what it may not stack with, each in one shape."""
    found = [dict(condition) for condition in value["conditions"]]
    window = value.get("window")
    if window:
        found.append({**_leaf(window), "predicate": "within_window",
                      "params": {"of": window["of"], "months": window["months"]}})
    found += [{**_leaf(one), "predicate": "not_stacked_with", "params": {"programmes": one["programmes"]}}
              for one in value.get("excludes", ())]
    return found


# How an amount may be worked out, and what each way needs.
_FORMULAS = {"by_level": ("amounts",), "per_tenant": ("each",), "conferred": ()}
_MOST = 10**10
_LEVELS = {"county", "city", "province", "nation"}


def _leaf(entry: Mapping[str, Any]) -> dict:
    return {name: entry[name] for name in ("text", "force", "cite")}


def check_programme(value: Any, key: str, place: str) -> None:
    """Raises FaultyPolicy with the first fault of a value that states a programme or an amount; others pass."""
    if is_programme_value(value):
        faults = programme_faults(value)
    else:
        faults = amount_faults(value) if key.endswith(("_amount", "_amount_at_most")) else ()
    for fault in faults:
        raise FaultyPolicy(place, key, fault)


def amount_faults(value: Any) -> Iterator[str]:
    """What is wrong with an amount: a sum, or the formula by which it is worked out; None ends it."""
    parts = {"formula"} | set(_FORMULAS.get(value.get("formula"), ())) if isinstance(value, Mapping) else set()
    if isinstance(value, Mapping) and (value.get("formula") not in _FORMULAS or set(value) != parts):
        yield f"算法应为以下之一，并写全所需的数：{'、'.join(_FORMULAS)}"
        return
    sums = [value] if not isinstance(value, Mapping) else _sums(value)
    if any(one is not None and (type(one) is not int or not 0 < one <= _MOST) for one in sums):
        yield "金额应为正整数"


def _sums(value: Mapping[str, Any]) -> list:
    amounts = value.get("amounts", {})
    levels = list(amounts.values()) if isinstance(amounts, Mapping) and set(amounts) <= _LEVELS else [""]
    return [*levels, *([value["each"]] if "each" in value else [])]


def programme_faults(value: Mapping[str, Any]) -> Iterator[str]:
    """What a programme leaves out or misspells, leaf by leaf, in words."""
    missing, unknown = _REQUIRED - set(value), set(value) - _REQUIRED - _OPTIONAL
    if missing or unknown:
        yield f"补贴项目缺少：{'、'.join(sorted(missing)) or '无'}；不认识：{'、'.join(sorted(unknown)) or '无'}"
        return
    if value["for"] not in CLAIMANTS:
        yield f"for 应为以下之一：{'、'.join(CLAIMANTS)}"
    yield from _once_per_faults(value["once_per"])
    yield from _many("conditions", value["conditions"], _condition_faults)
    yield from _many("excludes", value["excludes"], _exclusion_faults)
    yield from _many("materials", value["materials"], _material_faults)
    yield from _window_faults(value["window"]) if "window" in value else ()
    yield from _form_faults(value["form"])


def _many(where: str, entries: Any, faults) -> Iterator[str]:
    if not isinstance(entries, list):
        yield f"{where} 应为列表"
        return
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, Mapping):
            yield f"{where} 第{number}项应写明内容"
        else:
            yield from (f"{where} 第{number}项{fault}" for fault in faults(entry))


def _leaf_faults(entry: Mapping[str, Any], names: Iterable[str], *, forced: bool = True) -> Iterator[str]:
    """What every leaf must have: exactly these parts, words that people see, force and citation."""
    wanted = {*names, "text", "cite"} | ({"force"} if forced else set())
    if set(entry) != wanted:
        yield f"应恰有：{'、'.join(sorted(wanted))}"
        return
    if not isinstance(entry["text"], str) or not entry["text"].strip():
        yield "缺少中文说明 text"
    if forced and entry["force"] not in _FORCES:
        yield f"force 应为以下之一：{'、'.join(sorted(_FORCES))}"


def _once_per_faults(entry: Any) -> Iterator[str]:
    if not isinstance(entry, Mapping):
        yield "once_per 应写明 per、text 和 cite"
        return
    yield from (f"once_per {fault}" for fault in _leaf_faults(entry, ("per",), forced=False))
    if entry.get("per") not in ONCE_PER:
        yield f"once_per.per 应为以下之一：{'、'.join(ONCE_PER)}"


def _condition_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    faults = list(_leaf_faults(entry, ("predicate", "params")))
    yield from faults
    if faults:
        return
    if entry["predicate"] not in CLAIMS:
        yield f"不认识的条件“{entry['predicate']}”"
    elif not isinstance(entry["params"], Mapping) or set(entry["params"]) - CLAIMS[entry["predicate"]]:
        yield f"“{entry['predicate']}”的参数只能是：{'、'.join(sorted(CLAIMS[entry['predicate']])) or '无'}"


def _exclusion_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    yield from _leaf_faults(entry, ("programmes",))
    if not isinstance(entry.get("programmes"), list) or not entry.get("programmes"):
        yield "应列出不能叠加的补贴 programmes"


def _material_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    yield from _leaf_faults(entry, ("code", "register", "replaced_by"), forced=False)
    if entry.get("replaced_by") not in CLAIMS:
        yield "replaced_by 应为以登记信息代替材料的条件"


def _window_faults(entry: Any) -> Iterator[str]:
    if not isinstance(entry, Mapping):
        yield "window 应写明 of、months、text、force 和 cite"
        return
    yield from (f"window {fault}" for fault in _leaf_faults(entry, ("of", "months")))
    if entry.get("of") not in WINDOWS_OF:
        yield f"window.of 应为以下之一：{'、'.join(WINDOWS_OF)}"
    if type(entry.get("months")) is not int or entry["months"] < 1:
        yield "window.months 应为月数"


def _form_faults(entry: Any) -> Iterator[str]:
    if not isinstance(entry, Mapping) or set(entry) != {"fields", "cite"} or not isinstance(entry["fields"], list):
        yield "form 应写明 fields 和 cite"
        return
    unknown = [str(name) for name in entry["fields"] if name not in FORM_FIELDS]
    if unknown:
        yield f"form 有不认识的栏目：{'、'.join(unknown)}"


def check_programmes(series: Iterable[Series]) -> None:
    """Raises FaultyPolicy where a place lists a programme that nobody states, or states no step, notice or budget
    line for it, or where one programme excludes another that does not exclude it."""
    known = [one for one in series if one.pillar == "subsidies"]
    listings = [(one.area, version) for one in known if one.key == "programmes" for version in one.versions]
    for area, version in listings:
        here = _stated(known, area, version.from_day)
        found = ((name, fault) for name in version.value or () for fault in _listing_faults(name, here))
        for name, fault in found:
            raise FaultyPolicy(f"{area}/subsidies", name, fault)


def _stated(known: list[Series], area: str, on) -> dict[str, Any]:
    """Every key that the area or one above it states on a day, with its value."""
    found: dict[str, Any] = {}
    for code in reversed(lineage(area)):
        for one in known:
            version = one.version_on(on) if one.area == code else None
            if version is not None:
                found[one.key] = version.value
    return found


def _listing_faults(name: str, here: Mapping[str, Any]) -> Iterator[str]:
    value = here.get(name)
    if not is_programme_value(value):
        yield "列入 programmes 而没有写明条件"
        return
    for setting in _SETTINGS:
        if here.get(f"{name}_{setting}") is None and here.get(setting) is None:
            yield f"没有设定 {name}_{setting} 或 {setting}"
    for other in (each for one in value["excludes"] for each in one["programmes"]):
        theirs = here.get(other)
        back = [each for one in theirs["excludes"] for each in one["programmes"]] if theirs else []
        if name not in back:
            yield f"不能与“{other}”叠加，而“{other}”没有写明不能与它叠加"
