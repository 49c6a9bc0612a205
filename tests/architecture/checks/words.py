"""Names that say something, nothing left over, no place of one machine, no address to download from."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.tree import SourceTree

_HIDING = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
_HIDING_CLASS = re.compile(r"(Manager|Helper|Helpers|Utils?|Misc)$")
_LEFT_OVER = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
_CODE = (".py", ".js", ".mjs", ".sql", ".sh", ".css", ".html", ".yaml", ".yml", ".toml", "")
_MACHINE = re.compile(r"(?<![\w.:}/-])/(wo" r"rk|fa" r"rm|ho" r"me|ro" r"ot|Us" r"ers|tm" r"p)/[\w.-]+")
_REGISTRY = re.compile(r"(?i)\b[\w.-]*(pypi\.org|pythonhosted\.org|registry\.npmjs\.org|npmmirror\.com|tuna\.tsinghua"
                       r"|mirrors\.aliyun|/simple/?\b)")
_ADDRESS_IN_LOCK = re.compile(r"--(extra-)?index-url|--find-links|--trusted-host|\"resolved\": *\"http|https?://")


def names_say_what_is_inside(tree: SourceTree) -> Iterator[str]:
    """No file, folder or class is called after nothing in particular."""
    for file in tree.files:
        if hiding := _HIDING & {part.split(".")[0] for part in file.parts}:
            yield f"{file.path} hides what is inside: {sorted(hiding)}"
    for file in tree.python():
        yield from (f"{file.at(node)} {node.name} hides what it does" for node in ast.walk(file.syntax)
                    if isinstance(node, ast.ClassDef) and _HIDING_CLASS.search(node.name))


def nothing_is_left_over(tree: SourceTree) -> Iterator[str]:
    """No note of work to come in the code."""
    for file in tree.named(*_CODE):
        yield from (f"{file.path}:{number} {found.group()}" for number, found in _lines(file.text, _LEFT_OVER))


def no_machine_is_named(tree: SourceTree) -> Iterator[str]:
    """No path of one machine and no registry's host in any file."""
    for file in tree.files:
        for pattern in (_MACHINE, _REGISTRY):
            yield from (f"{file.path}:{number} {found.group()}" for number, found in _lines(file.text, pattern))


def locks_name_no_source(tree: SourceTree) -> Iterator[str]:
    """Lock files pin and hash; where to download from is the machine's own affair."""
    for file in tree.files:
        if file.suffix == ".lock" or file.parts[-1] == "package-lock.json":
            yield from (f"{file.path}:{number} {found.group()}"
                        for number, found in _lines(file.text, _ADDRESS_IN_LOCK))


def names_of_tests_are_sentences(tree: SourceTree) -> Iterator[str]:
    """A test's name is a sentence with the outcome in it: at least three words after `test`."""
    for file in tree.python("tests"):
        for node in ast.walk(file.syntax):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and node.name.count("_") < 3:
                yield f"{file.at(node)} {node.name}"


def _lines(text: str, pattern: re.Pattern) -> Iterator[tuple[int, re.Match]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if found := pattern.search(line):
            yield number, found
