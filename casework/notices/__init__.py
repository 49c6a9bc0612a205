"""公示: one engine for lists that stand in public before money or an honour is given.

The tables stand in each user's own schema; the database refuses what would go round a notice.
"""

from casework.notices.board import (
    close_notice,
    line_of,
    lines_of,
    notice_of,
    notice_seen,
    objection_of,
    open_notice,
    raise_objection,
    resolve_objection,
)
from casework.notices.running import Line, Notice, Objection, end_of_notice

__all__ = ["Line", "Notice", "Objection", "close_notice", "end_of_notice", "line_of", "lines_of", "notice_of",
           "notice_seen", "objection_of", "open_notice", "raise_objection", "resolve_objection"]
