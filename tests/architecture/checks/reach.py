"""Where SQL may stand, and who may publish."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.checks.imports import LAYERS
from tests.architecture.checks.shape import homes
from tests.architecture.tree import SourceFile, SourceTree

_STATEMENT = re.compile(
    r"\s*(SELECT\s.*|INSERT INTO\s.*|UPDATE \w.*\sSET\s.*|DELETE FROM\s.*|WITH \w+ AS\b.*|TRUNCATE\s.*|LISTEN \w+"
    r"|LOCK TABLE\s.*|(CREATE|ALTER|DROP) (TABLE|SCHEMA|ROLE|INDEX|VIEW|FUNCTION|DATABASE|TYPE)\b.*)", re.S)
_ASKED_FOR_EACH_ROW = re.compile(r"(?<!SELECT )clock\.business_now\(\)")
_WITH_SQL = ("chassis", "casework", "gateway/zone")
_SCRIPTS = (*_WITH_SQL, "tests")

# Operators read logs and failed messages across schemas, with a role of their own; the private server is made
# before any schema exists.
_WITHOUT_STORE = ("ops/", "dev/postgres.py")

# The relay sends what `record` put into the outbox; calls and their answers are no events.
PUBLISHERS = ("chassis/relay.py", "chassis/call_line.py", "chassis/calls.py")
_PUBLISHING = {"basic_publish", "Producer", "Publisher", "event_dispatcher", "EventDispatcher", "producers"}


def sql_lives_in_stores(tree: SourceTree) -> Iterator[str]:
    """SQL stands in a pillar's store and migrations, chassis, casework, the zone and ops; nowhere else."""
    allowed = tuple(_allowed(tree))
    for file in tree.python(*LAYERS):
        if file.path.startswith(allowed):
            continue
        yield from (f"{file.at(node)} holds SQL: {node.value.strip()[:40]!r}" for node in _statements(file))
    for file in tree.named(".sql"):
        if "migrations" not in file.parts and not file.path.startswith(tuple(f"{place}/" for place in _SCRIPTS)):
            yield f"{file.path} is SQL outside of migrations"


def _allowed(tree: SourceTree) -> Iterator[str]:
    yield from (f"{place}/" for place in _WITH_SQL)
    yield from _WITHOUT_STORE
    for home in homes(tree):
        yield from (f"{home}/store.py", f"{home}/store/", f"{home}/migrations/")


def _statements(file: SourceFile) -> Iterator[ast.Constant]:
    prose = {node.value for node in ast.walk(file.syntax) if isinstance(node, ast.Expr)}
    for node in ast.walk(file.syntax):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in prose \
                and _STATEMENT.fullmatch(node.value):
            yield node


def publishing_is_reachable_through_record_alone(tree: SourceTree) -> Iterator[str]:
    """Only the chassis's named modules hand a message to the broker, and only the transaction fills the outbox."""
    for file in tree.python(*LAYERS):
        if file.path not in PUBLISHERS:
            yield from (f"{file.at(node)} reaches {name}" for name, node in _names(file) if name in _PUBLISHING)
        if file.path != "chassis/store.py":
            yield from (f"{file.at(node)} fills the outbox" for node in _statements(file)
                        if re.search(r"INSERT INTO (\w+\.)?outbox\b", node.value))


def _names(file: SourceFile) -> Iterator[tuple[str, ast.AST]]:
    for node in ast.walk(file.syntax):
        if isinstance(node, ast.Attribute):
            yield node.attr, node
        if isinstance(node, ast.Name):
            yield node.id, node
        if isinstance(node, ast.ImportFrom):
            yield from ((alias.name, node) for alias in node.names)


def business_time_is_asked_once(tree: SourceTree) -> Iterator[str]:
    """A bare `clock.business_now()` in a condition is asked anew for each row and can use no index; as
    `(SELECT clock.business_now())` it is asked once a statement."""
    for file in tree.python(*LAYERS, "ops"):
        for number, line in enumerate(file.text.splitlines(), start=1):
            if _ASKED_FOR_EACH_ROW.search(line):
                yield f"{file.path}:{number} asks business time for each row"
