"""评选认定: an office organises, bases apply, assessors score, anybody sees what is to be conferred."""

from contracts.actors import NATION
from contracts.fields import area_code
from contracts.incubators.answers import PublicAwardNotices, PublicCampaigns
from contracts.incubators.campaign_states import CampaignState
from contracts.incubators.campaigns import (
    ApplyForRecognition,
    AppointAssessor,
    BreakCampaignTie,
    CloseApplications,
    ConferAward,
    NominateBase,
    OpenCampaign,
    PubliciseChoice,
    RaiseAwardObjection,
    RankCampaign,
    ResolveAwardObjection,
    ScoreCandidature,
    WithdrawCandidature,
)
from contracts.messages import part
from gateway.http.request import Request
from gateway.http.route import Route, command_route
from gateway.zone.listings import public_cases

_SHOWN = ("campaign_id", "title", "area", "apply_until", "winners")
_SHOWN_OF_A_NOTICE = ("award_notice_id", "campaign_id", "title", "area", "opened_on", "closes_on", "working_days",
                      "notes", "lines")


@part
class WhichCampaigns:
    """Whose campaigns are wanted."""

    area: str = area_code("地区", optional=True)


def list_campaigns(request: Request) -> dict:
    """The campaigns of an area, those above it included. Anybody may look."""
    found = public_cases(request.context.zone, "incubators", "campaign", request.query.area or NATION,
                         tuple(CampaignState))
    return {"items": [{name: one["data"][name] for name in _SHOWN} | {
        "state": one["state"], "state_label": one["state_label"]} for one in found]}


def list_award_notices(request: Request) -> dict:
    """What campaigns are to confer, in public. Bases and their names are no personal data."""
    running = request.context.zone.running_notices(request.query.area or NATION, entity="award_notice")
    return {"items": [{name: row["data"][name] for name in _SHOWN_OF_A_NOTICE} for row in running]}


_ONE = "/incubators/campaigns/{campaign_id}"
_BASE = "/incubators/candidatures/{candidature_id}"
ROUTES = (
    Route("GET", "/incubators/campaigns", list_campaigns, "查看评选认定", "public", query=WhichCampaigns,
          answer=PublicCampaigns),
    Route("GET", "/incubators/award-notices", list_award_notices, "查看正在进行的评选认定公示", "public",
          query=WhichCampaigns, answer=PublicAwardNotices,
          description="对其中一项有异议的，按 candidature_id 提出。"),
    command_route("POST", "/incubators/campaigns", OpenCampaign, summary="开展评选认定"),
    command_route("POST", f"{_ONE}/nominations", NominateBase, summary="推荐基地参加评选认定"),
    command_route("POST", f"{_ONE}/applications", ApplyForRecognition, summary="基地申报评选认定"),
    command_route("POST", f"{_ONE}/assessors", AppointAssessor, summary="聘请评审专家并登记回避"),
    command_route("POST", f"{_ONE}/closing", CloseApplications, summary="截止申报并开始评审"),
    command_route("POST", f"{_ONE}/ranking", RankCampaign, summary="启封评分并排名"),
    command_route("POST", f"{_ONE}/tie", BreakCampaignTie, summary="决定并列基地的先后"),
    command_route("POST", f"{_ONE}/notice", PubliciseChoice, summary="公示拟认定名单"),
    command_route("POST", f"{_BASE}/withdrawal", WithdrawCandidature, summary="撤回评选认定申报"),
    command_route("POST", f"{_BASE}/scores", ScoreCandidature, summary="为参评基地评分（密封）"),
    command_route("POST", f"{_BASE}/objections", RaiseAwardObjection, summary="对拟认定的基地提出异议"),
    command_route("POST", f"{_BASE}/conferral", ConferAward, summary="授予评选认定"),
    command_route("POST", "/incubators/award-objections/{award_objection_id}/resolution", ResolveAwardObjection,
                  summary="处理评选认定公示异议"),
)
