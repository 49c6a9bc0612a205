"""Who is in a class."""

from contracts.actors import Role
from contracts.fields import flag, identifier, many_texts, text
from contracts.messages import command

_OFFICE = (Role.CITY_STAFF, Role.PROVINCE_STAFF)


@command("training.enrol_trainees", by=(Role.INSTITUTION_STAFF,))
class EnrolTrainees:
    """Enrol people, by their opaque ids, into an approved class; each row gets its own result.

    With `waiting` set, who finds no free seat is put on the waiting list.
    """

    class_id: str = identifier("班级")
    person_ids: tuple[str, ...] = many_texts("学员", at_most=10_000)
    keep_good_rows: bool = flag("有问题时保留无误的行", default=True)
    waiting: bool = flag("名额已满时列入候补", default=False)


@command("training.join_class", by=(Role.CITIZEN,))
class JoinClass:
    """Take a place in an approved class for oneself, or one on its waiting list."""

    class_id: str = identifier("班级")


@command("training.leave_class", by=(Role.CITIZEN,))
class LeaveClass:
    """Give up one's own place, or one's place on the waiting list."""

    class_id: str = identifier("班级")
    ground: str = text("理由", at_least=2, at_most=500)


@command("training.withdraw_trainee", by=(Role.INSTITUTION_STAFF,))
class WithdrawTrainee:
    """Take a trainee off the class, with a ground; who waits longest and comes first takes the place."""

    class_id: str = identifier("班级")
    person_id: str = identifier("学员")
    ground: str = text("理由", at_least=2, at_most=500)
