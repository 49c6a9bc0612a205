"""服务专区, one's own: cases by shelf, messages with read marks, drafts of forms."""

from contracts.actors import STAFF_ROLES, Role
from contracts.fields import choice, identifier
from contracts.messages import part
from contracts.zone import Pillar
from contracts.zone.own_data import (
    DraftContent,
    DraftKept,
    DraftListed,
    MessageShown,
    MessagesRead,
    NewDraft,
    Unread,
)
from contracts.zone.pages import CasePage, Shelf
from gateway.http.answers import Answer
from gateway.http.cursors import Page
from gateway.http.request import Request
from gateway.http.route import SIGNED_IN, Route
from gateway.http.versions import tag_of
from gateway.zone.dictionary import PILLAR_NAMES
from gateway.zone.own_cases import count_messages, message_ids, messages, own_cases

DRAFTERS = tuple(sorted((STAFF_ROLES | {Role.CITIZEN}) - {Role.SUPERVISOR}))


@part
class WhichShelf:
    """哪一类事项"""

    shelf: Shelf = choice(Shelf, "类别", default=Shelf.ALL)
    pillar: Pillar | None = choice(Pillar, "业务", optional=True)


@part
class WhichDraft:
    """哪一份草稿"""

    draft_id: str = identifier("草稿")


def list_my_cases(request: Request) -> Page:
    """One's own cases on a shelf, the one that changed last on top."""
    wanted = request.query
    found = own_cases(request.context.zone, request.actor, wanted.shelf, wanted.pillar and wanted.pillar.value,
                      request.position, request.page_size + 1)
    return _paged(found, request.page_size, "changed_at", "entity_id")


def list_my_messages(request: Request) -> Page:
    """What one is told, the newest first, and whether one has read it."""
    found = messages(request.context.zone, request.actor, request.position, request.page_size + 1)
    page = _paged(found, request.page_size, "occurred_at", "event_id")
    read = request.context.accounts.reads_of(request.actor.person_id, [each["event_id"] for each in page.items])
    return Page([_message(each, read.get(each["event_id"])) for each in page.items], page.next_position)


def _message(line: dict, read_at) -> dict:
    told = {name: line[name] for name in ("event_id", "occurred_at", "pillar", "label", "title", "entity", "entity_id")}
    return told | {"pillar_label": PILLAR_NAMES[line["pillar"]], "read": read_at is not None, "read_at": read_at}


def count_unread(request: Request) -> dict:
    """How many messages wait to be read."""
    there = count_messages(request.context.zone, request.actor)
    return {"unread": max(0, there - request.context.accounts.count_read(request.actor.person_id))}


def mark_messages_read(request: Request) -> dict:
    """Note messages as read; what is no message of one's own is passed over."""
    told, zone, accounts = request.body, request.context.zone, request.context.accounts
    ids = message_ids(zone, request.actor, None)
    wanted = ids if told.all else sorted(set(ids) & set(told.event_ids))
    return {"unread": max(0, len(ids) - accounts.mark_read(request.actor.person_id, wanted))}


def list_my_drafts(request: Request) -> Page:
    """One's own drafts, the last changed first."""
    return Page(request.context.accounts.drafts_of(request.actor.person_id))


def begin_draft(request: Request) -> Answer:
    """Keep a form that is begun."""
    told = request.body
    kept = request.context.accounts.begin_draft(request.actor.person_id, request.message_id("draft"), told.title,
                                                told.content)
    return Answer(kept, headers=tag_of(kept["version"]))


def show_draft(request: Request) -> Answer:
    """One's own draft; its ETag guards the next change."""
    kept = request.context.accounts.draft_of(request.actor.person_id, request.query.draft_id)
    return Answer(kept, headers=tag_of(kept["version"]))


def change_draft(request: Request) -> Answer:
    """Keep a draft anew, unless it was changed elsewhere since it was read."""
    told = request.body
    kept = request.context.accounts.change_draft(request.actor.person_id, request.path["draft_id"], told.title,
                                                 told.content, told.version)
    return Answer(kept, headers=tag_of(kept["version"]))


def drop_draft(request: Request) -> None:
    """Delete one's own draft."""
    request.context.accounts.drop_draft(request.actor.person_id, request.path["draft_id"])


def _paged(rows: list[dict], size: int, moment: str, id_: str) -> Page:
    last = rows[size - 1] if len(rows) > size else None
    return Page(rows[:size], last and [last[moment].isoformat(), last[id_]])


_DRAFT = {"by": DRAFTERS, "by_proxy": "zone"}

ROUTES = (
    Route("GET", "/me/cases", list_my_cases, "我的事项：待办、可领取、证书、评价、申诉", "zone", by=SIGNED_IN,
          query=WhichShelf, answer=CasePage, paged=True, waits=True, by_proxy="zone"),
    Route("GET", "/me/messages", list_my_messages, "我的消息", "zone", by=SIGNED_IN, answer=MessageShown, paged=True,
          waits=True),
    Route("GET", "/me/messages/unread", count_unread, "未读消息条数", "zone", by=SIGNED_IN, answer=Unread, waits=True),
    Route("POST", "/me/messages/reads", mark_messages_read, "标为已读", "zone", by=SIGNED_IN, body=MessagesRead,
          answer=Unread),
    Route("GET", "/me/drafts", list_my_drafts, "我的草稿", "zone", answer=DraftListed, paged=True, **_DRAFT),
    Route("POST", "/me/drafts", begin_draft, "保存新草稿", "zone", body=NewDraft, answer=DraftKept,
          errors=("conflict",), **_DRAFT),
    Route("GET", "/me/drafts/{draft_id}", show_draft, "打开草稿", "zone", query=WhichDraft, answer=DraftKept, **_DRAFT),
    Route("PUT", "/me/drafts/{draft_id}", change_draft, "修改草稿", "zone", body=DraftContent, answer=DraftKept,
          versioned=True, **_DRAFT),
    Route("DELETE", "/me/drafts/{draft_id}", drop_draft, "删除草稿", "zone", status=204, **_DRAFT),
)
