"""How much a programme gives: a fixed sum, one by the base's level, or one for each tenant; never above its limit."""

from contracts.decisions import Citation, Reason, Status
from policies.parameters import Parameter
from policies.reader import PolicyView
from services.subsidies.rules.bases import data_of
from services.subsidies.rules.periods import award_period, base_of
from services.subsidies.rules.predicates import Case

_NOT_SET = Citation(unsourced="来源文件和本地都没有设定金额；请财政、人社部门确认")


def amount_in_fen(programme: str, policy: PolicyView, case: Case | None = None) -> int:
    """The amount of a programme in 分; 0 where none is set or it can't be told without knowing more."""
    amount = setting(policy, programme, "amount")
    if amount is None:
        return 0
    wanted = _units(amount.value, case)
    limit = setting(policy, programme, "amount_at_most")
    if wanted is None:
        return 0
    return policy.in_fen(amount.key, wanted if limit is None else min(wanted, limit.value))


def amount_reason(programme: str, policy: PolicyView, case: Case | None = None) -> Reason:
    """Whether an amount is set here; without one nothing can be offered, and the outside rule is named."""
    amount = setting(policy, programme, "amount")
    if amount is None:
        return Reason(code="amount_set", status=Status.UNKNOWN, citation=_NOT_SET, text="本地已设定补贴金额")
    units = _units(amount.value, case)
    if units is None:
        return Reason(code="amount_set", status=Status.UNKNOWN, citation=amount.citation,
                      text=f"补贴金额能够按“{_FORMULAS[amount.value['formula']][1]}”计算")
    limit = setting(policy, programme, "amount_at_most")
    if limit is not None and units >= limit.value:
        return Reason(code="amount_set", status=Status.MET, citation=limit.citation, reading=limit.reading,
                      text=f"补贴金额 {limit.value} {limit.unit}（最高限额）", given={"before_limit": units})
    return Reason(code="amount_set", status=Status.MET, citation=amount.citation,
                  text=f"补贴金额 {units} {amount.unit}{_how(amount.value)}")


def setting(policy: PolicyView, programme: str, name: str) -> Parameter | None:
    """`<programme>_<name>` where it is in force, else the general `<name>`, else None."""
    keys = policy.keys()
    key = next((key for key in (f"{programme}_{name}", name) if key in keys), None)
    return policy.parameter(key) if key else None


def _units(value, case: Case | None) -> int | None:
    """What a stated amount comes to for one case, in its unit; None when that can't be told."""
    if not isinstance(value, dict):
        return value
    return _FORMULAS[value["formula"]][0](value, case) if case else None


def _how(value) -> str:
    return f"（按{_FORMULAS[value['formula']][1]}）" if isinstance(value, dict) else ""


def _by_level(value: dict, case: Case) -> int | None:
    base = base_of(case.period, case.facts)
    return value["amounts"].get(base.level) if base else None


def _per_tenant(value: dict, case: Case) -> int | None:
    data = data_of(case)
    return value["each"] * data.tenants if data and data.tenants else None


def _conferred(value: dict, case: Case) -> int | None:
    named = [award for award in case.facts.awards if award_period(award.award_id) == case.period]
    return named[0].yuan if named else None


_FORMULAS = {"conferred": (_conferred, "评选认定结果"),
             "by_level": (_by_level, "基地级别"), "per_tenant": (_per_tenant, "在孵实体户数")}
