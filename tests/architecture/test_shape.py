"""Five pillars, one shape."""

import pytest

from tests.architecture.checks.shape import (
    HOMES,
    introductions_hold_no_code,
    pillars_have_one_shape,
    subjects_have_one_name,
)
from tests.architecture.tree import repository

CHECKS = (pillars_have_one_shape, introductions_hold_no_code, subjects_have_one_name)
SMALL = {"services/loans/__init__.py": '"""Loans."""\n', "services/loans/migrations/0001_loans.sql": "",
         **{f"services/loans/{layer}.py": "" for layer in ("service", "model", "rules", "store")}}
LARGE = {"services/loans/__init__.py": '"""Loans."""\n', "services/loans/migrations/0001_loans.sql": "",
         "services/loans/model.py": "",
         **{f"services/loans/{layer}/{name}.py": "" for layer in ("service", "rules", "store")
            for name in ("__init__", "applications", "fund")},
         "services/loans/service/reactions.py": ""}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_pillar_of_the_repository_has_the_shape(check):
    assert list(check(repository())) == []


def test_all_five_pillars_and_accounts_are_there():
    assert [home for home in HOMES if not repository().has(home)] == []


@pytest.mark.parametrize("files", [SMALL, LARGE], ids=["files", "folders"])
def test_a_pillar_of_files_or_of_folders_is_in_order(planted, files):
    tree = planted(files)
    assert [fault for check in CHECKS for fault in check(tree)] == []


@pytest.mark.parametrize(("change", "said"), [
    ({"services/loans/handlers.py": ""}, "handlers"),
    ({"services/loans/interest.py": ""}, "interest"),
    ({"services/loans/rules/fund.py": ""}, "twice"),
    ({"services/loans/migrations/add_loans.sql": ""}, "add_loans.sql"),
    ({"services/loans/README.md": ""}, "README"),
])
def test_another_entry_in_a_pillar_is_found(planted, change, said):
    assert said in "\n".join(pillars_have_one_shape(planted({**SMALL, **change})))


def test_a_missing_layer_is_found(planted):
    without = {path: text for path, text in SMALL.items() if not path.endswith("rules.py")}
    assert "missing ['rules']" in "\n".join(pillars_have_one_shape(planted(without)))


@pytest.mark.parametrize("text", ["", '"""Loans."""\nfrom services.loans.service import LoansService\n'])
def test_an_introduction_that_is_none_or_holds_code_is_found(planted, text):
    assert list(introductions_hold_no_code(planted({**SMALL, "services/loans/__init__.py": text})))


@pytest.mark.parametrize(("path", "said"), [
    ("services/loans/store/application.py", "two names"),
    ("services/loans/service/overdue.py", "neither rules nor a store"),
])
def test_a_subject_under_another_name_is_found(planted, path, said):
    assert said in "\n".join(subjects_have_one_name(planted({**LARGE, path: ""})))
