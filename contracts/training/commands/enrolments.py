"""Who is in a class."""

from contracts.actors import Role
from contracts.fields import flag, identifier, many_texts
from contracts.messages import command

_OFFICE = (Role.CITY_STAFF, Role.PROVINCE_STAFF)


@command("training.enrol_trainees", by=(Role.INSTITUTION_STAFF,))
class EnrolTrainees:
    """Enrol people, by their opaque ids, into an approved class; each row gets its own result."""

    class_id: str = identifier("班级")
    person_ids: tuple[str, ...] = many_texts("学员", at_most=10_000)
    keep_good_rows: bool = flag("有问题时保留无误的行", default=True)
