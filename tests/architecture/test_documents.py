"""The documents tell the truth as far as a machine can see it."""

import re
import xml.etree.ElementTree as ElementTree

import pytest

from dev import unsourced
from tests.architecture.checks.documents import (
    links_lead_somewhere,
    records_are_listed,
    spoken_paths_exist,
    spoken_tests_exist,
)
from tests.architecture.tree import ROOT, repository

CHECKS = (links_lead_somewhere, spoken_paths_exist, spoken_tests_exist, records_are_listed)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_what_the_documents_point_to_is_there(check):
    assert list(check(repository())) == []


@pytest.mark.parametrize(("check", "path", "text"), [
    (links_lead_somewhere, "README.md", "see [the map](docs/gone.md)\n"),
    (links_lead_somewhere, "docs/decisions/0001-a.md", "![picture](architecture.svg)\n"),
    (spoken_paths_exist, "CONTRIBUTING.md", "change `services/loans/rules/gone.py`\n"),
    (spoken_tests_exist, "README.md", "| `test_loans.py::test_gone_and_forgotten` |\n"),
    (spoken_tests_exist, "README.md", "| `test_loans.py::test_money_is_lent`、`::test_gone_and_forgotten` |\n"),
    (records_are_listed, "docs/decisions/0001-a-choice.md", "# A choice\n"),
    (records_are_listed, "docs/decisions/a-choice.md", "# A choice\n"),
])
def test_a_document_that_points_nowhere_is_found(planted, check, path, text):
    there = {"tests/integration/test_loans.py": "def test_money_is_lent():\n    pass\n"}
    assert list(check(planted({**there, path: text})))


def test_two_records_with_one_number_are_found(planted):
    tree = planted({"docs/decisions/README.md": "[a](0001-a.md) [b](0001-b.md)\n",
                    "docs/decisions/0001-a.md": "", "docs/decisions/0001-b.md": ""})
    assert list(records_are_listed(tree)) == ["docs/decisions: two records have the number 0001"]


def test_the_first_screen_of_the_readme_shows_the_picture_and_the_two_commands():
    first_screen = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:30])
    for wanted in ("docs/architecture.svg", "make up", "make test"):
        assert wanted in first_screen


def test_the_picture_names_the_folders_that_there_are():
    words = " ".join(ElementTree.parse(ROOT / "docs" / "architecture.svg").getroot().itertext())
    folders = ("gateway", "services", "contracts", "policies", "casework", "chassis", "training", "loans", "incubators",
               "events", "subsidies", "accounts", "zone", "routes")
    assert [name for name in folders if name not in words] == []


def test_the_page_of_unsourced_figures_is_the_one_generated_from_the_data():
    assert unsourced.PAGE.read_text(encoding="utf-8") == unsourced.page(), "make map writes it anew"


def test_an_unsourced_figure_and_an_unsourced_ground_are_shown(tmp_path):
    regions, rules = tmp_path / "regions" / "433100-xiangxi", tmp_path / "services" / "loans"
    regions.mkdir(parents=True)
    rules.mkdir(parents=True)
    (regions / "loans.yaml").write_text("term:\n  label: 期限\n  unit: 月\n  from:\n"
                                        "    2024-01-01: {value: 36, cite: {unsourced: 没有来源；请州里确认}}\n")
    (rules / "rules.py").write_text('NOBODY = Citation(unsourced="没有写；请省里确认")\n')
    shown = unsourced.page(tmp_path / "regions", tmp_path / "services")
    assert "| 湘西土家族苗族自治州 | loans | 期限 `term` | 36月 | 2024-01-01 | 没有来源；请州里确认 |" in shown
    assert "| `services/loans/rules.py` | 没有写；请省里确认 |" in shown


def commands_of(page: str) -> list[str]:
    """What a page tells its reader to type, without the remarks behind it."""
    blocks = re.findall(r"```console\n(.*?)```", page, re.DOTALL)
    return [line.split("#")[0].strip() for block in blocks for line in block.splitlines() if line.strip()]


def test_both_editions_of_the_readme_tell_the_same_commands():
    english, chinese = (commands_of((ROOT / name).read_text(encoding="utf-8"))
                        for name in ("README.md", "README.zh.md"))
    assert english == chinese
    assert {"make up", "make test"} <= set(english)


def test_every_make_command_that_the_readme_tells_exists():
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    told = {word for page in ("README.md", "README.zh.md")
            for word in re.findall(r"\bmake ([a-z]+)", (ROOT / page).read_text(encoding="utf-8"))}
    assert told - known == set()


def test_a_command_that_one_edition_changed_is_found():
    assert commands_of("```console\nmake up   # go\n```") != commands_of("```console\nmake upp\n```")
