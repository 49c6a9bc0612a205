"""Drafts, read messages, where data come from, and leaving."""

import json

from contracts.zone import ClosureState, ConsentPurpose
from contracts.zone.domain_events import GroupEvidence
from contracts.zone.own_data import AccountClosed
from gateway.accounts.model import Consent
from gateway.accounts.store.people import evidence_from

DRAFTS_AT_MOST = 50
_LISTED = "draft_id, title, version, changed_at"


class OwnData:
    """Reading and writing what people keep for themselves; part of the accounts' transaction."""

    def drafts_of(self, person_id: str) -> list[dict]:
        """A person's drafts, the last changed first."""
        return self.rows(f"SELECT {_LISTED} FROM matter_drafts WHERE person_id = %s ORDER BY changed_at DESC, draft_id",
                         person_id)

    def draft_of(self, person_id: str, draft_id: str) -> dict | None:
        """A person's draft with its content, held until the transaction ends."""
        row = self.one(f"SELECT {_LISTED}, content_sealed FROM matter_drafts WHERE draft_id = %s AND person_id = %s"
                       " FOR UPDATE", draft_id, person_id)
        sealed = row and row.pop("content_sealed")
        return row and row | {"content": json.loads(self.open_words(sealed, owner=draft_id, what="draft"))}

    def keep_draft(self, person_id: str, draft_id: str, title: str, content: dict) -> None:
        """Write a draft anew; its version grows by one."""
        sealed = self.vault.seal(json.dumps(content, ensure_ascii=False), owner=draft_id, what="draft")
        self.execute("INSERT INTO matter_drafts AS d (draft_id, person_id, title, content_sealed, version, changed_at)"
                     " VALUES (%s, %s, %s, %s, 1, %s) ON CONFLICT (draft_id) DO UPDATE SET title = excluded.title,"
                     " content_sealed = excluded.content_sealed, version = d.version + 1,"
                     " changed_at = excluded.changed_at", draft_id, person_id, title, sealed, self.now)

    def drop_draft(self, person_id: str, draft_id: str) -> int:
        return self.touched("DELETE FROM matter_drafts WHERE draft_id = %s AND person_id = %s", draft_id, person_id)

    # messages

    def reads_of(self, person_id: str, event_ids: list[str]) -> dict:
        """When a person read which of these messages."""
        rows = self.rows("SELECT event_id::text, read_at FROM message_reads WHERE person_id = %s"
                         " AND event_id = ANY(%s::uuid[])", person_id, event_ids)
        return {row["event_id"]: row["read_at"] for row in rows}

    def mark_read(self, person_id: str, event_ids: list[str]) -> int:
        """Note messages as read; how many were not yet."""
        return self.touched("INSERT INTO message_reads (person_id, event_id, read_at)"
                            " SELECT %s, unnest(%s::uuid[]), %s ON CONFLICT DO NOTHING", person_id, event_ids, self.now)

    def count_read(self, person_id: str) -> int:
        return self.value("SELECT count(*) FROM message_reads WHERE person_id = %s", person_id)

    # where data come from

    def entries_of(self, person_id: str) -> list[dict]:
        """Who entered what of a person and when, oldest first: `changed` is empty for the registration."""
        return self.rows("SELECT type, coalesce(data -> 'changed', '[]') AS changed, occurred_at,"
                         " headers ->> 'cloudEvents:actor' AS actor FROM events WHERE entity = 'person'"
                         " AND entity_id = %s AND type IN ('zone.person_registered.v1', 'zone.person_updated.v1')"
                         " ORDER BY entity_version", person_id)

    def all_evidence_of(self, person_id: str) -> tuple[GroupEvidence, ...]:
        """Every piece of evidence for a person's groups that was not withdrawn."""
        return tuple(map(evidence_from, self.rows(
            "SELECT group_name, kind, source, fetched_on, valid_until FROM statuses WHERE person_id = %s"
            " AND (lapsed_on IS NULL OR valid_until IS NOT NULL) ORDER BY group_name, source", person_id)))

    def version_of(self, person_id: str) -> int:
        """How often a person's facts have changed."""
        return self.value("SELECT version FROM entity_versions WHERE entity = 'person' AND entity_id = %s",
                          person_id) or 0

    def matters_of(self, person_id: str) -> list[dict]:
        """The forms a person has handed in."""
        return self.rows("SELECT matter_id, area, business_id, wishes, files, submitted_at FROM matters"
                         " WHERE person_id = %s ORDER BY submitted_at", person_id)

    def own_files(self, person_id: str) -> list[dict]:
        """The files a person has handed in."""
        return self.rows("SELECT file_id, media_type, size, kept_at FROM files WHERE owner_id = %s ORDER BY kept_at",
                         person_id)

    # leaving

    def consents_given(self, person_id: str) -> tuple[Consent, ...]:
        rows = self.rows("SELECT consent_id, person_id, purpose FROM consents WHERE person_id = %s"
                         " AND withdrawn_at IS NULL", person_id)
        return tuple(Consent(**row | {"purpose": ConsentPurpose(row["purpose"])}, given=True) for row in rows)

    def apply_account_closed(self, event: AccountClosed) -> None:
        """Delete what is the person's alone; the identity goes too where nothing rests on it."""
        for table in ("matter_drafts", "message_reads"):
            self.execute(f"DELETE FROM {table} WHERE person_id = %s", event.person_id)
        self.execute("UPDATE persons SET closed_at = %s WHERE person_id = %s", self.now, event.person_id)
        if event.state is ClosureState.ERASED:
            self._erase(event.person_id)
        self.revoke_all(event.person_id)

    def _erase(self, person_id: str) -> None:
        """Nothing can be told of the person any more; the row stays, since history names its id."""
        self.execute("DELETE FROM files WHERE owner_id = %s", person_id)
        empty = {what: self.vault.seal("", owner=person_id, what=what) for what in ("id_number", "phone")}
        self.execute(
            "UPDATE persons SET id_index = 'erased/' || person_id, name_check = '', name_sealed = %s,"
            " id_number_sealed = %s, phone_sealed = %s, address_sealed = NULL, bank_account_sealed = NULL,"
            " phone_token = NULL, address_token = NULL, account_token = NULL WHERE person_id = %s",
            self.vault.seal("已注销", owner=person_id, what="name"), empty["id_number"], empty["phone"], person_id)
