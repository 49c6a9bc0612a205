"""What may be asked about leads to money that is had twice."""

from datetime import date

from contracts.actors import Role
from contracts.fields import area_code, day, flag, identifier, text
from contracts.messages import command

_DESK = (Role.CLERK, Role.REVIEWER, Role.CITY_STAFF, Role.PROVINCE_STAFF)


@command("subsidies.judge_suspicion", by=_DESK)
class JudgeSuspicion:
    """Say what a lead came to, with the ground; one that is cleared is looked at again after `valid_until`."""

    suspicion_id: str = identifier("线索")
    confirmed: bool = flag("是否认定重复")
    ground: str = text("认定意见", at_least=4, at_most=500)
    valid_until: date | None = day("有效期至", optional=True)


@command("subsidies.search_suspicions", by=(Role.CITY_STAFF, Role.PROVINCE_STAFF, Role.CALENDAR))
class SearchSuspicions:
    """Look through an area's claims for linked people, some at a time; `after` is where to go on."""

    area: str = area_code("地区")
    after: str = text("从何处继续", at_least=0, at_most=64, default="")
