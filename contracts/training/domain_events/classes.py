"""Classes, enrolments, attendance, completion and certificates."""

from datetime import date

from contracts.fields import area_code, choice, count, day, flag, identifier, many_texts, text
from contracts.messages import event, part
from contracts.training import ClassState, Course, EnrolmentState


@part
class ClassPublic:
    """The public state of a class."""

    class_id: str = identifier("班级")
    institution_id: str = identifier("培训机构")
    area: str = area_code("开班县市区")
    city: str = area_code("市州")
    course: Course = choice(Course, "培训课程")
    title: str = text("班级名称")
    seats: int = count("计划人数")
    starts_on: date = day("开班日期")
    ends_on: date = day("结业日期")
    sessions: int = count("课次")
    state: ClassState = choice(ClassState, "状态")


@event("training.class_approved.v1", entity="class", label="开班备案通过")
class ClassApproved(ClassPublic):
    """A class may be held; its seats are reserved. `beyond_plan` seats were added by a top-up with a ground."""

    beyond_plan: int = count("超计划人次")
    ground: str = text("理由", at_least=0, at_most=500, optional=True)


@event("training.class_referred.v1", entity="class", label="开班备案转上级决定")
class ClassReferred(ClassPublic):
    """A class beyond its course's plan waits for the level above."""

    referred_to: str = area_code("决定机关所在地区")
    reasons: tuple[str, ...] = many_texts("理由代码")


@event("training.class_refused.v1", entity="class", label="开班备案未同意")
class ClassRefused(ClassPublic):
    """A person decided that a referred class is not to be held."""

    ground: str = text("理由", at_most=500)


@event("training.class_cancelled.v1", entity="class", label="班级取消")
class ClassCancelled(ClassPublic):
    """A class is not held; `released` seats are free again."""

    released: int = count("释放人次")
    ground: str = text("理由", at_most=500)


@part
class EnrolmentPublic:
    """The public state of one enrolment."""

    enrolment_id: str = identifier("报名")
    person_id: str = identifier("学员")
    class_id: str = identifier("班级")
    title: str = text("班级名称")
    area: str = area_code("开班县市区")
    city: str = area_code("市州")
    course: Course = choice(Course, "培训课程")
    state: EnrolmentState = choice(EnrolmentState, "状态")


@event("training.trainee_enrolled.v1", entity="enrolment", person="person_id", label="已报名创业培训")
class TraineeEnrolled(EnrolmentPublic):
    """A person has a place in a class."""

    starts_on: date = day("开班日期")


@event("training.attendance_recorded.v1", entity="attendance", label="考勤已记录")
class AttendanceRecorded:
    """Who was present at one session of a class."""

    attendance_id: str = identifier("考勤")
    class_id: str = identifier("班级")
    session: int = count("课次")
    present: tuple[str, ...] = many_texts("到课学员")


@event("training.completed.v1", entity="enrolment", person="person_id", label="创业培训合格")
class TrainingCompleted(EnrolmentPublic):
    """A person completed a course and has a certificate."""

    completed_on: date = day("结业日期")
    certificate_number: str = text("证书编号")
    subsidised: bool = flag("占用计划指标")


@event("training.not_completed.v1", entity="enrolment", person="person_id", label="创业培训未合格")
class TrainingNotCompleted(EnrolmentPublic):
    """A person did not complete; `missing` names what was missing."""

    missing: tuple[str, ...] = many_texts("未达到的条件")


@event("training.certificate_revoked.v1", entity="enrolment", person="person_id", label="培训证书被撤销")
class CertificateRevoked(EnrolmentPublic):
    """A certificate no longer holds."""

    certificate_number: str = text("证书编号")
    ground: str = text("理由", at_most=500)


@event("training.service_rendered.v1", entity="service_act", person="person_id", label="培训服务可评价")
class ServiceRendered:
    """A person received a service from training and may rate it once."""

    service_act_id: str = identifier("服务事项")
    person_id: str = identifier("学员")
    provider_id: str = identifier("服务单位")
    area: str = area_code("县市区")
    what: str = text("服务内容")
