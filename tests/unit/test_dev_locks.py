"""The locks give everybody the same files and tell nobody where they came from."""

import re
from itertools import pairwise

import pytest

from dev.sources import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")


def _pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_is_a_pin_or_a_hash(name):
    lines = (ROOT / name).read_text().splitlines()
    odd = [line for line in lines
           if not re.fullmatch(r"[a-z0-9.-]+==\S+ \\|    --hash=sha256:[0-9a-f]{64}( \\)?", line)]
    assert odd == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_a_hash(name):
    lines = (ROOT / name).read_text().splitlines()
    assert [first for first, second in pairwise(lines) if "==" in first and "--hash" not in second] == []


def test_tests_run_with_the_versions_that_production_has():
    everyone, tests = (_pins(name) for name in LOCKS)
    assert everyone.items() <= tests.items()
