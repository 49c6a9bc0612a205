"""What is owed in an area and year, by whom, and how far it is: counted here, decided nowhere.

Evidence stands in the figures as `duty:<code>:<who owes it>`, so that it is rebuilt and recounted with them and
opens the events behind it. A consequence is decided by the pillar that owns the subject.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from casework.duties import Duty, debtor_of, duties_in, is_shown_by, standing
from contracts.messages import Message
from policies.areas import Level, children, cities_within, city_of, is_within, level
from policies.areas import area as area_named
from policies.errors import UnknownArea
from policies.reader import Policies

STATE_LABELS = {"open": "未到期", "met": "已完成", "late": "已逾期"}
# Who owes something and is no area.
ENTITIES = ("base", "mentor", "lecturer")


@cache
def _known() -> tuple[tuple[str, Duty], ...]:
    """Every duty that some area states, with that area."""
    found = {}
    for area, key, duty in _stated(Policies.load()):
        if duty.code == key:
            found[area, duty.code, duty.shown_by, str(duty.only)] = (area, duty)
    return tuple(found.values())


def _stated(policies: Policies) -> Iterator[tuple[str, str, Duty]]:
    """(area, key, duty) for each version of each duty's series, and the duties in force beside it."""
    for series in policies.series():
        for version in series.versions if series.pillar == "duties" else ():
            for duty in duties_in(policies.view("duties", area=series.area, on=version.from_day)):
                yield series.area, series.key, duty


def learn_duties() -> None:
    """Read what the policies state now: the first event is not to wait for it."""
    _known()


def shown_duties(event: Message, data: Mapping[str, Any]) -> Iterator[tuple[str, str, int, str | None]]:
    """What an event shows to be done: (measure, area, 1, the day on which it was held)."""
    for area, duty in _known():
        if event.type in duty.shown_by and is_shown_by(duty, event.type, data) and _lies_in(data.get("area"), area):
            debtor = debtor_of(duty, data)
            if debtor:
                yield measure(duty.code, debtor), data["area"], 1, data.get("held_on")


def _lies_in(area: str | None, of: str) -> bool:
    return area is not None and is_within(area, of)


def measure(code: str, debtor: str) -> str:
    return f"duty:{code}:{debtor}"


def duties_of(zone, area: str, year: int, today: date, code: str | None = None) -> list[dict]:
    """Every duty of a year within an area, who owes it and how far they are; one code only if asked."""
    on = min(max(today, date(year, 1, 1)), date(year, 12, 31))
    evidence, debtors = zone.duty_evidence(area, year), zone.duty_debtors(area, date(year, 1, 1), on)
    return [line for city in _cities(area) for line in _of_city(zone, city, area, on, today, evidence, debtors)
            if code is None or line["duty"] == code]


def _cities(area: str) -> tuple[str, ...]:
    found = cities_within(area)
    if found:
        return found
    try:
        return (city_of(area),)
    except UnknownArea:
        return ()


def _of_city(zone, city: str, area: str, on: date, today: date, evidence, debtors) -> Iterator[dict]:
    for duty in duties_in(zone.policies.view("duties", area=city, on=on)):
        if duty.due is not None and duty.due.year != on.year:
            continue
        for debtor, name, where in _who_owes(duty, city, area, debtors):
            yield _line(duty, debtor, name, where, evidence.get(measure(duty.code, debtor), ()), on, today)


def _who_owes(duty: Duty, city: str, area: str, debtors) -> Iterator[tuple[str, str, str]]:
    """(id or code, name, area) of everybody in the city, as far as within the area asked for, who owes the duty."""
    if duty.owed_by in ENTITIES:
        yield from (one[:3] for one in debtors.get(duty.owed_by, ())
                    if is_within(one[2], city) and duty.only_who in {None, *one[3]})
        return
    places = (area_named(city),) if duty.owed_by == "city" else children(city)
    wanted = Level.CITY if duty.owed_by == "city" else Level.COUNTY
    yield from ((place.code, place.name, place.code) for place in places
                if level(place.code) is wanted and is_within(place.code, area))


def _line(duty: Duty, debtor: str, name: str, where: str, days, on: date, today: date) -> dict:
    stands = standing(duty.at_least, duty.due, days, today)
    return {"duty": duty.code, "label": duty.label, "owed_by": duty.owed_by, "debtor": debtor, "debtor_name": name,
            "area": where, "counted": stands.counted, "at_least": stands.at_least, "due_on": duty.due,
            "state": stands.state.value, "state_label": STATE_LABELS[stands.state.value], "met_on": stands.met_on,
            "when_late": duty.when_late, "reading": duty.reading, "citation": duty.citation.as_data(),
            "events_at": f"/api/v1/cockpit/events?measure={measure(duty.code, debtor)}&area={where}&year={on.year}"}
