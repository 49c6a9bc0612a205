"""Certificates: issued, replaced, annulled; never changed."""

from datetime import date

from contracts.fields import area_code, choice, day, identifier, text
from contracts.messages import event, part
from contracts.training import CertificateState, Course
from contracts.training.domain_events.enrolments import EnrolmentPublic


@event("training.certificate_revoked.v1", entity="enrolment", person="person_id", label="培训证书被撤销")
class CertificateRevoked(EnrolmentPublic):
    """A certificate no longer holds."""

    certificate_number: str = text("证书编号")
    ground: str = text("理由", at_most=500)


@part
class CertificatePublic:
    """A certificate and whether it holds; everything but its state stays as it was issued."""

    certificate_id: str = identifier("证书")
    certificate_number: str = text("证书编号")
    enrolment_id: str = identifier("报名")
    person_id: str = identifier("学员")
    class_id: str = identifier("班级")
    institution_id: str = identifier("培训机构")
    area: str = area_code("开班县市区")
    city: str = area_code("市州")
    course: Course = choice(Course, "培训课程")
    title: str = text("班级名称")
    completed_on: date = day("结业日期")
    issued_on: date = day("发证日期")
    state: CertificateState = choice(CertificateState, "状态")
    replaces: str | None = text("原证书编号", optional=True)
    replaced_by: str | None = text("新证书编号", optional=True)


@event("training.certificate_issued.v1", entity="certificate", person="person_id", label="取得培训证书")
class CertificateIssued(CertificatePublic):
    """A person has a certificate; `replaces` names the one that it stands for, when it was reissued."""


@event("training.certificate_replaced.v1", entity="certificate", person="person_id", label="培训证书已换发")
class CertificateReplaced(CertificatePublic):
    """A certificate no longer holds because a corrected one was issued; the completion stands."""

    ground: str = text("理由", at_most=500)


@event("training.certificate_annulled.v1", entity="certificate", person="person_id", label="培训证书作废")
class CertificateAnnulled(CertificatePublic):
    """A certificate no longer holds, and the completion with it."""

    ground: str = text("理由", at_most=500)
