"""Five pillars, one shape; accounts has it too."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.checks.imports import PILLARS
from tests.architecture.tree import SourceTree

HOMES = (*(f"services/{pillar}" for pillar in PILLARS), "gateway/accounts")
LAYERS = ("service", "model", "rules", "store")

# Who may, what is asked and what is heard run across a service's subjects.
_NOT_A_SUBJECT = {"__init__", "access", "questions", "reactions"}
_MIGRATION = re.compile(r"\d{4}_[a-z0-9_]+\.sql")


def homes(tree: SourceTree) -> list[str]:
    """The folders that have a pillar's shape, as far as they exist in `tree`."""
    return [home for home in HOMES if tree.has(home)]


def pillars_have_one_shape(tree: SourceTree) -> Iterator[str]:
    """Exactly __init__, service, model, rules, store (a file, or a folder of that name) and migrations."""
    for home in homes(tree):
        entries = tree.entries(home)
        plain = sorted(entry.removesuffix(".py") for entry in entries)
        wanted = sorted(["__init__", *LAYERS, "migrations"])
        if plain != wanted:
            more, fewer = sorted(set(plain) - set(wanted)), sorted(set(wanted) - set(plain))
            yield f"{home}: too many {more}, missing {fewer}, {[e for e in plain if plain.count(e) > 1]} twice"
        if wrong := sorted(name for name in tree.entries(f"{home}/migrations") if not _MIGRATION.fullmatch(name)):
            yield f"{home}/migrations: {wrong}"


def introductions_hold_no_code(tree: SourceTree) -> Iterator[str]:
    """A pillar's __init__ is one paragraph."""
    for home in homes(tree):
        file = tree.get(f"{home}/__init__.py")
        if file and (not ast.get_docstring(file.syntax) or len(file.syntax.body) > 1):
            yield f"{file.path}: one paragraph in business words, and nothing else"


def subjects(tree: SourceTree, home: str) -> dict[str, set[str]]:
    """The subjects of each layer that is a folder."""
    found = {layer: {entry.removesuffix(".py") for entry in tree.entries(f"{home}/{layer}")} - _NOT_A_SUBJECT
             for layer in LAYERS if tree.has(f"{home}/{layer}")}
    return {layer: names for layer, names in found.items() if names}


def subjects_have_one_name(tree: SourceTree) -> Iterator[str]:
    """A subject has the same name in every layer, singular or plural; what is handled is decided or stored."""
    for home in homes(tree):
        layers = subjects(tree, home)
        names = sorted(set().union(*layers.values()))
        for name in names:
            if name + "s" in names or name + "es" in names:
                yield f"{home}: one subject has two names, {name} and its plural"
        below = layers.get("rules", set()) | layers.get("store", set())
        if below and (lonely := sorted(layers.get("service", set()) - below)):
            yield f"{home}/service: {lonely} has neither rules nor a store of that name"
