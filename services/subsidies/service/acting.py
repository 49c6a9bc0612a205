"""Who may go on with a claim: its person, the agent of its organisation, or a clerk with a person's signed paper."""

from chassis.calls import require_area
from contracts.actors import Role
from contracts.problems import Forbidden, Invalid
from services.subsidies.model import Claim, ClawBack, Facts
from services.subsidies.rules.acting import acts_for, is_own

_BY_ITS_AGENT = "机构的申领由该机构的经办人在平台办理，窗口不代办"


def claimant_of(command) -> str:
    """For whom the actor acts; raises Forbidden for an operator without an organisation."""
    claimant = acts_for(command.actor)
    if claimant is None:
        raise Forbidden("没有登记所属机构，不能代机构办理")
    return claimant


def require_own_or_paper(command, claim: Claim | ClawBack) -> None:
    """One acts for oneself or one's organisation; a clerk of the place acts for a person who came with signed paper,
    and keeps its scan. For an organisation no clerk acts."""
    if command.actor.role is not Role.CLERK:
        if not is_own(command.actor, claim):
            raise Forbidden("只能办理本人或本机构的申领")
        return
    if claim.organisation_id:
        raise Forbidden(_BY_ITS_AGENT, needed_organisation=claim.organisation_id)
    require_area(command, claim.area)
    if not command.files:
        raise Invalid("请检查标出的内容", fields={"files": ["代为办理须上传本人签字的书面材料"]})


def require_a_person(facts: Facts) -> None:
    """Raise Forbidden where a clerk would take something in for an organisation."""
    if facts.claimant == "organisation":
        raise Forbidden(_BY_ITS_AGENT)
