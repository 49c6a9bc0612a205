"""Examinations and completion."""

from datetime import date

from contracts.actors import Role
from contracts.fields import count, day, identifier, many
from contracts.messages import command, part

_OFFICE = (Role.CITY_STAFF, Role.PROVINCE_STAFF)


@command("training.record_completion", by=(Role.INSTITUTION_STAFF,))
class RecordCompletion:
    """Record the examination of one trainee; attendance and mark decide whether the course is completed."""

    class_id: str = identifier("班级")
    person_id: str = identifier("学员")
    mark: int = count("考核成绩", at_least=0, at_most=100)
    completed_on: date = day("结业日期")


@part
class ExaminationResult:
    """One trainee's mark."""

    person_id: str = identifier("学员")
    mark: int = count("考核成绩", at_least=0, at_most=100)


@command("training.complete_class", by=(Role.INSTITUTION_STAFF,))
class CompleteClass:
    """Record the examination of many trainees of one class at once; each is decided on their own."""

    class_id: str = identifier("班级")
    completed_on: date = day("结业日期")
    results: tuple[ExaminationResult, ...] = many(ExaminationResult, "考核结果", at_most=500)
