"""How far subsidies reach, and how long they take: what the cockpit shows of them."""

from datetime import date
from enum import StrEnum

from contracts.answers import CitationAnswer
from contracts.fields import area_code, choice, count, day, flag, identifier, many, nested, text
from contracts.messages import answer, part

_PROGRAMME = r"^[a-z][a-z0-9_]*$"


class Measure(StrEnum):
    """What is counted: projects of three groups that got a subsidy, applicants who got theirs, days in each step."""

    TRAINEES = "trainees"
    MENTORED = "mentored"
    INCUBATED = "incubated"
    APPLICANTS = "applicants"
    VERIFICATION = "step:verification"
    APPROVAL = "step:approval"
    BEFORE_NOTICE = "step:before_notice"
    NOTICE = "step:notice"
    PAYMENT = "step:payment"


@part
class ReachQuery:
    """Which area and year."""

    area: str = area_code("地区")
    year: int = count("年度", at_least=2000, at_most=2100)


@part
class ReachCasesQuery(ReachQuery):
    """Which figure's cases are wanted."""

    measure: Measure = choice(Measure, "指标")
    programme: str | None = text("补贴项目", at_most=64, pattern=_PROGRAMME, optional=True)


@answer
class CoverageLine:
    """Of `base`, `got` got a subsidy; the share is in percent, cut off, never rounded up. Last year's stand beside
    for the same part of the year. `programme` None: whichever. `reached` None: nothing states a figure to reach."""

    area: str = text("地区")
    area_name: str = text("地区名称")
    measure: Measure = choice(Measure, "指标")
    programme: str | None = text("补贴项目", optional=True)
    label: str = text("指标名称")
    base: int = count("基数")
    got: int = count("已享受")
    share: str | None = text("占比（%）", optional=True)
    base_last_year: int = count("上年同期基数")
    got_last_year: int = count("上年同期已享受")
    share_last_year: str | None = text("上年同期占比（%）", optional=True)
    target: int | None = count("目标（%）", optional=True)
    reached: bool | None = flag("是否达到", optional=True)
    force: str | None = text("目标的约束力", optional=True)
    citation: CitationAnswer | None = nested(CitationAnswer, "目标依据", optional=True)
    reading: str = text("采用的理解", at_most=2000)
    cases_at: str = text("案件明细地址")


@answer
class StepLine:
    """How many working days claims spent in one step that ended in the year."""

    area: str = text("地区")
    area_name: str = text("地区名称")
    programme: str | None = text("补贴项目", optional=True)
    step: str = text("步骤代码")
    label: str = text("步骤")
    claims: int = count("申领笔数")
    mean_days: str | None = text("平均工作日", optional=True)
    middle_days: int | None = count("半数在此工作日内办完", optional=True)
    longest_days: int | None = count("最长工作日", optional=True)
    claims_last_year: int = count("上年同期申领笔数")
    mean_days_last_year: str | None = text("上年同期平均工作日", optional=True)
    middle_days_last_year: int | None = count("上年同期半数在此工作日内办完", optional=True)
    longest_days_last_year: int | None = count("上年同期最长工作日", optional=True)
    cases_at: str = text("案件明细地址")


@answer
class ReachPage:
    """How far subsidies reach in an area and year, and how long each step takes."""

    area: str = text("地区")
    year: int = count("年度")
    until: date = day("统计至")
    coverage: tuple[CoverageLine, ...] = many(CoverageLine, "覆盖面", default=())
    steps: tuple[StepLine, ...] = many(StepLine, "各步用时", default=())


@answer
class ReachCase:
    """One case behind a figure: a project that got a subsidy or did not, or a claim with its days in a step."""

    person_id: str = identifier("人员")
    area: str = text("地区")
    pillar: str = text("业务")
    entity: str = text("事项类别")
    entity_id: str = text("事项")
    got: bool | None = flag("已享受", optional=True)
    began: date | None = day("步骤开始", optional=True)
    ended: date | None = day("步骤结束", optional=True)
    days: int | None = count("工作日", optional=True)


@answer
class ReachCases:
    """The cases behind a figure, at most two hundred, those that lack or took longest on top."""

    items: tuple[ReachCase, ...] = many(ReachCase, "案件", default=())
