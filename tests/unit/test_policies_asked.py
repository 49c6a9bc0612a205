"""Every key that a pillar's code asks its policy for is set by some region; a misspelt one is found here."""

import re
from pathlib import Path

import pytest

from policies.reader import Policies

SERVICES = Path(__file__).parents[2] / "services"
ASKED = re.compile(r"\bpolicy\.(?:value|parameter|citation|fen|day|decimal|has)\(\s*[\"']([a-z0-9_]+)[\"']")


def unknown_keys(source, known):
    return sorted({key for key in ASKED.findall(source) if key not in known})


@pytest.mark.parametrize("pillar", ["training", "loans", "incubators", "events", "subsidies"])
def test_every_key_a_pillar_asks_for_is_set_somewhere(pillar):
    known = {one.key for one in Policies.load().series() if one.pillar == pillar}
    source = "\n".join(path.read_text(encoding="utf-8") for path in (SERVICES / pillar).rglob("*.py"))
    assert unknown_keys(source, known) == []


def test_a_misspelt_key_is_found():
    assert unknown_keys('policy.value("pass_mrak") + policy.fen("cap")', {"pass_mark", "cap"}) == ["pass_mrak"]
