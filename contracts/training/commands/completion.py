"""Examinations and completion."""

from datetime import date

from contracts.actors import Role
from contracts.fields import count, day, identifier
from contracts.messages import command

_OFFICE = (Role.CITY_STAFF, Role.PROVINCE_STAFF)


@command("training.record_completion", by=(Role.INSTITUTION_STAFF,))
class RecordCompletion:
    """Record the examination of one trainee; attendance and mark decide whether the course is completed."""

    class_id: str = identifier("班级")
    person_id: str = identifier("学员")
    mark: int = count("考核成绩", at_least=0, at_most=100)
    completed_on: date = day("结业日期")
