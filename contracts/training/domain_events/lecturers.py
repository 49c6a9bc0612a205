"""Lecturers, their appraisals, and cities' teaching research."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, count, day, flag, identifier, many, many_texts, text
from contracts.messages import event, part
from contracts.training import LecturerGrade, LecturerState, LecturerTier, ResearchKind


@part
class LecturerPublic:
    """The public state of a lecturer."""

    lecturer_id: str = identifier("讲师")
    person_id: str = identifier("讲师本人")
    area: str = area_code("所在地区")
    courses: tuple[str, ...] = many_texts("可讲授课程")
    parts: tuple[str, ...] = many_texts("已更新的内容", default=())
    title: str = text("标题")
    state: LecturerState = choice(LecturerState, "状态")
    due_on: date | None = day("更新期限", optional=True)
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    todo: str | None = text("下一步", optional=True)
    tier: LecturerTier | None = choice(LecturerTier, "梯队", optional=True)


@event("training.lecturer_requested.v1", entity="lecturer", person="person_id", label="申请成为创业培训讲师")
class LecturerRequested(LecturerPublic):
    """A person asked to be a lecturer; `files` are what they show for it."""

    requested_on: date = day("申请日期")
    files: tuple[str, ...] = many_texts("证明材料", default=())


@event("training.lecturer_declined.v1", entity="lecturer", person="person_id", label="未被认定为创业培训讲师")
class LecturerDeclined(LecturerPublic):
    """An office did not admit who asked; they may ask again."""

    ground: str = text("理由", at_most=500)


@event("training.lecturer_placed.v1", entity="lecturer", person="person_id", label="进入讲师梯队")
class LecturerPlaced(LecturerPublic):
    """An office put a lecturer into a tier."""

    ground: str = text("理由", at_most=500)


@event("training.lecturer_registered.v1", entity="lecturer", person="person_id", label="成为创业培训讲师")
class LecturerRegistered(LecturerPublic):
    """A person was admitted to the pool of lecturers."""


@event("training.lecturer_updated.v1", entity="lecturer", person="person_id", label="讲师信息部分更新")
class LecturerUpdated(LecturerPublic):
    """Some of the three parts are done."""


@event("training.lecturer_verified.v1", entity="lecturer", person="person_id", label="讲师完成实名认证和信息更新")
class LecturerVerified(LecturerPublic):
    """All three parts are done in time."""

    verified_on: date = day("完成日期")


@event("training.lecturer_suspended.v1", entity="lecturer", person="person_id", label="讲师授课资格暂停")
class LecturerSuspended(LecturerPublic):
    """The day passed and the update is not complete (hunan-2024 二（五）3)."""

    suspended_on: date = day("暂停日期")


@event("training.lecturer_resumption_proposed.v1", entity="lecturer", person="person_id", label="讲师补齐信息，待恢复")
class LecturerResumptionProposed(LecturerPublic):
    """A suspended lecturer completed the update; a clerk decides whether the suspension ends."""


@event("training.lecturer_resumed.v1", entity="lecturer", person="person_id", label="讲师授课资格恢复")
class LecturerResumed(LecturerPublic):
    """A clerk ended a suspension."""

    ground: str = text("理由", at_most=500)


@event("training.lecturer_appraised.v1", entity="lecturer", person="person_id", label="讲师年度考核完成")
class LecturerAppraised(LecturerPublic):
    """The year's grade; it is the pay level of the year after. What a level pays no source says."""

    year: int = count("年度")
    grade: LecturerGrade = choice(LecturerGrade, "考核等次")
    pay_year: int = count("课酬执行年度")
    in_time: bool = flag("是否在期限内")
    ground: str = text("考核意见", at_most=500)


@event("training.teaching_research_held.v1", entity="teaching_research", label="教学研讨活动已举办")
class TeachingResearchHeld:
    """A city held a teaching discussion, observation or exchange of experience."""

    teaching_research_id: str = identifier("教研活动")
    area: str = area_code("市州")
    kind: ResearchKind = choice(ResearchKind, "活动类别")
    title: str = text("活动名称")
    held_on: date = day("举办日期")
