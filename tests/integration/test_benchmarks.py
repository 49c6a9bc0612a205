"""The measurements run and write their ratios; what they measure is no test's affair."""

import json
import os
import subprocess
import sys

import pytest

from dev.sources import ROOT

RATIOS = ({"served_to_web", "bare_to_web", "served_to_fanout", "bare_to_fanout"}, {"page", "projection", "relay",
                                                                                  "command"})


@pytest.mark.timeout(600)
def test_a_quick_run_of_the_measurements_writes_every_ratio(tmp_path):
    ran = subprocess.run([sys.executable, "-m", "benchmarks", "--quick", "--into", str(tmp_path)], cwd=ROOT,
                         env=os.environ.copy(), capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-4000:]
    found = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert (set(found["pages"]["ratios"]), set(found["growth"]["ratios"])) == RATIOS
    assert all(found[part]["ratio"] > 0 for part in ("projection", "relay", "commands"))
    assert found["commands"]["ratio_to_noting"] > 0
    assert found["visible"]["p99_ms"] >= found["visible"]["p50_ms"] > 0
    assert set(found["connections"]["served"]) == set(found["connections"]["web"]) == {"1", "16", "64"}
    assert found["streams"]["memory_mb"] > found["streams"]["memory_before_mb"] > 0
    assert "## 比值" in (tmp_path / "results.md").read_text(encoding="utf-8")
