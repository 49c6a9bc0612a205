"""Lecturers and cities' teaching research."""

from datetime import date

from contracts.actors import Role
from contracts.fields import area_code, choice, count, day, identifier, many_files, many_texts, text
from contracts.messages import command
from contracts.training import LecturerGrade, LecturerPart, LecturerTier, ResearchKind

_OFFICE = (Role.CITY_STAFF, Role.PROVINCE_STAFF)


@command("training.request_admission", by=(Role.CITIZEN, Role.LECTURER))
class RequestAdmission:
    """A person asks to be a lecturer; the office decides."""

    area: str = area_code("所在地区")
    courses: tuple[str, ...] = many_texts("拟讲授课程", at_most=5)
    files: tuple[str, ...] = many_files("证明材料", at_most=20, default=())


@command("training.decline_admission", by=_OFFICE)
class DeclineAdmission:
    """A person's act: who asked is not admitted, with the ground; they may ask again."""

    lecturer_id: str = identifier("讲师")
    ground: str = text("理由", at_least=4, at_most=500)


@command("training.place_lecturer", by=_OFFICE)
class PlaceLecturer:
    """Put a lecturer into a tier of the pool, with the ground."""

    lecturer_id: str = identifier("讲师")
    tier: LecturerTier = choice(LecturerTier, "梯队")
    ground: str = text("理由", at_least=4, at_most=500)


@command("training.admit_lecturer", by=_OFFICE)
class AdmitLecturer:
    """Take a registered person into the pool of lecturers, for some courses."""

    person_id: str = identifier("讲师本人")
    area: str = area_code("所在地区")
    courses: tuple[str, ...] = many_texts("可讲授课程", at_most=5)


@command("training.update_lecturer", by=(Role.LECTURER,))
class UpdateLecturer:
    """A lecturer's own yearly update: which of the three parts are done."""

    parts: tuple[str, ...] = many_texts("已更新的内容（" + "、".join(LecturerPart) + "）", at_most=3)


@command("training.suspend_lecturer", by=(Role.CALENDAR,))
class SuspendLecturer:
    """The calendar: the day has passed by which a lecturer's update was due."""

    lecturer_id: str = identifier("讲师")
    due_on: date = day("更新期限")


@command("training.resume_lecturer", by=(Role.CLERK, *_OFFICE))
class ResumeLecturer:
    """End a lecturer's suspension after the update is complete; a clerk's decision with its ground."""

    lecturer_id: str = identifier("讲师")
    ground: str = text("理由", at_least=4, at_most=500)


@command("training.appraise_lecturer", by=_OFFICE)
class AppraiseLecturer:
    """The yearly appraisal of a lecturer who taught; its grade sets next year's pay level."""

    lecturer_id: str = identifier("讲师")
    year: int = count("年度", at_least=2024, at_most=2100)
    grade: LecturerGrade = choice(LecturerGrade, "考核等次")
    ground: str = text("考核意见", at_least=4, at_most=500)


@command("training.record_teaching_research", by=_OFFICE)
class RecordTeachingResearch:
    """A city's teaching discussion, observation or exchange of experience was held."""

    area: str = area_code("市州")
    kind: ResearchKind = choice(ResearchKind, "活动类别")
    title: str = text("活动名称", at_most=60)
    held_on: date = day("举办日期")
