"""What may be asked of events: activities, ratings, mentors, tasks, contests."""

from datetime import date

from contracts.actors import Role
from contracts.events import (
    ActivityKind,
    ContactManner,
    ContestLevel,
    Grade,
    MentorOrigin,
    MentorPart,
    PlaceKind,
    PoolLevel,
    TaskKind,
)
from contracts.fields import area_code, choice, count, day, flag, identifier, many_texts, text
from contracts.messages import command

_OFFICE = (Role.CLERK, Role.REVIEWER, Role.CITY_STAFF, Role.PROVINCE_STAFF)
_ORGANISERS = (Role.BASE_OPERATOR, Role.INSTITUTION_STAFF, *_OFFICE)
_APPROVERS = (Role.REVIEWER, Role.CITY_STAFF, Role.PROVINCE_STAFF)


@command("events.propose_activity", by=_ORGANISERS)
class ProposeActivity:
    """Propose an activity: what, where, when, for how many, and how it is made known."""

    title: str = text("活动名称", at_most=100)
    kind: ActivityKind = choice(ActivityKind, "活动类型")
    area: str = area_code("举办地县市区")
    venue: str = text("活动地点", at_most=100)
    base_id: str | None = identifier("承办基地", optional=True)
    held_on: date = day("举办日期")
    register_until: date | None = day("报名截止日期", optional=True)
    places: int = count("名额", at_least=1, at_most=100_000)
    for_groups: tuple[str, ...] = many_texts("面向的重点群体", at_most=8, default=())
    dedicated: bool = flag("创业专场活动", default=False)
    bought_in: bool = flag("政府购买服务", default=False)
    promotion: str = text("活动介绍", at_most=1000, default="欢迎报名参加")


@command("events.approve_activity", by=_APPROVERS)
class ApproveActivity:
    """File and approve a proposed activity; registration opens."""

    activity_id: str = identifier("活动")


@command("events.return_activity", by=_APPROVERS)
class ReturnActivity:
    """Give a proposed activity back for correction, with a ground."""

    activity_id: str = identifier("活动")
    ground: str = text("理由", at_least=4, at_most=500)


@command("events.cancel_activity", by=_ORGANISERS)
class CancelActivity:
    """Say that an activity is not held."""

    activity_id: str = identifier("活动")
    ground: str = text("理由", at_least=4, at_most=500)


@command("events.register_for_activity", by=(Role.CITIZEN,))
class RegisterForActivity:
    """Take a place, or the next one in the waiting list."""

    activity_id: str = identifier("活动")


@command("events.withdraw_registration", by=(Role.CITIZEN,))
class WithdrawRegistration:
    """Give one's place or one's turn in the waiting list back."""

    registration_id: str = identifier("报名")


@command("events.check_in", by=_ORGANISERS)
class CheckIn:
    """Note on the day that a registered person is there."""

    activity_id: str = identifier("活动")
    person_id: str = identifier("参加人")


@command("events.hold_activity", by=_ORGANISERS)
class HoldActivity:
    """Say that an activity was held; who checked in may rate it."""

    activity_id: str = identifier("活动")


@command("events.report_outcome", by=_ORGANISERS)
class ReportOutcome:
    """Report what an activity achieved."""

    activity_id: str = identifier("活动")
    outcome: str = text("活动成效", at_least=4, at_most=1000)
    projects_matched: int = count("对接项目数", at_most=100_000, default=0)


@command("events.rate", by=(Role.CITIZEN,))
class Rate:
    """Rate a service that one received, once."""

    rating_id: str = identifier("评价事项")
    grade: Grade = choice(Grade, "评价")


@command("events.record_contact", by=_OFFICE)
class RecordContact:
    """Record that the person behind a bad rating was reached."""

    rating_case_id: str = identifier("差评办理")
    contacted_on: date = day("回访日期")
    manner: ContactManner = choice(ContactManner, "回访方式")


@command("events.close_rating_case", by=_OFFICE)
class CloseRatingCase:
    """Close the case behind a bad rating with its outcome; not before the person was reached."""

    rating_case_id: str = identifier("差评办理")
    outcome: str = text("办理结果", at_least=4, at_most=500)


@command("events.remind_rating_case", by=(Role.CALENDAR,))
class RemindRatingCase:
    """The calendar: the case behind a bad rating has run its days."""

    rating_case_id: str = identifier("差评办理")


@command("events.admit_mentor", by=_OFFICE)
class AdmitMentor:
    """Take a registered person into the pool of mentors."""

    person_id: str = identifier("导师")
    area: str = area_code("服务地区")
    pool: PoolLevel = choice(PoolLevel, "导师库级次")
    origin: MentorOrigin = choice(MentorOrigin, "来源")
    team: str | None = text("导师团队", at_most=60, optional=True)
    topics: tuple[str, ...] = many_texts("指导领域", at_most=10, default=())


@command("events.update_mentor", by=(Role.MENTOR,))
class UpdateMentor:
    """A mentor's own yearly update: which of the three parts are done."""

    parts: tuple[str, ...] = many_texts("已更新的内容（" + "、".join(MentorPart) + "）", at_most=3)


@command("events.resume_mentor", by=_OFFICE)
class ResumeMentor:
    """End a mentor's suspension after the update is complete; a clerk's decision with its ground."""

    mentor_id: str = identifier("导师")
    ground: str = text("理由", at_least=4, at_most=500)


@command("events.suspend_mentor", by=(Role.CALENDAR,))
class SuspendMentor:
    """The calendar: the day has passed by which a mentor's update was due."""

    mentor_id: str = identifier("导师")
    due_on: date = day("应完成日期")


@command("events.publish_task", by=_ORGANISERS)
class PublishTask:
    """Publish a task that mentors may claim."""

    kind: TaskKind = choice(TaskKind, "任务类型")
    title: str = text("任务名称", at_most=100)
    area: str = area_code("服务地区")
    due_on: date = day("完成期限")
    activity_id: str | None = identifier("活动", optional=True)


@command("events.claim_task", by=(Role.MENTOR,))
class ClaimTask:
    """Claim a published task."""

    task_id: str = identifier("任务")


@command("events.finish_task", by=_ORGANISERS)
class FinishTask:
    """Say that a claimed task was done."""

    task_id: str = identifier("任务")


@command("events.withdraw_task", by=_ORGANISERS)
class WithdrawTask:
    """Take a task back that is no longer wanted."""

    task_id: str = identifier("任务")


@command("events.answer_mentor_offer", by=(Role.CITIZEN,))
class AnswerMentorOffer:
    """Accept or decline the mentor that was offered; accepted, the two are paired."""

    mentor_offer_id: str = identifier("导师推荐")
    accept: bool = flag("是否接受")


@command("events.record_visit", by=(Role.MENTOR,))
class RecordVisit:
    """A mentor records a visit or help given; nobody else can (hunan-2024 二（三）2)."""

    area: str = area_code("地区")
    place_kind: PlaceKind = choice(PlaceKind, "“四进”类别")
    held_on: date = day("服务日期")
    base_id: str | None = identifier("基地", optional=True)
    person_id: str | None = identifier("帮扶对象", optional=True)
    topic: str = text("服务内容", at_most=200, default="创业指导")


@command("events.open_contest", by=(Role.CITY_STAFF, Role.PROVINCE_STAFF, Role.REVIEWER))
class OpenContest:
    """Open a contest of one level for entries."""

    name: str = text("赛事名称", at_most=100)
    area: str = area_code("举办地区")
    level: ContestLevel = choice(ContestLevel, "赛事级别")
    tracks: tuple[str, ...] = many_texts("赛道", at_most=20, default=())
    enter_until: date = day("报名截止日期")
    winners: int = count("获奖名额", at_least=1, at_most=1000)


@command("events.enter_contest", by=(Role.CITIZEN,))
class EnterContest:
    """Enter a project in a contest."""

    contest_id: str = identifier("赛事")
    project: str = text("参赛项目", at_most=100)
    track: str | None = text("赛道", at_most=60, optional=True)
    area: str = area_code("项目所在县市区")


@command("events.appoint_judge", by=(Role.CITY_STAFF, Role.PROVINCE_STAFF, Role.REVIEWER))
class AppointJudge:
    """Appoint somebody who scores; entries of the judge's own area are scored by others."""

    contest_id: str = identifier("赛事")
    person_id: str = identifier("评委")
    area: str = area_code("评委所在地区")


@command("events.close_entries", by=(Role.CITY_STAFF, Role.PROVINCE_STAFF, Role.REVIEWER))
class CloseEntries:
    """Close a contest's entries; scoring begins."""

    contest_id: str = identifier("赛事")


@command("events.score_entry", by=(Role.MENTOR, Role.LECTURER, Role.REVIEWER, Role.CITY_STAFF, Role.PROVINCE_STAFF))
class ScoreEntry:
    """A judge's sealed score; nobody sees it until all are in."""

    entry_id: str = identifier("参赛项目")
    points: int = count("分数", at_least=0, at_most=100)


@command("events.rank_contest", by=(Role.CITY_STAFF, Role.PROVINCE_STAFF, Role.REVIEWER))
class RankContest:
    """Open the seals and rank; a tie at the last prize is referred to a person."""

    contest_id: str = identifier("赛事")


@command("events.break_tie", by=(Role.CITY_STAFF, Role.PROVINCE_STAFF, Role.REVIEWER))
class BreakTie:
    """Put tied entries in order, with the ground; no source says how ties break."""

    contest_id: str = identifier("赛事")
    order: tuple[str, ...] = many_texts("并列项目的先后", at_most=1000)
    ground: str = text("理由", at_least=4, at_most=500)


@command("events.award_prizes", by=(Role.CITY_STAFF, Role.PROVINCE_STAFF, Role.REVIEWER))
class AwardPrizes:
    """Award the prizes of a ranked contest."""

    contest_id: str = identifier("赛事")


