"""What a draft policy would have changed."""

from contracts.fields import count, identifier, many, money, text
from contracts.messages import answer

_ANY = -10**15


@answer
class RehearsedPerson:
    """One case that would have come out otherwise; `difference` is what its person would get more, or less."""

    person_id: str = identifier("人员或机构")
    area: str = text("地区")
    programme: str = text("补贴项目")
    period: str = text("补贴期间")
    before: str = text("原状态", optional=True)
    after: str = text("草案下的状态", optional=True)
    amount_before: int = money("原金额")
    amount_after: int = money("草案下的金额")
    difference: int = money("差额", at_least=_ANY)


@answer
class RehearsedCounty:
    """What the draft comes to in one county: who gains and loses how much, and who would wait for a person."""

    area: str = text("县市区")
    area_name: str = text("名称")
    cases: int = count("案件数")
    gain: int = count("增加人次")
    gained: int = money("增加金额")
    lose: int = count("减少人次")
    lost: int = money("减少金额")
    to_decide: int = count("转由人决定的人次")


@answer
class RehearsalAnswer:
    """A stretch of last year's people under a draft; `next_after` continues, None when all were looked at."""

    people: int = count("人数")
    counties: tuple[RehearsedCounty, ...] = many(RehearsedCounty, "分县市区", default=())
    changed: tuple[RehearsedPerson, ...] = many(RehearsedPerson, "有变化的案件", default=())
    next_after: str | None = text("下一段从此人之后", optional=True)
