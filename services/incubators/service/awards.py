"""What a campaign chooses: in public, objected to, conferred."""

from casework.notices import (
    Notice,
    Objection,
    end_of_notice,
    line_of,
    lines_of,
    notice_of,
    notice_seen,
    objection_of,
)
from casework.working_days import working_days_of
from chassis.declare import command
from chassis.store import derived_id
from contracts.incubators.campaign_states import CampaignState, CandidatureState
from contracts.incubators.campaigns import (
    CloseAwardNotice,
    ConferAward,
    PubliciseChoice,
    RaiseAwardObjection,
    ResolveAwardObjection,
)
from contracts.problems import Conflict, Invalid
from services.incubators.model import Campaign
from services.incubators.rules import (
    decide_award_notice_end,
    decide_award_objection,
    decide_award_resolution,
    decide_choice,
    decide_conferral,
)
from services.incubators.rules.awards import faults_of_findings, gives_money
from services.incubators.service.bases import require_recognised
from services.incubators.service.campaigns import own_campaign, policy_of, require_organiser, require_state

_IN_PUBLIC = (CampaignState.PUBLICISED, CampaignState.CLOSED)


class AwardHandlers:
    """Handlers about what a campaign chooses."""

    @command(PubliciseChoice)
    def publicise_choice(self, command):
        with self.store.transaction(command) as tx:
            campaign = own_campaign(tx, command, CampaignState.RANKED)
            policy, ranked = policy_of(tx, campaign), tx.ranked(campaign.campaign_id)
            require_sound_picks(command, ranked, with_money=gives_money(campaign, policy))
            notice = new_notice(tx, campaign, policy)
            decision = decide_choice(command, campaign, ranked, notice, policy)
            if decision.events:
                tx.set_timer(f"award-notice:{notice.notice_id}", notice.ends_at,
                             CloseAwardNotice(campaign_id=campaign.campaign_id))
            return tx.record(decision)

    @command(CloseAwardNotice)
    def close_award_notice(self, command):
        with self.store.transaction(command) as tx:
            campaign = tx.campaign_of(command.campaign_id)
            require_state(campaign, CampaignState.PUBLICISED)
            notice = notice_of(tx, campaign.notice_id)
            if notice.runs_at(tx.now):
                raise Conflict("公示尚未期满")
            tx.record(decide_award_notice_end(campaign, notice, lines_of(tx, notice.notice_id)))

    @command(RaiseAwardObjection)
    def raise_award_objection(self, command):
        with self.store.transaction(command) as tx:
            candidature = tx.candidature_of(command.candidature_id)
            campaign = tx.campaign_of(candidature.campaign_id)
            require_state(campaign, *_IN_PUBLIC)
            notice = notice_of(tx, campaign.notice_id)
            line_of(tx, notice.notice_id, candidature.candidature_id)
            if not notice.runs_at(tx.now):
                raise Conflict("公示期已满；可以向人社部门投诉举报", closes_on=notice.closes_on.isoformat())
            objection = Objection(objection_id=derived_id("award-objection", command.id), notice_id=notice.notice_id,
                                  subject=candidature.candidature_id, ground=command.ground, files=command.files,
                                  state="open")
            return tx.record(decide_award_objection(command, objection, campaign))

    @command(ResolveAwardObjection)
    def resolve_award_objection(self, command):
        with self.store.transaction(command) as tx:
            objection = objection_of(tx, command.award_objection_id)
            candidature = tx.candidature_of(objection.subject)
            campaign = tx.campaign_of(candidature.campaign_id)
            require_organiser(tx, command, campaign)
            if objection.state != "open":
                raise Conflict("这个异议已经处理", state=objection.state)
            return tx.record(decide_award_resolution(command, objection, candidature, campaign))

    @command(ConferAward)
    def confer_award(self, command):
        with self.store.transaction(command) as tx:
            candidature = tx.candidature_of(command.candidature_id)
            campaign = tx.campaign_of(candidature.campaign_id)
            require_organiser(tx, command, campaign)
            require_state(campaign, CampaignState.CLOSED)
            if candidature.state is not CandidatureState.PUBLICISED:
                raise Conflict("该基地不在待授予之列", state=candidature.state.value)
            require_recognised(tx.base_of(candidature.base_id))
            policy = policy_of(tx, campaign)
            fault = faults_of_findings(command, policy.value(campaign.code))
            if fault:
                raise Invalid(fields={"findings": [fault]})
            notice = notice_seen(tx, campaign.notice_id)
            line = line_of(tx, notice.notice_id, candidature.candidature_id)
            return tx.record(decide_conferral(command, derived_id("award", candidature.candidature_id), candidature,
                                              campaign, notice, line, policy, tx.today))


def require_sound_picks(command: PubliciseChoice, ranked, *, with_money: bool) -> None:
    """Each pick once, from this campaign, with a sum exactly where the campaign gives money."""
    named = [pick.candidature_id for pick in command.picks]
    known = {one.candidature_id for one in ranked}
    if not named or len(set(named)) != len(named) or set(named) - known:
        raise Invalid(fields={"picks": ["请列出参加本次评选的基地，各一次"]})
    if any((pick.amount is None) == with_money for pick in command.picks):
        raise Invalid(fields={"picks": ["须写明每个基地的奖励金额" if with_money else "这一评选没有奖励资金"]})


def new_notice(tx, campaign: Campaign, policy) -> Notice:
    """A notice that begins now and runs the working days of policy."""
    days = policy.value("campaign_notice_days")
    return Notice(notice_id=derived_id("award-notice", campaign.campaign_id), area=campaign.area, working_days=days,
                  opened_at=tx.now, title=f"{campaign.title}拟认定名单公示",
                  ends_at=end_of_notice(working_days_of(tx, campaign.area), tx.today, days))
