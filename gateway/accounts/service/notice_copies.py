"""What stands in public is kept, signed, before it is shown; afterwards staff alone read it."""

import json

from contracts.actors import Actor
from contracts.problems import NotFound
from gateway.accounts.rules.notice_copies import public_notice
from gateway.accounts.store.notice_copies import as_document, is_genuine, sign


class NoticeCopyKeeping:
    """Notices as they stand in public, and their copies. The gateway asks in its own process."""

    def published_notices(self, notices: list[dict], seed: bytes) -> list[dict]:
        """These notices as anybody sees them, in their order, each read from its kept copy; what has none yet is
        given its names (people's masked, organisations' in full), signed with `seed` and kept first."""
        if not notices:
            return []
        with self.store.session() as tx:
            kept = tx.copies_of([notice["notice_id"] for notice in notices])
            for notice in notices:
                if notice["notice_id"] not in kept:
                    self._keep(tx, notice, seed)
            kept = tx.copies_of([notice["notice_id"] for notice in notices])
        return [json.loads(self._document(kept[notice["notice_id"]])) for notice in notices]

    def notice_copy(self, notice_id: str, viewer: Actor) -> dict:
        """The copy of a notice for staff of its place, its signature checked; raises NotFound. Who opened it is
        noted."""
        with self.store.session() as tx:
            copy = tx.copies_of([notice_id]).get(notice_id)
            if copy is None or not viewer.covers(copy["area"]):
                raise NotFound("没有这个公示的存档，或不在您负责的地区")
            tx.note_opened(copy["file_id"], viewer)
        document = self._document(copy)
        return {"notice_id": notice_id, "file_id": copy["file_id"], "kept_at": copy["kept_at"].isoformat(),
                "document": document, "signature": copy["signature"], "public_key": copy["public_key"],
                "genuine": is_genuine(document, copy["signature"], copy["public_key"])}

    def _keep(self, tx, notice: dict, seed: bytes) -> None:
        organisations = sorted({line["organisation_id"] for line in notice["lines"] if line.get("organisation_id")})
        people = list(dict.fromkeys(line["person_id"] for line in notice["lines"] if not line.get("organisation_id")))
        names = {person_id: each["name"] for person_id, each in tx.read_masked(people, ("name",)).items()}
        names |= tx.organisation_names(organisations)
        document = as_document(public_notice(notice, names))
        file_id = self.store.files.keep_made(document.encode())
        tx.keep_copy(notice["notice_id"], notice["area"], file_id, *sign(document, seed))

    def _document(self, copy: dict) -> str:
        return self.store.files.content(copy["file_id"]).decode()
