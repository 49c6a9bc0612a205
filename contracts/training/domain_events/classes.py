"""Classes from their filing to their end."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, count, day, identifier, many, many_texts, text
from contracts.messages import event, part
from contracts.training import ClassState, Course


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
    stated: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由和依据", default=())


@event("training.class_refused.v1", entity="class", label="开班备案未同意")
class ClassRefused(ClassPublic):
    """A person decided that a referred class is not to be held."""

    ground: str = text("理由", at_most=500)


@event("training.class_cancelled.v1", entity="class", label="班级取消")
class ClassCancelled(ClassPublic):
    """A class is not held; `released` seats are free again."""

    released: int = count("释放人次")
    ground: str = text("理由", at_most=500)


@event("training.class_corrected.v1", entity="class", label="班级信息更正")
class ClassCorrected(ClassPublic):
    """What was filed is corrected; `reserved` seats more are taken from the plan, or `released` go back."""

    reserved: int = count("增加占用人次")
    released: int = count("释放人次")
    ground: str = text("理由", at_most=500)


@event("training.class_closed.v1", entity="class", label="班级结班")
class ClassClosed(ClassPublic):
    """A class is over; `released` seats that nobody completed are free again."""

    completed: int = count("合格人数")
    released: int = count("释放人次")
