"""How many working days claims spend in each step, from the lines that they left on the timeline."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import partial

from casework.working_days import working_days_between
from contracts.actors import area_prefix
from gateway.zone.coverage import MOST, TENTHS, Span
from gateway.zone.listings import read_for_everybody
from policies.areas import area as area_named
from policies.areas import county_of
from policies.errors import NoCalendarYet

# Step → its name, the event it begins with, the event it ends with.
STEPS = {"verification": ("核实", "claim_submitted", "verified"), "approval": ("审定", "verified", "approved"),
         "before_notice": ("等待公示", "approved", "publicised"), "notice": ("公示", "publicised", "cleared"),
         "payment": ("支付", "cleared", "settled")}

# Each claim's first day of each event; a step counts in the year in which it ended.
_DAYS = """
WITH days AS (
    SELECT t.entity_id, t.person_id, c.area, c.data ->> 'programme' AS programme,
           min((t.occurred_at AT TIME ZONE 'Asia/Shanghai')::date) FILTER (WHERE t.type = %(begins)s) AS began,
           min((t.occurred_at AT TIME ZONE 'Asia/Shanghai')::date) FILTER (WHERE t.type = %(ends)s) AS ended
      FROM cases c JOIN timeline t ON t.person_id = c.person_id AND t.entity_id = c.entity_id
     WHERE c.pillar = 'subsidies' AND c.entity = 'claim' AND c.area LIKE %(prefix)s
       AND t.type IN (%(begins)s, %(ends)s) GROUP BY 1, 2, 3, 4
)"""
_ENDED = " FROM days WHERE began IS NOT NULL AND ended BETWEEN %(first)s AND %(last)s"
_COUNTED = (_DAYS + " SELECT area, programme, began, ended, count(*)::integer AS claims" + _ENDED
            + " GROUP BY 1, 2, 3, 4")
_CASES = (_DAYS + " SELECT person_id, area, 'subsidies' AS pillar, 'claim' AS entity, entity_id, began, ended" + _ENDED
          + " AND %(programme)s IN ('', programme) ORDER BY ended - began DESC, entity_id LIMIT %(most)s")


def step_times(zone, calendar, area: str, year: int, today: date) -> list[dict]:
    """Working days in each step, by county and the whole area, by programme and over all, beside last year's."""
    span = Span.of(year, today)
    return [line for step in STEPS for line in _of_step(zone, calendar, step, area, span, year)]


def _of_step(zone, calendar, step: str, area: str, span: Span, year: int) -> Iterator[dict]:
    now = _days(zone, calendar, step, area, span)
    before = _days(zone, calendar, step, area, span.a_year_before())
    for place, programme in sorted(now.keys() | before.keys()):
        yield {"area": place, "area_name": area_named(place).name, "programme": programme or None, "step": step,
               "label": STEPS[step][0], **_figures(now.get((place, programme), {})),
               **{f"{name}_last_year": figure for name, figure in _figures(before.get((place, programme), {})).items()},
               "cases_at": f"/api/v1/cockpit/subsidies/cases?measure=step:{step}&area={place}&year={year}"
                           + (f"&programme={programme}" if programme else "")}


def _days(zone, calendar, step: str, area: str, span: Span) -> dict[tuple[str, str], dict[int | None, int]]:
    """How many claims took how many working days, by (area, programme); "" stands for all programmes."""
    found: dict[tuple[str, str], dict[int | None, int]] = {}
    for row in read_for_everybody(zone, _COUNTED, _asked(step, area, span)):
        days = _working_days(calendar, row)
        for place in {county_of(row["area"]), area}:
            for programme in (row["programme"], ""):
                counted = found.setdefault((place, programme), {})
                counted[days] = counted.get(days, 0) + row["claims"]
    return found


def _working_days(calendar, row: dict) -> int | None:
    """The days of one row; None where no table says which days of the year are working days."""
    try:
        return working_days_between(partial(calendar.is_working_day, area=row["area"]), row["began"], row["ended"])
    except NoCalendarYet:
        return None


def _asked(step: str, area: str, span: Span) -> dict:
    _, begins, ends = STEPS[step]
    return {"prefix": area_prefix(area) + "%", "begins": f"subsidies.{begins}.v1", "ends": f"subsidies.{ends}.v1",
            **span.as_arguments()}


def _figures(counted: dict[int | None, int]) -> dict:
    """How many claims, the middle and the longest time, and the mean with one decimal, cut off; what has no calendar
    is left out."""
    counted = {days: number for days, number in counted.items() if days is not None}
    claims = sum(counted.values())
    if not claims:
        return {"claims": 0, "mean_days": None, "middle_days": None, "longest_days": None}
    mean = Fraction(sum(days * number for days, number in counted.items()), claims)
    tenths = int(mean * TENTHS)
    return {"claims": claims, "mean_days": f"{tenths // TENTHS}.{tenths % TENTHS}",
            "middle_days": _middle(counted, claims), "longest_days": max(counted)}


def _middle(counted: dict[int, int], claims: int) -> int:
    """The time within which at least half of the claims were done."""
    seen = 0
    for days in sorted(counted):
        seen += counted[days]
        if seen * 2 >= claims:
            return days
    return max(counted)


def step_cases(zone, calendar, step: str, area: str, year: int, programme: str, today: date) -> list[dict]:
    """The claims behind a step's figure, the slowest on top, each with its working days."""
    asked = _asked(step, area, Span.of(year, today)) | {"programme": programme, "most": MOST}
    return [row | {"days": _working_days(calendar, row)}
            for row in read_for_everybody(zone, _CASES, asked)]
