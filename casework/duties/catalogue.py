"""The duties that hold in an area on a day, as `duties.yaml` states them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from contracts.decisions import Citation
from policies.areas import city_of
from policies.reader import PolicyView

_STATED = {"owed_by", "pillar", "at_least", "due", "shown_by", "when_late", "only_who", "also_shown_by"}
_IDS = {"base": "base_id", "mentor": "mentor_id", "lecturer": "lecturer_id"}
_COUNTY_DIGITS = 6


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One duty. `due` None: the source names no day. Any event of `shown_by` shows it; `only` narrows which of them,
    field by field; `only_who` names what must be true of somebody for them to owe it (None: everybody of that kind
    does).
    """

    code: str
    label: str
    owed_by: str
    pillar: str
    at_least: int
    due: date | None
    shown_by: tuple[str, ...]
    when_late: str
    citation: Citation
    reading: str | None = None
    only: Mapping[str, Any] = field(default_factory=dict)
    only_who: str | None = None


def duties_in(view: PolicyView) -> tuple[Duty, ...]:
    """The duties of a view of pillar `duties`, in order of code."""
    return tuple(_duty(view.parameter(key)) for key in sorted(view.keys()) if view.value(key) is not None)


def _duty(parameter) -> Duty:
    stated = parameter.value
    due = date.fromisoformat(stated["due"]) if stated["due"] else None
    return Duty(code=parameter.key, label=parameter.label, owed_by=stated["owed_by"], pillar=stated["pillar"],
                at_least=stated["at_least"], due=due, when_late=stated["when_late"],
                citation=parameter.citation, reading=parameter.reading, only_who=stated.get("only_who"),
                shown_by=(stated["shown_by"], *stated.get("also_shown_by", ())),
                only={key: value for key, value in stated.items() if key not in _STATED})


def is_shown_by(duty: Duty, event_type: str, data: Mapping[str, Any]) -> bool:
    """Whether an event counts toward the duty: its type, and every field that the duty narrows."""
    return event_type in duty.shown_by and all(data.get(key) == value for key, value in duty.only.items())


def debtor_of(duty: Duty, data: Mapping[str, Any]) -> str | None:
    """Whose duty an event shows: the id of a base, mentor or lecturer, or the code of a county or city.

    None where the event names nobody, such as a visit that was not to a base.
    """
    if duty.owed_by in _IDS:
        return data.get(_IDS[duty.owed_by])
    area = data["area"]
    return city_of(area) if duty.owed_by == "city" else area[:_COUNTY_DIGITS]
