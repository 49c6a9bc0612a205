"""What people and desks read of persons and files. Masked by default; in clear with a noted reason."""

from collections.abc import Collection, Iterable

from casework.working_days import IsWorkingDay, working_days_of
from contracts.actors import Actor, area_prefix
from contracts.problems import Forbidden, NotFound
from gateway.accounts.model import DESK_ROLES, Person, StoredFile
from gateway.accounts.rules.reading import read_all, read_id_number
from policies.reader import Policies

CONTACT = ("name", "id_number", "phone", "address", "bank_account")
OWN_DATA = "本人查看"


class Reading:
    """Questions that the gateway asks in its own process, to join names to what pillars and the zone know."""

    def names_of(self, person_ids: Iterable[str], viewer: Actor, *, reason: str | None = None,
                 entitled: Collection[str] = frozenset()) -> dict[str, str]:
        """Names by person id, as `data_of` gives them."""
        data = self.data_of(person_ids, ("name",), viewer, reason=reason, entitled=entitled)
        return {person_id: each["name"] for person_id, each in data.items()}

    def data_of(self, person_ids: Iterable[str], what: tuple[str, ...], viewer: Actor, *,
                reason: str | None = None, entitled: Collection[str] = frozenset()) -> dict[str, dict]:
        """Personal data (of CONTACT) by person id: in clear where `reason` is given and the viewer may see them,
        else masked.

        In clear: oneself, people of a desk's own area, and those in `entitled`, whom the caller has found to
        belong to the viewer's own case, class or base. Everybody read in clear is noted. Unknown ids are left out.
        """
        wanted = list(dict.fromkeys(person_ids))
        with self.store.session() as tx:
            data = tx.read_masked(wanted, what)
            if reason:
                people = tx.people(wanted)
                clear = [each for each in people if each in entitled or _may_read(viewer, people[each])]
                data |= tx.read_clear(clear, what, viewer, worded(reason)) if clear else {}
        return data

    def person_masked(self, person_id: str, viewer: Actor) -> dict:
        """A person's facts with masked data, for themself and for desks of their area; raises NotFound."""
        with self.store.session() as tx:
            person = self._readable(tx, person_id, viewer)
            return _shown(person, tx.read_masked([person_id], CONTACT)[person_id], tx.version_of(person_id))

    def person_clear(self, person_id: str, viewer: Actor, reason: str) -> dict:
        """A person's facts with data in clear; who read them and why is noted. Raises NotFound."""
        with self.store.session() as tx:
            person = self._readable(tx, person_id, viewer)
            clear = tx.read_clear([person_id], CONTACT, viewer, worded(reason))[person_id]
            return _shown(person, clear, tx.version_of(person_id))

    def person_by_id_number(self, id_number: str, viewer: Actor) -> dict:
        """The registered person with this ID number, masked, for a desk of their area; raises NotFound.

        Who asked is noted, also when nobody is found.
        """
        with self.store.session() as tx:
            number = read_all(id_number=lambda: read_id_number(id_number, tx.today).number)["id_number"]
            found = tx.person_with_id_number(number)
            tx.note_lookup(viewer, 1, int(found is not None))
        return self.person_masked(found or "", viewer)

    def businesses_of(self, person_id: str) -> list[dict]:
        """A person's businesses, names and numbers as in the public register."""
        with self.store.session() as tx:
            return tx.businesses_of(person_id)

    def consents_of(self, person_id: str) -> list[dict]:
        """All consents a person ever gave."""
        with self.store.session() as tx:
            return tx.consents_of(person_id)

    def clear_reads_of(self, person_id: str, before: int | None, limit: int) -> list[dict]:
        """Who read a person's data in clear, newest first."""
        with self.store.session() as tx:
            return tx.clear_reads_of(person_id, before, limit)

    def organisations_in(self, area: str, after: list | None, limit: int) -> list[dict]:
        """The organisations of an area and below."""
        with self.store.session() as tx:
            return tx.organisations_in(area_prefix(area), after, limit)

    def organisation_names(self, organisation_ids: list[str]) -> dict[str, str]:
        """The public names of organisations, by id; unknown ids are left out."""
        with self.store.session() as tx:
            return tx.organisation_names(organisation_ids)

    def current_policies(self) -> Policies:
        """Every pillar's policies as they stand now, what two people put into force at run time included."""
        with self.store.session() as tx:
            return tx.current_policies()

    def working_days(self, area: str) -> IsWorkingDay:
        """Whether offices of an area work on a day, what was published last included."""
        with self.store.session() as tx:
            return working_days_of(tx, area)

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

    def owners_of(self, file_id: str) -> list[str]:
        """Who has handed in this file; empty when nobody has."""
        with self.store.session() as tx:
            return [each.owner_id for each in tx.stored_files(file_id)]

    def files_among(self, owners: Collection[str], file_ids: Collection[str]) -> frozenset[str]:
        """Which of these files one of `owners` has handed in."""
        with self.store.session() as tx:
            return tx.files_of(owners, file_ids)

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


def worded(reason: str) -> str:
    """A reason that says something; raises Forbidden for none."""
    if len(reason.strip()) < 2:
        raise Forbidden("查看完整个人信息须说明事由", needed=["事由"])
    return reason.strip()


def _shown(person: Person, data: dict, version: int) -> dict:
    groups = [each.as_data() for each in person.groups]
    return {"person_id": person.person_id, "birth_month": person.birth_month, "area": person.area,
            "groups": groups, "version": version, **data}
