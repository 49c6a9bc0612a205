"""What the notice tables hold. Lines of one notice are read and locked in order of their subject."""

from casework.notices.running import Line, Notice, Objection
from contracts.problems import NotFound

_LINES = ("SELECT l.subject, l.amount, count(o.*) FILTER (WHERE o.state = 'open') AS open_objections,"
          " count(o.*) FILTER (WHERE o.state = 'upheld') AS upheld FROM notice_lines l LEFT JOIN notice_objections o"
          " USING (notice_id, subject) WHERE l.notice_id = %s")


def open_notice(tx, notice: Notice, lines: list[Line]) -> None:
    """Put up a notice with all of its lines."""
    tx.execute("INSERT INTO notices (notice_id, area, title, working_days, opened_at, ends_at)"
               " VALUES (%s, %s, %s, %s, %s, %s)", notice.notice_id, notice.area, notice.title,
               notice.working_days, notice.opened_at, notice.ends_at)
    tx.execute("INSERT INTO notice_lines (notice_id, subject, amount) SELECT %s, * FROM"
               " unnest(%s::text[], %s::bigint[])", notice.notice_id,
               [line.subject for line in lines], [line.amount for line in lines])


def close_notice(tx, notice_id: str) -> None:
    """Note that a notice has run its days."""
    tx.execute("UPDATE notices SET closed_at = %s WHERE notice_id = %s", tx.now, notice_id)


def notice_of(tx, notice_id: str) -> Notice:
    """The notice, locked until commit, so that its end and an objection meet in some order; raises NotFound."""
    return _notice(tx.one("SELECT * FROM notices WHERE notice_id = %s FOR UPDATE", notice_id))


def notice_seen(tx, notice_id: str) -> Notice:
    """The notice as it is, without locking anything; raises NotFound."""
    return _notice(tx.one("SELECT * FROM notices WHERE notice_id = %s", notice_id))


def _notice(row: dict | None) -> Notice:
    if row is None:
        raise NotFound("没有这个公示")
    same = ("notice_id", "area", "title", "working_days", "opened_at", "ends_at")
    return Notice(**{name: row[name] for name in same}, closed=row["closed_at"] is not None)


def lines_of(tx, notice_id: str) -> tuple[Line, ...]:
    """Every line with the objections that stand against it."""
    return tuple(Line(**row) for row in tx.rows(
        _LINES + " GROUP BY l.subject, l.amount ORDER BY l.subject", notice_id))


def line_of(tx, notice_id: str, subject: str) -> Line:
    """One line of a notice; raises NotFound."""
    row = tx.one(_LINES + " AND l.subject = %s GROUP BY l.subject, l.amount", notice_id, subject)
    if row is None:
        raise NotFound("公示名单中没有这一项")
    return Line(**row)


def raise_objection(tx, objection: Objection) -> None:
    """Keep an objection; the database refuses one that comes too late."""
    tx.execute("INSERT INTO notice_objections (objection_id, notice_id, subject, ground, files, raised_at, state)"
               " VALUES (%s, %s, %s, %s, %s, %s, 'open')", objection.objection_id, objection.notice_id,
               objection.subject, objection.ground, list(objection.files), tx.now)


def objection_of(tx, objection_id: str) -> Objection:
    """The objection, locked until commit; raises NotFound."""
    row = tx.one("SELECT objection_id, notice_id, subject, ground, files, state FROM notice_objections"
                 " WHERE objection_id = %s FOR UPDATE", objection_id)
    if row is None:
        raise NotFound("没有这个异议")
    return Objection(**{**row, "files": tuple(row["files"])})


def resolve_objection(tx, objection_id: str, *, upheld: bool, finding: str) -> None:
    """Decide an objection, once."""
    tx.execute("UPDATE notice_objections SET state = %s, finding = %s, resolved_at = %s WHERE objection_id = %s",
               "upheld" if upheld else "dismissed", finding, tx.now, objection_id)
