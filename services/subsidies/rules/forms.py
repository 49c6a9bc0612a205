"""The form of a programme, filled from what the platform knows; only what it does not hold is asked."""

from collections.abc import Callable
from typing import NamedTuple

from contracts.decisions import Reason, Status
from contracts.subsidies.domain_events.assessment import FormEntry
from contracts.zone import BUSINESS_LABELS, GROUP_LABELS
from policies.areas import full_name
from policies.reader import PolicyView
from services.subsidies.rules.periods import award_period, base_of, course_period
from services.subsidies.rules.predicates import Case


class Held(NamedTuple):
    """A field of forms: what it is called, where the platform holds it, and how it reads there (None: not held)."""

    label: str
    source: str
    value: Callable[[Case], str | None]


def _residence(case: Case) -> str | None:
    return full_name(case.facts.person.area) if case.facts.person else None


def _group(case: Case) -> str | None:
    held = [evidence for evidence in case.facts.person.groups if evidence.holds_on(case.today)] if (
        case.facts.person) else []
    return "、".join(f"{GROUP_LABELS.get(each.group, each.group)}（{each.source}）" for each in held) or None


def _business(case: Case) -> str | None:
    return "、".join(f"{BUSINESS_LABELS.get(each.kind, each.kind)}，{each.registered_on}登记"
                    for each in case.facts.open_businesses) or None


def _certificate(case: Case) -> str | None:
    held = [training for training in case.facts.trainings if training.holds
            and (":" not in case.period or course_period(training.course) == case.period)]
    return "、".join(each.certificate_number for each in held) or None


def _tenancy(case: Case) -> str | None:
    return "、".join(each.tenancy_id for each in case.facts.tenancies if each.holds) or None


def _prize(case: Case) -> str | None:
    return "、".join(each.prize_id for each in case.facts.prizes) or None


def _award(case: Case) -> str | None:
    return "、".join(award.title for award in case.facts.awards if award_period(award.award_id) == case.period) or None


def _base(case: Case) -> str | None:
    base = base_of(case.period, case.facts)
    return base.name if base else None


def _account(case: Case) -> str | None:
    return "已登记" if case.facts.account_is_known else None


FIELDS: dict[str, Held] = {
    "residence": Held("居住地", "实名登记信息", _residence),
    "group": Held("人员类别", "人员名册和核实记录", _group),
    "business": Held("经营主体", "经营主体登记信息", _business),
    "certificate": Held("培训合格证书", "创业培训证书", _certificate),
    "tenancy": Held("入驻基地", "孵化基地入驻登记", _tenancy),
    "prize": Held("获奖项目", "赛事获奖登记", _prize),
    "award": Held("评选认定奖励", "评选认定授奖登记", _award),
    "base": Held("孵化基地", "孵化基地认定登记", _base),
    "account": Held("收款账户", "个人信息或机构登记中的银行账号", _account),
    "employment": Held("灵活就业情况", "灵活就业登记（尚未接入）", lambda case: None),
}


def form_of(programme: str, case: Case, reasons: tuple[Reason, ...], policy: PolicyView) -> tuple[FormEntry, ...]:
    """The programme's form for one case: each field and paper either filled from where the platform holds it, or
    asked of the person. A programme of an older policy has no form."""
    value = policy.value(programme)
    met = {reason.code for reason in reasons if reason.status is Status.MET}
    return (*(_field(name, case) for name in value.get("form", {}).get("fields", ())),
            *(_paper(paper, met) for paper in value["materials"]))


def _field(name: str, case: Case) -> FormEntry:
    held = FIELDS[name]
    found = held.value(case)
    return FormEntry(code=name, paper=False, label=held.label, value=found and found[:200], source=held.source,
                     asked=found is None)


def _paper(paper: dict, met: set[str]) -> FormEntry:
    """A paper is asked only where the register that replaces it does not show what it would."""
    shown = paper["replaced_by"] in met
    return FormEntry(code=paper["code"], paper=True, label=paper["text"], source=paper["register"],
                     value="由登记信息代替" if shown else None, asked=not shown)


def asked_codes(form: tuple[FormEntry, ...]) -> tuple[str, ...]:
    """What is asked of the person."""
    return tuple(entry.code for entry in form if entry.asked)
