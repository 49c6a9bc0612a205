"""What is declared stands in its place: handlers, appliers, samples, codes."""

import pytest

from tests.architecture.checks.declarations import (
    commands_are_handled_once,
    event_types_are_literals,
    events_change_something,
    events_have_samples,
    problem_codes_are_registered,
    reactions_say_what_they_do,
)
from tests.architecture.tree import repository

CHECKS = (event_types_are_literals, events_change_something, events_have_samples, commands_are_handled_once,
          reactions_say_what_they_do, problem_codes_are_registered)
EVENT = """
    @event("loans.disbursed.v1", entity="loan", label="贷款已发放")
    class LoanDisbursed:
        pass
    """
COMMAND = """
    @command("loans.apply_for_loan", by=(Role.CITIZEN,))
    class ApplyForLoan:
        pass
    """
SERVICE = """
    class LoansService:
        @command(ApplyForLoan)
        def apply_for_loan(self, command):
            pass

        @reaction(TrainingCompleted)
        def prequalify_person_on_training_completed(self, event):
            pass
    """
STORE = """
    class Loans:
        def apply_loan_disbursed(self, event):
            pass
    """
SOUND = {"contracts/loans/domain_events.py": EVENT, "contracts/loans/commands.py": COMMAND,
         "contracts/samples/loans.disbursed.v1.json": "{}", "services/loans/service.py": SERVICE,
         "services/loans/store.py": STORE,
         "contracts/problems.py": 'PROBLEM_CODES: dict = {"not_found": (404, "没有")}\n'}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_what_the_repository_declares_stands_in_its_place(check):
    assert list(check(repository())) == []


def test_a_small_pillar_with_all_its_parts_is_in_order(planted):
    assert [fault for check in CHECKS for fault in check(planted(SOUND))] == []


@pytest.mark.parametrize(("check", "path", "old", "new", "said"), [
    (event_types_are_literals, "contracts/loans/domain_events.py", '"loans.disbursed.v1"', "TYPE", "not a literal"),
    (event_types_are_literals, "contracts/loans/domain_events.py", "disbursed.v1", "Disbursed", "not a literal"),
    (event_types_are_literals, "contracts/loans/domain_events.py", "loans.d", "training.d", "does not belong"),
    (event_types_are_literals, "contracts/loans/domain_events.py", "贷款已发放", "disbursed", "Chinese label"),
    (events_change_something, "services/loans/store.py", "apply_loan_disbursed", "apply_loan", "has 0"),
    (commands_are_handled_once, "services/loans/service.py", "@command(ApplyForLoan)", "", "has 0 handlers"),
    (commands_are_handled_once, "services/loans/service.py", "def apply_for_loan", "def handle_loan", "its name is"),
    (commands_are_handled_once, "contracts/loans/commands.py", "loans.apply_for_loan", "loans.apply", "literal"),
    (reactions_say_what_they_do, "services/loans/service.py", "prequalify_person_on_training_completed",
     "on_training_completed", "verb_object_on_training_completed"),
    (reactions_say_what_they_do, "services/loans/service.py", "on_training_completed", "on_completed", "verb_object"),
])
def test_a_declaration_without_its_other_half_is_found(planted, check, path, old, new, said):
    changed = {**SOUND, path: SOUND[path].replace(old, new)}
    assert said in "\n".join(check(planted(changed)))


def test_a_second_handler_of_a_command_is_found(planted):
    tree = planted({**SOUND, "services/loans/service/fund.py": SERVICE})
    assert "has 2 handlers" in "\n".join(commands_are_handled_once(tree))


def test_a_handler_in_another_pillar_does_not_count(planted):
    moved = {**SOUND, "services/loans/service.py": "", "services/training/service.py": SERVICE}
    assert "has 0 handlers" in "\n".join(commands_are_handled_once(planted(moved)))


@pytest.mark.parametrize(("there", "missing"), [
    ("contracts/samples/loans.disbursed.v2.json", "is of no event"),
    ("contracts/loans/more.json", "has no contracts/samples"),
])
def test_an_event_without_sample_and_a_sample_without_event_are_found(planted, there, missing):
    sampled = {path: text for path, text in SOUND.items() if not path.endswith(".json")} | {there: "{}"}
    assert missing in "\n".join(events_have_samples(planted(sampled)))


def test_a_problem_code_that_nobody_registered_is_found(planted):
    raised = {**SOUND, "services/loans/rules.py": 'raise Conflict("…", code="made_up")\n'}
    assert "made_up" in "\n".join(problem_codes_are_registered(planted(raised)))
