"""Being told by short message or mini-program: only with consent, not in quiet hours, and with a log."""

from datetime import datetime

from contracts.fields import choice, count, identifier, instant, many_texts, text
from contracts.messages import answer, part
from contracts.zone import NotificationChannel, NotificationState


@part
class NotificationWishes:
    """By which ways one wants to be told, and in which hours not (Asia/Shanghai; the same hour twice: never quiet)."""

    channels: tuple[str, ...] = many_texts("通知方式", at_most=2)
    quiet_from: int = count("免打扰开始（时）", at_least=0, at_most=23)
    quiet_until: int = count("免打扰结束（时）", at_least=0, at_most=23)


@answer
class NotificationShown:
    """Something that was sent to a person, or why it was not."""

    event_id: str = identifier("事件")
    channel: NotificationChannel = choice(NotificationChannel, "通知方式")
    state: NotificationState = choice(NotificationState, "状态")
    state_label: str = text("状态说明")
    reason: str | None = text("未发送的原因", optional=True)
    due_at: datetime = instant("应发送时间")
    sent_at: datetime | None = instant("发送时间", optional=True)
    text: str = text("内容", at_most=500)
