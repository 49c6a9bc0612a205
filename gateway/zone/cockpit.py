"""Plan against actual, by area: every plan figure with its clause, every actual figure the sum of its events."""

from dataclasses import dataclass
from datetime import date

from contracts.training import COURSE_LABELS, Course
from policies.areas import area as area_named
from policies.areas import cities_within
from policies.errors import NotInForce

FEN_PER_WAN_YUAN = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One line of the cockpit: which policy plans it, which figure counts it.

    `part` picks one entry of a plan that is a table; `per` divides the figure into the plan's unit, whole units
    only; a `stock` counts everything up to the year's end, a flow the year alone.
    """

    name: str
    label: str
    unit: str
    pillar: str
    plan_key: str
    part: str | None = None
    per: int = 1
    stock: bool = False


MEASURES = (
    *(Measure(name=f"training.completed.{course.value}", label=f"创业培训：{COURSE_LABELS[course]}", unit="人次",
              pillar="training", plan_key="training_plan", part=course.value) for course in Course),
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


def cockpit(zone, policies, area: str, year: int, today: date) -> dict:
    """Every measure of every city within `area`, and their totals. Totals are the sums of the cities."""
    on = min(max(today, date(year, 1, 1)), date(year, 12, 31))
    flows, stocks = zone.figures(area, year), zone.figures(area, year, up_to=True)
    cities = cities_within(area) or (area,)
    rows = [_row(measure, city, year, policies, on, (stocks if measure.stock else flows).get(measure.name, {}))
            for city in cities for measure in MEASURES]
    return {"area": area, "year": year, "rows": rows,
            "totals": [_total(measure, area, year, [r for r in rows if r["measure"] == measure.name])
                       for measure in MEASURES]}


def _row(measure: Measure, city: str, year: int, policies, on: date, figures: dict[str, int]) -> dict:
    planned, citation = _plan(measure, city, policies, on)
    actual = figures.get(city, 0)
    return _line(measure, city, year, planned, actual, citation)


def _line(measure: Measure, area: str, year: int, planned: int | None, raw: int, citation: dict | None) -> dict:
    actual = raw // measure.per if raw >= 0 else -(-raw // measure.per)
    reached = None if planned is None else raw >= planned * measure.per
    return {"area": area, "area_name": area_named(area).name, "measure": measure.name, "label": measure.label,
            "unit": measure.unit, "planned": planned, "actual": actual, "raw": raw, "reached": reached,
            "citation": citation,
            "events_at": f"/api/v1/cockpit/events?measure={measure.name}&area={area}&year={year}"}


def _plan(measure: Measure, city: str, policies, on: date) -> tuple[int | None, dict | None]:
    try:
        parameter = policies.view(measure.pillar, area=city, on=on).parameter(measure.plan_key)
    except NotInForce:
        return None, None
    if parameter.area != city:
        return None, None  # the province's own total is not a city's plan
    value = parameter.value[measure.part] if measure.part else parameter.value
    return value, parameter.citation.as_data()


def _total(measure: Measure, area: str, year: int, rows: list[dict]) -> dict:
    plans = [row["planned"] for row in rows if row["planned"] is not None]
    citation = next((row["citation"] for row in rows if row["citation"]), None)
    return _line(measure, area, year, sum(plans) if plans else None, sum(row["raw"] for row in rows), citation)
