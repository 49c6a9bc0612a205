"""What governments offer to founders of an area on a day, read from policy data: for directories and pre-checks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from contracts.decisions import Citation
from policies.areas import lineage
from policies.parameters import NATION, Parameter, Series
from policies.programmes import conditions_of, is_programme_value
from policies.reader import Policies, PolicyView

OPEN, NOT_YET, ENDED, PAUSED = "open", "not_yet_open", "ended", "paused"
STATE_LABELS = {OPEN: "正在办理", NOT_YET: "尚未开放", ENDED: "已停止", PAUSED: "暂停办理"}
ORGANISATION = "organisation"
# The parameters that say what a loan is, by kind, in the order in which people ask.
LOAN_KINDS = ("personal", "partnership", "enterprise")


@dataclass(frozen=True, kw_only=True)
class Programme:
    """One subsidy programme of an area; `amount` is None where nobody set one, `opens_on` where it is open.

    `stated` is what policy says of it in full, `settings` how it is handled, by name: levels of review, days."""

    code: str
    name: str
    area: str
    state: str
    conditions: tuple[dict, ...]
    citation: Citation
    amount: Parameter | None
    changed_on: date
    opens_on: date | None = None
    for_organisations: bool = False
    claimants: str = "person"
    stated: Mapping = field(default_factory=dict)
    settings: tuple[Parameter, ...] = ()


def programmes_of(policies: Policies, area: str, today: date) -> list[Programme]:
    """Every programme that an area or one above it has stated, also those that are paused, ended or yet to open."""
    view = policies.view("subsidies", area=area, on=today)
    listed = list(view.value("programmes")) if "programmes" in set(view.keys()) else []
    found = [_programme(series, view, today) for series in _stated(policies, area)
             if series.area != NATION or series.key in listed]
    return sorted(found, key=lambda one: listed.index(one.code) if one.code in listed else len(listed))


def _stated(policies: Policies, area: str) -> Iterator[Series]:
    """The nearest area's statement of each programme."""
    chain, seen = lineage(area), set()
    stated = [one for one in policies.series() if one.pillar == "subsidies" and one.area in chain
              and any(is_programme_value(version.value) for version in one.versions)]
    for series in sorted(stated, key=lambda one: (chain.index(one.area), one.key)):
        if series.key not in seen:
            seen.add(series.key)
            yield series


def _programme(series: Series, view: PolicyView, today: date) -> Programme:
    version = series.version_on(today)
    shown = next(one for one in (version, *reversed(series.versions)) if one is not None and one.value is not None)
    begun = version is not None
    return Programme(
        code=series.key, name=shown.value["name"], area=series.area, state=_state(series, version, view),
        conditions=tuple(conditions_of(shown.value)), citation=shown.citation,
        amount=_setting(view, series.key, "amount"), stated=shown.value, settings=_settings(view, series.key),
        changed_on=version.from_day if begun else shown.from_day, for_organisations=shown.value["for"] == ORGANISATION,
        claimants=shown.value["for"],
        opens_on=None if begun else series.versions[0].from_day)


def _settings(view: PolicyView, code: str) -> tuple[Parameter, ...]:
    wanted = ("amount_at_most", "review_levels", "claim_working_days", "notice_days", "budget_line")
    return tuple(one for one in (_setting(view, code, name) for name in wanted) if one)


def _setting(view: PolicyView, code: str, name: str) -> Parameter | None:
    """What is stated for the programme itself, else in general; an amount is never general."""
    stated = set(view.keys())
    own, general = f"{code}_{name}", None if name.startswith("amount") else name
    return next((view.parameter(key) for key in (own, general) if key in stated), None)


def _state(series: Series, version, view: PolicyView) -> str:
    if version is None:
        return NOT_YET
    if version.value is None:
        return ENDED
    listed = view.value("programmes") if "programmes" in set(view.keys()) else ()
    return OPEN if series.key in listed else PAUSED


def loan_facts(view: PolicyView, kind: str) -> list[Parameter]:
    """What policy says of a kind of loan: how much, how long, who pays the interest, counter-guarantee."""
    term = "enterprise_loan_term_at_most" if kind == "enterprise" else "personal_loan_term_at_most"
    wanted = (f"{kind}_loan_up_to", f"{kind}_loan_up_to_share", term, "counter_guarantee_free_up_to",
              "interest_ceiling_above_lpr", "subsidised_loans_per_person")
    stated = set(view.keys())
    return [view.parameter(key) for key in wanted if key in stated]
