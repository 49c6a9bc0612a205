"""What a campaign chooses: in public first, objected to, then conferred by a person with reasons and clause."""

from collections.abc import Mapping
from datetime import date

from casework.decisions import rule
from casework.notices import Line, Notice, Objection
from contracts.answers import as_answers
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, outcome_of, status_of
from contracts.incubators import AwardState
from contracts.incubators.campaign_states import (
    AwardNoticeState,
    AwardObjectionState,
    CampaignState,
    CandidatureState,
)
from contracts.incubators.campaigns import ConferAward, PubliciseChoice, RaiseAwardObjection, ResolveAwardObjection
from contracts.incubators.domain_events import (
    AwardConferred,
    AwardNoticeClosed,
    AwardNoticeLine,
    AwardNoticeOpened,
    AwardObjectionRaised,
    AwardObjectionResolved,
    CampaignClosed,
    CampaignPublicised,
    CandidatureConferred,
    CandidatureNotChosen,
    CandidaturePublicised,
    CandidatureRefused,
    NoticeOfAward,
)
from policies.parameters import Parameter
from policies.reader import PolicyView
from services.incubators.model import Campaign, Candidature
from services.incubators.rules.campaigns import campaign_public, candidature_public

_BY_A_PERSON = Citation(unsourced="来源文件没有写评选结果如何审定，由组织评选的部门决定；请当地人社部门确认")
_FEN = 100


@rule(version=1)
def decide_choice(command: PubliciseChoice, campaign: Campaign, ranked: tuple[Candidature, ...], notice: Notice,
                  policy: PolicyView) -> Decision:
    """The first-ranked bases stand in public with what each is to get. A sum beyond the document's ceiling puts
    nothing up."""
    amounts = {pick.candidature_id: pick.amount for pick in command.picks}
    reasons = (*limit_reasons(campaign, amounts.values(), policy), _first_ranked(campaign, ranked, amounts),
               _notice_first(notice, policy))
    outcome = outcome_of(reasons, unmet=Outcome.RETURNED)
    details = {"award_notice_id": notice.notice_id}
    if outcome is not Outcome.GRANTED:
        return Decision(outcome=outcome, subject=campaign.campaign_id, reasons=reasons)
    opened = AwardNoticeOpened(**award_notice_public(notice, campaign, AwardNoticeState.OPEN),
                               notes=tuple(dict.fromkeys(r.citation.unsourced for r in reasons
                                                         if r.citation.unsourced)),
                               lines=tuple(_line(one, amounts) for one in ranked if one.candidature_id in amounts))
    moved = CampaignPublicised(**campaign_public(campaign, CampaignState.PUBLICISED),
                               award_notice_id=notice.notice_id)
    return Decision(outcome=outcome, subject=campaign.campaign_id, reasons=reasons, details=details,
                    events=(opened, moved, *(_told(one, campaign, amounts, notice, reasons) for one in ranked)))


def gives_money(campaign: Campaign, policy: PolicyView) -> bool:
    """Whether policy states how much the campaign may give."""
    stated = set(policy.keys())
    return f"{campaign.code}_award_at_most" in stated


def limit_reasons(campaign: Campaign, amounts, policy: PolicyView) -> tuple[Reason, ...]:
    """Whether each sum is within the ceiling of the document; nothing to say where a campaign gives no money."""
    if not gives_money(campaign, policy):
        return ()
    most = policy.parameter(f"{campaign.code}_award_at_most")
    within = all(amount is None or amount <= most.value * _FEN for amount in amounts)
    return (Reason(code="award_within_limit", status=status_of(within), citation=most.citation, reading=most.reading,
                   text=f"{most.label}：{most.value} {most.unit}"),)


def _first_ranked(campaign: Campaign, ranked: tuple[Candidature, ...], amounts) -> Reason:
    first = {one.candidature_id for one in ranked if one.rank <= campaign.winners}
    return Reason(code="among_the_first_ranked", status=status_of(set(amounts) <= first), citation=_BY_A_PERSON,
                  force=Force.HARD, text=f"拟认定的在前 {campaign.winners} 名之内")


def _notice_first(notice: Notice, policy: PolicyView) -> Reason:
    days = policy.parameter("campaign_notice_days")
    return Reason(code="notice_before_award", status=Status.MET, citation=days.citation,
                  reading="公示当日不计，末日终了为止", text=f"授予前公示 {notice.working_days} 个{days.unit}")


def _line(one: Candidature, amounts) -> AwardNoticeLine:
    return AwardNoticeLine(candidature_id=one.candidature_id, base_name=one.base_name, area=one.area, rank=one.rank,
                           amount=amounts[one.candidature_id])


def _told(one: Candidature, campaign: Campaign, amounts, notice: Notice, reasons):
    if one.candidature_id in amounts:
        return CandidaturePublicised(
            **candidature_public(one, campaign, CandidatureState.PUBLICISED, amount=amounts[one.candidature_id],
                                 reasons=as_answers(reasons)),
            award_notice_id=notice.notice_id, due_on=notice.closes_on)
    rank = Reason(code="among_the_chosen", status=Status.UNMET, citation=_BY_A_PERSON, force=Force.DISCRETION,
                  text=f"评审排名第 {one.rank} 名，未列入拟认定名单", given={"rank": one.rank})
    return CandidatureNotChosen(**candidature_public(one, campaign, CandidatureState.NOT_CHOSEN,
                                                     reasons=as_answers((rank,))))


def award_notice_public(notice: Notice, campaign: Campaign, state: AwardNoticeState) -> dict:
    """The public state of the notice of a campaign's choice."""
    return {"award_notice_id": notice.notice_id, "campaign_id": campaign.campaign_id, "title": notice.title,
            "area": notice.area, "state": state, "opened_on": notice.opened_on, "closes_on": notice.closes_on,
            "ends_at": notice.ends_at, "working_days": notice.working_days}


@rule(version=1)
def decide_award_notice_end(campaign: Campaign, notice: Notice, lines: tuple[Line, ...]) -> Decision:
    """The notice has run its days; lines without a standing objection may be conferred."""
    clear = tuple(line.subject for line in lines if line.is_clear)
    closed = AwardNoticeClosed(**award_notice_public(notice, campaign, AwardNoticeState.CLOSED), clear=clear,
                               waiting=tuple(line.subject for line in lines if not line.is_clear))
    return Decision(outcome=Outcome.GRANTED, subject=campaign.campaign_id,
                    events=(closed, CampaignClosed(**campaign_public(campaign, CampaignState.CLOSED))))


def _objection_public(objection: Objection, campaign: Campaign, state: AwardObjectionState) -> dict:
    return {"award_objection_id": objection.objection_id, "award_notice_id": objection.notice_id,
            "candidature_id": objection.subject, "area": campaign.area, "state": state,
            "title": f"{campaign.title}：公示异议", "ground": objection.ground, "files": objection.files}


@rule(version=1)
def decide_award_objection(command: RaiseAwardObjection, objection: Objection, campaign: Campaign) -> Decision:
    """An objection in time stops its own line until a person has decided it."""
    event = AwardObjectionRaised(**_objection_public(objection, campaign, AwardObjectionState.OPEN))
    return Decision(outcome=Outcome.GRANTED, subject=objection.objection_id, events=(event,))


@rule(version=1)
def decide_award_resolution(command: ResolveAwardObjection, objection: Objection, candidature: Candidature,
                            campaign: Campaign) -> Decision:
    """A person decides an objection. Upheld, the base is not chosen and is told why."""
    state = AwardObjectionState.UPHELD if command.upheld else AwardObjectionState.DISMISSED
    reason = Reason(code="objection_dismissed", status=status_of(not command.upheld), force=Force.DISCRETION,
                    citation=_BY_A_PERSON, text=f"异议处理：{command.finding}")
    resolved = AwardObjectionResolved(**_objection_public(objection, campaign, state), finding=command.finding)
    refused = CandidatureRefused(**candidature_public(candidature, campaign, CandidatureState.REFUSED,
                                                      reasons=as_answers((reason,))))
    return Decision(outcome=Outcome.GRANTED, subject=objection.objection_id, reasons=(reason,),
                    events=(resolved, refused) if command.upheld else (resolved,))


@rule(version=1)
def decide_conferral(command: ConferAward, award_id: str, candidature: Candidature, campaign: Campaign, notice: Notice,
                     line: Line, policy: PolicyView, today: date) -> Decision:
    """A person confers what stood in public without an objection left; an award with money goes on to be paid."""
    days, stated = policy.parameter("campaign_notice_days"), policy.parameter(campaign.code)
    reasons = (Reason(code="recognised_by_its_document", status=Status.MET, citation=stated.citation,
                      text=stated.label),
               *limit_reasons(campaign, (candidature.amount,), policy),
               Reason(code="notice_ran_out_clean", status=status_of(line.is_clear), citation=days.citation,
                      text=f"公示 {notice.working_days} 个{days.unit}期满，没有未处理或成立的异议"),
               *_findings(command, stated),
               Reason(code="decided_by_a_person", status=Status.MET, force=Force.IN_PRINCIPLE, citation=_BY_A_PERSON,
                      text=f"认定意见：{command.ground}"))
    outcome = outcome_of(reasons, unmet=Outcome.RETURNED)
    if outcome is not Outcome.GRANTED:
        return Decision(outcome=outcome, subject=candidature.candidature_id, reasons=reasons)
    conferred = CandidatureConferred(**candidature_public(candidature, campaign, CandidatureState.CONFERRED,
                                                          reasons=as_answers(reasons)), conferred_on=today)
    paid = (_award(award_id, candidature, campaign, notice, line, reasons, today),) if candidature.amount else ()
    return Decision(outcome=outcome, subject=candidature.candidature_id, reasons=reasons, events=(conferred, *paid))


def faults_of_findings(command: ConferAward, stated: Mapping) -> str | None:
    """Why the findings are not those that policy asks for; None where they are, or none are asked for."""
    wanted = {each["code"]: each["text"] for each in stated["criteria"]}
    if stated.get("findings") and sorted(each.criterion for each in command.findings) != sorted(wanted):
        return f"须逐项写明认定意见，各一次：{'、'.join(wanted.values())}"
    return None


def _findings(command: ConferAward, stated: Parameter) -> tuple[Reason, ...]:
    words = {each["code"]: each["text"] for each in stated.value["criteria"]}
    return tuple(Reason(code=f"found_{each.criterion}", status=Status.MET, force=Force.IN_PRINCIPLE,
                        citation=stated.citation, text=f"{words.get(each.criterion, each.criterion)}：{each.finding}")
                 for each in command.findings)


def _award(award_id: str, candidature: Candidature, campaign: Campaign, notice: Notice, line: Line, reasons,
           today: date) -> AwardConferred:
    stood = NoticeOfAward(notice_id=notice.notice_id, title=notice.title, opened_at=notice.opened_at,
                          ends_at=notice.ends_at, working_days=notice.working_days, amount=line.amount,
                          open_objections=line.open_objections, upheld_objections=line.upheld)
    return AwardConferred(award_id=award_id, campaign_id=campaign.campaign_id, person_id=candidature.operator_id,
                          organisation_id=candidature.operator_id, area=candidature.area, state=AwardState.CONFERRED,
                          title=f"{campaign.title}：{candidature.base_name}"[:200], amount=candidature.amount,
                          conferred_on=today, notice=stood, reasons=as_answers(reasons))
