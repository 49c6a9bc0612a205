"""Who may act for whom: with the person's own word or a signed paper, in named matters, for a limited time."""

from datetime import date, timedelta

from contracts.actors import Actor, Role
from contracts.decisions import Decision, Outcome
from contracts.problems import Conflict, Forbidden, Invalid, NotFound
from contracts.zone import PROXY_KIND_LABELS, AuthorisationState, ProxyKind, ProxyMatter
from contracts.zone.proxies import AuthoriseProxy, ProxyAuthorised, ProxyEnded
from gateway.accounts.model import DESK_ROLES, Authorisation, Business, Person
from gateway.accounts.rules.people import require_self_or_desk

# No source says how long an authorisation may hold; a year at most, then the person is asked again.
LONGEST = timedelta(days=366)
OVER, TAKEN_BACK, GIVEN_UP = "委托期限届满", "委托人或经办人员终止", "代办人放弃"


def decide_authorisation(command: AuthoriseProxy, authorisation_id: str, *, person: Person | None,
                         agent: Person | None, business: Business | None, own_files: frozenset[str],
                         standing: tuple[Authorisation, ...], today: date) -> Decision:
    """Record that somebody may act for a person."""
    if person is None:
        raise NotFound("没有委托人的登记")
    require_self_or_desk(command, person.person_id, person.area)
    if faults := _faults(command, agent, business, own_files, today):
        raise Invalid("请检查标出的内容", fields=faults)
    if any(each.agent_id == agent.person_id and set(command.matters) & set(each.matters) for each in standing):
        raise Conflict("同一范围内已有对此人的有效委托，请先终止")
    authorisation = Authorisation(
        authorisation_id=authorisation_id, person_id=person.person_id, agent_id=agent.person_id, area=person.area,
        kind=command.kind, matters=tuple(dict.fromkeys(command.matters)), business_id=command.business_id,
        until=command.until)
    event = ProxyAuthorised(**authorisation.public(), title=PROXY_KIND_LABELS[command.kind])
    return Decision(outcome=Outcome.GRANTED, subject=authorisation_id, events=(event,),
                    details={"authorisation_id": authorisation_id})


def _faults(command: AuthoriseProxy, agent: Person | None, business: Business | None, own_files: frozenset[str],
            today: date) -> dict[str, list[str]]:
    faults = {}
    if agent is None or agent.person_id == command.person_id:
        faults["agent_id"] = ["代办人应是已实名登记的另一个人"]
    if not command.matters or not set(command.matters) <= set(ProxyMatter):
        faults["matters"] = ["请从以下选项中选择：" + "、".join(ProxyMatter)]
    if not today <= command.until <= today + LONGEST:
        faults["until"] = ["委托截止日期应在今天之后、一年之内"]
    if (command.kind is ProxyKind.BUSINESS_AGENT) != (command.business_id is not None):
        faults["business_id"] = ["经营主体经办人须指明经营主体；其他代办不必填写"]
    elif command.business_id and (business is None or business.person_id != command.person_id):
        faults["business_id"] = ["不是委托人登记的经营主体"]
    if set(command.files) - own_files:
        faults["files"] = ["有材料不存在，请重新上传"]
    elif command.actor.role is not Role.CITIZEN and not command.files:
        faults["files"] = ["窗口代为登记时须上传委托人签字的委托书"]
    return faults


def decide_end(actor: Actor, authorisation: Authorisation | None) -> Decision:
    """End an authorisation; ended already, it stays so."""
    if authorisation is None or not _concerns(actor, authorisation):
        raise NotFound("没有这项委托")
    if authorisation.state is AuthorisationState.ENDED:
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=authorisation.authorisation_id)
    ground = GIVEN_UP if actor.person_id == authorisation.agent_id else TAKEN_BACK
    return Decision(outcome=Outcome.GRANTED, subject=authorisation.authorisation_id,
                    events=(ended(authorisation, ground),))


def _concerns(actor: Actor, authorisation: Authorisation) -> bool:
    if actor.person_id in (authorisation.person_id, authorisation.agent_id):
        return True
    return actor.role in DESK_ROLES and actor.covers(authorisation.area)


def decide_proxy_lapse(authorisation: Authorisation, today: date) -> Decision:
    """End an authorisation whose last day is over."""
    if authorisation.state is AuthorisationState.ENDED or authorisation.until >= today:
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=authorisation.authorisation_id)
    return Decision(outcome=Outcome.GRANTED, subject=authorisation.authorisation_id,
                    events=(ended(authorisation, OVER),))


def ended(authorisation: Authorisation, ground: str) -> ProxyEnded:
    """The end of an authorisation."""
    told = authorisation.public() | {"state": AuthorisationState.ENDED}
    return ProxyEnded(**told, title=PROXY_KIND_LABELS[authorisation.kind], ground=ground)


def require_authorised(standing: tuple[Authorisation, ...], agent: Actor, matter: str, business_id: str | None,
                       today: date) -> Authorisation:
    """The authorisation by which `agent` may act in `matter` today; raises Forbidden when there is none."""
    holding = [each for each in standing if each.agent_id == agent.person_id and each.until >= today]
    found = next((each for each in holding if each.allows(matter, business_id)), None)
    if found is None:
        raise Forbidden("没有此人对这项业务的有效委托", needed=["有效的代办委托"])
    return found
