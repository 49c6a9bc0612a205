"""What may be asked of training."""

from datetime import date

from contracts.actors import Role
from contracts.fields import area_code, choice, count, day, flag, identifier, many_texts, text
from contracts.messages import command
from contracts.training import Course


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
