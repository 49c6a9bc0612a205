"""What the documents point to exists."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import SourceFile, SourceTree

_LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)")
_SPOKEN = re.compile(r"`([^`\s]+)`")
_PATH = re.compile(r"(\.?[\w-]+/)+[\w.-]+\.(py|yaml|csv|md|sql|json|svg|sh|lock|js)")
_TEST = re.compile(r"(?:(?P<file>[\w/]+\.py))?::(?P<name>test_\w+)")
_TESTS = ("tests/integration/", "")
_RECORD = re.compile(r"(\d{4})-[a-z0-9-]+\.md")
_RECORDS = "docs/decisions"


def links_lead_somewhere(tree: SourceTree) -> Iterator[str]:
    """Every relative link of a Markdown file names a file or folder that is there."""
    for file in tree.named(".md"):
        for number, line in enumerate(file.text.splitlines(), start=1):
            yield from (f"{file.path}:{number} leads to {target}, which is not there"
                        for target in _LINK.findall(line) if not (tree.root / _beside(file, target)).exists())


def _beside(file: SourceFile, target: str) -> Path:
    return Path(file.path).parent / target


def spoken_paths_exist(tree: SourceTree) -> Iterator[str]:
    """Every `path/to/file.py` that a Markdown file speaks of is there."""
    for file in tree.named(".md"):
        for number, line in enumerate(file.text.splitlines(), start=1):
            yield from (f"{file.path}:{number} speaks of {spoken}, which is not there"
                        for spoken in _SPOKEN.findall(line)
                        if _PATH.fullmatch(spoken) and not _is_there(tree, file, spoken))


def _is_there(tree: SourceTree, file: SourceFile, spoken: str) -> bool:
    return (tree.root / spoken).exists() or (tree.root / _beside(file, spoken)).exists()


def spoken_tests_exist(tree: SourceTree) -> Iterator[str]:
    """Every `file.py::test_…` that a Markdown file names is a test there; `::test_…` is in the file named before."""
    for file in tree.named(".md"):
        last = None
        for spoken in _TEST.finditer(file.text):
            last = spoken["file"] or last
            if not any(_holds(tree, folder + str(last), spoken["name"]) for folder in _TESTS):
                yield f"{file.path} names {last}::{spoken['name']}, which is no test"


def _holds(tree: SourceTree, path: str, test: str) -> bool:
    file = tree.get(path)
    return file is not None and re.search(rf"def {test}\(", file.text) is not None


def records_are_listed(tree: SourceTree) -> Iterator[str]:
    """Every decision record has a number of its own and a line in the list of records."""
    names = sorted(name for name in tree.entries(_RECORDS) if name != "README.md") if tree.has(_RECORDS) else []
    listed = tree.get(f"{_RECORDS}/README.md")
    numbers = [found[1] for name in names if (found := _RECORD.fullmatch(name))]
    yield from (f"{_RECORDS}/{name} is not called 0001-what-was-decided.md" for name in names
                if not _RECORD.fullmatch(name))
    yield from (f"{_RECORDS}: two records have the number {number}" for number in sorted(set(numbers))
                if numbers.count(number) > 1)
    yield from (f"{_RECORDS}/{name} is not listed in its README" for name in names
                if listed is None or f"({name})" not in listed.text)
