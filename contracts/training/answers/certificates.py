"""What anybody may know of a certificate by its number."""

from datetime import date

from contracts.fields import area_code, choice, day, text
from contracts.messages import answer
from contracts.training import CertificateState, Course


@answer
class CertificateShown:
    """A certificate, its holder's masked name, and whether it holds."""

    certificate_number: str = text("证书编号")
    name: str | None = text("姓名（已脱敏）", optional=True)
    course: Course = choice(Course, "培训课程")
    title: str = text("班级名称")
    area: str = area_code("开班县市区")
    completed_on: date = day("结业日期")
    issued_on: date = day("发证日期")
    state: CertificateState = choice(CertificateState, "状态")
    state_label: str = text("状态说明")
    replaced_by: str | None = text("新证书编号", optional=True)
