"""What staff may ask the accounts in depth."""

from contracts.actors import Role
from contracts.fields import area_code
from contracts.messages import question


@question("zone.show_policy_drafts", by=(Role.POLICY_ADMINISTRATOR, Role.SUPERVISOR))
class ShowPolicyDrafts:
    """The policy drafts of an area and below that wait for a second person."""

    area: str = area_code("地区")


@question("zone.verify", by=(Role.OPERATOR, Role.SUPERVISOR, Role.SYSTEM))
class Verify:
    """What does not add up in the accounts' own tables."""
