"""Who was there."""

from contracts.actors import Role
from contracts.fields import count, identifier, many_texts
from contracts.messages import command

_OFFICE = (Role.CITY_STAFF, Role.PROVINCE_STAFF)


@command("training.record_attendance", by=(Role.INSTITUTION_STAFF, Role.LECTURER))
class RecordAttendance:
    """Record who was present at one session."""

    class_id: str = identifier("班级")
    session: int = count("课次", at_least=1, at_most=60)
    present: tuple[str, ...] = many_texts("到课学员", at_most=60)
