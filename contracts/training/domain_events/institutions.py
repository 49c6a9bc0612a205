"""Who may teach what, until when, and whose standing is suspended."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, day, identifier, many, many_texts, text
from contracts.messages import event, part
from contracts.training import InstitutionState


@part
class InstitutionPublic:
    """The public state of an institution; `suspended_until` None while suspended: until somebody ends it."""

    institution_id: str = identifier("培训机构")
    area: str = area_code("机构所在地区")
    courses: tuple[str, ...] = many_texts("可开设课程")
    valid_until: date = day("有效期至")
    title: str = text("机构名称", at_most=100, default="创业培训机构")
    state: InstitutionState = choice(InstitutionState, "状态", default=InstitutionState.ACCREDITED)
    suspended_until: date | None = day("暂停至", optional=True)
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())


@event("training.institution_accredited.v1", entity="institution", label="培训机构取得资质")
class InstitutionAccredited(InstitutionPublic):
    """An institution may teach these courses until a day."""


@event("training.institution_suspended.v1", entity="institution", label="培训机构暂停开班")
class InstitutionSuspended(InstitutionPublic):
    """A person decided that an institution files no classes for now."""

    ground: str = text("理由", at_most=500)


@event("training.institution_resumed.v1", entity="institution", label="培训机构恢复开班")
class InstitutionResumed(InstitutionPublic):
    """A suspension ended: by a person with a ground, or because its last day is over."""

    ground: str = text("理由", at_most=500)


@event("training.accreditation_expired.v1", entity="institution", label="培训机构资质到期")
class AccreditationExpired(InstitutionPublic):
    """The last day of an accreditation is over."""
