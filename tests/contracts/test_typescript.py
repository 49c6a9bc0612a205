"""Front ends get types from the interface's description: they compile, and a wrong use of them does not."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from dev.pages import install
from dev.sources import ROOT
from gateway.http.openapi import openapi_document
from gateway.routes import routes_of

pytestmark = pytest.mark.thorough
HOME = ROOT / "tests" / "typescript"
SOUND = """
import type { components, paths } from "./interface";
type Page = paths["/api/v1/me/messages"]["get"]["responses"]["200"]["content"]["application/json"];
export const unread = (page: Page): number => page.items.filter((message) => !message.read).length;
export const draft: components["schemas"]["ZoneNewDraft"] = { title: "开店申请", content: { step: 2 } };
export const money: components["schemas"]["ZoneCasePage"]["amount"] = "150000.00";
"""
WRONG = SOUND.replace('title: "开店申请"', "title: 7")


@pytest.fixture(scope="module")
def workshop(tmp_path_factory) -> Path:
    """A folder with the types of the whole interface, and the tools; skipped where npm or its registry is missing."""
    if shutil.which("npm") is None:
        pytest.skip("没有 npm，类型没有生成（npm is missing）")
    if why_not := install(HOME):
        pytest.skip(why_not)
    folder = tmp_path_factory.mktemp("typescript")
    (folder / "openapi.json").write_text(json.dumps(openapi_document(routes_of("test"))), encoding="utf-8")
    made = run("openapi-typescript", str(folder / "openapi.json"), "-o", str(folder / "interface.d.ts"))
    assert made.returncode == 0, made.stderr[-2000:]
    return folder


def run(tool: str, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([HOME / "node_modules" / ".bin" / tool, *arguments], capture_output=True, text=True,
                          check=False, timeout=120)


@pytest.fixture(scope="module")
def told(workshop) -> str:
    """What the compiler says of a sound and of a wrong use."""
    for name, source in (("sound", SOUND), ("wrong", WRONG)):
        (workshop / f"{name}.ts").write_text(source, encoding="utf-8")
    return run("tsc", "--noEmit", "--strict", "--target", "es2022", "--moduleResolution", "bundler", "--module",
               "esnext", str(workshop / "sound.ts"), str(workshop / "wrong.ts")).stdout


@pytest.mark.timeout(240)
def test_the_types_of_the_whole_interface_compile_in_a_front_ends_code(told):
    assert [line for line in told.splitlines() if "wrong.ts" not in line and not line.startswith(" ")] == []


def test_a_wrong_use_of_the_types_does_not_compile(told):
    assert "wrong.ts" in told
    assert "Type 'number' is not assignable to type 'string'" in told
