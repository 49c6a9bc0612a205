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
    CLOSED = "closed"


class EnrolmentState(StrEnum):
    """Where one person's enrolment in one class stands."""

    WAITING = "waiting"
    ENROLLED = "enrolled"
    COMPLETED = "completed"
    NOT_COMPLETED = "not_completed"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"


class TimetableState(StrEnum):
    """Where the timetable of a class stands."""

    PLANNED = "planned"
    CHANGED = "changed"


class SignInState(StrEnum):
    """Whether one sign-in counts as attendance; a marked one is decided by a person."""

    COUNTED = "counted"
    MARKED = "marked"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"

    @property
    def is_open(self) -> bool:
        """Whether a mark may still be added: what a person decided stays."""
        return self in (SignInState.COUNTED, SignInState.MARKED)

    @property
    def is_present(self) -> bool:
        return self in (SignInState.COUNTED, SignInState.CONFIRMED)


class CertificateState(StrEnum):
    """Whether a certificate holds."""

    VALID = "valid"
    REISSUED = "reissued"
    REVOKED = "revoked"


class InstitutionState(StrEnum):
    """Where an institution stands."""

    ACCREDITED = "accredited"
    SUSPENDED = "suspended"
    EXPIRED = "expired"


class FollowUpState(StrEnum):
    """Where the guidance after a course stands."""

    PLANNED = "planned"
    GIVEN = "given"


class ContactKind(StrEnum):
    """How a helper met a trainee after the course; a visit was announced by a mentor's own record."""

    VISIT = "visit"
    PHONE = "phone"
    ONLINE = "online"
    MEETING = "meeting"


CONTACT_LABELS = {
    ContactKind.VISIT: "上门走访",
    ContactKind.PHONE: "电话",
    ContactKind.ONLINE: "线上",
    ContactKind.MEETING: "面谈",
}


class Progress(StrEnum):
    """How far a trainee is; unknown where only the contact is known."""

    UNKNOWN = "unknown"
    PREPARING = "preparing"
    REGISTERED = "registered"
    OPERATING = "operating"
    STOPPED = "stopped"
    NOT_STARTING = "not_starting"


PROGRESS_LABELS = {
    Progress.UNKNOWN: "未填写",
    Progress.PREPARING: "筹备中",
    Progress.REGISTERED: "已办理登记",
    Progress.OPERATING: "正常经营",
    Progress.STOPPED: "已停止经营",
    Progress.NOT_STARTING: "暂不创业",
}


class SplitBy(StrEnum):
    """What the rates of an area are split by."""

    AREA = "area"
    COURSE = "course"
    INSTITUTION = "institution"
    LECTURER = "lecturer"


SPLIT_LABELS = {
    SplitBy.AREA: "县市区",
    SplitBy.COURSE: "课程",
    SplitBy.INSTITUTION: "培训机构",
    SplitBy.LECTURER: "授课讲师",
}


class Figure(StrEnum):
    """Which figure's cases are wanted."""

    ENROLLED = "enrolled"
    PASSED = "passed"
    COMPLETED = "completed"
    SUCCEEDED = "succeeded"
    FOLLOWED = "followed"
    NOT_FOLLOWED = "not_followed"


FIGURE_LABELS = {
    Figure.ENROLLED: "参训",
    Figure.PASSED: "合格",
    Figure.COMPLETED: "结业",
    Figure.SUCCEEDED: "创业成功",
    Figure.FOLLOWED: "已跟踪帮扶",
    Figure.NOT_FOLLOWED: "尚未跟踪帮扶",
}


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
    """Where a lecturer stands; who asked to be admitted, or was declined, is none yet."""

    REQUESTED = "requested"
    DECLINED = "declined"
    REGISTERED = "registered"
    VERIFIED = "verified"
    SUSPENDED = "suspended"
    RESUMPTION_PROPOSED = "resumption_proposed"

    @property
    def is_suspended(self) -> bool:
        return self in (LecturerState.SUSPENDED, LecturerState.RESUMPTION_PROPOSED)

    @property
    def is_admitted(self) -> bool:
        return self not in (LecturerState.REQUESTED, LecturerState.DECLINED)


class LecturerTier(StrEnum):
    """Tiers of the pool of lecturers; no source names them (hunan-2024 二（一）2 asks for a ladder)."""

    RESERVE = "reserve"
    BACKBONE = "backbone"
    LEADING = "leading"


TIER_LABELS = {
    LecturerTier.RESERVE: "后备讲师",
    LecturerTier.BACKBONE: "骨干讲师",
    LecturerTier.LEADING: "领军讲师",
}


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
    "class": {"referred": "待上级决定", "approved": "已通过备案", "refused": "未同意", "cancelled": "已取消",
              "closed": "已结班"},
    "enrolment": {"waiting": "候补", "enrolled": "已报名", "completed": "已合格", "not_completed": "未合格，可补考",
                  "withdrawn": "已退出", "revoked": "证书已撤销"},
    "timetable": {"planned": "已安排", "changed": "已调整"},
    "sign_in": {"counted": "已签到", "marked": "签到待核实", "confirmed": "签到已确认", "rejected": "签到不算"},
    "certificate": {"valid": "有效", "reissued": "已换发新证", "revoked": "已撤销"},
    "follow_up": {"planned": "已安排", "given": "已帮扶"},
    "institution": {"accredited": "资质有效", "suspended": "暂停开班", "expired": "资质已到期"},
    "success": {"counted": "创业成功", "withdrawn": "不再计入"},
    "trainee_count": {"counted": "已计入"},
    "revocation_note": {"noted": "补贴被撤销，已记录"},
    "lecturer": {"requested": "待认定", "declined": "未予认定",
                 "registered": "待更新信息", "verified": "已认证", "suspended": "暂停授课",
                 "resumption_proposed": "暂停授课，待恢复"},
    "dispatch": {"proposed": "待讲师答复", "accepted": "已接受派遣", "declined": "已谢绝", "released": "派遣已解除"},
}
