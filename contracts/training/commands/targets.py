"""People trained toward a document's own target, counted once each."""

from datetime import date

from contracts.actors import Role
from contracts.fields import area_code, day, many_texts, text
from contracts.messages import command


@command("training.count_trainees", by=(Role.CLERK, Role.CITY_STAFF, Role.PROVINCE_STAFF))
class CountTrainees:
    """Count real-name trainees toward a target in heads (人) that the area's own document sets."""

    area: str = area_code("培训所在县市区")
    target: str = text("目标代码", at_most=64, pattern=r"^[a-z][a-z_]*$")
    title: str = text("培训名称", at_most=60)
    held_on: date = day("培训日期")
    person_ids: tuple[str, ...] = many_texts("学员", at_most=1000)
