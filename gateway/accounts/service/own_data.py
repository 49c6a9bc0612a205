"""What people do for themselves: drafts, read messages, seeing where data come from, a copy of all, leaving."""

import json

from chassis.clock import business_day
from chassis.declare import command
from chassis.store import derived_id
from contracts.actors import Actor
from contracts.problems import Conflict, NotFound, Problem
from contracts.zone import DataField
from contracts.zone.own_data import CloseAccount
from gateway.accounts.rules.own_data import decide_closing, origin_of, origin_of_group
from gateway.accounts.service.reading import CONTACT
from gateway.accounts.store.own_data import DRAFTS_AT_MOST

_COPY = "本人索取个人信息副本"


class OwnDataCommands:
    """Closing an account is a command; what only concerns its owner's screen is kept without an event."""

    @command(CloseAccount)
    def close_account(self, command):
        with self.store.transaction(command) as tx:
            mine = command.actor.person_id
            return tx.record(decide_closing(command, derived_id("closure", command.id), tx.lock_person(mine),
                                            tx.consents_given(mine), tx.standing_authorisations(mine)))

    # drafts

    def drafts_of(self, person_id: str) -> list[dict]:
        """A person's drafts, the last changed first."""
        with self.store.session() as tx:
            return tx.drafts_of(person_id)

    def draft_of(self, person_id: str, draft_id: str) -> dict:
        """A person's draft; raises NotFound, also for another's."""
        with self.store.session() as tx:
            return _found(tx.draft_of(person_id, draft_id))

    def begin_draft(self, person_id: str, draft_id: str, title: str, content: dict) -> dict:
        """Keep a new draft under `draft_id`; begun twice with one id it is the same. Raises Conflict beyond 50."""
        with self.store.session() as tx:
            if tx.draft_of(person_id, draft_id) is None:
                if len(tx.drafts_of(person_id)) >= DRAFTS_AT_MOST:
                    raise Conflict(f"草稿最多 {DRAFTS_AT_MOST} 份，请先删除不用的草稿")
                tx.keep_draft(person_id, draft_id, title, content)
            return _found(tx.draft_of(person_id, draft_id))

    def change_draft(self, person_id: str, draft_id: str, title: str, content: dict, version: int | None) -> dict:
        """Keep a draft anew; raises version_changed when it is no longer the version that was read."""
        with self.store.session() as tx:
            kept = _found(tx.draft_of(person_id, draft_id))
            if version not in (None, kept["version"]):
                raise Problem("草稿已在别处修改", code="version_changed")
            tx.keep_draft(person_id, draft_id, title, content)
            return _found(tx.draft_of(person_id, draft_id))

    def drop_draft(self, person_id: str, draft_id: str) -> None:
        """Delete a draft; raises NotFound."""
        with self.store.session() as tx:
            if not tx.drop_draft(person_id, draft_id):
                raise NotFound("没有这份草稿")

    # messages

    def reads_of(self, person_id: str, event_ids: list[str]) -> dict:
        """When a person read which of these messages."""
        with self.store.session() as tx:
            return tx.reads_of(person_id, event_ids)

    def mark_read(self, person_id: str, event_ids: list[str]) -> int:
        """Note messages as read; how many of the person's messages are read now."""
        with self.store.session() as tx:
            tx.mark_read(person_id, event_ids)
            return tx.count_read(person_id)

    def count_read(self, person_id: str) -> int:
        """How many messages a person has read."""
        with self.store.session() as tx:
            return tx.count_read(person_id)

    # where data come from

    def provenance_of(self, person_id: str) -> dict:
        """Every datum of a person with source, age and validity, masked; raises NotFound."""
        with self.store.session() as tx:
            entries = tx.entries_of(person_id)
            if not entries:
                raise NotFound("请先完成实名登记")
            shown = tx.read_masked([person_id], CONTACT)[person_id] | {"area": tx.person(person_id).area}
            origins = [origin_of(datum, shown[datum.value], role=role, entered_on=day, today=tx.today)
                       for datum, (role, day) in _last_entered(entries).items() if shown[datum.value] is not None]
            groups = [origin_of_group(each, tx.today) for each in tx.all_evidence_of(person_id)]
        return {"person_id": person_id, "items": origins + groups}

    # a copy

    def copy_of(self, person_id: str, owner: Actor) -> dict:
        """Everything that accounts keep of a person, in clear; noted like every clear read. Raises NotFound."""
        person = self.person_clear(person_id, owner, _COPY)
        with self.store.session() as tx:
            drafts = [tx.draft_of(person_id, each["draft_id"]) for each in tx.drafts_of(person_id)]
            rest = {"matters": tx.matters_of(person_id), "files": tx.own_files(person_id), "drafts": drafts,
                    "clear_reads": [_without(each, "id", "viewer_id") for each in
                                    tx.clear_reads_of(person_id, None, 10_000)],
                    "proxy_acts": [_without(each, "id") for each in tx.proxy_acts_of(person_id, None, 10_000)]}
        return {"person": person, "provenance": self.provenance_of(person_id)["items"],
                "businesses": self.businesses_of(person_id), "consents": self.consents_of(person_id),
                "data_objections": self.data_objections_of(person_id),
                "authorisations": self.authorisations_with(person_id)} | rest


def _without(row: dict, *names: str) -> dict:
    return {name: value for name, value in row.items() if name not in names}


def _found(draft: dict | None) -> dict:
    if draft is None:
        raise NotFound("没有这份草稿")
    return draft


def _last_entered(entries: list[dict]) -> dict[DataField, tuple[str, object]]:
    """Who entered each datum last, in which role and when."""
    known: dict[DataField, tuple[str, object]] = {}
    for entry in entries:
        told = json.loads(entry["actor"])["role"], business_day(entry["occurred_at"])
        at_first = entry["type"] == "zone.person_registered.v1"
        names = [*CONTACT, "area"] if at_first else entry["changed"]
        known |= {DataField(name): told for name in names}
    return known
