"""Guidance after the course."""

from datetime import date

from contracts.actors import Role
from contracts.fields import choice, day, identifier, text
from contracts.messages import command
from contracts.training import ContactKind, Progress


@command("training.record_follow_up", by=(Role.LECTURER, Role.MENTOR))
class RecordFollowUp:
    """A lecturer who taught the class, or a mentor of the area, records a contact and how far the trainee is."""

    follow_up_id: str = identifier("跟踪服务")
    kind: ContactKind = choice(ContactKind, "联系方式")
    held_on: date = day("联系日期")
    progress: Progress = choice(Progress, "创业进展")
    advice: str = text("指导内容", at_least=2, at_most=500)
