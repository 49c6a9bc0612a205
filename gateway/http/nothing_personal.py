"""What must stand in no free text and no address: numbers of people. Each has a place of its own, and is sealed there.

Texts travel in commands and events and are kept in history, from where nothing can be taken out again.
"""

import re
from collections.abc import Iterator
from typing import Any

from contracts.problems import Invalid
from gateway.accounts.rules.free_texts import NOT_HERE, holds_number_of_a_person

# The places that such numbers have, and what is never kept; rows of a sheet are judged one by one by accounts.
PLACES = frozenset({"id_number", "phone", "bank_account", "address", "password", "rows"})
_LONG_NUMBER = re.compile(r"[0-9]{11}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def require_nothing_personal(data: dict) -> None:
    """Raise Invalid naming every field, but for the places meant for them, that holds a number of a person."""
    wrong = list(_found(data, ""))
    if wrong:
        raise Invalid("请检查标出的内容", fields={path: [NOT_HERE] for path in wrong})


def _found(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in PLACES:
                yield from _found(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _found(inner, f"{path}.{number}")
    elif isinstance(value, str) and holds_number_of_a_person(value):
        yield path


def may_name_a_request(sent: str) -> bool:
    """Whether a caller's own request id may stand in logs and events: no long number but within a UUID."""
    return bool(_UUID.fullmatch(sent)) or not _LONG_NUMBER.search(sent)
