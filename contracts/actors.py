"""Who acts: the person, system or calendar behind a command, in one role, for one area and organisation."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The roles of DOMAIN's users; what each may do is said where a command is declared."""

    CITIZEN = "citizen"
    INSTITUTION_STAFF = "institution_staff"
    LECTURER = "lecturer"
    BASE_OPERATOR = "base_operator"
    MENTOR = "mentor"
    CLERK = "clerk"
    REVIEWER = "reviewer"
    FINANCE_MAKER = "finance_maker"
    FINANCE_CHECKER = "finance_checker"
    FINANCE_APPROVER = "finance_approver"
    GUARANTEE_OFFICER = "guarantee_officer"
    BANK_OFFICER = "bank_officer"
    CITY_STAFF = "city_staff"
    PROVINCE_STAFF = "province_staff"
    SUPERVISOR = "supervisor"
    POLICY_ADMINISTRATOR = "policy_administrator"
    OPERATOR = "operator"
    SYSTEM = "system"
    CALENDAR = "calendar"


ROLE_LABELS = {
    Role.CITIZEN: "创业者",
    Role.INSTITUTION_STAFF: "培训机构经办人",
    Role.LECTURER: "创业培训讲师",
    Role.BASE_OPERATOR: "孵化基地运营人员",
    Role.MENTOR: "创业导师",
    Role.CLERK: "经办人员",
    Role.REVIEWER: "审核人员",
    Role.FINANCE_MAKER: "资金制单人",
    Role.FINANCE_CHECKER: "资金复核人",
    Role.FINANCE_APPROVER: "资金审批人",
    Role.GUARANTEE_OFFICER: "担保机构人员",
    Role.BANK_OFFICER: "银行信贷人员",
    Role.CITY_STAFF: "市州人社工作人员",
    Role.PROVINCE_STAFF: "省厅工作人员",
    Role.SUPERVISOR: "监督人员",
    Role.POLICY_ADMINISTRATOR: "政策管理员",
    Role.OPERATOR: "系统运维人员",
    Role.SYSTEM: "外部系统",
    Role.CALENDAR: "业务日历",
}

STAFF_ROLES = frozenset(Role) - {Role.CITIZEN, Role.SYSTEM, Role.CALENDAR}

NATION = "000000"


def area_prefix(area: str) -> str:
    """The leading digits that every area inside `area` shares (GB/T 2260: 430000 → 43, 433100 → 4331)."""
    if area == NATION:
        return ""
    if len(area) != 6:
        return area
    return area[:2] if area.endswith("0000") else area[:4] if area.endswith("00") else area


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts. `person_id` is opaque; no name or number of a person is ever carried. `proxy_id` is who really did
    it where somebody acts for a person."""

    role: Role
    person_id: str | None = None
    area: str = NATION
    organisation_id: str | None = None
    system: str | None = None
    proxy_id: str | None = None

    def covers(self, area: str) -> bool:
        """Whether `area` lies within the area that this actor answers for."""
        return area.startswith(area_prefix(self.area))

    def as_data(self) -> dict:
        """The actor as plain data, absent parts left out."""
        return {key: value for key, value in vars(self).items() if value is not None}

    @classmethod
    def from_data(cls, data: dict) -> "Actor":
        return cls(**{**data, "role": Role(data["role"])})


CALENDAR_ACTOR = Actor(role=Role.CALENDAR)
