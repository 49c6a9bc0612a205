"""Claims for several programmes at once: by the person, or taken in by a clerk."""

from contracts.actors import Role
from contracts.fields import identifier, many_files, many_texts
from contracts.messages import command


@command("subsidies.submit_claims", by=(Role.CITIZEN,))
class SubmitClaims:
    """Claim several programmes with one form; each goes its own way."""

    programmes: tuple[str, ...] = many_texts("补贴项目", at_most=20)
    business_id: str = identifier("经营主体", optional=True)
    files: tuple[str, ...] = many_files("材料", at_most=50, default=())


@command("subsidies.take_in_claims", by=(Role.CLERK,))
class TakeInClaims:
    """Take in claims at the window for a person who does not use a phone; the answer is a receipt.

    `papers` names what was handed in on paper; `files` are the scans of it.
    """

    person_id: str = identifier("申请人")
    programmes: tuple[str, ...] = many_texts("补贴项目", at_most=20)
    business_id: str = identifier("经营主体", optional=True)
    papers: tuple[str, ...] = many_texts("收到的材料", at_most=50, default=())
    files: tuple[str, ...] = many_files("材料", at_most=50, default=())
