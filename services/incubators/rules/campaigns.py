"""Recognition campaigns: opened as policy states them, applied for, scored under seal, ranked."""

from collections.abc import Mapping
from datetime import date

from casework.decisions import rule
from casework.scoring import Candidate, Placed, Recusal, Scorer, is_recused, tied_among
from contracts.answers import as_answers
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, outcome_of, status_of
from contracts.incubators.campaign_states import CampaignState, CandidatureState
from contracts.incubators.campaigns import (
    ApplyForRecognition,
    AppointAssessor,
    BreakCampaignTie,
    NominateBase,
    OpenCampaign,
    ScoreCandidature,
)
from contracts.incubators.domain_events import (
    AssessorAppointed,
    BaseNominated,
    CampaignOpened,
    CampaignRanked,
    CampaignScoringOpened,
    CampaignTied,
    CandidatureFiled,
    CandidatureScored,
    CandidatureWithdrawn,
)
from policies.reader import PolicyView
from services.incubators.model import Assessor, Base, Campaign, Candidature

_TIES = Citation(unsourced="来源没有并列时的办法；由人工决定先后并记录理由")


@rule(version=1)
def decide_campaign(command: OpenCampaign, campaign: Campaign, policy: PolicyView) -> Decision:
    """Open a campaign that policy states. More winners than policy states ask for a decision above and open nothing."""
    stated = policy.parameter(campaign.code)
    reasons = (Reason(code="campaign_stated", status=Status.MET, citation=stated.citation, text=stated.label),
               _by_local_criteria(campaign, policy), *_within_number(campaign, policy))
    outcome = outcome_of(reasons)
    events = (CampaignOpened(**campaign_public(campaign, CampaignState.OPEN, reasons=as_answers(reasons))),)
    return Decision(outcome=outcome, subject=campaign.campaign_id, reasons=reasons,
                    events=events if outcome is Outcome.GRANTED else ())


def _by_local_criteria(campaign: Campaign, policy: PolicyView) -> Reason:
    """Who organises it and how points are given stands in no source: shown with the decision, binding nobody."""
    local = policy.parameter(f"{campaign.code}_criteria_source")
    return Reason(code="criteria_set_locally", status=Status.MET, force=Force.ENCOURAGED, citation=local.citation,
                  text=local.label)


def _within_number(campaign: Campaign, policy: PolicyView) -> tuple[Reason, ...]:
    key, stated = f"{campaign.code}_winners_at_most", set(policy.keys())
    if key not in stated:
        return ()
    most = policy.parameter(key)
    return (Reason(code="within_winners", status=status_of(campaign.winners <= most.value), citation=most.citation,
                   force=Force.IN_PRINCIPLE, reading=most.reading, text=f"{most.label}：{most.value} {most.unit}",
                   given={"winners": campaign.winners}),)


def campaign_public(campaign: Campaign, state: CampaignState, **changes) -> dict:
    """The public state of a campaign after it moved to `state`."""
    names = ("campaign_id", "code", "title", "area", "apply_until", "winners")
    return {name: getattr(campaign, name) for name in names} | {"state": state} | changes


def candidature_public(candidature: Candidature, campaign: Campaign, state: CandidatureState, **changes) -> dict:
    """The public state of a base in a campaign after it moved to `state`."""
    names = ("candidature_id", "campaign_id", "base_id", "base_name", "operator_id", "area", "amount")
    return {name: getattr(candidature, name) for name in names} | {
        "code": campaign.code, "state": state, "title": f"{campaign.title}：{candidature.base_name}"[:200]} | changes


def candidature_of(campaign: Campaign, base: Base, candidature_id: str) -> Candidature:
    """A base's part in a campaign as it begins."""
    return Candidature(candidature_id=candidature_id, campaign_id=campaign.campaign_id, base_id=base.base_id,
                       base_name=base.name, operator_id=base.operator_id, area=base.area,
                       state=CandidatureState.NOMINATED)


@rule(version=1)
def decide_nomination(command: NominateBase, candidature: Candidature, campaign: Campaign,
                      policy: PolicyView) -> Decision:
    """An office puts a base forward. It takes part by its own application alone."""
    own = _own_application(policy, applied=False)
    event = BaseNominated(**candidature_public(candidature, campaign, CandidatureState.NOMINATED,
                                               reasons=as_answers((own,))),
                          ground=command.ground, due_on=campaign.apply_until)
    return Decision(outcome=Outcome.GRANTED, subject=candidature.candidature_id, reasons=(own,), events=(event,))


@rule(version=1)
def decide_candidature(command: ApplyForRecognition, candidature: Candidature, campaign: Campaign,
                       policy: PolicyView) -> Decision:
    """A base takes part by its operator's own application."""
    own = _own_application(policy, applied=True)
    event = CandidatureFiled(**candidature_public(candidature, campaign, CandidatureState.APPLIED,
                                                  reasons=as_answers((own,))),
                             account_of_work=command.account_of_work, files=command.files)
    return Decision(outcome=Outcome.GRANTED, subject=candidature.candidature_id, reasons=(own,), events=(event,))


def _own_application(policy: PolicyView, *, applied: bool) -> Reason:
    wanted = policy.parameter("campaign_own_application")
    return Reason(code="own_application", status=status_of(applied), force=Force.HARD, citation=wanted.citation,
                  reading=wanted.reading, text=wanted.label)


@rule(version=1)
def decide_candidature_end(candidature: Candidature, campaign: Campaign) -> Decision:
    """The base's operator takes it out again."""
    event = CandidatureWithdrawn(**candidature_public(candidature, campaign, CandidatureState.WITHDRAWN))
    return Decision(outcome=Outcome.GRANTED, subject=candidature.candidature_id, events=(event,))


@rule(version=1)
def decide_assessor(command: AppointAssessor, assessor_id: str, campaign: Campaign) -> Decision:
    """A person's act."""
    event = AssessorAppointed(assessor_id=assessor_id, campaign_id=campaign.campaign_id, person_id=command.person_id,
                              area=command.area, state="appointed", title=campaign.title,
                              recused_from=command.recused_from)
    return Decision(outcome=Outcome.GRANTED, subject=assessor_id, events=(event,))


def wanted_scores(candidatures: tuple[Candidature, ...], assessors: tuple[Assessor, ...],
                  within: Recusal | None) -> tuple[tuple[str, str], ...]:
    """Every (candidature, assessor) of which a score is wanted: nobody scores their own area, nor a base with which
    they have to do."""
    return tuple((one.candidature_id, assessor.assessor_id) for one in candidatures for assessor in assessors
                 if one.base_id not in assessor.recused_from
                 and not is_recused(Scorer(scorer_id=assessor.assessor_id, area=assessor.area),
                                    Candidate(candidate_id=one.candidature_id, area=one.area), within))


@rule(version=1)
def decide_campaign_scoring(campaign: Campaign, candidatures: tuple[Candidature, ...], assessors: int,
                            pairs: tuple[tuple[str, str], ...], policy: PolicyView) -> Decision:
    """Scoring begins once every base has assessors enough after recusal; else it is told which has not."""
    wanted = policy.parameter("campaign_scorers_at_least")
    short = tuple(one.base_name for one in candidatures
                  if sum(candidature_id == one.candidature_id for candidature_id, _ in pairs) < wanted.value)
    reason = Reason(code="assessors_enough", status=status_of(not short), force=Force.IN_PRINCIPLE,
                    citation=wanted.citation, text=f"每个参评基地至少有 {wanted.value} 名回避后的评审专家",
                    given={"short": list(short)})
    if short:
        return Decision(outcome=Outcome.RETURNED, subject=campaign.campaign_id, reasons=(reason,))
    event = CampaignScoringOpened(**campaign_public(campaign, CampaignState.SCORING),
                                  candidatures=len(candidatures), assessors=assessors)
    return Decision(outcome=Outcome.GRANTED, subject=campaign.campaign_id, reasons=(reason,), events=(event,))


def faults_of_score(command: ScoreCandidature, criteria: list[Mapping]) -> str | None:
    """Why these points are no full score by the campaign's criteria; None for a full one."""
    most = {each["code"]: each["points"] for each in criteria}
    if sorted(item.criterion for item in command.items) != sorted(most):
        return f"须逐项评分，各一次：{'、'.join(each['text'] for each in criteria)}"
    beyond = [item.criterion for item in command.items if item.points > most[item.criterion]]
    return f"超过该项满分：{'、'.join(beyond)}" if beyond else None


@rule(version=1)
def decide_campaign_score(campaign_score_id: str, candidature: Candidature, campaign: Campaign) -> Decision:
    """A score is in. The points are no input: what is kept here can be read."""
    event = CandidatureScored(campaign_score_id=campaign_score_id, candidature_id=candidature.candidature_id,
                              campaign_id=campaign.campaign_id, area=campaign.area, state="sealed",
                              title=f"{campaign.title}：评分")
    return Decision(outcome=Outcome.GRANTED, subject=campaign_score_id, events=(event,))


@rule(version=1)
def decide_campaign_ranking(campaign: Campaign, places: tuple[Placed, ...]) -> Decision:
    """The ranking by exact average; a tie on which the choice depends is referred to a person."""
    tied = tied_among(places, campaign.winners)
    reason = Reason(code="no_tie_among_chosen", status=status_of(not tied), force=Force.IN_PRINCIPLE, citation=_TIES,
                    text="名额之内没有并列", given={"tied": list(tied)})
    if tied:
        event = CampaignTied(**campaign_public(campaign, CampaignState.TIED, reasons=as_answers((reason,))),
                             ranking=_shown(places), tied=tied)
        return Decision(outcome=Outcome.REFERRED, subject=campaign.campaign_id, reasons=(reason,), events=(event,))
    event = CampaignRanked(**campaign_public(campaign, CampaignState.RANKED), ranking=_shown(places))
    return Decision(outcome=Outcome.GRANTED, subject=campaign.campaign_id, reasons=(reason,), events=(event,))


@rule(version=1)
def decide_campaign_tie(command: BreakCampaignTie, campaign: Campaign, places: tuple[Placed, ...]) -> Decision:
    """A person's order of the tied bases, with its ground; `places` are those after it."""
    reason = Reason(code="no_tie_among_chosen", status=Status.MET, force=Force.IN_PRINCIPLE, citation=_TIES,
                    text=f"人工决定并列基地的先后，理由：{command.ground}")
    event = CampaignRanked(**campaign_public(campaign, CampaignState.RANKED, reasons=as_answers((reason,))),
                           ranking=_shown(places))
    return Decision(outcome=Outcome.GRANTED, subject=campaign.campaign_id, reasons=(reason,), events=(event,))


def _shown(places: tuple[Placed, ...]) -> dict:
    return {place.candidate_id: {"rank": place.rank, "average": place.hundredths} for place in places}


def is_in_time(campaign: Campaign, today: date) -> bool:
    """The last day for applications counts whole."""
    return today <= campaign.apply_until
