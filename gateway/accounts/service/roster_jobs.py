"""Rosters that are worked off bit by bit while their sender watches."""

from contracts.actors import Actor
from contracts.problems import NotFound


class RosterJobKeeping:
    """What the gateway keeps of a roster job; no command, since nothing is decided here."""

    def open_roster_job(self, job_id: str, content: bytes, owner: Actor, options: dict, total: int) -> bool:
        """Keep the sheet and note the job; False when it is there already."""
        file_id = self.keep_file(content, owner)["file_id"]
        with self.store.session() as tx:
            return tx.open_roster_job(job_id, file_id, owner.person_id, options, total)

    def roster_job(self, job_id: str, viewer: Actor) -> dict:
        """A job of the viewer's own; raises NotFound."""
        with self.store.session() as tx:
            found = tx.roster_job(job_id, viewer.person_id)
        if found is None:
            raise NotFound("没有这次导入，或不是您提交的")
        return found

    def claim_roster_job(self, job_id: str) -> bool:
        """Take up a running job that nobody works on any more, for instance after a restart."""
        with self.store.session() as tx:
            return tx.claim_roster_job(job_id)

    def note_roster_rows(self, job_id: str, rows: list[dict], done: int) -> None:
        """Keep what came of some rows."""
        with self.store.session() as tx:
            tx.note_roster_rows(job_id, rows, done)

    def move_roster_job(self, job_id: str, state: str, step: str, fault: str | None = None) -> None:
        """The job went a step on, ended, or failed with `fault`."""
        with self.store.session() as tx:
            tx.move_roster_job(job_id, state, step, fault)

    def roster_rows(self, job_id: str) -> list[dict]:
        """What came of every row so far."""
        with self.store.session() as tx:
            return tx.roster_rows(job_id)
