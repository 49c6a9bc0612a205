"""The code with which trainees sign in."""

from datetime import datetime

from contracts.fields import count, identifier, instant, text
from contracts.messages import answer


@answer
class SignInCode:
    """The code that a session shows now; a new one follows when it ends."""

    class_id: str = identifier("班级")
    session: int = count("课次")
    code: str = text("签到码")
    shown_until: datetime = instant("显示至")
    seconds: int = count("更换间隔（秒）")
