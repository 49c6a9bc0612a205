"""Imports run one way."""

import pytest

from tests.architecture.checks.imports import (
    contracts_need_little,
    imports_run_one_way,
    only_the_chassis_knows_the_framework,
    pillars_stand_alone,
)
from tests.architecture.tree import repository

CHECKS = (imports_run_one_way, pillars_stand_alone, only_the_chassis_knows_the_framework, contracts_need_little)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_import_of_the_repository_runs_the_right_way(check):
    assert list(check(repository())) == []


@pytest.mark.parametrize(("check", "path", "text"), [
    (imports_run_one_way, "contracts/fields.py", "from policies.reader import Policies\n"),
    (imports_run_one_way, "policies/reader.py", "import chassis.clock\n"),
    (imports_run_one_way, "chassis/store.py", "from casework.ledger import book\n"),
    (imports_run_one_way, "casework/notices.py", "from chassis.store import Transaction\n"),
    (imports_run_one_way, "casework/notices.py", "def lazy():\n    from services.loans import rules\n"),
    (imports_run_one_way, "gateway/app.py", "from services.loans.rules import decide_loan\n"),
    (imports_run_one_way, "dev/story.py", "from gateway.app import create_app\n"),
    (imports_run_one_way, "ops/queues.py", "from dev.ports import free_port\n"),
    (imports_run_one_way, "services/loans/rules.py", "from tests.building import a_trainee\n"),
    (pillars_stand_alone, "services/loans/store.py", "from services.training.model import Class_\n"),
    (pillars_stand_alone, "services/loans/store.py", "from services import training\n"),
    (pillars_stand_alone, "services/loans/store.py", "from ..training import model\n"),
    (pillars_stand_alone, "gateway/accounts/store.py", "from gateway.http.context import Context\n"),
    (only_the_chassis_knows_the_framework, "services/loans/service.py", "from nameko.rpc import rpc\n"),
    (only_the_chassis_knows_the_framework, "gateway/app.py", "import eventlet\n"),
    (contracts_need_little, "contracts/fields.py", "import pydantic\n"),
])
def test_an_import_against_the_direction_is_found(planted, check, path, text):
    found = list(check(planted({path: text})))
    assert len(found) == 1
    assert found[0].startswith(f"{path}:")


def test_a_pillar_may_import_itself_and_what_is_below_it(planted):
    tree = planted({"services/loans/service.py": """
        from casework.decisions import rule
        from chassis.declare import command
        from contracts.loans.commands import ApplyForLoan
        from policies.reader import PolicyView
        from services.loans.rules import decide_loan
        """, "gateway/routes/loans.py": "from gateway.http.route import Route\n"})
    assert [fault for check in CHECKS for fault in check(tree)] == []
