"""The code with which trainees sign in."""

from contracts.actors import Role
from contracts.fields import count, identifier
from contracts.messages import question


@question("training.show_sign_in_code", by=(Role.INSTITUTION_STAFF, Role.LECTURER))
class ShowSignInCode:
    """The code that a session shows now, and until when."""

    class_id: str = identifier("班级")
    session: int = count("课次", at_least=1, at_most=60)
