"""Runs every situation of tests/policies/<pillar>/*.yaml through that pillar's `ask.py`, one test each."""

import importlib.util
from functools import cache
from pathlib import Path

import pytest

from policies.loading import read_yaml
from policies.reader import Policies
from tests.policies.situations import Situation, faults, mismatches

_HERE = Path(__file__).parent


def pytest_collect_file(file_path: Path, parent):
    if file_path.suffix == ".yaml" and file_path.parent.parent == _HERE:
        return SituationFile.from_parent(parent, path=file_path)
    return None


class SituationFile(pytest.File):
    """One YAML file of situations."""

    def collect(self):
        place = f"{self.path.parent.name}/{self.path.name}"
        content = read_yaml(self.path, place)
        if not isinstance(content, list):
            raise self.CollectError(f"{place} 应为列表，每一项以“- name:”开头")
        for number, raw in enumerate(content, start=1):
            name = raw.get("name") if isinstance(raw, dict) else None
            yield SituationItem.from_parent(self, name=str(name or f"第{number}项"), raw=raw)


class SituationItem(pytest.Item):
    """One situation: fails with what is wrong with it, or where the decision differs."""

    def __init__(self, *, raw, **kwargs):
        super().__init__(**kwargs)
        self.raw = raw

    def runtest(self):
        found = list(faults(self.raw))
        if found:
            raise SituationFailed(found)
        situation = Situation(**self.raw)
        decision = _adapter(self.path.parent).ask(situation, _policies())
        found = list(mismatches(situation.expect, decision))
        if found:
            raise SituationFailed(found)

    def repr_failure(self, excinfo, style=None):
        if isinstance(excinfo.value, SituationFailed):
            heading = f"情形“{self.name}”（{self.path.parent.name}/{self.path.name}）不符："
            return "\n".join([heading, *(f"  {line}" for line in excinfo.value.lines)])
        return super().repr_failure(excinfo, style)

    def reportinfo(self):
        return self.path, 0, f"{self.path.parent.name}：{self.name}"


class SituationFailed(Exception):
    """The situation is malformed or was decided otherwise."""

    def __init__(self, lines: list[str]):
        super().__init__("；".join(lines))
        self.lines = lines


@cache
def _policies() -> Policies:
    return Policies.load()


@cache
def _adapter(folder: Path):
    path = folder / "ask.py"
    if not path.exists():
        raise SituationFailed([f"{folder.name} 没有 ask.py，不知道怎样向这一支柱提问"])
    spec = importlib.util.spec_from_file_location(f"ask_{folder.name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
