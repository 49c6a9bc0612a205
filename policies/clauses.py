"""The clause table: every clause of the five documents that a platform could carry, and what carries it.

`docs/clauses.csv` is kept by hand, one row a clause; `python -m policies.clauses` writes the page from it.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "docs" / "clauses.csv"
PAGE = ROOT / "docs" / "clauses.md"
CARRIED, NOT_YET, NOT_CARRIED = "carried", "not yet", "not carried"
STATES = {CARRIED: "已承载", NOT_YET: "尚未", NOT_CARRIED: "不承载"}
_ORIGIN = "由 `python -m policies.clauses` 根据 `docs/clauses.csv` 生成，请勿直接修改。\n"
COLUMNS = ("id", "document", "clause", "says", "state", "carried_by", "reason")


@dataclass(frozen=True, kw_only=True)
class Clause:
    """One row. `carried_by` names files of this repository, or one thing in them as `path::name`."""

    id: str
    document: str
    clause: str
    says: str
    state: str
    carried_by: tuple[str, ...]
    reason: str


@cache
def clause_table(path: Path = TABLE) -> tuple[Clause, ...]:
    """Every row in the order of the file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(Clause(**row | {"carried_by": tuple(row["carried_by"].split())})
                     for row in csv.DictReader(lines))


@cache
def known_clauses() -> dict[str, frozenset[str]]:
    """The clauses that a citation may name, by document."""
    documents = {row.document for row in clause_table()}
    return {document: frozenset(row.clause for row in clause_table() if row.document == document)
            for document in documents}


@cache
def clauses_by_id() -> dict[str, Clause]:
    return {row.id: row for row in clause_table()}


def faults(rows: Iterable[Clause], root: Path = ROOT) -> Iterator[str]:
    """What is wrong with the table, in words: a row that names nothing, gives no reason or isn't there."""
    for row in rows:
        if row.state not in STATES:
            yield f"{row.id}：不认识的状态“{row.state}”"
        if row.state == CARRIED and not row.carried_by:
            yield f"{row.id}：写作已承载，却没有写由什么承载"
        if row.state == NOT_CARRIED and not row.reason.strip():
            yield f"{row.id}：不承载而没有写原因"
        for named in row.carried_by:
            if not _exists(named, root):
                yield f"{row.id}：所指的 {named} 不存在"


def _exists(named: str, root: Path) -> bool:
    path, _, name = named.partition("::")
    if not (root / path).exists():
        return False
    if not name:
        return True
    text = (root / path).read_text(encoding="utf-8")
    exact = re.escape(name)
    if path.endswith(".py"):
        return re.search(rf"^\s*(?:async )?(?:def|class) {exact}\b", text, re.MULTILINE) is not None
    return re.search(rf"^(?:{exact}:|- name: {exact}\s*$)", text, re.MULTILINE) is not None


def page(rows: Iterable[Clause]) -> str:
    """The table as people read it, one section a document."""
    rows = list(rows)
    parts = ["# 条款承载表\n", _ORIGIN]
    for document in dict.fromkeys(row.document for row in rows):
        of_document = [row for row in rows if row.document == document]
        parts += [f"## {document}\n", _summary(of_document),
                  "| 编号 | 条款 | 内容 | 状态 | 承载者、说明 |\n|---|---|---|---|---|"]
        parts += [*map(_line, of_document), ""]
    return "\n".join(parts)


def _summary(rows: list[Clause]) -> str:
    counts = [f"{STATES[state]} {sum(row.state == state for row in rows)}" for state in STATES]
    return f"共 {len(rows)} 条：{'，'.join(counts)}。\n"


def _line(row: Clause) -> str:
    carriers = [f"`{named}`" for named in row.carried_by]
    explained = "<br>".join([*carriers, *filter(None, [row.reason])])
    cells = [row.id, row.clause, row.says, STATES[row.state], explained]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    PAGE.write_text(page(clause_table()), encoding="utf-8")
