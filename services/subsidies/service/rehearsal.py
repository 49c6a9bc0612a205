"""A draft tried on last year's cases before two people put it into force."""

from datetime import date, datetime, timedelta
from functools import cache

from chassis.calls import require_area
from chassis.clock import start_of
from chassis.declare import question
from contracts.actors import area_prefix
from contracts.problems import Invalid
from contracts.subsidies.questions import RehearsePolicy
from policies.areas import exists
from policies.errors import FaultyPolicy
from policies.publishing import content_hash
from services.subsidies.rules.rehearsal import by_county, changed, rehearsed

AT_A_TIME = 100
_YEAR = timedelta(days=365)
_EARLIEST, _LATEST = date(2000, 1, 1), date(2100, 12, 31)


class RehearsalHandlers:
    """Questions about drafts."""

    @question(RehearsePolicy)
    def rehearse_policy(self, question):
        require_area(question, question.area)
        _require_known(question)
        with self.store.reading(question) as tx:
            drafted = _with_draft(tx, question)
            prefix = area_prefix(question.area)
            people = tx.people_assessed(prefix, question.after, AT_A_TIME)
            cases = tx.past_cases(people, prefix, *_span(question, tx.today))
        lines = _lines(cases, drafted)
        return {"people": len(people), "counties": by_county(lines), "changed": changed(lines),
                "next_after": people[-1] if len(people) == AT_A_TIME else None}


def _require_known(question: RehearsePolicy) -> None:
    """Raises Invalid for an area that does not exist, or a first day that no policy can have."""
    faults = {} if exists(question.area) else {"area": ["区划表里没有这个地区"]}
    if not _EARLIEST <= question.from_day <= _LATEST:
        faults["from"] = [f"施行日期应在 {_EARLIEST} 与 {_LATEST} 之间"]
    if faults:
        raise Invalid("请检查标出的内容", fields=faults)


def _span(question: RehearsePolicy, today: date) -> tuple[datetime, datetime]:
    """From the first instant to the one after the last; raises Invalid for days that no case can have."""
    since, until = question.since or today - _YEAR, question.until or today
    if not _EARLIEST <= since <= until <= _LATEST:
        raise Invalid("请检查标出的内容", fields={"until": [f"案件日期应在 {_EARLIEST} 与 {_LATEST} 之间，先后有序"]})
    return start_of(since), start_of(until + timedelta(days=1))


def _lines(cases, drafted) -> list[dict]:
    """The cases decided anew; raises Invalid for a value of another shape than the rules can use."""
    try:
        return rehearsed(cases, drafted)
    except (TypeError, ValueError, AttributeError, LookupError) as fault:
        told = {"value": ["与这一参数现有的值形式不同，办理规则用不上"]}
        raise Invalid("草案的值不能用于办理", fields=told) from fault


def _with_draft(tx, question: RehearsePolicy):
    """The policy of an area on a day as if the draft had held since that day; raises Invalid for a faulty draft."""
    policies = tx.policies_in_force()
    drafted_on(policies, question, question.from_day)

    @cache
    def view(area: str, day: date):
        return drafted_on(policies, question, day).view("subsidies", area=area, on=day)

    return view


def drafted_on(policies, question: RehearsePolicy, day: date):
    """The policies in force with the draft beginning on `day`."""
    draft = {"pillar": "subsidies", "area": question.area, "key": question.key, "from": day.isoformat(),
             "value": question.value, "cite": question.cite}
    described = {name: getattr(question, name) for name in ("label", "unit") if getattr(question, name)}
    try:
        return policies.with_published([draft | described | {"hash": content_hash(draft)}])
    except (FaultyPolicy, ValueError) as fault:
        raise Invalid(str(fault), fields={"value": [str(fault)]}) from fault
