"""Who completed a course, and who may sit again."""

from datetime import date

from contracts.fields import area_code, count, day, flag, identifier, many_texts, text
from contracts.messages import event
from contracts.training.domain_events.enrolments import EnrolmentPublic


@event("training.completed.v1", entity="enrolment", person="person_id", label="创业培训合格")
class TrainingCompleted(EnrolmentPublic):
    """A person completed a course and has a certificate."""

    completed_on: date = day("结业日期")
    certificate_number: str = text("证书编号")
    subsidised: bool = flag("占用计划指标")
    attempt: int = count("第几次考核", default=1)
    mark: int | None = count("考核成绩", optional=True)


@event("training.not_completed.v1", entity="enrolment", person="person_id", label="创业培训未合格")
class TrainingNotCompleted(EnrolmentPublic):
    """A person did not complete; `missing` names what was missing."""

    missing: tuple[str, ...] = many_texts("未达到的条件")
    attempt: int = count("第几次考核", default=1)
    mark: int | None = count("考核成绩", optional=True)
    examined_on: date | None = day("考核日期", optional=True)


@event("training.service_rendered.v1", entity="service_act", person="person_id", label="培训服务可评价")
class ServiceRendered:
    """A person received a service from training and may rate it once."""

    service_act_id: str = identifier("服务事项")
    person_id: str = identifier("学员")
    provider_id: str = identifier("服务单位")
    area: str = area_code("县市区")
    what: str = text("服务内容")
