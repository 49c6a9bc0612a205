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


STATE_LABELS: dict[str, dict[str, str]] = {
    "class": {"referred": "待上级决定", "approved": "已通过备案", "refused": "未同意", "cancelled": "已取消"},
    "enrolment": {"enrolled": "已报名", "completed": "已合格", "not_completed": "未合格，可补考", "withdrawn": "已退出",
                  "revoked": "证书已撤销"},
    "follow_up": {"planned": "已安排", "given": "已帮扶"},
}
