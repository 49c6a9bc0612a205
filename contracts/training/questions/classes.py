"""One class in depth."""

from contracts.actors import Role
from contracts.fields import identifier
from contracts.messages import question


@question("training.show_class", by=(Role.INSTITUTION_STAFF, Role.LECTURER, Role.CLERK, Role.REVIEWER,
                                     Role.CITY_STAFF, Role.PROVINCE_STAFF, Role.SUPERVISOR))
class ShowClass:
    """A class with its timetable, its trainees, their attendance and examinations."""

    class_id: str = identifier("班级")
