"""Puts situations about recognition campaigns to the rules."""

from datetime import timedelta
from fractions import Fraction

from casework.notices import Line, Notice
from casework.scoring import Placed
from chassis.clock import start_of
from contracts.actors import Actor, Role
from contracts.decisions import Decision
from contracts.incubators.campaign_states import CampaignState, CandidatureState
from contracts.incubators.campaigns import (
    ApplyForRecognition,
    ConferAward,
    NominateBase,
    OpenCampaign,
    PubliciseChoice,
)
from services.incubators.model import Assessor, Campaign, Candidature
from services.incubators.rules import (
    decide_campaign,
    decide_campaign_ranking,
    decide_campaign_scoring,
    decide_candidature,
    decide_choice,
    decide_conferral,
    decide_nomination,
)
from services.incubators.rules.campaigns import wanted_scores
from tests.building import sent

_OFFICE = Actor(role=Role.PROVINCE_STAFF)
_AWARD, _BASE = "award-1", "candidature-1"


def _campaign(situation) -> Campaign:
    return Campaign(campaign_id="campaign-1", code=situation.ask["campaign"], title="评选认定", area=situation.area,
                    apply_until=situation.on, opened_on=situation.on, winners=situation.given.get("winners", 1),
                    state=CampaignState.OPEN)


def _candidature(situation, number: int = 1, **more) -> Candidature:
    return Candidature(candidature_id=f"candidature-{number}", campaign_id="campaign-1", base_id=f"base-{number}",
                       base_name=f"第{number}孵化基地", operator_id=f"org-{number}", area=situation.area,
                       state=CandidatureState.APPLIED, **more)


def _notice(situation, view) -> Notice:
    days, opened_at = view.value("campaign_notice_days"), start_of(situation.on)
    return Notice(notice_id="notice-1", area=situation.area, title="拟认定名单公示", working_days=days,
                  opened_at=opened_at, ends_at=opened_at + timedelta(days=days + 3))


def _fen(yuan: int | None) -> int | None:
    return None if yuan is None else yuan * 100


def _opened(situation, view) -> Decision:
    command = sent(OpenCampaign, _OFFICE, code=situation.ask["campaign"], area=situation.area,
                   apply_until=situation.on.isoformat(), winners=situation.given["winners"])
    return decide_campaign(command, _campaign(situation), view)


def _nominated(situation, view) -> Decision:
    command = sent(NominateBase, _OFFICE, campaign_id="campaign-1", base_id="base-1", ground="服务成效突出")
    return decide_nomination(command, _candidature(situation), _campaign(situation), view)


def _applied(situation, view) -> Decision:
    command = sent(ApplyForRecognition, Actor(role=Role.BASE_OPERATOR, organisation_id="org-1"), committed=True,
                   campaign_id="campaign-1", base_id="base-1", account_of_work="孵化服务情况")
    return decide_candidature(command, _candidature(situation), _campaign(situation), view)


def _closed(situation, view) -> Decision:
    candidatures = (_candidature(situation),)
    assessors = tuple(Assessor(assessor_id=f"assessor-{number}", person_id=f"person-{number}", area=area,
                               recused_from=tuple(situation.given.get("recused_from", ())) if number == 1 else ())
                      for number, area in enumerate(situation.given["assessors_from"], start=1))
    pairs = wanted_scores(candidatures, assessors, None)
    return decide_campaign_scoring(_campaign(situation), candidatures, len(assessors), pairs, view)


def _ranked(situation, view) -> Decision:
    places = tuple(Placed(candidate_id=f"candidature-{number}", average=Fraction(90), rank=rank)
                   for number, rank in enumerate(situation.given["ranks"], start=1))
    return decide_campaign_ranking(_campaign(situation), places)


def _chosen(situation, view) -> Decision:
    ranked = tuple(_candidature(situation, number, rank=number) for number in (1, 2))
    picked = f"candidature-{situation.ask.get('rank', 1)}"
    amount = situation.ask.get("amount")
    command = sent(PubliciseChoice, _OFFICE, campaign_id="campaign-1", picks=[
        {"candidature_id": picked, "amount": None if amount is None else f"{amount}.00"}])
    return decide_choice(command, _campaign(situation), ranked, _notice(situation, view), view)


def _conferred(situation, view) -> Decision:
    given, amount = situation.given, _fen(situation.ask.get("amount"))
    line = Line(subject=_BASE, amount=amount, open_objections=given.get("open_objections", 0),
                upheld=given.get("upheld_objections", 0))
    command = sent(ConferAward, _OFFICE, candidature_id=_BASE, ground="经评审和公示，同意授予",
                   findings=[{"criterion": code, "finding": words}
                             for code, words in given.get("findings", {}).items()])
    return decide_conferral(command, _AWARD, _candidature(situation, rank=1, amount=amount), _campaign(situation),
                            _notice(situation, view), line, view, situation.on)


ASKS = {"campaign_opened": _opened, "base_nominated": _nominated, "base_applied": _applied,
        "applications_closed": _closed, "campaign_ranked": _ranked, "choice": _chosen, "conferral": _conferred}
