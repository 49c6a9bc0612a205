"""Lecturers of an area."""

from contracts.actors import Role
from contracts.fields import area_code, count
from contracts.messages import question

_STAFF = (Role.CITY_STAFF, Role.PROVINCE_STAFF, Role.SUPERVISOR)


@question("training.list_lecturers", by=(*_STAFF, Role.CLERK))
class ListLecturers:
    """The lecturers of an area with their tier, courses, a year's workload and the grade that sets their pay level.

    Without a year, this one; who taught in it and has no grade for it is marked.
    """

    area: str = area_code("地区")
    year: int | None = count("年度", at_least=2024, at_most=2100, optional=True)
