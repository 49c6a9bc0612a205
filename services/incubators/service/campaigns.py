"""Recognition campaigns: opened, applied for, scored under seal, ranked."""

from casework.scoring import (
    AlreadyScored,
    NotWanted,
    Recusal,
    StillSealed,
    enter,
    in_order,
    open_round,
    opened,
    rank,
    unseal,
)
from chassis.calls import require_area
from chassis.declare import command
from chassis.store import derived_id
from contracts.incubators.campaign_states import CampaignState, CandidatureState
from contracts.incubators.campaigns import (
    ApplyForRecognition,
    AppointAssessor,
    BreakCampaignTie,
    CloseApplications,
    NominateBase,
    OpenCampaign,
    RankCampaign,
    ScoreCandidature,
    WithdrawCandidature,
)
from contracts.problems import Conflict, Forbidden, Invalid
from policies.areas import exists, is_within, level
from services.incubators.model import Base, Campaign
from services.incubators.rules import (
    decide_assessor,
    decide_campaign,
    decide_campaign_ranking,
    decide_campaign_score,
    decide_campaign_scoring,
    decide_campaign_tie,
    decide_candidature,
    decide_candidature_end,
    decide_nomination,
)
from services.incubators.rules.campaigns import candidature_of, faults_of_score, is_in_time, wanted_scores
from services.incubators.service.bases import require_own_base, require_recognised


class CampaignHandlers:
    """Handlers about campaigns up to their ranking."""

    @command(OpenCampaign)
    def open_campaign(self, command):
        require_area(command, command.area)
        with self.store.transaction(command) as tx:
            policy = tx.policy(command.area, on=tx.today)
            stated = stated_campaign(command, policy)
            if command.apply_until < tx.today:
                raise Invalid(fields={"apply_until": ["申报截止日期不能早于今天"]})
            campaign = Campaign(campaign_id=derived_id("campaign", command.id), code=command.code, area=command.area,
                                title=f"{tx.today.year}年{stated['name']}评选认定", apply_until=command.apply_until,
                                opened_on=tx.today, winners=command.winners, state=CampaignState.OPEN)
            return tx.record(decide_campaign(command, campaign, policy))

    @command(NominateBase)
    def nominate_base(self, command):
        with self.store.transaction(command) as tx:
            campaign, base = takes_part(tx, command)
            require_area(command, base.area)
            candidature = candidature_of(campaign, base, candidature_id(campaign, base))
            if tx.candidature(candidature.candidature_id):
                raise Conflict("该基地已被推荐或已申报")
            return tx.record(decide_nomination(command, candidature, campaign, policy_of(tx, campaign)))

    @command(ApplyForRecognition)
    def apply_for_recognition(self, command):
        with self.store.transaction(command) as tx:
            campaign, base = takes_part(tx, command)
            require_own_base(command, base)
            if not command.committed:
                raise Invalid(fields={"committed": ["须承诺申报材料真实"]})
            known = tx.candidature(candidature_id(campaign, base))
            if known and known.state not in (CandidatureState.NOMINATED, CandidatureState.WITHDRAWN):
                raise Conflict("该基地已经申报", state=known.state.value)
            candidature = candidature_of(campaign, base, candidature_id(campaign, base))
            return tx.record(decide_candidature(command, candidature, campaign, policy_of(tx, campaign)))

    @command(WithdrawCandidature)
    def withdraw_candidature(self, command):
        with self.store.transaction(command) as tx:
            candidature = tx.candidature_of(command.candidature_id)
            campaign = tx.campaign_of(candidature.campaign_id)
            require_own_base(command, candidature)
            require_state(campaign, CampaignState.OPEN)
            if candidature.state not in (CandidatureState.NOMINATED, CandidatureState.APPLIED):
                raise Conflict("没有可以撤回的申报", state=candidature.state.value)
            return tx.record(decide_candidature_end(candidature, campaign))

    @command(AppointAssessor)
    def appoint_assessor(self, command):
        with self.store.transaction(command) as tx:
            campaign = own_campaign(tx, command, CampaignState.OPEN)
            if not exists(command.area):
                raise Invalid(fields={"area": ["区划代码表中没有这个地区"]})
            assessor_id = derived_id("assessor", campaign.campaign_id, command.person_id)
            if assessor_id in {each.assessor_id for each in tx.assessors(campaign.campaign_id)}:
                raise Conflict("已是本次评选的评审专家")
            return tx.record(decide_assessor(command, assessor_id, campaign))

    @command(CloseApplications)
    def close_applications(self, command):
        with self.store.transaction(command) as tx:
            campaign = own_campaign(tx, command, CampaignState.OPEN)
            applied = tx.candidatures(campaign.campaign_id, CandidatureState.APPLIED)
            if not applied:
                raise Conflict("还没有基地申报")
            policy, assessors = policy_of(tx, campaign), tx.assessors(campaign.campaign_id)
            pairs = wanted_scores(applied, assessors, recusal(policy, campaign))
            decision = decide_campaign_scoring(campaign, applied, len(assessors), pairs, policy)
            if decision.events:
                open_round(tx, campaign.campaign_id, pairs)
            return tx.record(decision)

    @command(ScoreCandidature)
    def score_candidature(self, command):
        with self.store.transaction(command) as tx:
            candidature = tx.candidature_of(command.candidature_id)
            campaign = tx.campaign_of(candidature.campaign_id)
            require_state(campaign, CampaignState.SCORING)
            fault = faults_of_score(command, policy_of(tx, campaign).value(campaign.code)["criteria"])
            if fault:
                raise Invalid(fields={"items": [fault]})
            assessor_id = derived_id("assessor", campaign.campaign_id, command.actor.person_id)
            put_in(tx, campaign.campaign_id, candidature.candidature_id, assessor_id,
                   sum(item.points for item in command.items))
            score_id = derived_id("campaign-score", candidature.candidature_id, assessor_id)
            return tx.record(decide_campaign_score(score_id, candidature, campaign))

    @command(RankCampaign)
    def rank_campaign(self, command):
        with self.store.transaction(command) as tx:
            campaign = own_campaign(tx, command, CampaignState.SCORING)
            try:
                scores = unseal(tx, campaign.campaign_id)
            except StillSealed as sealed:
                raise Conflict("评分尚未全部提交，不能启封") from sealed
            return tx.record(decide_campaign_ranking(campaign, rank(scores)))

    @command(BreakCampaignTie)
    def break_campaign_tie(self, command):
        with self.store.transaction(command) as tx:
            campaign = own_campaign(tx, command, CampaignState.TIED)
            try:
                places = in_order(rank(opened(tx, campaign.campaign_id)), command.order)
            except ValueError as wrong:
                raise Invalid(fields={"order": ["须恰好列出并列的基地，各一次"]}) from wrong
            return tx.record(decide_campaign_tie(command, campaign, places))


def stated_campaign(command: OpenCampaign, policy) -> dict:
    """What policy states of the campaign; raises Invalid where it states none, Forbidden for another level."""
    listed = policy.value("recognition_campaigns") if policy.has("recognition_campaigns") else ()
    if command.code not in listed:
        raise Invalid(fields={"code": ["本地区现行政策没有这一评选认定"]})
    stated = policy.value(command.code)
    if command.actor.role.value not in stated["opened_by"]:
        raise Forbidden("这一评选认定由其他级别的部门组织", needed=list(stated["opened_by"]))
    return stated


def policy_of(tx, campaign: Campaign):
    """The policy of the day on which the campaign was opened."""
    return tx.policy(campaign.area, on=campaign.opened_on)


def candidature_id(campaign: Campaign, base: Base) -> str:
    return derived_id("candidature", campaign.campaign_id, base.base_id)


def takes_part(tx, command) -> tuple[Campaign, Base]:
    """The campaign, open and in time, and a recognised base that may take part in it."""
    campaign, base = tx.campaign_of(command.campaign_id), tx.base_of(command.base_id)
    require_state(campaign, CampaignState.OPEN)
    require_recognised(base)
    if not is_in_time(campaign, tx.today):
        raise Conflict("申报已截止", apply_until=campaign.apply_until.isoformat())
    levels = policy_of(tx, campaign).value(campaign.code)["levels"]
    if not is_within(base.area, campaign.area) or base.level.value not in levels:
        raise Invalid(fields={"base_id": ["基地不在本次评选的地区或级别之内"]})
    return campaign, base


def own_campaign(tx, command, *states: CampaignState) -> Campaign:
    """A campaign that an office of its level and area organises, in one of these states."""
    campaign = tx.campaign_of(command.campaign_id)
    require_organiser(tx, command, campaign)
    require_state(campaign, *states)
    return campaign


def require_organiser(tx, command, campaign: Campaign) -> None:
    """Raise Forbidden for another area, or another level than policy names."""
    require_area(command, campaign.area)
    allowed = policy_of(tx, campaign).value(campaign.code)["opened_by"]
    if command.actor.role.value not in allowed:
        raise Forbidden("由组织这次评选认定的部门办理", needed=list(allowed))


def require_state(campaign: Campaign, *states: CampaignState) -> None:
    if campaign.state not in states:
        raise Conflict("评选认定当前环节不能这样办理", state=campaign.state.value)


def recusal(policy, campaign: Campaign) -> Recusal | None:
    """How wide an assessor's own area is in a campaign of this level; None where everybody is of one area."""
    within = policy.value("campaign_assessors_recused_from")[level(campaign.area).value]
    return None if within == "none" else Recusal(within)


def put_in(tx, round_id: str, candidature: str, assessor_id: str, points: int) -> None:
    """Seal the points; an assessor scores a base once, and none from which they are recused."""
    try:
        enter(tx, round_id, candidature, assessor_id, points)
    except NotWanted as recused:
        raise Forbidden("未被聘请评审这个基地，或应当回避") from recused
    except AlreadyScored as again:
        raise Conflict("您已给这个基地评过分") from again
