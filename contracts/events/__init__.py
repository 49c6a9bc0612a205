"""What may be asked of events (创业活动), what they answer and what they announce.

What people attend is an *activity*; an *event* is always something that happened and was announced.
"""

from enum import StrEnum


class ActivityKind(StrEnum):
    """The kinds of activities that the documents name."""

    CONTEST = "contest"
    ROADSHOW = "roadshow"
    SALON = "salon"
    LECTURE = "lecture"
    CAMP = "camp"
    BRIEFING = "briefing"
    PROJECT_FAIR = "project_fair"
    MENTOR_VISIT = "mentor_visit"
    CONSULTATION = "consultation"
    FORUM = "forum"
    EXHIBITION = "exhibition"
    FINANCING_MEETING = "financing_meeting"
    PROJECT_RELEASE = "project_release"
    STUDY_VISIT = "study_visit"
    EXPERTS_AT_GRASSROOTS = "experts_at_grassroots"
    FINANCING_ROADSHOW = "financing_roadshow"
    LECTURE_HALL = "lecture_hall"
    STAR_TOUR = "star_tour"


ACTIVITY_LABELS = {
    ActivityKind.CONTEST: "创业大赛",
    ActivityKind.ROADSHOW: "项目路演",
    ActivityKind.SALON: "创业沙龙",
    ActivityKind.LECTURE: "创业讲座",
    ActivityKind.CAMP: "创业训练营",
    ActivityKind.BRIEFING: "政策宣讲",
    ActivityKind.PROJECT_FAIR: "项目推介会",
    ActivityKind.MENTOR_VISIT: "导师“四进”活动",
    ActivityKind.CONSULTATION: "咨询活动",
    ActivityKind.FORUM: "创业论坛",
    ActivityKind.EXHIBITION: "成果展示",
    ActivityKind.FINANCING_MEETING: "融资对接会",
    ActivityKind.PROJECT_RELEASE: "项目发布会",
    ActivityKind.STUDY_VISIT: "考察交流",
    ActivityKind.EXPERTS_AT_GRASSROOTS: "专家走基层",
    ActivityKind.FINANCING_ROADSHOW: "投融资路演",
    ActivityKind.LECTURE_HALL: "创业大讲堂",
    ActivityKind.STAR_TOUR: "创业明星巡讲",
}


class ActivityState(StrEnum):
    """Where an activity stands."""

    PROPOSED = "proposed"
    RETURNED = "returned"
    APPROVED = "approved"
    CANCELLED = "cancelled"
    HELD = "held"
    CLOSED = "closed"


class RegistrationState(StrEnum):
    """Where one person's registration for one activity stands."""

    TAKEN = "taken"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"
    CHECKED_IN = "checked_in"


class Grade(StrEnum):
    """The five grades of 好差评."""

    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    FAIR = "fair"
    DISSATISFIED = "dissatisfied"
    VERY_DISSATISFIED = "very_dissatisfied"

    @property
    def is_bad(self) -> bool:
        return self in (Grade.DISSATISFIED, Grade.VERY_DISSATISFIED)


GRADE_LABELS = {
    Grade.VERY_SATISFIED: "非常满意",
    Grade.SATISFIED: "满意",
    Grade.FAIR: "基本满意",
    Grade.DISSATISFIED: "不满意",
    Grade.VERY_DISSATISFIED: "非常不满意",
}


class WishState(StrEnum):
    """What became of a wish that opened no registration."""

    DECLINED = "declined"


class RatingState(StrEnum):
    """Whether a right to rate was used."""

    OPEN = "open"
    RATED = "rated"


class RatingCaseState(StrEnum):
    """Where the case behind a bad rating stands."""

    OPEN = "open"
    CONTACTED = "contacted"
    CLOSED = "closed"


class ContactManner(StrEnum):
    """How the person was reached about a bad rating."""

    PHONE = "phone"
    VISIT = "visit"
    OFFICE = "office"
    MESSAGE = "message"


CONTACT_LABELS = {
    ContactManner.PHONE: "电话",
    ContactManner.VISIT: "上门",
    ContactManner.OFFICE: "面谈",
    ContactManner.MESSAGE: "消息",
}


class PoolLevel(StrEnum):
    """Whose pool of mentors."""

    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"


class MentorOrigin(StrEnum):
    """Where mentors come from (chuxiong-2024 二（三）7); the list is open."""

    ENTREPRENEUR = "entrepreneur"
    FOUNDER = "founder"
    PRIZE_WINNER = "prize_winner"
    UNIVERSITY_LECTURER = "university_lecturer"
    VOCATIONAL_LECTURER = "vocational_lecturer"
    OFFICIAL_EXPERT = "official_expert"
    OTHER = "other"


class MentorPart(StrEnum):
    """The three parts of a mentor's yearly update (hunan-2024 二（五）3)."""

    REAL_NAME = "real_name"
    PERSONAL_DATA = "personal_data"
    SERVICE_DATA = "service_data"


PART_LABELS = {
    MentorPart.REAL_NAME: "实名认证",
    MentorPart.PERSONAL_DATA: "个人信息",
    MentorPart.SERVICE_DATA: "服务情况",
}


class MentorState(StrEnum):
    """Where a mentor stands."""

    JOINED = "joined"
    VERIFIED = "verified"
    SUSPENDED = "suspended"
    RESUMPTION_PROPOSED = "resumption_proposed"

    @property
    def is_suspended(self) -> bool:
        return self in (MentorState.SUSPENDED, MentorState.RESUMPTION_PROPOSED)


class TaskKind(StrEnum):
    """The three kinds of tasks that are published and claimed (hunan-2024 二（五）3)."""

    ACTIVITY = "activity"
    ANSWER = "answer"
    CLASS = "class"


TASK_LABELS = {TaskKind.ACTIVITY: "活动任务", TaskKind.ANSWER: "答疑任务", TaskKind.CLASS: "派课任务"}


class TaskState(StrEnum):
    """Where a task stands."""

    PUBLISHED = "published"
    CLAIMED = "claimed"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class OfferState(StrEnum):
    """Where the offer of a mentor stands."""

    WAITING = "waiting"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class PlaceKind(StrEnum):
    """“四进”: where mentors go (hunan-2024 二（四）2)."""

    UNIVERSITY = "university"
    BASE = "base"
    ENTERPRISE = "enterprise"
    VILLAGE = "village"


PLACE_LABELS = {
    PlaceKind.UNIVERSITY: "进高校",
    PlaceKind.BASE: "进基地",
    PlaceKind.ENTERPRISE: "进企业",
    PlaceKind.VILLAGE: "进乡村",
}


class ContestLevel(StrEnum):
    """The levels through which a contest goes."""

    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"
    NATION = "nation"


class ContestState(StrEnum):
    """Where a contest stands."""

    OPEN = "open"
    SCORING = "scoring"
    TIED = "tied"
    RANKED = "ranked"
    AWARDED = "awarded"


class EntryState(StrEnum):
    """Where an entry stands."""

    ENTERED = "entered"
    RANKED = "ranked"


OFFER_LABELS = {
    OfferState.WAITING: "等候导师",
    OfferState.OFFERED: "已推荐导师",
    OfferState.ACCEPTED: "已结对",
    OfferState.DECLINED: "未接受",
}

STATE_LABELS = {
    "activity": {ActivityState.PROPOSED: "待审批", ActivityState.RETURNED: "已退回", ActivityState.APPROVED: "报名中",
                 ActivityState.CANCELLED: "已取消", ActivityState.HELD: "已举办", ActivityState.CLOSED: "已总结"},
    "registration": {RegistrationState.TAKEN: "已报名", RegistrationState.WAITING: "候补中",
                     RegistrationState.WITHDRAWN: "已取消报名", RegistrationState.CHECKED_IN: "已签到"},
    "wish": {WishState.DECLINED: "未能受理"},
    "rating": {RatingState.OPEN: "待评价", RatingState.RATED: "已评价"},
    "rating_case": {RatingCaseState.OPEN: "待回访", RatingCaseState.CONTACTED: "已回访",
                    RatingCaseState.CLOSED: "已办结"},
    "mentor": {MentorState.JOINED: "待更新信息", MentorState.VERIFIED: "已认证", MentorState.SUSPENDED: "暂停服务",
               MentorState.RESUMPTION_PROPOSED: "暂停服务，待恢复"},
    "task": {TaskState.PUBLISHED: "可申领", TaskState.CLAIMED: "已申领", TaskState.DONE: "已完成",
             TaskState.WITHDRAWN: "已撤回"},
    "mentor_offer": OFFER_LABELS,
    "pairing": OFFER_LABELS,
    "contest": {ContestState.OPEN: "报名中", ContestState.SCORING: "评审中", ContestState.TIED: "并列待定",
                ContestState.RANKED: "已排名", ContestState.AWARDED: "已颁奖"},
    "entry": {EntryState.ENTERED: "已参赛", EntryState.RANKED: "已排名"},
    "prize": {"awarded": "已获奖"},
    "visit": {"recorded": "已记录"},
}
