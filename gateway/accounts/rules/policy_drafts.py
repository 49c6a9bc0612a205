"""Changing what a government decided, at run time: one person proposes, another puts it into force."""

from collections.abc import Iterable

from contracts.decisions import Decision, Outcome
from contracts.problems import Conflict, Forbidden, Invalid, NotFound
from contracts.zone.commands import ApprovePolicyDraft, DraftPolicy, RejectPolicyDraft
from contracts.zone.domain_events import PolicyChange, PolicyDrafted, PolicyDraftRejected, PolicyPublished
from gateway.accounts.model import Draft, DraftState
from gateway.accounts.rules.reading import read_all, read_area
from policies.errors import FaultyPolicy, UnknownArea
from policies.parameters import Series
from policies.publishing import check_draft, content_hash

_ANOTHER = "另一位政策管理员"


def read_draft(command: DraftPolicy) -> dict:
    """The parameter that `command` proposes, as policies' reader takes it, with its hash; raises Invalid."""
    area = read_all(area=lambda: read_area(command.area).code)["area"]
    parameter = {name: value for name, value in (command.as_data() | {"area": area}).items()
                 if value is not None or name == "value"}
    return parameter | {"hash": content_hash(parameter)}


def decide_draft(command: DraftPolicy, draft_id: str, parameter: dict, series: Iterable[Series]) -> Decision:
    """Keep a draft that could be laid over what is in force; its citation must be a clause or an unsourced mark."""
    _require_area(command, parameter["area"])
    try:
        check_draft(parameter, series)
    except (FaultyPolicy, UnknownArea, ValueError) as fault:
        raise Invalid(str(fault), fields={getattr(fault, "key", None) or "key": [str(fault)]}) from fault
    event = PolicyDrafted(draft_id=draft_id, drafted_by=command.actor.person_id, **_fields(parameter))
    return Decision(outcome=Outcome.GRANTED, subject=draft_id, events=(event,),
                    details={"hash": parameter["hash"]})


def decide_approval(command: ApprovePolicyDraft, draft: Draft | None, series: Iterable[Series]) -> Decision:
    """Put a draft into force: by a second person, who has read exactly this content."""
    _require_waiting(command, draft)
    if command.actor.person_id == draft.drafted_by:
        raise Forbidden(f"拟稿人不能批准自己拟定的政策参数，须由{_ANOTHER}批准", needed=[_ANOTHER])
    if command.hash != draft.hash:
        raise Conflict("草案内容与您阅读时的不一致，请重新阅读", code="version_changed")
    try:
        check_draft(draft.parameter, series)
    except FaultyPolicy as fault:
        raise Conflict(f"草案已不能生效：{fault}") from fault
    event = PolicyPublished(draft_id=draft.draft_id, drafted_by=draft.drafted_by,
                            approved_by=command.actor.person_id, **_fields(draft.parameter))
    return Decision(outcome=Outcome.GRANTED, subject=draft.draft_id, events=(event,), details={"hash": draft.hash})


def decide_rejection(command: RejectPolicyDraft, draft: Draft | None) -> Decision:
    """Put a draft aside; who wrote it may withdraw it."""
    _require_waiting(command, draft)
    event = PolicyDraftRejected(draft_id=draft.draft_id, area=draft.area, ground=command.ground)
    return Decision(outcome=Outcome.GRANTED, subject=draft.draft_id, events=(event,))


def _fields(parameter: dict) -> dict:
    """The parameter as the fields of an event."""
    change = PolicyChange.from_data(parameter)
    return {name: value for name, value in vars(change).items() if name != "envelope"}


def _require_waiting(command, draft: Draft | None) -> None:
    if draft is None:
        raise NotFound("没有这份政策草案")
    _require_area(command, draft.area)
    if draft.state is not DraftState.WAITING:
        raise Conflict("这份草案已经办结")


def _require_area(command, area: str) -> None:
    if not command.actor.covers(area):
        raise Forbidden(f"需要负责该地区（{area}）的政策管理员办理", needed_area=area)
