"""Who imports whom: one way only, and a pillar never imports a pillar."""

import ast
import sys
from collections.abc import Iterator

from tests.architecture.tree import SourceFile, SourceTree

PILLARS = ("training", "loans", "incubators", "events", "subsidies")
LAYERS = {
    "contracts": {"contracts"},
    "policies": {"policies", "contracts"},
    "chassis": {"chassis", "policies", "contracts"},
    "casework": {"casework", "policies", "contracts"},
    "gateway": {"gateway", "chassis", "casework", "policies", "contracts"},
    "services": {"chassis", "casework", "policies", "contracts"},
    "ops": {"ops", "chassis", "casework", "policies", "contracts"},
    "dev": {"dev", "chassis", "casework", "policies", "contracts"},
}
_OURS = {*LAYERS, "tests", "benchmarks"}
_BESIDE_PYTHON = {"marshmallow"}
_BEHIND_THE_CHASSIS = {"nameko", "eventlet"}


def imported(file: SourceFile) -> Iterator[tuple[str, ast.stmt]]:
    """The full names of the modules that a file imports, with the statement."""
    for node in ast.walk(file.syntax):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield from ((name, node) for name in _from(file, node))


def _from(file: SourceFile, node: ast.ImportFrom) -> list[str]:
    """`from services import loans` reaches the module services.loans, so its names count as part of the path."""
    base = list(file.parts[:-node.level]) if node.level else []
    module = ".".join([*base, *(node.module.split(".") if node.module else [])])
    deep = module in ("services", "gateway")
    return [f"{module}.{alias.name}" for alias in node.names] if deep else [module]


def pillar_of(parts: tuple[str, ...] | list[str]) -> str | None:
    """`services.training…` → services.training; `gateway.accounts…` has the shape of a pillar too."""
    if parts[0] == "services" and len(parts) > 1 and parts[1] != "__init__.py":
        return f"services.{parts[1]}"
    return "gateway.accounts" if tuple(parts[:2]) == ("gateway", "accounts") else None


def imports_run_one_way(tree: SourceTree) -> Iterator[str]:
    """contracts ← policies ← chassis, casework ← gateway, services, ops, dev; nothing else."""
    for file in tree.python(*LAYERS):
        layer = file.parts[0]
        for name, node in imported(file):
            target = name.split(".")[0]
            if target in _OURS and target not in LAYERS[layer] and not _same_pillar(file, name):
                yield f"{file.at(node)} {layer} imports {name}"


def _same_pillar(file: SourceFile, name: str) -> bool:
    home = pillar_of(file.parts)
    return home is not None and (name == home or name.startswith(home + "."))


def pillars_stand_alone(tree: SourceTree) -> Iterator[str]:
    """A pillar (accounts included) imports of the processes above it only itself."""
    for file in tree.python("services", "gateway/accounts"):
        for name, node in imported(file):
            if name.split(".")[0] in ("services", "gateway") and not _same_pillar(file, name):
                yield f"{file.at(node)} {pillar_of(file.parts)} imports {name}"


def only_the_chassis_knows_the_framework(tree: SourceTree) -> Iterator[str]:
    """nameko and eventlet are imported in chassis/ alone."""
    for file in tree.python(*LAYERS):
        if file.parts[0] == "chassis":
            continue
        for name, node in imported(file):
            if name.split(".")[0] in _BEHIND_THE_CHASSIS:
                yield f"{file.at(node)} imports {name}"


def contracts_need_little(tree: SourceTree) -> Iterator[str]:
    """Contracts import the standard library, marshmallow and each other."""
    allowed = sys.stdlib_module_names | _BESIDE_PYTHON | {"contracts"}
    for file in tree.python("contracts"):
        for name, node in imported(file):
            if name.split(".")[0] not in allowed:
                yield f"{file.at(node)} imports {name}"
