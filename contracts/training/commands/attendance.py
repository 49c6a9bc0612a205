"""Who was there."""

from datetime import datetime

from contracts.actors import Role
from contracts.fields import count, flag, identifier, instant, many_texts, text
from contracts.messages import command


@command("training.record_attendance", by=(Role.INSTITUTION_STAFF, Role.LECTURER))
class RecordAttendance:
    """Record who was present at one session."""

    class_id: str = identifier("班级")
    session: int = count("课次", at_least=1, at_most=60)
    present: tuple[str, ...] = many_texts("到课学员", at_most=500)


@command("training.sign_in", by=(Role.CITIZEN,))
class SignIn:
    """Sign in to a session with the code that is shown there; what looks odd is marked, and a person decides it."""

    class_id: str = identifier("班级")
    session: int = count("课次", at_least=1, at_most=60)
    code: str = text("签到码", pattern=r"^\d{4,10}$", at_most=10)
    device: str = text("设备标识", pattern=r"^[0-9A-Za-z_-]{16,64}$", at_most=64)
    device_time: datetime | None = instant("设备时间", optional=True)


@command("training.decide_sign_in", by=(Role.CLERK, Role.REVIEWER, Role.CITY_STAFF))
class DecideSignIn:
    """Decide whether a marked sign-in counts, with a ground; the institution does not decide its own."""

    sign_in_id: str = identifier("签到")
    accept: bool = flag("是否算到课")
    ground: str = text("理由", at_least=4, at_most=500)
