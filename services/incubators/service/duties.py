"""What bases and cities owe each year."""

from chassis.calls import require_area
from chassis.declare import command
from contracts.incubators import TenancyState
from contracts.incubators.commands import CloseVisitYear, HoldBaseStaffCourse, RefreshData
from contracts.problems import Invalid
from services.incubators.rules import decide_refresh, decide_staff_course, decide_visit_year
from services.incubators.service.bases import require_own_base, require_recognised


class DutyHandlers:
    """Handlers about data, staff courses and the year's visits."""

    @command(RefreshData)
    def refresh_data(self, command):
        with self.store.transaction(command) as tx:
            tx.base_of(command.base_id)
            base = tx.lock_base(command.base_id)
            require_own_base(command, base)
            require_recognised(base)
            if command.tenancy_id:
                require_tenant_of(tx, command)
            counts = tx.note_refresh(command)
            return tx.record(decide_refresh(command, base, *counts, tx.policy(base.area, on=tx.today), tx.today))

    @command(HoldBaseStaffCourse)
    def hold_base_staff_course(self, command):
        require_area(command, command.area)
        with self.store.transaction(command) as tx:
            if command.held_on > tx.today:
                raise Invalid(fields={"held_on": ["举办日期不能晚于今天"]})
            policy = tx.policy(command.area, on=command.held_on)
            return tx.record(decide_staff_course(command, tx.new_id("staff_course"), policy))

    @command(CloseVisitYear)
    def close_visit_year(self, command):
        with self.store.transaction(command) as tx:
            base = tx.base_of(command.base_id)
            tx.expect_visit_year(command.base_id, command.year + 1)
            days = tx.visit_days(command.base_id, command.year)
            policy = tx.policy(base.area, on=tx.today)
            if not policy.has("mentor_visits_per_base_and_year"):
                return {}
            return tx.record(decide_visit_year(base, command.year, days, policy, tx.today))


def require_tenant_of(tx, command) -> None:
    tenancy = tx.tenancy_of(command.tenancy_id)
    if tenancy.base_id != command.base_id or tenancy.state is not TenancyState.ADMITTED:
        raise Invalid(fields={"tenancy_id": ["不是本基地的在孵实体"]})
