"""Rules are pure, and the figures in them are a government's only by way of policies/."""

import ast
from collections.abc import Iterator

from tests.architecture.checks.imports import imported
from tests.architecture.checks.shape import homes
from tests.architecture.tree import SourceFile, SourceTree

_PURE = {"__future__", "calendar", "collections", "dataclasses", "datetime", "decimal", "enum", "fractions",
         "functools", "itertools", "math", "operator", "re", "statistics", "string", "typing", "unicodedata",
         "stdnum", "contracts", "policies", "casework"}
_BOOKING = {"casework.ledger", "casework.policy_keeping"}
_CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today")}
_OUTSIDE_WORLD = {"open", "print", "input", "exec", "eval", "__import__"}

# 2 halves, 12 months, the 31st that ends a year, 100 per cent or 分 in a 元: arithmetic, not policy.
_ARITHMETIC = {0, 1, 2, 12, 31, 100}

# Day counts have their numbers in their names, and policy names which holds; 100 万分 are 万元.
_OF_THE_TRADE = {"services/loans/rules/schedule.py": {29, 30, 360, 365}, "services/loans/rules/wording.py": {1_000_000}}
_EXACT = {"Decimal", "Fraction"}


def rule_files(tree: SourceTree) -> Iterator[tuple[str, SourceFile]]:
    """Every file of rules with its pillar's folder."""
    for home in homes(tree):
        yield from ((home, file) for file in tree.python(f"{home}/rules.py", f"{home}/rules"))


def _policy_rules(tree: SourceTree) -> Iterator[SourceFile]:
    """The rules that policies speak to. Accounts' rules judge form and standing; no government's figure is in them."""
    return (file for home, file in rule_files(tree) if home.startswith("services/"))


def rules_are_pure(tree: SourceTree) -> Iterator[str]:
    """Rules import nouns, policy and pure casework, and call neither a clock nor the world outside."""
    for home, file in rule_files(tree):
        for name, node in imported(file):
            if not _is_pure(name, home.replace("/", ".")):
                yield f"{file.at(node)} imports {name}"
        yield from (f"{file.at(node)} calls {words}" for words, node in _impure_calls(file))


def _is_pure(name: str, home: str) -> bool:
    if name.startswith(home):
        return name.removeprefix(home + ".").split(".")[0] in ("model", "rules")
    reaches_tables = any(name == booking or name.startswith(booking + ".") for booking in _BOOKING)
    return name.split(".")[0] in _PURE and not reaches_tables


def _impure_calls(file: SourceFile) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(file.syntax):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name) and called.id in _OUTSIDE_WORLD:
            yield called.id, node
        if isinstance(called, ast.Attribute) and (_last(called.value), called.attr) in _CLOCKS:
            yield f"{_last(called.value)}.{called.attr}", node


def _last(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def decisions_are_declared(tree: SourceTree) -> Iterator[str]:
    """Every decide_* carries @rule with its version, so that it is kept with its inputs and can be replayed."""
    for file in _policy_rules(tree):
        for node in file.syntax.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("decide_") and not _is_ruled(node):
                yield f"{file.at(node)} {node.name} has no @rule(version=…)"


def _is_ruled(node: ast.FunctionDef) -> bool:
    return any(isinstance(mark, ast.Call) and _last(mark.func) == "rule"
               and any(keyword.arg == "version" for keyword in mark.keywords) for mark in node.decorator_list)


def figures_live_in_policies(tree: SourceTree) -> Iterator[str]:
    """No number of a government's in rules: only arithmetic, places in a code, and a rule's own version."""
    for file in _policy_rules(tree):
        spared = set(_spared(file))
        for node in ast.walk(file.syntax):
            figure = None if node in spared else _figure(node)
            if figure is not None and figure not in _OF_THE_TRADE.get(file.path, ()):
                yield f"{file.at(node)} the figure {figure} belongs to policies/"


def _spared(file: SourceFile) -> Iterator[ast.AST]:
    for node in ast.walk(file.syntax):
        if isinstance(node, ast.Subscript):
            yield from ast.walk(node.slice)
        if isinstance(node, ast.Call) and _last(node.func) == "rule":
            yield from ast.walk(node)


def _figure(node: ast.AST) -> object:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float) and node.value not in _ARITHMETIC:
        return node.value
    if isinstance(node, ast.Call) and _last(node.func) in _EXACT and node.args:
        text = getattr(node.args[0], "value", None)
        return text if isinstance(text, str) else None
    return None
