"""Lecturers of an area."""

from contracts.actors import Role
from contracts.fields import area_code
from contracts.messages import question

_STAFF = (Role.CITY_STAFF, Role.PROVINCE_STAFF, Role.SUPERVISOR)


@question("training.list_lecturers", by=(*_STAFF, Role.CLERK))
class ListLecturers:
    """The lecturers of an area with their courses, workload and the grade that sets their pay level."""

    area: str = area_code("地区")
