"""What somebody is entitled to: read from the cases the zone has, or pre-checked from what they tell of themselves."""

from collections.abc import Callable, Iterable
from datetime import date

from contracts.decisions import Force, Status, status_of
from contracts.zone.public_pages import STANDING_LABELS, PrecheckQuestion, Standing
from gateway.zone.programmes import OPEN, Programme, programmes_of
from policies.parameters import citation_from
from policies.reader import Policies

# The cases in which a pillar says how a person stands to something that is given to them.
SOURCES = {("subsidies", "assessment"): "programme", ("loans", "prequalification"): "kind",
           ("incubators", "invitation"): "base_id"}
# States in which such a case is no question any more.
_OVER = {"claimed": Standing.CLAIMED, "accepted": Standing.CLAIMED, "lapsed": None}
_BINDING = frozenset({Force.HARD, Force.IN_PRINCIPLE, Force.DISCRETION})
_TODO = {"in_target_group": "登录后由名册自动确认；名册没有的，可提交证照或本人承诺",
         "training_completed": "参加创业培训并取得合格证书", "business_registered": "办理经营主体登记（网店也可以）",
         "first_claim": "登录后由平台核对是否领取过"}


def entitlements_of(cases: Iterable[dict]) -> list[dict]:
    """A person's entitlements, from the pillars' own assessments; what lapsed is left out."""
    return [_of_case(case) for case in cases if (case["pillar"], case["entity"]) in SOURCES
            and _OVER.get(case["state"], Standing.MET) is not None]


def _of_case(case: dict) -> dict:
    state = _OVER.get(case["state"]) or standing_of(case["reasons"])
    programme = case["data"].get(SOURCES[case["pillar"], case["entity"]]) or case["entity"]
    return {"programme": programme, "pillar": case["pillar"], "title": case["title"], "state": state,
            "state_label": STANDING_LABELS[state], "amount": case["amount"], "todo": case["todo"] or None,
            "reasons": case["reasons"], "changed_at": case["changed_at"]}


def standing_of(reasons: Iterable[dict]) -> Standing:
    """Missing while something binding is unmet, else not to be told while something binding is unknown, else met."""
    binding = {reason["status"] for reason in reasons if reason["force"] in _BINDING}
    if Status.UNMET in binding:
        return Standing.MISSING
    return Standing.CANNOT_TELL if Status.UNKNOWN in binding else Standing.MET


def precheck(policies: Policies, told: PrecheckQuestion, today: date) -> list[dict]:
    """How somebody who tells this would stand to each open programme; binds nobody, keeps nothing."""
    return [_of_programme(each, told) for each in programmes_of(policies, told.area, today)
            if each.state == OPEN and not each.for_organisations]


def _of_programme(programme: Programme, told: PrecheckQuestion) -> dict:
    reasons = [_reason(condition, told) for condition in programme.conditions]
    state = standing_of(reasons)
    todo = [_TODO[one["code"]] for one in reasons if one["status"] in (Status.UNMET, Status.UNKNOWN)
            and one["force"] in _BINDING and one["code"] in _TODO]
    amount = programme.amount
    return {"programme": programme.code, "pillar": "subsidies", "title": programme.name, "state": state,
            "state_label": STANDING_LABELS[state],
            "amount": f"{amount.value}.00" if amount and isinstance(amount.value, int) else None,
            "todo": "；".join(todo) or None, "reasons": reasons, "changed_at": None}


def _reason(condition: dict, told: PrecheckQuestion) -> dict:
    answer = _ANSWERS.get(condition["predicate"], lambda told, params: None)(told, condition["params"])
    return {"code": condition["predicate"], "status": status_of(answer), "force": Force(condition["force"]),
            "text": condition["text"], "citation": citation_from(condition["cite"]).as_data(), "reading": None,
            "given": {}}


def _in_group(told: PrecheckQuestion, params: dict) -> bool | None:
    if told.group is None:
        return False if told.in_no_group else None
    return told.group in params["groups"]


def _trained(told: PrecheckQuestion, params: dict) -> bool | None:
    """Which course it was is not asked, so a programme that names courses cannot be told from a yes."""
    return None if told.training_completed and params.get("courses") else told.training_completed


def _registered(told: PrecheckQuestion, params: dict) -> bool | None:
    return None if told.business_registered and params.get("kinds") else told.business_registered


def _first(told: PrecheckQuestion, params: dict) -> bool | None:
    return None if told.received_before is None else not told.received_before


# What a person can answer about themselves; every other condition is found out after sign-in.
_ANSWERS: dict[str, Callable[[PrecheckQuestion, dict], bool | None]] = {
    "in_target_group": _in_group, "training_completed": _trained, "business_registered": _registered,
    "first_claim": _first}
