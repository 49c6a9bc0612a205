"""What may be asked for a notice 公示."""

from contracts.actors import Role
from contracts.fields import area_code, flag, identifier, many_files, text
from contracts.messages import command

_DESK = (Role.CLERK, Role.REVIEWER)
_UPPER_DESK = (Role.REVIEWER, Role.CITY_STAFF, Role.PROVINCE_STAFF)


@command("subsidies.open_notice", by=_DESK)
class OpenNotice:
    """Make the approved claims of an area and programme public for the notice days of policy."""

    area: str = area_code("公示地区")
    programme: str = text("补贴项目", at_most=64, pattern=r"^[a-z][a-z0-9_]*$")


@command("subsidies.close_notice", by=(Role.CALENDAR,))
class CloseNotice:
    """A notice has run its days."""

    notice_id: str = identifier("公示")


@command("subsidies.raise_objection", by=(Role.CITIZEN, *_DESK, Role.SUPERVISOR))
class RaiseObjection:
    """Object to one line of a notice while it runs; that line alone is frozen."""

    notice_id: str = identifier("公示")
    claim_id: str = identifier("申领")
    ground: str = text("异议内容", at_least=4, at_most=500)
    files: tuple[str, ...] = many_files("材料", at_most=20, default=())


@command("subsidies.resolve_objection", by=_UPPER_DESK)
class ResolveObjection:
    """Decide an objection: upheld holds the claim for a person's decision, dismissed releases its line."""

    objection_id: str = identifier("异议")
    upheld: bool = flag("异议是否成立")
    finding: str = text("处理意见", at_least=4, at_most=500)
