"""Who may teach what."""

from datetime import date

from contracts.fields import area_code, day, identifier, many_texts
from contracts.messages import event


@event("training.institution_accredited.v1", entity="institution", label="培训机构取得资质")
class InstitutionAccredited:
    """An institution may teach these courses until a day."""

    institution_id: str = identifier("培训机构")
    area: str = area_code("机构所在地区")
    courses: tuple[str, ...] = many_texts("可开设课程")
    valid_until: date = day("有效期至")
