"""Small enough to read, and no exception is swallowed."""

import pytest

from tests.architecture.checks.size import (
    exceptions_are_heard,
    files_are_short,
    functions_are_short,
    nesting_is_shallow,
)
from tests.architecture.tree import repository

CHECKS = (files_are_short, functions_are_short, nesting_is_shallow, exceptions_are_heard)
NESTED = """
    def find(rows):
        for row in rows:
            if row:
                for cell in row:
                    {innermost}
                        return cell
    """


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_everything_in_the_repository_is_small_enough_and_heard(check):
    assert list(check(repository())) == []


def test_a_long_file_and_a_long_function_are_found(planted):
    tree = planted({"chassis/store.py": "x = 1\n" * 301, "gateway/web/zone.js": "let x = 1;\n" * 301,
                    "chassis/relay.py": "def run():\n" + "    x = 1\n" * 40})
    assert [fault.split()[0] for fault in files_are_short(tree)] == ["chassis/store.py", "gateway/web/zone.js"]
    assert len(list(functions_are_short(tree))) == 1


def test_a_file_and_a_function_at_the_limit_are_in_order(planted):
    tree = planted({"chassis/store.py": "x = 1\n" * 300, "chassis/relay.py": "def run():\n" + "    x = 1\n" * 39})
    assert [*files_are_short(tree), *functions_are_short(tree)] == []


@pytest.mark.parametrize("innermost", ["if cell:", "with cell:", "while cell:"])
def test_a_fourth_block_inside_three_is_found(planted, innermost):
    assert list(nesting_is_shallow(planted({"chassis/store.py": NESTED.format(innermost=innermost)})))


def test_a_chain_of_elif_is_one_block(planted):
    chain = "def find(x):\n    if x == 1:\n        return 1\n" + "".join(
        f"    elif x == {n}:\n        return {n}\n" for n in range(2, 9))
    assert list(nesting_is_shallow(planted({"chassis/store.py": chain}))) == []


@pytest.mark.parametrize("handler", [
    "except:\n    raise", "except ValueError:\n    pass", "except ValueError:\n    ...",
    "except Exception:\n    x = None", "except Exception as error:\n    x = None",
    "except BaseException:\n    print(1)",
])
def test_an_exception_that_nobody_hears_of_is_found(planted, handler):
    assert len(list(exceptions_are_heard(planted({"chassis/store.py": f"try:\n    x = 1\n{handler}\n"})))) == 1


@pytest.mark.parametrize("handler", [
    "except ValueError:\n    x = None", "except Exception:\n    x = None\n    raise",
    "except Exception as error:\n    park(error)", "except Exception:\n    log.exception('ended')",
])
def test_an_exception_that_is_answered_raised_or_logged_is_in_order(planted, handler):
    assert list(exceptions_are_heard(planted({"chassis/store.py": f"try:\n    x = 1\n{handler}\n"}))) == []


def test_suppressing_everything_is_found(planted):
    text = "import contextlib\nwith contextlib.suppress(Exception):\n    x = 1\n"
    assert list(exceptions_are_heard(planted({"chassis/store.py": text})))
