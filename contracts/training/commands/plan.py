"""The year's plan of seats, and how a city shares it among its counties."""

from contracts.actors import Role
from contracts.fields import area_code, choice, count, many
from contracts.messages import command, part
from contracts.training import Course


@command("training.open_plan", by=(Role.PROVINCE_STAFF,))
class OpenPlan:
    """Open the year's seat accounts of every city that has a plan within `area`."""

    area: str = area_code("地区")
    year: int = count("年度", at_least=2024, at_most=2100)


@part
class CountyShare:
    """One county's part of a city's plan for a course."""

    area: str = area_code("县市区")
    seats: int = count("分解人次", at_most=1_000_000)


@command("training.share_plan", by=(Role.CITY_STAFF,))
class SharePlan:
    """Share a course's plan among the city's counties; those not named keep their share, the rest stays at the city."""

    area: str = area_code("市州")
    year: int = count("年度", at_least=2024, at_most=2100)
    course: Course = choice(Course, "培训课程")
    shares: tuple[CountyShare, ...] = many(CountyShare, "县市区分解", at_most=60)
