"""How a plan goes through the year: per course, what should be done by today and what is, month by month."""

from datetime import date

from contracts.training import COURSE_LABELS, Course
from gateway.zone.cockpit import COURSE_MEASURES, day_of_year, parameter_of
from policies.areas import Level, city_of, level
from policies.areas import area as area_named

MONTHS = 12


def pace(zone, policies, area: str, year: int, today: date) -> dict:
    """Every course of an area's plan against the part of the year that is over; the day itself counts as over.

    The measure is the policy's named reading; fractions of a person-time are cut off on the plan's side, so that
    nobody is behind by less than one.
    """
    on = day_of_year(today, year)
    reading = parameter_of(policies, "training", "plan_pace", area, on)
    plan, citation = _plan(zone, policies, area, year, on)
    done = zone.figures_by_month(tuple(measure.name for measure in COURSE_MEASURES), area, year)
    elapsed = days_elapsed(today, year)
    courses = [_course(course, plan.get(course.value), done.get(f"training.completed.{course.value}", {}), elapsed)
               for course in Course]
    planned = [course for course in courses if course["planned"] is not None]
    return {"area": area, "area_name": area_named(area).name, "year": year, "on": on.isoformat(), "citation": citation,
            "reading": reading and reading.reading, "reading_citation": reading and reading.citation.as_data(),
            "days": {"elapsed": elapsed[0], "of": elapsed[1]}, "courses": courses,
            "complete": all(course["reached"] for course in planned) if planned else None}


def days_elapsed(today: date, year: int) -> tuple[int, int]:
    """(days of the year that are over, today included; days of the year)."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    over = (min(today, last) - first).days + 1
    return max(0, over), (last - first).days + 1


def expected_by(plan: int, elapsed: tuple[int, int]) -> int:
    """The part of a plan that should be done, whole person-times only."""
    return plan * elapsed[0] // elapsed[1]


def _plan(zone, policies, area: str, year: int, on: date) -> tuple[dict[str, int], dict | None]:
    """A place's own plan by course: its document's, or a county's shares."""
    if level(area) is not Level.COUNTY:
        found = parameter_of(policies, "training", "training_plan", area, on)
        return (found.value, found.citation.as_data()) if found and found.area == area else ({}, None)
    sharing = parameter_of(policies, "training", "plan_shared_among_counties", city_of(area), on)
    figures = zone.figures(area, year, by_county=True) if sharing else {}
    shares = {measure.part: figures[measure.shared][area] for measure in COURSE_MEASURES
              if area in figures.get(measure.shared, {})}
    return shares, sharing.citation.as_data() if shares else None


def _course(course: Course, plan: int | None, by_month: dict[int, int], elapsed: tuple[int, int]) -> dict:
    done, months = 0, []
    for month in range(1, MONTHS + 1):
        done += by_month.get(month, 0)
        months.append({"month": month, "done": done})
    expected = None if plan is None else expected_by(plan, elapsed)
    return {"course": course.value, "label": COURSE_LABELS[course], "unit": "人次", "planned": plan, "actual": done,
            "expected": expected, "behind": None if plan is None else max(0, expected - done),
            "reached": None if plan is None else done >= plan, "months": months}
