"""Names say something; nothing is left over; no machine and no registry is named."""

import pytest

from tests.architecture.checks.words import (
    locks_name_no_source,
    names_of_tests_are_sentences,
    names_say_what_is_inside,
    no_machine_is_named,
    nothing_is_left_over,
)
from tests.architecture.tree import repository

CHECKS = (names_say_what_is_inside, nothing_is_left_over, no_machine_is_named, locks_name_no_source,
          names_of_tests_are_sentences)
NOTE = "TO" + "DO"
FOLDER = "/ho" + "me/somebody/var"
HOST = "py" + "pi.org"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_repository_has_only_names_and_words_that_hold(check):
    assert list(check(repository())) == []


@pytest.mark.parametrize(("check", "path", "text"), [
    (names_say_what_is_inside, "chassis/utils.py", ""),
    (names_say_what_is_inside, "services/loans/rules/common/fund.py", ""),
    (names_say_what_is_inside, "gateway/web/helpers.js", ""),
    (names_say_what_is_inside, "services/loans/store.py", "class LoanManager:\n    pass\n"),
    (nothing_is_left_over, "chassis/store.py", f"x = 1  # {NOTE}: later\n"),
    (nothing_is_left_over, "services/loans/migrations/0001_loans.sql", f"-- {NOTE}\n"),
    (no_machine_is_named, "dev/sources.py", f'FOLDER = "{FOLDER}"\n'),
    (no_machine_is_named, "docs/decisions/0001.md", f"see {FOLDER}\n"),
    (no_machine_is_named, "Dockerfile", f"RUN pip install -i {HOST}\n"),
    (locks_name_no_source, "requirements.lock", "--index-url https://example.org\nclick==8\n"),
    (locks_name_no_source, "gateway/web/package-lock.json", '{"resolved": "https://example.org/vue.tgz"}\n'),
    (names_of_tests_are_sentences, "tests/unit/test_loans.py", "def test_loan_2():\n    pass\n"),
])
def test_a_name_or_word_that_does_not_hold_is_found(planted, check, path, text):
    found = list(check(planted({path: text})))
    assert len(found) == 1
    assert found[0].startswith(path)


def test_an_address_in_the_interface_is_no_path_of_a_machine(planted):
    tree = planted({"gateway/routes/zone.py": 'PATH = "/people/{person_id}/home"\nPAGE = "https://example.org/home/a"\n'})
    assert list(no_machine_is_named(tree)) == []
