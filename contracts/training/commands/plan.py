"""Plans and institutions."""

from datetime import date

from contracts.actors import Role
from contracts.fields import area_code, count, day, identifier, many_texts
from contracts.messages import command

_OFFICE = (Role.CITY_STAFF, Role.PROVINCE_STAFF)


@command("training.open_plan", by=(Role.PROVINCE_STAFF,))
class OpenPlan:
    """Open the year's seat accounts of every city that has a plan within `area`."""

    area: str = area_code("地区")
    year: int = count("年度", at_least=2024, at_most=2100)


@command("training.accredit_institution", by=(Role.CITY_STAFF, Role.PROVINCE_STAFF))
class AccreditInstitution:
    """Let an institution teach some courses until a day."""

    institution_id: str = identifier("培训机构")
    area: str = area_code("机构所在地区")
    courses: tuple[str, ...] = many_texts("可开设课程", at_most=5)
    valid_until: date = day("有效期至")
