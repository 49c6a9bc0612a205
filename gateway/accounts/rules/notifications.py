"""Whom the platform tells of a change by short message, and when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from contracts.problems import Invalid
from contracts.zone import NotificationChannel, NotificationState
from contracts.zone.notifications import NotificationWishes

NO_CONSENT = "本人未授权接收政策推送和提醒"
CLOSED = "账户已注销"
_AT_MOST = 200


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """By which ways somebody wants to be told, and between which hours not. Nobody's source states the hours."""

    channels: tuple[NotificationChannel, ...] = (NotificationChannel.SMS,)
    quiet_from: int = 21
    quiet_until: int = 8


@dataclass(frozen=True, kw_only=True)
class Notification:
    """What is sent by one way and when, or why it is not."""

    channel: NotificationChannel
    text: str
    state: NotificationState
    due_at: datetime
    reason: str | None = None


def read_wishes(told: NotificationWishes) -> Wishes:
    """The wishes in `told`; raises Invalid."""
    if not set(told.channels) <= set(NotificationChannel):
        told_ways = "请从以下选项中选择：" + "、".join(NotificationChannel)
        raise Invalid("请检查标出的内容", fields={"channels": [told_ways]})
    return Wishes(channels=tuple(NotificationChannel(each) for each in dict.fromkeys(told.channels)),
                  quiet_from=told.quiet_from, quiet_until=told.quiet_until)


def decide_notifications(label: str, title: str, *, consents: bool, closed: bool, wishes: Wishes,
                         now: datetime) -> tuple[Notification, ...]:
    """What to send of a change: withheld without consent, put off until quiet hours are over.

    `now` is business time as clocks in Asia/Shanghai show it.
    """
    words = f"【创业服务专区】{label}：{title}，请登录查看。"[:_AT_MOST]
    reason = CLOSED if closed else None if consents else NO_CONSENT
    state = NotificationState.WITHHELD if reason else NotificationState.WAITING
    return tuple(Notification(channel=channel, text=words, state=state, reason=reason, due_at=_heard(now, wishes))
                 for channel in wishes.channels)


def _heard(now: datetime, wishes: Wishes) -> datetime:
    """The first moment from `now` on that is not quiet."""
    if not _is_quiet(now.hour, wishes):
        return now
    end = now.replace(hour=wishes.quiet_until, minute=0, second=0, microsecond=0)
    return end if end > now else end + timedelta(days=1)


def _is_quiet(hour: int, wishes: Wishes) -> bool:
    begin, end = wishes.quiet_from, wishes.quiet_until
    return begin <= hour < end if begin <= end else hour >= begin or hour < end
