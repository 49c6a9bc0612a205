"""Guidance after the course, success, and what became of subsidies paid on it."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, day, identifier, many, many_texts, text
from contracts.messages import event, part
from contracts.training import ContactKind, Course, Progress


@part
class FollowUpPublic:
    """The public state of a follow-up; `helpers` are the kinds of people who give it."""

    follow_up_id: str = identifier("跟踪服务")
    person_id: str = identifier("学员")
    area: str = area_code("县市区")
    course: Course = choice(Course, "培训课程")
    helpers: tuple[str, ...] = many_texts("帮扶人员类别")
    state: str = text("状态", at_most=30)
    class_id: str | None = identifier("班级", optional=True)
    institution_id: str | None = identifier("培训机构", optional=True)
    completed_on: date | None = day("结业日期", optional=True)
    progress: Progress | None = choice(Progress, "创业进展", optional=True)
    due_on: date | None = day("首次联系期限", optional=True)
    todo: str | None = text("下一步", optional=True)
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())


@event("training.follow_up_planned.v1", entity="follow_up", person="person_id", label="已安排结业后跟踪帮扶")
class FollowUpPlanned(FollowUpPublic):
    """Guidance after the course is planned."""


@event("training.follow_up_given.v1", entity="follow_up", person="person_id", label="结业后跟踪帮扶")
class FollowUpGiven(FollowUpPublic):
    """A lecturer or mentor was in contact with the trainee. `contact_id` is a mentor's visit where that showed it;
    `contact_progress` is what was found then, which an earlier day's contact may be told later than `progress`.
    """

    contact_id: str = identifier("联系")
    helper: str = text("帮扶人员类别", at_most=20)
    helper_id: str = identifier("帮扶人员")
    kind: ContactKind = choice(ContactKind, "联系方式")
    held_on: date = day("联系日期")
    contact_progress: Progress | None = choice(Progress, "联系当日的创业进展", optional=True)
    advice: str | None = text("指导内容", at_most=500, optional=True)


@part
class SuccessPublic:
    """The completed course that a success is about."""

    success_id: str = identifier("成功记录")
    person_id: str = identifier("学员")
    enrolment_id: str = identifier("报名")
    class_id: str = identifier("班级")
    institution_id: str = identifier("培训机构")
    area: str = area_code("县市区")
    course: Course = choice(Course, "培训课程")
    title: str = text("标题")
    completed_on: date = day("结业日期")


@event("training.success_counted.v1", entity="success", person="person_id", label="培训后创业成功")
class SuccessCounted(SuccessPublic):
    """Who completed a course registered a business within the time that counts; once per completed course."""

    business_id: str = identifier("经营主体")
    registered_on: date = day("登记日期")
    state: str = text("状态", at_most=30, default="counted")


@event("training.success_withdrawn.v1", entity="success", person="person_id", label="培训后创业成功不再计入")
class SuccessWithdrawn(SuccessPublic):
    """The certificate of the course no longer holds."""

    state: str = text("状态", at_most=30, default="withdrawn")


@event("training.revocation_noted.v1", entity="revocation_note", person="person_id", label="学员补贴被撤销，已记录")
class RevocationNoted:
    """A subsidy of a trainee was revoked; their certificates stand, and the desk looks whether they should."""

    revocation_note_id: str = identifier("记录")
    person_id: str = identifier("学员")
    area: str = area_code("地区")
    title: str = text("标题")
    programme: str = text("补贴项目", at_most=64)
    certificates: tuple[str, ...] = many_texts("有效证书编号", default=())
    state: str = text("状态", at_most=30, default="noted")
    todo: str | None = text("下一步", optional=True)
