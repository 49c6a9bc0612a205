"""The accounts that demonstrations and tests sign in with; made up, and absent in production.

Their organisations and persons get fixed ids, so that whoever seeds a demonstration can name them too.
"""

import re
import uuid
from dataclasses import dataclass

from contracts.actors import NATION, Actor, Role

_NAMESPACE = uuid.UUID("f1b1f6f2-2a0e-4d0c-9a6c-9f4f3c1f2b64")
_UNKNOWN_CITIZEN = re.compile(r"citizen-[0-9a-z-]{1,40}")

NATIONAL, HUNAN, XIANGXI, JISHOU = NATION, "430000", "433100", "433101"


@dataclass(frozen=True, kw_only=True)
class DemoAccount:
    """One account: what it is called, and as whom it acts."""

    account: str
    label: str
    role: Role
    area: str = NATION
    organisation_id: str | None = None

    @property
    def person_id(self) -> str:
        """The opaque id of the person behind the account, always the same for the same account."""
        return str(uuid.uuid5(_NAMESPACE, self.account))

    @property
    def actor(self) -> Actor:
        """Who the account acts as."""
        return Actor(role=self.role, person_id=self.person_id, area=self.area,
                     organisation_id=self.organisation_id)


def _staff(account: str, label: str, role: Role, area: str, organisation_id: str) -> DemoAccount:
    return DemoAccount(account=account, label=label, role=role, area=area, organisation_id=organisation_id)


DEMO_ACCOUNTS: tuple[DemoAccount, ...] = (
    _staff("institution", "湘西启航培训学校 经办人", Role.INSTITUTION_STAFF, JISHOU, "institution-qihang"),
    _staff("lecturer", "湘西启航培训学校 讲师", Role.LECTURER, XIANGXI, "institution-qihang"),
    _staff("base", "吉首市创业孵化基地 运营人员", Role.BASE_OPERATOR, JISHOU, "base-jishou"),
    _staff("mentor", "湘西州创业导师", Role.MENTOR, XIANGXI, "office-433100"),
    _staff("bank", "吉首合作银行 信贷人员", Role.BANK_OFFICER, JISHOU, "bank-jishou"),
    _staff("guarantee", "湘西州担保中心 工作人员", Role.GUARANTEE_OFFICER, XIANGXI, "guarantee-433100"),
    _staff("clerk", "吉首市人社局 经办人员", Role.CLERK, JISHOU, "office-433101"),
    _staff("reviewer", "吉首市人社局 审核人员", Role.REVIEWER, JISHOU, "office-433101"),
    _staff("finance-maker", "吉首市人社局 资金制单人", Role.FINANCE_MAKER, JISHOU, "office-433101"),
    _staff("finance-checker", "吉首市人社局 资金复核人", Role.FINANCE_CHECKER, JISHOU, "office-433101"),
    _staff("finance-approver", "吉首市人社局 资金审批人", Role.FINANCE_APPROVER, JISHOU, "office-433101"),
    _staff("city", "湘西州人社局 工作人员", Role.CITY_STAFF, XIANGXI, "office-433100"),
    _staff("province", "湖南省人社厅 工作人员", Role.PROVINCE_STAFF, HUNAN, "office-430000"),
    _staff("supervisor", "湘西州 监督人员", Role.SUPERVISOR, XIANGXI, "office-433100"),
    _staff("policy-1", "湖南省人社厅 政策管理员甲", Role.POLICY_ADMINISTRATOR, HUNAN, "office-430000"),
    _staff("policy-2", "湖南省人社厅 政策管理员乙", Role.POLICY_ADMINISTRATOR, HUNAN, "office-430000"),
    _staff("operator", "平台运维人员", Role.OPERATOR, NATIONAL, "office-430000"),
)


def demo_account(name: str) -> DemoAccount | None:
    """The account called `name`; None when there is none.

    Any name like `citizen-…` is a citizen who has proved an identity elsewhere and need not be registered yet.
    """
    if _UNKNOWN_CITIZEN.fullmatch(name):
        return DemoAccount(account=name, label="创业者", role=Role.CITIZEN)
    return next((account for account in DEMO_ACCOUNTS if account.account == name), None)
