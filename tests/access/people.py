"""Who asks: every demonstration role, and for each of them strangers of the same role from elsewhere."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from contracts.actors import NATION, Actor, Role
from dev.secrets import signing_key_files
from gateway.http.demo_accounts import DEMO_ACCOUNTS
from gateway.http.issuers import LocalIssuer
from gateway.zone.queries import AREA_ROLES

# A county, a city and a province that the story does not play in.
FENGHUANG, CHANGSHA, ZHEJIANG = "433123", "430100", "330000"
_ELSEWHERE = {6: FENGHUANG, 4: CHANGSHA, 2: ZHEJIANG}
# What these roles may do depends on the organisation they act for, not on an area alone.
_OF_AN_ORGANISATION = frozenset({Role.INSTITUTION_STAFF, Role.LECTURER, Role.BASE_OPERATOR, Role.BANK_OFFICER,
                                 Role.GUARANTEE_OFFICER})
_NAMESPACE = uuid.UUID("6a0d3a55-51a4-4b0c-8f0a-0a3f3f6f7c01")


@dataclass(frozen=True)
class Asker:
    """Somebody who asks: what they are called in a verdict, as whom they act, and their token."""

    label: str
    actor: Actor
    token: str


Admit = Callable[[str, Actor], Asker]


def admitted_by(issuer: LocalIssuer) -> Admit:
    """Gives tokens as the platform itself would."""
    return lambda label, actor: Asker(label, actor, issuer.issue(actor))


def issuer_of(folder: Path) -> LocalIssuer:
    """The issuer of the platform below `folder`."""
    return LocalIssuer(Path(signing_key_files(folder)["TOKEN_PRIVATE_KEY_FILE"]).read_bytes())


def demonstration_people(admit: Admit) -> list[Asker]:
    """One citizen who is registered nowhere, and everybody who has a demonstration account."""
    citizen = Actor(role=Role.CITIZEN, person_id=_person("a citizen"))
    return [admit("citizen", citizen), *(admit(each.account, each.actor) for each in DEMO_ACCOUNTS)]


def strangers_to(actor: Actor, admit: Admit) -> list[Asker]:
    """People of the same role who have nothing to do with what `actor` works on; none for nationwide roles."""
    found = [admit(f"{actor.role.value} {where}", stranger) for where, stranger in _strangers(actor)]
    return [each for each in found if each.actor != actor]


def _strangers(actor: Actor) -> list[tuple[str, Actor]]:
    other = replace(actor, person_id=_person(f"{actor.role.value} of another place"))
    if actor.role in (Role.CITIZEN, Role.MENTOR):
        return [("who is another person", other)]
    if actor.role in _OF_AN_ORGANISATION:
        rival = replace(other, organisation_id="organisation-of-a-stranger")
        return [("of another organisation", rival), ("from elsewhere", replace(rival, area=elsewhere(actor.area)))]
    if actor.role in AREA_ROLES or actor.role is Role.POLICY_ADMINISTRATOR:
        far = elsewhere(actor.area)
        return [("of another area", replace(other, area=far, organisation_id=f"office-{far}"))]
    return []


def elsewhere(area: str) -> str:
    """An area of the same level that neither covers `area` nor lies in it."""
    if area == NATION:
        return area
    return _ELSEWHERE[2 if area.endswith("0000") else 4 if area.endswith("00") else 6]


def _person(name: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, name))
