"""What may be asked of incubators, what they answer and what they announce."""

from enum import StrEnum

from contracts.incubators.campaign_states import CAMPAIGN_LABELS


class BaseLevel(StrEnum):
    """Who recognised a base, from the county up (hunan-2024 二（三）4)."""

    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"
    NATION = "nation"


LEVEL_LABELS = {
    BaseLevel.COUNTY: "县级",
    BaseLevel.CITY: "市级",
    BaseLevel.PROVINCE: "省级",
    BaseLevel.NATION: "国家级",
}


class BaseKind(StrEnum):
    """The kinds of bases that the documents name; each is counted apart (jiaxing-2013 三（三）)."""

    INCUBATION_BASE = "incubation_base"
    STUDENT_PARK = "student_park"
    RETURNEE_PARK = "returnee_park"
    ONLINE_BASE = "online_base"
    DEMONSTRATION_BASE = "demonstration_base"


KIND_LABELS = {
    BaseKind.INCUBATION_BASE: "创业孵化基地",
    BaseKind.STUDENT_PARK: "大学生创业园",
    BaseKind.RETURNEE_PARK: "返乡创业园",
    BaseKind.ONLINE_BASE: "网络创业实训基地",
    BaseKind.DEMONSTRATION_BASE: "创业孵化示范基地（园区）",
}


class SpaceKind(StrEnum):
    """What a place in a base is."""

    ROOM = "room"
    DESK = "desk"
    WORKSHOP = "workshop"


class BaseState(StrEnum):
    """Whether a base's recognition holds."""

    RECOGNISED = "recognised"
    WITHDRAWN = "withdrawn"


class InvitationState(StrEnum):
    """Where an invitation to a base stands."""

    DEFERRED = "deferred"
    SENT = "sent"
    ACCEPTED = "accepted"
    LAPSED = "lapsed"
    QUESTIONED = "questioned"


class TenancyState(StrEnum):
    """Where one person's tenancy of one base stands."""

    APPLIED = "applied"
    WAITING = "waiting"
    ADMITTED = "admitted"
    REFUSED = "refused"
    LEFT = "left"


class Leaving(StrEnum):
    """How a tenancy ends."""

    GRADUATED = "graduated"
    LEFT = "left"


class FastTrackState(StrEnum):
    """Where a place that is kept for a prize winner stands."""

    WAITING = "waiting"
    RESERVED = "reserved"
    USED = "used"
    LAPSED = "lapsed"


class RequestKind(StrEnum):
    """What a tenant may ask its base for (hunan-2024 二（三）2)."""

    POLICY_ADVICE = "policy_advice"
    GUIDANCE = "guidance"
    ERRANDS = "errands"
    FINANCING = "financing"
    SPACE = "space"
    OTHER = "other"


REQUEST_LABELS = {
    RequestKind.POLICY_ADVICE: "政策咨询",
    RequestKind.GUIDANCE: "创业指导",
    RequestKind.ERRANDS: "事务代办",
    RequestKind.FINANCING: "融资对接",
    RequestKind.SPACE: "场地设施",
    RequestKind.OTHER: "其他服务",
}


class RequestState(StrEnum):
    """Where a tenant's request stands."""

    OPEN = "open"
    HANDLED = "handled"


class WishState(StrEnum):
    """What became of a wish that opened no application."""

    DECLINED = "declined"


class QuestionState(StrEnum):
    """Where a doubt about a tenancy stands; only a person decides it."""

    OPEN = "open"
    KEPT = "kept"
    ENDED = "ended"


class VisitState(StrEnum):
    """Where a base stands with the yearly visits of its mentors."""

    OPEN = "open"
    MET = "met"
    LATE = "late"


class AwardState(StrEnum):
    """Where the award of a recognition campaign stands."""

    CONFERRED = "conferred"


STATE_LABELS = {
    **CAMPAIGN_LABELS,
    "place_count": {"counted": "已统计"},
    "award": {AwardState.CONFERRED: "已授予"},
    "base": {BaseState.RECOGNISED: "已认定", BaseState.WITHDRAWN: "已撤销认定"},
    "invitation": {InvitationState.DEFERRED: "暂无空位，等候中", InvitationState.SENT: "已邀请",
                   InvitationState.ACCEPTED: "已接受", InvitationState.LAPSED: "已过期",
                   InvitationState.QUESTIONED: "依据有变，待核实"},
    "tenancy": {TenancyState.APPLIED: "已申请", TenancyState.WAITING: "候补中", TenancyState.ADMITTED: "在孵",
                TenancyState.REFUSED: "未同意入驻", TenancyState.LEFT: "已退出"},
    "fast_track": {FastTrackState.WAITING: "等候空位", FastTrackState.RESERVED: "已留位",
                   FastTrackState.USED: "已入驻", FastTrackState.LAPSED: "已过期"},
    "service_request": {RequestState.OPEN: "待办理", RequestState.HANDLED: "已办结"},
    "tenancy_question": {QuestionState.OPEN: "待核实", QuestionState.KEPT: "继续在孵", QuestionState.ENDED: "终止在孵"},
    "wish": {WishState.DECLINED: "未能受理"},
    "visit_count": {VisitState.OPEN: "未满次数", VisitState.MET: "已达标", VisitState.LATE: "已逾期"},
}
