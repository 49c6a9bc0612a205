"""What may be asked of training."""

from datetime import date

from contracts.actors import Role
from contracts.fields import area_code, choice, count, day, flag, identifier, many_texts, text
from contracts.messages import command
from contracts.training import Course, LecturerGrade, LecturerPart, ResearchKind


@command("training.open_plan", by=(Role.PROVINCE_STAFF,))
class OpenPlan:
    """Open the year's seat accounts of every city that has a plan within `area`."""

    area: str = area_code("地区")
    year: int = count("年度", at_least=2024, at_most=2100)


@command("training.accredit_institution", by=(Role.CITY_STAFF, Role.PROVINCE_STAFF))
class AccreditInstitution:
    """Let an institution teach some courses until a day."""

    institution_id: str = identifier("培训机构")
    area: str = area_code("机构所在地区")
    courses: tuple[str, ...] = many_texts("可开设课程", at_most=5)
    valid_until: date = day("有效期至")


@command("training.file_class", by=(Role.INSTITUTION_STAFF,))
class FileClass:
    """File a class 开班备案 for a county."""

    institution_id: str = identifier("培训机构")
    area: str = area_code("开班县市区")
    course: Course = choice(Course, "培训课程")
    title: str = text("班级名称", at_most=60)
    seats: int = count("计划人数", at_least=1, at_most=60)
    starts_on: date = day("开班日期")
    ends_on: date = day("结业日期")
    sessions: int = count("课次", at_least=1, at_most=60)


@command("training.decide_referred_class", by=(Role.CITY_STAFF, Role.PROVINCE_STAFF))
class DecideReferredClass:
    """Decide a class that was referred to the level above, with a ground."""

    class_id: str = identifier("班级")
    approve: bool = flag("是否同意")
    ground: str = text("理由", at_least=4, at_most=500)


@command("training.cancel_class", by=(Role.INSTITUTION_STAFF, Role.CITY_STAFF))
class CancelClass:
    """Cancel a class that nobody has completed; its seats are free again."""

    class_id: str = identifier("班级")
    ground: str = text("理由", at_least=2, at_most=500)


@command("training.enrol_trainees", by=(Role.INSTITUTION_STAFF,))
class EnrolTrainees:
    """Enrol people, by their opaque ids, into an approved class; each row gets its own result."""

    class_id: str = identifier("班级")
    person_ids: tuple[str, ...] = many_texts("学员", at_most=10_000)
    keep_good_rows: bool = flag("有问题时保留无误的行", default=True)


@command("training.record_attendance", by=(Role.INSTITUTION_STAFF, Role.LECTURER))
class RecordAttendance:
    """Record who was present at one session."""

    class_id: str = identifier("班级")
    session: int = count("课次", at_least=1, at_most=60)
    present: tuple[str, ...] = many_texts("到课学员", at_most=60)


@command("training.record_completion", by=(Role.INSTITUTION_STAFF,))
class RecordCompletion:
    """Record the examination of one trainee; attendance and mark decide whether the course is completed."""

    class_id: str = identifier("班级")
    person_id: str = identifier("学员")
    mark: int = count("考核成绩", at_least=0, at_most=100)
    completed_on: date = day("结业日期")


@command("training.revoke_certificate", by=(Role.CITY_STAFF, Role.PROVINCE_STAFF))
class RevokeCertificate:
    """Revoke a certificate with a ground; what rests on it elsewhere is told by event."""

    certificate_number: str = text("证书编号", at_most=40)
    ground: str = text("理由", at_least=4, at_most=500)


_OFFICE = (Role.CITY_STAFF, Role.PROVINCE_STAFF)


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


@command("training.dispatch_lecturer", by=(Role.INSTITUTION_STAFF, *_OFFICE))
class DispatchLecturer:
    """Ask a lecturer, from anywhere in the province, to teach a class; the lecturer answers."""

    class_id: str = identifier("班级")
    lecturer_id: str = identifier("讲师")


@command("training.answer_dispatch", by=(Role.LECTURER,))
class AnswerDispatch:
    """A lecturer's own answer to a dispatch."""

    dispatch_id: str = identifier("派遣")
    accept: bool = flag("是否接受")
    ground: str | None = text("理由", at_least=2, at_most=500, optional=True)


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
