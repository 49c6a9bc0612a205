"""Small trees that violate something."""

from textwrap import dedent

import pytest

from tests.architecture.tree import SourceTree


@pytest.fixture
def planted(tmp_path):
    """Builds a tree of the files given as {path: text}."""

    def plant(files: dict[str, str]) -> SourceTree:
        for path, text in files.items():
            place = tmp_path / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(dedent(text), encoding="utf-8")
        return SourceTree(tmp_path)

    return plant
