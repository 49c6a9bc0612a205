"""What may be asked of training, what it answers and what it announces."""

from enum import StrEnum


class Course(StrEnum):
    """The five courses that have plan seats (hunan-2024 附件)."""

    SIYB = "siyb"
    ONLINE_SHOP = "online_shop"
    LIVE_STREAM = "live_stream"
    SIMULATION = "simulation"
    VILLAGE_LEADER = "village_leader"


COURSE_LABELS = {
    Course.SIYB: "SIYB",
    Course.ONLINE_SHOP: "网创电商版",
    Course.LIVE_STREAM: "网创直播版",
    Course.SIMULATION: "模拟实训",
    Course.VILLAGE_LEADER: "乡村领雁",
}


class ClassState(StrEnum):
    """Where a class stands."""

    REFERRED = "referred"
    APPROVED = "approved"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class EnrolmentState(StrEnum):
    """Where one person's enrolment in one class stands."""

    ENROLLED = "enrolled"
    COMPLETED = "completed"
    NOT_COMPLETED = "not_completed"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"


class FollowUpState(StrEnum):
    """Where the guidance after a course stands."""

    PLANNED = "planned"
    GIVEN = "given"


class LecturerPart(StrEnum):
    """The three parts of a lecturer's yearly update (hunan-2024 二（五）3)."""

    REAL_NAME = "real_name"
    PERSONAL_DATA = "personal_data"
    SERVICE_DATA = "service_data"


LECTURER_PART_LABELS = {
    LecturerPart.REAL_NAME: "实名认证",
    LecturerPart.PERSONAL_DATA: "个人信息",
    LecturerPart.SERVICE_DATA: "服务情况",
}


class LecturerState(StrEnum):
    """Where a lecturer stands."""

    REGISTERED = "registered"
    VERIFIED = "verified"
    SUSPENDED = "suspended"
    RESUMPTION_PROPOSED = "resumption_proposed"

    @property
    def is_suspended(self) -> bool:
        return self in (LecturerState.SUSPENDED, LecturerState.RESUMPTION_PROPOSED)


class LecturerGrade(StrEnum):
    """Grades of the yearly appraisal; no source names them, policy lists which may be given."""

    EXCELLENT = "excellent"
    QUALIFIED = "qualified"
    UNQUALIFIED = "unqualified"


GRADE_LABELS = {
    LecturerGrade.EXCELLENT: "优秀",
    LecturerGrade.QUALIFIED: "合格",
    LecturerGrade.UNQUALIFIED: "不合格",
}


class DispatchState(StrEnum):
    """Where the dispatch of a lecturer to a class stands."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    RELEASED = "released"


class ResearchKind(StrEnum):
    """Kinds of teaching-research activity (hunan-2024 二（一）2)."""

    DISCUSSION = "discussion"
    OBSERVATION = "observation"
    EXCHANGE = "exchange"


STATE_LABELS: dict[str, dict[str, str]] = {
    "class": {"referred": "待上级决定", "approved": "已通过备案", "refused": "未同意", "cancelled": "已取消"},
    "enrolment": {"enrolled": "已报名", "completed": "已合格", "not_completed": "未合格，可补考", "withdrawn": "已退出",
                  "revoked": "证书已撤销"},
    "follow_up": {"planned": "已安排", "given": "已帮扶"},
    "lecturer": {"registered": "待更新信息", "verified": "已认证", "suspended": "暂停授课",
                 "resumption_proposed": "暂停授课，待恢复"},
    "dispatch": {"proposed": "待讲师答复", "accepted": "已接受派遣", "declined": "已谢绝", "released": "派遣已解除"},
}
