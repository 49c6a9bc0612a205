"""Bases and their places."""

from datetime import date

from contracts.fields import area_code, choice, count, day, flag, identifier, many_texts, text
from contracts.incubators import BaseKind, BaseLevel, BaseState, SpaceKind
from contracts.messages import event, part


@part
class BasePublic:
    """The public state of a base."""

    base_id: str = identifier("基地编号")
    name: str = text("基地名称", at_most=100)
    area: str = area_code("所在县市区")
    level: BaseLevel = choice(BaseLevel, "认定级别")
    kind: BaseKind = choice(BaseKind, "基地类型")
    operator_id: str = identifier("运营单位")
    government_funded: bool = flag("是否政府投资")
    state: BaseState = choice(BaseState, "状态")


@event("incubators.base_recognised.v1", entity="base", label="认定创业孵化基地")
class BaseRecognised(BasePublic):
    """A base was recognised at a level: for the first time (`newly`), or at a higher one than before."""

    newly: bool = flag("首次认定")
    recognised_on: date = day("认定日期")


@event("incubators.base_withdrawn.v1", entity="base", label="撤销基地认定")
class BaseWithdrawn(BasePublic):
    """A base is no longer recognised."""

    ground: str = text("理由", at_most=500)


@event("incubators.base_recommended.v1", entity="recommendation", label="推荐创业孵化基地")
class BaseRecommended:
    """A base was put forward for `level`; recommending is what a city owes, not being recognised."""

    recommendation_id: str = identifier("推荐编号")
    base_id: str = identifier("基地编号")
    name: str = text("基地名称", at_most=100)
    operator_id: str = identifier("运营单位")
    area: str = area_code("所在县市区")
    city: str = area_code("市州")
    level: BaseLevel = choice(BaseLevel, "推荐级别")
    recommended_on: date = day("推荐日期")


@event("incubators.space_opened.v1", entity="space", label="新增孵化场地")
class SpaceOpened:
    """A base has more places; the list of spaces is public."""

    space_id: str = identifier("场地编号")
    base_id: str = identifier("基地编号")
    base_name: str = text("基地名称", at_most=100)
    operator_id: str = identifier("运营单位")
    area: str = area_code("所在县市区")
    name: str = text("场地名称", at_most=60)
    kind: SpaceKind = choice(SpaceKind, "场地类型")
    places: int = count("工位数")
    shared_equipment: tuple[str, ...] = many_texts("可共享设备", default=())


@event("incubators.places_changed.v1", entity="place_count", label="基地空位变化")
class PlacesChanged:
    """How many places of a base are free, kept for prize winners and taken, after something moved."""

    place_count_id: str = identifier("空位统计")
    base_id: str = identifier("基地编号")
    base_name: str = text("基地名称", at_most=100)
    area: str = area_code("所在县市区")
    total: int = count("工位总数")
    free: int = count("空位")
    kept: int = count("留位")
    taken: int = count("在用")
