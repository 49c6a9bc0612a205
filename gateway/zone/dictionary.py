"""Code → Chinese label, for every code that answers carry: read from the published language itself."""

import importlib
from collections.abc import Iterator
from functools import cache

from contracts import actors, decisions
from contracts.zone import public_pages

PILLARS = ("training", "loans", "incubators", "events", "subsidies", "zone")
_SUFFIX = "_LABELS"

# The documents that clauses are cited from. The copy of liaoning-2023 that is kept has no title of its own.
DOCUMENTS = {
    "hunan-2024": "湖南省《关于做好2024年创业服务工作的通知》",
    "xiangxi-2024": "湘西州《关于开展2024年湘西州创业带动就业培育行动的通知》",
    "chuxiong-2024": "楚雄州《特色创业平台建设专项行动方案》",
    "liaoning-2023": "辽宁省重点群体创业推进行动工作方案",
    "jiaxing-2013": "《嘉兴市深化创业型城市创建工作方案》",
}
PILLAR_NAMES = {"training": "创业培训", "loans": "创业担保贷款", "incubators": "创业孵化基地", "events": "创业活动",
                "subsidies": "创业补贴", "zone": "服务专区"}


@cache
def dictionary() -> dict[str, dict[str, str]]:
    """Every table of labels, e.g. `role`, `training.course`, `training.state.class`."""
    tables = {"document": DOCUMENTS, "pillar": PILLAR_NAMES}
    for module, prefix in ((actors, ""), (decisions, ""), (public_pages, "zone.")):
        tables.update(_tables_of(module, prefix))
    for pillar in PILLARS:
        tables.update(_tables_of(importlib.import_module(f"contracts.{pillar}"), f"{pillar}."))
    return tables


def _tables_of(module, prefix: str) -> Iterator[tuple[str, dict[str, str]]]:
    for name, labels in vars(module).items():
        if name == "STATE_LABELS":
            yield from ((f"{prefix}state.{entity}", _plain(states)) for entity, states in labels.items())
        elif name.endswith(_SUFFIX) and isinstance(labels, dict):
            yield prefix + name.removesuffix(_SUFFIX).lower(), _plain(labels)


def _plain(labels: dict) -> dict[str, str]:
    return {str(code): label for code, label in labels.items()}


def label_of(table: str, code: str) -> str:
    """The label of one code; the code itself where the language names none."""
    return dictionary().get(table, {}).get(code, code)
