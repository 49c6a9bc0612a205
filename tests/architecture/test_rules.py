"""Rules are pure and hold no government's figure."""

import pytest

from tests.architecture.checks.rules import decisions_are_declared, figures_live_in_policies, rules_are_pure
from tests.architecture.tree import repository

CHECKS = (rules_are_pure, decisions_are_declared, figures_live_in_policies)
HERE = "services/loans/rules.py"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_rules_of_the_repository_are_pure_and_hold_no_figure(check):
    assert list(check(repository())) == []


@pytest.mark.parametrize("text", [
    "from chassis.store import derived_id\n", "import psycopg\n", "import random\n", "import time\n", "import uuid\n",
    "import logging\n", "import structlog\n", "from nameko.rpc import rpc\n", "from pathlib import Path\n",
    "from casework.ledger import book\n", "from services.loans.store import LoansTransaction\n",
    "from datetime import datetime\nnow = datetime.now()\n", "from datetime import date\ntoday = date.today()\n",
    "import datetime\nnow = datetime.datetime.now()\n", "text = open('figures.txt').read()\n", "print('granted')\n",
])
def test_a_rule_that_reaches_outside_is_found(planted, text):
    assert len(list(rules_are_pure(planted({HERE: text})))) == 1


def test_an_impure_rule_in_a_folder_of_rules_is_found(planted):
    assert list(rules_are_pure(planted({"services/loans/rules/fund.py": "import time\n"})))


@pytest.mark.parametrize("text", ["limit = 100_000\n", "share = 0.95\n", "share = Decimal('0.045')\n",
                                  "def decide_loan(amount):\n    return amount <= 300000\n"])
def test_a_figure_of_a_government_in_a_rule_is_found(planted, text):
    assert len(list(figures_live_in_policies(planted({HERE: text})))) == 1


def test_arithmetic_and_places_in_a_code_are_no_figures(planted):
    tree = planted({HERE: """
        @rule(version=3)
        def decide_loan(fen, area, months):
            return fen / 100, area[:6], months // 12, fen > 0
        """})
    assert [fault for check in CHECKS for fault in check(tree)] == []


@pytest.mark.parametrize("mark", ["", "@rule()\n", "@cache\n"])
def test_a_decision_that_could_not_be_replayed_is_found(planted, mark):
    assert list(decisions_are_declared(planted({HERE: f"{mark}def decide_loan(command):\n    return command\n"})))
