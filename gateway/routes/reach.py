"""指挥舱：补贴覆盖面和各步用时, for those who answer for an area; each figure opens its cases."""

from functools import cache

from contracts.problems import Forbidden
from contracts.zone.reach import ReachCases, ReachCasesQuery, ReachPage, ReachQuery
from gateway.http.request import Request
from gateway.http.route import Route
from gateway.zone.coverage import Span, coverage, coverage_cases
from gateway.zone.queries import AREA_ROLES
from gateway.zone.step_times import step_cases, step_times
from policies.working_calendar import WorkingCalendar

_STAFF = tuple(sorted(AREA_ROLES))


def show_reach(request: Request) -> dict:
    """How far subsidies reach in an area and year, and how long each step takes, beside last year."""
    wanted, zone, today = _asked(request)
    return {"area": wanted.area, "year": wanted.year, "until": Span.of(wanted.year, today).last,
            "coverage": coverage(zone, wanted.area, wanted.year, today),
            "steps": step_times(zone, _calendar(), wanted.area, wanted.year, today)}


def show_reach_cases(request: Request) -> dict:
    """The cases behind one figure."""
    wanted, zone, today = _asked(request)
    kind, _, step = wanted.measure.value.partition(":")
    programme = wanted.programme or ""
    if step:
        return {"items": step_cases(zone, _calendar(), step, wanted.area, wanted.year, programme, today)}
    return {"items": coverage_cases(zone, kind, wanted.area, wanted.year, programme, today)}


def _asked(request: Request) -> tuple:
    wanted = request.query
    if not request.actor.covers(wanted.area):
        raise Forbidden("只能查看本人负责地区的事项", needed_area=wanted.area)
    return wanted, request.context.zone, request.context.clock.today()


@cache
def _calendar() -> WorkingCalendar:
    return WorkingCalendar.load()


ROUTES = (
    Route("GET", "/cockpit/subsidies", show_reach, "指挥舱：补贴覆盖面和各步用时", "zone", by=_STAFF, query=ReachQuery,
          answer=ReachPage, description="每个数字与上年同期并列，附基数，并打开其后的案件。"),
    Route("GET", "/cockpit/subsidies/cases", show_reach_cases, "一个补贴数字背后的案件", "zone", by=_STAFF,
          query=ReachCasesQuery, answer=ReachCases),
)
