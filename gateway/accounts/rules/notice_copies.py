"""What stands in public of a notice."""

from collections.abc import Mapping

_SHOWN = ("notice_id", "title", "area", "opened_on", "closes_on", "working_days", "notes")
_SHOWN_OF_A_LINE = ("claim_id", "area", "programme", "amount")


def public_notice(notice: Mapping, names: Mapping[str, str | None]) -> dict:
    """A notice as anybody sees it, with the names that `names` gives by claimant, and no id of a person."""
    lines = [{name: line[name] for name in _SHOWN_OF_A_LINE} | {"name": names.get(line["person_id"])}
             for line in notice["lines"]]
    return {name: notice[name] for name in _SHOWN} | {"lines": lines}
