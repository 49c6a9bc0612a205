"""A tree of files to check: the repository, or a small one that a test plants."""

import ast
import os
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_GENERATED = frozenset({".git", ".venv", "var", "node_modules", "__pycache__", ".pytest_cache", ".ruff_cache",
                        ".hypothesis", ".schemathesis"})
_TEXT = frozenset({".py", ".sql", ".js", ".mjs", ".css", ".html", ".md", ".yaml", ".yml", ".toml", ".json", ".in",
                   ".lock", ".sh", ".svg", ".csv", ".txt", ".typ", ".npmrc", ""})


class SourceFile:
    """One file; `path` is relative to its tree, with forward slashes."""

    def __init__(self, root: Path, path: str):
        self.root, self.path = root, path

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.path.split("/"))

    @property
    def suffix(self) -> str:
        return Path(self.path).suffix

    @cached_property
    def text(self) -> str:
        return (self.root / self.path).read_text(encoding="utf-8")

    @cached_property
    def syntax(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    def at(self, node: ast.AST) -> str:
        """Where a node stands: `path:line`."""
        return f"{self.path}:{node.lineno}"


class SourceTree:
    """Every text file below `root` that is not generated."""

    def __init__(self, root: Path):
        self.root = root
        self.files = [SourceFile(root, path) for path in sorted(_paths(root))]

    def python(self, *folders: str) -> Iterator[SourceFile]:
        """The Python files, all or those under one of `folders`."""
        return (file for file in self.files if file.suffix == ".py" and (not folders or _under(file, folders)))

    def named(self, *suffixes: str) -> Iterator[SourceFile]:
        """The files with one of these suffixes."""
        return (file for file in self.files if file.suffix in suffixes)

    def get(self, path: str) -> SourceFile | None:
        return next((file for file in self.files if file.path == path), None)

    def entries(self, folder: str) -> set[str]:
        """What stands directly inside `folder`."""
        depth = len(folder.split("/"))
        return {file.parts[depth] for file in self.files if file.path.startswith(folder + "/")}

    def has(self, folder: str) -> bool:
        return any(file.path.startswith(folder + "/") for file in self.files)


def _under(file: SourceFile, folders: tuple[str, ...]) -> bool:
    return any(file.path == folder or file.path.startswith(folder.rstrip("/") + "/") for folder in folders)


def _paths(root: Path) -> Iterator[str]:
    for folder, inner, names in os.walk(root):
        inner[:] = [name for name in inner if name not in _GENERATED]
        found = (Path(folder, name) for name in names)
        yield from (path.relative_to(root).as_posix() for path in found if path.suffix in _TEXT)


@cache
def repository() -> SourceTree:
    """The repository that these tests stand in."""
    return SourceTree(ROOT)
