"""Who was there, and sign-ins that a person decides."""

from datetime import datetime

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, count, identifier, instant, many, many_texts, text
from contracts.messages import event, part
from contracts.training import SignInState


@event("training.attendance_recorded.v1", entity="attendance", label="考勤已记录")
class AttendanceRecorded:
    """Who was present at one session of a class."""

    attendance_id: str = identifier("考勤")
    class_id: str = identifier("班级")
    session: int = count("课次")
    present: tuple[str, ...] = many_texts("到课学员")


@part
class SignInPublic:
    """The public state of one sign-in. `device_mark` tells devices apart and says nothing else about them."""

    sign_in_id: str = identifier("签到")
    person_id: str = identifier("学员")
    enrolment_id: str = identifier("报名")
    class_id: str = identifier("班级")
    institution_id: str = identifier("培训机构")
    area: str = area_code("开班县市区")
    title: str = text("班级名称")
    session: int = count("课次")
    signed_in_at: datetime = instant("签到时间")
    device_mark: str = text("设备记号", at_most=64)
    state: SignInState = choice(SignInState, "状态")
    marks: tuple[str, ...] = many_texts("异常标记", default=())
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    todo: str | None = text("下一步", optional=True)


@event("training.signed_in.v1", entity="sign_in", person="person_id", label="上课签到")
class SignedIn(SignInPublic):
    """A trainee signed in; without a mark it counts, with one a person decides."""


@event("training.sign_in_marked.v1", entity="sign_in", person="person_id", label="签到待核实")
class SignInMarked(SignInPublic):
    """A later sign-in made an earlier one look odd."""


@event("training.sign_in_decided.v1", entity="sign_in", person="person_id", label="签到已核实")
class SignInDecided(SignInPublic):
    """A person decided whether a marked sign-in counts."""

    ground: str = text("理由", at_most=500)
