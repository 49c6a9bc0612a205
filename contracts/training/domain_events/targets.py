"""People trained toward a document's own target."""

from datetime import date

from contracts.fields import area_code, day, identifier, text
from contracts.messages import event


@event("training.trainee_counted.v1", entity="trainee_count", person="person_id", label="计入培训目标人数")
class TraineeCounted:
    """A person counts toward a target in heads (人); one person counts once for one target, whatever they attend."""

    trainee_count_id: str = identifier("计数")
    person_id: str = identifier("学员")
    area: str = area_code("培训所在县市区")
    target: str = text("目标代码", at_most=64)
    title: str = text("培训名称", at_most=60)
    held_on: date = day("培训日期")
    state: str = text("状态", at_most=30, default="counted")
