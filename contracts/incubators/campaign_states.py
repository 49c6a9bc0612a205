"""Where recognition campaigns 评选认定 stand, and those who take part in them."""

from enum import StrEnum


class CampaignState(StrEnum):
    """A campaign takes applications, is scored under seal, ranked, stands in public, and is closed."""

    OPEN = "open"
    SCORING = "scoring"
    TIED = "tied"
    RANKED = "ranked"
    PUBLICISED = "publicised"
    CLOSED = "closed"


class CandidatureState(StrEnum):
    """Where one base stands in one campaign. Nominated: it may apply, and does not take part before it does."""

    NOMINATED = "nominated"
    APPLIED = "applied"
    WITHDRAWN = "withdrawn"
    PUBLICISED = "publicised"
    NOT_CHOSEN = "not_chosen"
    REFUSED = "refused"
    CONFERRED = "conferred"


class AwardNoticeState(StrEnum):
    """Where the notice 公示 of a campaign's choice stands."""

    OPEN = "open"
    CLOSED = "closed"


class AwardObjectionState(StrEnum):
    """Where an objection to one line of such a notice stands."""

    OPEN = "open"
    DISMISSED = "dismissed"
    UPHELD = "upheld"


CAMPAIGN_LABELS = {
    "campaign": {CampaignState.OPEN: "申报中", CampaignState.SCORING: "评审中", CampaignState.TIED: "并列，待人工决定",
                 CampaignState.RANKED: "已排名，待公示", CampaignState.PUBLICISED: "公示中",
                 CampaignState.CLOSED: "公示结束"},
    "candidature": {CandidatureState.NOMINATED: "已推荐，待基地申报", CandidatureState.APPLIED: "已申报",
                    CandidatureState.WITHDRAWN: "已撤回", CandidatureState.PUBLICISED: "拟认定，公示中",
                    CandidatureState.NOT_CHOSEN: "未入选", CandidatureState.REFUSED: "异议成立，不予认定",
                    CandidatureState.CONFERRED: "已授予"},
    "assessor": {"appointed": "已聘请"},
    "campaign_score": {"sealed": "已评分（密封）"},
    "award_notice": {AwardNoticeState.OPEN: "公示中", AwardNoticeState.CLOSED: "公示结束"},
    "award_objection": {AwardObjectionState.OPEN: "待处理", AwardObjectionState.DISMISSED: "异议不成立",
                        AwardObjectionState.UPHELD: "异议成立"},
}
"""The words for these states, by entity."""
