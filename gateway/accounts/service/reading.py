"""What people and desks read of persons and files. Masked by default; in clear with a noted reason."""

from collections.abc import Collection, Iterable

from contracts.actors import Actor
from contracts.problems import Forbidden, Invalid, NotFound
from gateway.accounts.model import DESK_ROLES, Person, StoredFile
from gateway.accounts.rules.reading import Faulty, read_id_number

CONTACT = ("name", "id_number", "phone", "address", "bank_account")
OWN_DATA = "本人查看"


class Reading:
    """Questions that the gateway asks in its own process, to join names to what pillars and the zone know."""

    def names_of(self, person_ids: Iterable[str], viewer: Actor, *, reason: str | None = None,
                 entitled: Collection[str] = frozenset()) -> dict[str, str]:
        """Names by person id: in clear where `reason` is given and the viewer may see them, else masked.

        In clear: oneself, people of a desk's own area, and those in `entitled`, whom the caller has found to
        belong to the viewer's own case, class or base. Every name read in clear is noted.
        """
        wanted = list(dict.fromkeys(person_ids))
        with self.store.session() as tx:
            names = tx.read_masked(wanted, ("name",))
            if reason:
                people = tx.people(wanted)
                clear = [each for each in people if each in entitled or _may_read(viewer, people[each])]
                names |= tx.read_clear(clear, ("name",), viewer, _worded(reason)) if clear else {}
        return {person_id: data["name"] for person_id, data in names.items()}

    def person_masked(self, person_id: str, viewer: Actor) -> dict:
        """A person's facts with masked data, for themself and for desks of their area; raises NotFound."""
        with self.store.session() as tx:
            person = self._readable(tx, person_id, viewer)
            return _shown(person, tx.read_masked([person_id], CONTACT)[person_id])

    def person_clear(self, person_id: str, viewer: Actor, reason: str) -> dict:
        """A person's facts with data in clear; who read them and why is noted. Raises NotFound."""
        with self.store.session() as tx:
            person = self._readable(tx, person_id, viewer)
            return _shown(person, tx.read_clear([person_id], CONTACT, viewer, _worded(reason))[person_id])

    def person_by_id_number(self, id_number: str, viewer: Actor) -> dict:
        """The registered person with this ID number, masked, for a desk of their area; raises NotFound."""
        with self.store.session() as tx:
            try:
                number = read_id_number(id_number, tx.today).number
            except Faulty as fault:
                raise Invalid("请检查标出的内容", fields={"id_number": [str(fault)]}) from fault
            person = self._readable(tx, tx.person_with_id_number(number), viewer)
            return _shown(person, tx.read_masked([person.person_id], CONTACT)[person.person_id])

    def _readable(self, tx, person_id: str | None, viewer: Actor) -> Person:
        """The person, if the viewer may read about them; an unknown and a hidden one look alike."""
        person = tx.person(person_id) if person_id else None
        if person is None or not _may_read(viewer, person):
            raise NotFound("没有找到此人，或不在您负责的地区")
        return person

    # files

    def keep_file(self, content: bytes, owner: Actor, area: str | None = None) -> dict:
        """Keep a file for whoever hands it in; raises body_too_large or wrong_media_type."""
        file_id, media_type = self.store.files.keep(content)
        with self.store.session() as tx:
            person = tx.person(owner.person_id)
            tx.keep_file(file_id, media_type, len(content), owner, area or (person.area if person else owner.area))
        return {"file_id": file_id, "media_type": media_type, "size": len(content)}

    def open_file(self, file_id: str, viewer: Actor, *, granted: bool = False) -> tuple[StoredFile, bytes]:
        """A file for whom it concerns; `granted` says that a case which the viewer works on names it.

        Raises NotFound, also for a file that the viewer may not know of. Who opened it is noted.
        """
        with self.store.session() as tx:
            known = tx.stored_files(file_id)
            found = next((each for each in known if granted or each.open_to(viewer)), None)
            if found is None:
                raise NotFound("没有这个文件，或您不能查看")
            tx.note_opened(file_id, viewer)
        return found, self.store.files.content(file_id)


def _may_read(viewer: Actor, person: Person) -> bool:
    if viewer.person_id == person.person_id:
        return True
    return viewer.role in DESK_ROLES and viewer.covers(person.area)


def _worded(reason: str) -> str:
    if len(reason.strip()) < 2:
        raise Forbidden("查看完整个人信息须说明事由", needed=["事由"])
    return reason.strip()


def _shown(person: Person, data: dict) -> dict:
    groups = [each.as_data() for each in person.groups]
    return {"person_id": person.person_id, "birth_month": person.birth_month, "area": person.area,
            "groups": groups, **data}
