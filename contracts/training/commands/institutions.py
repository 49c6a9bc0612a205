"""Who may teach what, until when, and whose standing is suspended."""

from datetime import date

from contracts.actors import Role
from contracts.fields import area_code, day, identifier, many_texts, text
from contracts.messages import command

_OFFICE = (Role.CITY_STAFF, Role.PROVINCE_STAFF)


@command("training.accredit_institution", by=_OFFICE)
class AccreditInstitution:
    """Let an institution teach some courses until a day, or renew or narrow what it may teach."""

    institution_id: str = identifier("培训机构")
    area: str = area_code("机构所在地区")
    courses: tuple[str, ...] = many_texts("可开设课程", at_most=5)
    valid_until: date = day("有效期至")
    name: str | None = text("机构名称", at_most=100, optional=True)


@command("training.suspend_institution", by=_OFFICE)
class SuspendInstitution:
    """A person's act: an institution files no classes, until the day given or until the suspension is ended."""

    institution_id: str = identifier("培训机构")
    ground: str = text("理由", at_least=4, at_most=500)
    until: date | None = day("暂停至", optional=True)


@command("training.resume_institution", by=_OFFICE)
class ResumeInstitution:
    """End an institution's suspension with a ground."""

    institution_id: str = identifier("培训机构")
    ground: str = text("理由", at_least=4, at_most=500)


@command("training.end_institution_suspension", by=(Role.CALENDAR,))
class EndInstitutionSuspension:
    """The calendar: the last day of a suspension is over."""

    institution_id: str = identifier("培训机构")
    until: date = day("暂停至")


@command("training.expire_accreditation", by=(Role.CALENDAR,))
class ExpireAccreditation:
    """The calendar: the last day of an accreditation is over."""

    institution_id: str = identifier("培训机构")
    valid_until: date = day("有效期至")
