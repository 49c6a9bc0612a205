"""What the activities pillar announces. Each event carries the public state of its entity after it."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.events import (
    ActivityKind,
    ActivityState,
    ContactManner,
    ContestLevel,
    ContestState,
    EntryState,
    Grade,
    MentorOrigin,
    MentorState,
    OfferState,
    PlaceKind,
    PoolLevel,
    RatingCaseState,
    RatingState,
    RegistrationState,
    TaskKind,
    TaskState,
)
from contracts.fields import area_code, choice, count, data, day, flag, identifier, many, many_texts, text
from contracts.messages import event, part


@part
class ActivityPublic:
    """The public state of an activity."""

    activity_id: str = identifier("活动")
    title: str = text("活动名称", at_most=100)
    kind: ActivityKind = choice(ActivityKind, "活动类型")
    area: str = area_code("举办地县市区")
    venue: str = text("活动地点", at_most=100)
    organisation_id: str | None = identifier("主办单位", optional=True)
    base_id: str | None = identifier("承办基地", optional=True)
    held_on: date = day("举办日期")
    register_until: date = day("报名截止日期")
    places: int = count("名额")
    taken: int = count("已报名人数")
    waiting: int = count("候补人数")
    for_groups: tuple[str, ...] = many_texts("面向的重点群体", default=())
    dedicated: bool = flag("创业专场活动")
    bought_in: bool = flag("政府购买服务")
    promotion: str = text("活动介绍", at_most=1000)
    state: ActivityState = choice(ActivityState, "状态")


@event("events.activity_proposed.v1", entity="activity", label="发起创业活动")
class ActivityProposed(ActivityPublic):
    """An activity waits for approval."""


@event("events.activity_approved.v1", entity="activity", label="活动备案通过")
class ActivityApproved(ActivityPublic):
    """An activity is filed and approved; people may register."""


@event("events.activity_returned.v1", entity="activity", label="活动退回修改")
class ActivityReturned(ActivityPublic):
    """An activity was given back for correction."""

    ground: str = text("理由", at_most=500)


@event("events.activity_cancelled.v1", entity="activity", label="活动取消")
class ActivityCancelled(ActivityPublic):
    """An activity is not held."""

    ground: str = text("理由", at_most=500)


@event("events.activity_held.v1", entity="activity", label="活动已举办")
class ActivityHeld(ActivityPublic):
    """An activity was held; `attended` persons checked in."""

    attended: int = count("签到人数")


@event("events.activity_closed.v1", entity="activity", label="活动成效已填报")
class ActivityClosed(ActivityPublic):
    """What an activity achieved was reported."""

    attended: int = count("签到人数")
    outcome: str = text("活动成效", at_most=1000)
    projects_matched: int = count("对接项目数")


@part
class RegistrationPublic:
    """The public state of one person's registration; `turn` counts those who wait, from 1."""

    registration_id: str = identifier("报名")
    activity_id: str = identifier("活动")
    person_id: str = identifier("参加人")
    organisation_id: str | None = identifier("主办单位", optional=True)
    area: str = area_code("举办地县市区")
    title: str = text("活动名称", at_most=100)
    held_on: date = day("举办日期")
    turn: int | None = count("候补顺序", optional=True)
    state: RegistrationState = choice(RegistrationState, "状态")
    todo: str | None = text("下一步", optional=True)


@event("events.place_taken.v1", entity="registration", person="person_id", label="报名活动成功")
class PlaceTaken(RegistrationPublic):
    """A person has a place, at once or from the waiting list."""

    from_waiting_list: bool = flag("由候补递补", default=False)


@event("events.waiting_listed.v1", entity="registration", person="person_id", label="活动报名候补")
class WaitingListed(RegistrationPublic):
    """All places are taken; the person has a turn in the waiting list."""


@event("events.registration_withdrawn.v1", entity="registration", person="person_id", label="取消活动报名")
class RegistrationWithdrawn(RegistrationPublic):
    """A place or a turn was given back."""


@event("events.checked_in.v1", entity="registration", person="person_id", label="活动签到")
class CheckedIn(RegistrationPublic):
    """A person was there."""


@event("events.service_rendered.v1", entity="service_act", person="person_id", label="活动或导师服务可评价")
class ServiceRendered:
    """A person received a service from activities or mentors and may rate it once."""

    service_act_id: str = identifier("服务事项")
    person_id: str = identifier("服务对象")
    provider_id: str = identifier("服务单位")
    area: str = area_code("县市区")
    what: str = text("服务内容")


@part
class RatingPublic:
    """The public state of one right to rate one service."""

    rating_id: str = identifier("评价事项")
    service_act_id: str = identifier("服务事项")
    person_id: str = identifier("评价人")
    provider_id: str = identifier("服务单位")
    pillar: str = text("业务", at_most=20)
    area: str = area_code("县市区")
    title: str = text("服务内容")
    state: RatingState = choice(RatingState, "状态")
    todo: str | None = text("下一步", optional=True)


@event("events.rating_right_opened.v1", entity="rating", person="person_id", label="可以评价服务")
class RatingRightOpened(RatingPublic):
    """A person may rate a service, once."""


@event("events.rated.v1", entity="rating", person="person_id", label="已评价服务")
class Rated(RatingPublic):
    """A service was rated in one of five grades."""

    grade: Grade = choice(Grade, "评价")


@part
class RatingCasePublic:
    """The public state of the case behind a bad rating; the office of `area` owns it."""

    rating_case_id: str = identifier("差评办理")
    rating_id: str = identifier("评价事项")
    person_id: str = identifier("评价人")
    provider_id: str = identifier("服务单位")
    area: str = area_code("承办地区")
    title: str = text("标题")
    grade: Grade = choice(Grade, "评价")
    state: RatingCaseState = choice(RatingCaseState, "状态")
    due_on: date = day("办理期限")
    overdue: bool = flag("是否逾期", default=False)
    contacted_on: date | None = day("回访日期", optional=True)
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())


@event("events.rating_case_opened.v1", entity="rating_case", person="person_id", label="差评已转办")
class RatingCaseOpened(RatingCasePublic):
    """A bad rating is somebody's work with a deadline."""


@event("events.rating_case_contacted.v1", entity="rating_case", person="person_id", label="差评已回访")
class RatingCaseContacted(RatingCasePublic):
    """The person behind a bad rating was reached."""

    manner: ContactManner = choice(ContactManner, "回访方式")


@event("events.rating_case_overdue.v1", entity="rating_case", person="person_id", label="差评办理逾期")
class RatingCaseOverdue(RatingCasePublic):
    """The deadline passed and the case is not closed."""


@event("events.rating_case_closed.v1", entity="rating_case", person="person_id", label="差评已办结")
class RatingCaseClosed(RatingCasePublic):
    """The case was closed, with contact and outcome."""

    outcome: str = text("办理结果", at_most=500)


@part
class MentorPublic:
    """The public state of a mentor."""

    mentor_id: str = identifier("导师")
    person_id: str = identifier("导师本人")
    area: str = area_code("服务地区")
    pool: PoolLevel = choice(PoolLevel, "导师库级次")
    origin: MentorOrigin = choice(MentorOrigin, "来源")
    team: str | None = text("导师团队", at_most=60, optional=True)
    topics: tuple[str, ...] = many_texts("指导领域", default=())
    parts: tuple[str, ...] = many_texts("已更新的内容", default=())
    title: str = text("标题")
    state: MentorState = choice(MentorState, "状态")
    due_on: date | None = day("更新期限", optional=True)
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    todo: str | None = text("下一步", optional=True)


@event("events.mentor_joined.v1", entity="mentor", person="person_id", label="加入创业导师团")
class MentorJoined(MentorPublic):
    """A person is a mentor."""


@event("events.mentor_updated.v1", entity="mentor", person="person_id", label="导师信息部分更新")
class MentorUpdated(MentorPublic):
    """Some of the three parts are done."""


@event("events.mentor_verified.v1", entity="mentor", person="person_id", label="导师完成实名认证和信息更新")
class MentorVerified(MentorPublic):
    """All three parts are done in time."""

    verified_on: date = day("完成日期")


@event("events.mentor_suspended.v1", entity="mentor", person="person_id", label="导师服务资格暂停")
class MentorSuspended(MentorPublic):
    """The day passed and the update is not complete (hunan-2024 二（五）3)."""

    suspended_on: date = day("暂停日期")


@event("events.mentor_resumption_proposed.v1", entity="mentor", person="person_id", label="导师补齐信息，待恢复")
class MentorResumptionProposed(MentorPublic):
    """A suspended mentor completed the update; a clerk decides whether the suspension ends."""


@event("events.mentor_resumed.v1", entity="mentor", person="person_id", label="导师服务资格恢复")
class MentorResumed(MentorPublic):
    """A clerk ended a suspension."""

    ground: str = text("理由", at_most=500)


@part
class TaskPublic:
    """The public state of a task."""

    task_id: str = identifier("任务")
    kind: TaskKind = choice(TaskKind, "任务类型")
    title: str = text("任务名称", at_most=100)
    area: str = area_code("服务地区")
    organisation_id: str | None = identifier("发布单位", optional=True)
    activity_id: str | None = identifier("活动", optional=True)
    mentor_id: str | None = identifier("导师", optional=True)
    due_on: date = day("完成期限")
    state: TaskState = choice(TaskState, "状态")


@event("events.task_published.v1", entity="task", label="发布导师任务")
class TaskPublished(TaskPublic):
    """A task may be claimed."""


@event("events.task_claimed.v1", entity="task", label="导师申领任务")
class TaskClaimed(TaskPublic):
    """A mentor has the task."""


@event("events.task_claim_refused.v1", entity="task_claim", person="person_id", label="不能申领任务")
class TaskClaimRefused:
    """A suspended mentor can't have a task, and is told why."""

    task_claim_id: str = identifier("申领")
    task_id: str = identifier("任务")
    mentor_id: str = identifier("导师")
    person_id: str = identifier("导师本人")
    area: str = area_code("服务地区")
    title: str = text("任务名称", at_most=100)
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())


@event("events.task_released.v1", entity="task", label="导师任务释放")
class TaskReleased(TaskPublic):
    """The mentor who had it was suspended; the task may be claimed again."""

    released_from: str = identifier("原导师")


@event("events.task_finished.v1", entity="task", label="导师任务完成")
class TaskFinished(TaskPublic):
    """A claimed task was done."""


@event("events.task_withdrawn.v1", entity="task", label="导师任务撤回")
class TaskWithdrawn(TaskPublic):
    """A task is no longer wanted."""


@part
class MentorOfferPublic:
    """The public state of the offer of a mentor to a founder."""

    mentor_offer_id: str = identifier("导师推荐")
    person_id: str = identifier("创业者")
    mentor_id: str | None = identifier("导师", optional=True)
    mentor_person_id: str | None = identifier("导师本人", optional=True)
    area: str = area_code("县市区")
    title: str = text("标题")
    occasion: str = text("推荐原因", at_most=40)
    state: OfferState = choice(OfferState, "状态")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    todo: str | None = text("下一步", optional=True)


@event("events.mentor_offered.v1", entity="mentor_offer", person="person_id", label="推荐创业导师")
class MentorOffered(MentorOfferPublic):
    """A founder is offered a mentor."""


@event("events.mentor_offer_deferred.v1", entity="mentor_offer", person="person_id", label="暂无可推荐的导师")
class MentorOfferDeferred(MentorOfferPublic):
    """The city has no mentor to offer yet; the offer follows when it has."""


@event("events.mentor_paired.v1", entity="mentor_offer", person="person_id", label="与创业导师结对")
class MentorPaired(MentorOfferPublic):
    """Founder and mentor are paired."""

    paired_on: date = day("结对日期")


@event("events.mentor_declined.v1", entity="mentor_offer", person="person_id", label="未接受推荐的导师")
class MentorDeclined(MentorOfferPublic):
    """The founder does not want this mentor."""


@event("events.mentor_visit_recorded.v1", entity="visit", label="导师记录服务")
class MentorVisitRecorded:
    """A mentor recorded a visit or help given; day of help and day of entry are both kept."""

    visit_id: str = identifier("服务记录")
    mentor_id: str = identifier("导师")
    base_id: str | None = identifier("基地", optional=True)
    person_id: str | None = identifier("帮扶对象", optional=True)
    area: str = area_code("地区")
    place_kind: PlaceKind = choice(PlaceKind, "“四进”类别")
    title: str = text("服务内容", at_most=200)
    held_on: date = day("服务日期")
    recorded_on: date = day("录入日期")
    state: str = text("状态", at_most=20, default="recorded")


@event("events.visit_refused.v1", entity="visit", label="导师服务记录未采用")
class VisitRefused:
    """A mentor who was suspended on that day recorded a service; it does not count, and the reason says why."""

    visit_id: str = identifier("服务记录")
    mentor_id: str = identifier("导师")
    area: str = area_code("地区")
    held_on: date = day("服务日期")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())


@part
class ContestPublic:
    """The public state of a contest."""

    contest_id: str = identifier("赛事")
    name: str = text("赛事名称", at_most=100)
    area: str = area_code("举办地区")
    level: ContestLevel = choice(ContestLevel, "赛事级别")
    tracks: tuple[str, ...] = many_texts("赛道", default=())
    enter_until: date = day("报名截止日期")
    winners: int = count("获奖名额")
    state: ContestState = choice(ContestState, "状态")


@event("events.contest_opened.v1", entity="contest", label="赛事开始报名")
class ContestOpened(ContestPublic):
    """A contest takes entries."""


@event("events.scoring_opened.v1", entity="contest", label="赛事开始评审")
class ScoringOpened(ContestPublic):
    """Entries are closed, judges score."""

    entries: int = count("参赛项目数")
    judges: int = count("评委人数")


@event("events.contest_ranked.v1", entity="contest", label="赛事完成排名")
class ContestRanked(ContestPublic):
    """All scores were in and the seals were opened: [{entry_id, rank, average}], the average in hundredths."""

    ranking: dict = data("排名")


@event("events.contest_tied.v1", entity="contest", label="赛事并列，待人工决定")
class ContestTied(ContestPublic):
    """Entries are tied at the last prize; a person puts them in order."""

    ranking: dict = data("排名")
    tied: tuple[str, ...] = many_texts("并列项目")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())


@event("events.prizes_closed.v1", entity="contest", label="赛事完成颁奖")
class PrizesClosed(ContestPublic):
    """Every prize of a contest was awarded."""


@event("events.judge_appointed.v1", entity="judge", person="person_id", label="聘为赛事评委")
class JudgeAppointed:
    """Somebody scores in a contest, but for entries of their own area."""

    judge_id: str = identifier("评委编号")
    contest_id: str = identifier("赛事")
    person_id: str = identifier("评委")
    area: str = area_code("评委所在地区")
    title: str = text("赛事名称", at_most=100)


@part
class EntryPublic:
    """The public state of an entry."""

    entry_id: str = identifier("参赛项目")
    contest_id: str = identifier("赛事")
    person_id: str = identifier("参赛人")
    area: str = area_code("项目所在县市区")
    title: str = text("参赛项目", at_most=100)
    track: str | None = text("赛道", at_most=60, optional=True)
    state: EntryState = choice(EntryState, "状态")


@event("events.contest_entered.v1", entity="entry", person="person_id", label="报名参赛")
class ContestEntered(EntryPublic):
    """A project takes part."""


@event("events.entry_scored.v1", entity="score", label="评委提交评分")
class EntryScored:
    """A judge's score is in; it stays sealed, so no figure travels."""

    score_id: str = identifier("评分")
    entry_id: str = identifier("参赛项目")
    contest_id: str = identifier("赛事")
    area: str = area_code("举办地区")


@event("events.score_refused.v1", entity="score", label="评分未接受")
class ScoreRefused:
    """A judge may not score this entry: recused, or not appointed."""

    score_id: str = identifier("评分")
    entry_id: str = identifier("参赛项目")
    contest_id: str = identifier("赛事")
    area: str = area_code("举办地区")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())


@event("events.prize_awarded.v1", entity="prize", person="person_id", label="获得赛事奖项")
class PrizeAwarded:
    """A project won a prize."""

    prize_id: str = identifier("奖项")
    contest_id: str = identifier("赛事")
    entry_id: str = identifier("参赛项目")
    person_id: str = identifier("获奖者")
    area: str = area_code("项目所在县市区")
    level: ContestLevel = choice(ContestLevel, "赛事级别")
    rank: int = count("名次", at_least=1)
    title: str = text("获奖项目", at_most=200)
    awarded_on: date = day("获奖日期")
    state: str = text("状态", at_most=20, default="awarded")
