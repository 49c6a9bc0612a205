"""Plan against actual, by area: every plan figure with its clause, every actual figure the sum of its events."""

from dataclasses import dataclass
from datetime import date

from contracts.training import COURSE_LABELS, Course
from policies.areas import Level, children, cities_within, city_of, level
from policies.areas import area as area_named
from policies.errors import NotInForce, UnknownArea
from policies.parameters import Parameter

FEN_PER_WAN_YUAN = 1_000_000
_COUNTY_DIGITS = 6


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One line of the cockpit: which policy plans it, which figure counts it.

    `part` picks one entry of a plan that is a table; `per` divides the figure into the plan's unit, whole units
    only; a `stock` counts everything up to the year's end, a flow the year alone. `shared` is the figure that says
    how much of its city's plan a county has.
    """

    name: str
    label: str
    unit: str
    pillar: str
    plan_key: str
    part: str | None = None
    per: int = 1
    stock: bool = False
    shared: str | None = None


@dataclass(frozen=True, kw_only=True)
class Target:
    """What a document aims at for its whole area, not by city: which policy says so, which figure counts it.

    Heads (人) and person-times (人次) are different figures; the unit is the document's.
    """

    name: str
    pillar: str
    key: str
    stock: bool = False


COURSE_MEASURES = tuple(
    Measure(name=f"training.completed.{course.value}", label=f"创业培训：{COURSE_LABELS[course]}", unit="人次",
            pillar="training", plan_key="training_plan", part=course.value, shared=f"training.shared.{course.value}")
    for course in Course)
MEASURES = (
    *COURSE_MEASURES,
    Measure(name="loans.disbursed_fen", label="新发放创业担保贷款", unit="万元", pillar="loans",
            plan_key="new_loans_plan", per=FEN_PER_WAN_YUAN),
    Measure(name="loans.jobs", label="贷款带动就业", unit="人", pillar="loans", plan_key="jobs_from_loans_plan"),
    Measure(name="incubators.bases", label="创业孵化基地（累计）", unit="个", pillar="incubators",
            plan_key="bases_plan", stock=True),
    Measure(name="incubators.tenants", label="在孵实体", unit="个", pillar="incubators", plan_key="tenants_plan",
            stock=True),
    Measure(name="incubators.jobs", label="在孵实体吸纳就业", unit="人", pillar="incubators",
            plan_key="tenant_jobs_plan", stock=True),
)
_IN_HEADS = ("health_industry_trainees_target", "guidance_trainees_target", "backbone_trainees_target",
             "graduate_talents_target", "leading_talents_target")
TARGETS = (
    Target(name="training.completed", pillar="training", key="training_plan_total"),
    Target(name="training.completed", pillar="training", key="training_per_year_aim"),
    *(Target(name=f"training.counted.{key}", pillar="training", key=key, stock=True) for key in _IN_HEADS),
    Target(name="training.lecturers", pillar="training", key="lecturers_target", stock=True),
    Target(name="incubators.conferred.demonstration_bases", pillar="incubators", key="demonstration_bases_target",
           stock=True),
)
# What is counted up to a year's end and not in the year alone, so that what is behind it is of earlier years too.
STOCKS = frozenset(one.name for one in (*MEASURES, *TARGETS) if one.stock)


def cockpit(zone, policies, area: str, year: int, today: date) -> dict:
    """Every measure of every city within `area`, their totals, and what documents aim at for the area as a whole.

    Totals are the sums of the cities; of a county its own figures. Of a city or county the counties' shares are
    shown too.
    """
    on = day_of_year(today, year)
    cities = cities_within(area) or (area,)
    below = not cities_within(area)  # a county, or what lies in one
    flows = zone.figures(area, year, by_county=below)
    stocks = zone.figures(area, year, up_to=True, by_county=below)
    rows = [_row(measure, city, year, policies, on, (stocks if measure.stock else flows).get(measure.name, {}))
            for city in cities for measure in MEASURES]
    return {"area": area, "year": year, "rows": rows,
            "totals": [_total(measure, area, year, [r for r in rows if r["measure"] == measure.name])
                       for measure in MEASURES],
            "counties": list(_counties(zone, policies, area, year, on)),
            "targets": list(_targets(zone, policies, area, year, on))}


def day_of_year(today: date, year: int) -> date:
    """The day whose policy rules a year: today within it, else the year's nearest day."""
    return min(max(today, date(year, 1, 1)), date(year, 12, 31))


def _row(measure: Measure, city: str, year: int, policies, on: date, figures: dict[str, int]) -> dict:
    planned, citation = _plan(measure, city, policies, on)
    actual = figures.get(city[:_COUNTY_DIGITS], 0)
    return _line(measure, city, year, planned, actual, citation)


def _line(measure: Measure, area: str, year: int, planned: int | None, raw: int, citation: dict | None) -> dict:
    actual = raw // measure.per if raw >= 0 else -(-raw // measure.per)
    reached = None if planned is None else raw >= planned * measure.per
    return _shown(measure.name, measure.label, measure.unit, area, year, planned, actual, raw, reached, citation)


def _shown(name: str, label: str, unit: str, area: str, year: int, planned: int | None, actual: int, raw: int,
           reached: bool | None, citation: dict | None, reading: str | None = None) -> dict:
    return {"area": area, "area_name": area_named(area).name, "measure": name, "label": label, "unit": unit,
            "planned": planned, "actual": actual, "raw": raw, "reached": reached, "citation": citation,
            "reading": reading, "events_at": f"/api/v1/cockpit/events?measure={name}&area={area}&year={year}"}


def _plan(measure: Measure, city: str, policies, on: date) -> tuple[int | None, dict | None]:
    parameter = parameter_of(policies, measure.pillar, measure.plan_key, city, on)
    if parameter is None or parameter.area != city:
        return None, None  # the province's own total is not a city's plan
    value = parameter.value[measure.part] if measure.part else parameter.value
    return value, parameter.citation.as_data()


def parameter_of(policies, pillar: str, key: str, area: str, on: date) -> Parameter | None:
    """What a document sets for an area on a day; None where none does."""
    try:
        return policies.view(pillar, area=area, on=on).parameter(key)
    except NotInForce:
        return None


def _total(measure: Measure, area: str, year: int, rows: list[dict]) -> dict:
    plans = [row["planned"] for row in rows if row["planned"] is not None]
    citation = next((row["citation"] for row in rows if row["citation"]), None)
    return _line(measure, area, year, sum(plans) if plans else None, sum(row["raw"] for row in rows), citation)


def _counties(zone, policies, area: str, year: int, on: date):
    """Counties' shares of their city's plan and what happened there; nothing above the city."""
    try:
        city = city_of(area)
    except UnknownArea:
        return
    sharing = parameter_of(policies, "training", "plan_shared_among_counties", city, on)
    if sharing is None:
        return
    figures = zone.figures(area, year, by_county=True)
    for county in (one.code for one in children(city) if level(one.code) is Level.COUNTY):
        for measure in (one for one in MEASURES if one.shared and area in (city, county)):
            share, done = figures.get(measure.shared, {}).get(county), figures.get(measure.name, {}).get(county, 0)
            if share is not None or done:
                yield _line(measure, county, year, share, done, sharing.citation.as_data() if share else None)


def _targets(zone, policies, area: str, year: int, on: date):
    """What documents aim at for the area, or for the area above that it lies in: shown for the whole of that area."""
    for target in TARGETS:
        aim = parameter_of(policies, target.pillar, target.key, area, on)
        if aim is not None:
            counted = zone.figures(aim.area, year, up_to=target.stock).get(target.name, {})
            raw = sum(counted.values())
            yield _shown(target.name, aim.label, aim.unit or "", aim.area, year, aim.value, raw, raw, raw >= aim.value,
                         aim.citation.as_data(), aim.reading)
