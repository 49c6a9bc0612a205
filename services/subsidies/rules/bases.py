"""The claims that a programme for organisations may make about one of their incubation bases."""

from datetime import date

from services.subsidies.model import Base, BaseData
from services.subsidies.rules.periods import base_of, year_of
from services.subsidies.rules.predicates import Case, predicate


def _bases(case: Case) -> dict:
    base = base_of(case.period, case.facts)
    return {"base": base.base_id, "level": base.level} if base else {}


@predicate("基地经认定后自动更新；认定情况有误的，可向认定部门申请核对", _bases)
def base_recognised(case: Case, levels: list[str] | None = None, kinds: list[str] | None = None) -> bool | None:
    """The base of the period is recognised, at one of the levels and of one of the kinds when some are named; for
    a year's subsidy by the end of that year. When it was raised to its level later, the first day is not known."""
    base = base_of(case.period, case.facts)
    if base is None or not base.holds or (levels is not None and base.level not in levels):
        return False
    return _in_time(base, year_of(case.period)) if kinds is None or base.kind in kinds else False


def _in_time(base: Base, year: int | None) -> bool | None:
    if year is None or (base.recognised_on and base.recognised_on <= date(year, 12, 31)):
        return True
    return False if base.recognised_on and base.newly else None


def data_of(case: Case) -> BaseData | None:
    """The data of the period's base that were confirmed after the year that the period is for, the newest first."""
    base, year = base_of(case.period, case.facts), year_of(case.period)
    found = [data for data in case.facts.base_data
             if base and data.base_id == base.base_id and (year is None or data.year > year)]
    return max(found, key=lambda data: data.year, default=None)


@predicate("请在平台更新基地信息和全部在孵实体信息，更新完整后自动判断",
           lambda case: {"tenants": data_of(case).tenants} if data_of(case) else {})
def base_data_complete(case: Case) -> bool:
    """The data of the base and of every tenant were confirmed in the year in which the subsidy is handled."""
    return data_of(case) is not None
