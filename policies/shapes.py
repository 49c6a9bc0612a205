"""Whether a proposed value has the shape that a parameter's values have: what rules read without asking.

A parameter's own values, of all areas and days, say what shape it has; a parameter that nobody has yet has none.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

# What a text is, from the strictest; a parameter whose texts are all of a kind keeps that kind.
_TEXTS = (("日期（例如 2024-04-29）", re.compile(r"\d{4}-\d{2}-\d{2}")),
          ("月日（例如 06-30）", re.compile(r"\d{2}-\d{2}")),
          ("行政区划代码", re.compile(r"\d{6}(\d{3}(\d{3})?)?")),
          ("小数（写成文字，例如 \"4.5\"）", re.compile(r"-?\d+(\.\d+)?")),
          ("英文代码", re.compile(r"[a-z][a-z0-9_.]*")))
_KINDS = ((bool, "是或否"), (int, "整数"), (str, "文字"), (list, "列表"), (dict, "对象"))
_CODE = re.compile(r"[0-9]+")


def shape_faults(value: Any, known: Sequence[Any], place: str = "值") -> Iterator[str]:
    """What is wrong with the shape of `value` beside the values that are known; None ends a policy, and is right."""
    known = [each for each in known if each is not None]
    if value is None or not known:
        return
    kinds = {_kind(each) for each in known}
    if _kind(value) not in kinds:
        yield f"{place}应为{'或'.join(sorted(kinds))}，不是{_kind(value)}"
        return
    alike = [each for each in known if _kind(each) == _kind(value)]
    yield from _CHECKS.get(_kind(value), _nothing)(value, alike, place)


def _kind(value: Any) -> str:
    return next((words for kind, words in _KINDS if isinstance(value, kind)), "空值")


def _nothing(value: Any, known: list, place: str) -> Iterator[str]:
    yield from ()


def _number_faults(value: int, known: list[int], place: str) -> Iterator[str]:
    if value < 0 <= min(known):
        yield f"{place}不能小于 0"


def _text_faults(value: str, known: list[str], place: str) -> Iterator[str]:
    for words, form in _TEXTS:
        if all(map(form.fullmatch, known)):
            if not form.fullmatch(value):
                yield f"{place}应为{words}"
            return
    if not value.strip():
        yield f"{place}不能是空的"


def _list_faults(value: list, known: list[list], place: str) -> Iterator[str]:
    items = list(chain.from_iterable(known))
    for number, item in enumerate(value, start=1):
        yield from shape_faults(item, items, f"{place}第 {number} 项")


def _object_faults(value: dict, known: list[dict], place: str) -> Iterator[str]:
    if _is_table(known):
        yield from _table_faults(value, known, place)
        return
    named = set(chain.from_iterable(known))
    if unknown := sorted(set(value) - named - {"cite"}):
        yield f"{place}有不认识的栏目：{'、'.join(unknown)}"
    if missing := sorted(set.intersection(*map(set, known)) - set(value) - {"cite"}):
        yield f"{place}缺少：{'、'.join(missing)}"
    for name in sorted(set(value) & named):
        yield from shape_faults(value[name], [each[name] for each in known if name in each], f"{place}的 {name} ")


def _is_table(known: list[dict]) -> bool:
    """Whether these are tables by area, whose rows are others elsewhere: what names their entries are numbers."""
    return all(map(_CODE.fullmatch, chain.from_iterable(known)))


def _table_faults(value: dict, known: list[dict], place: str) -> Iterator[str]:
    entries = [entry for each in known for entry in each.values()]
    if entries:
        yield from (f"{place}的“{name}”应为数字代码" for name in value if not _CODE.fullmatch(name))
    for name, entry in value.items():
        yield from shape_faults(entry, entries, f"{place}的 {name} ")


_CHECKS = {"整数": _number_faults, "文字": _text_faults, "列表": _list_faults, "对象": _object_faults}
