"""Rosters that are worked off bit by bit."""

from psycopg.types.json import Jsonb

CLAIM_SECONDS = 60
_COUNTED = ("SELECT j.*, count(r.row) FILTER (WHERE r.reason IS NULL) AS accepted,"
            " count(r.row) FILTER (WHERE r.reason IS NOT NULL) AS refused FROM roster_jobs j"
            " LEFT JOIN roster_job_rows r USING (job_id) WHERE job_id = %s AND owner_id = %s GROUP BY j.job_id")


class RosterJobs:
    """Statements about roster jobs; part of the accounts' transaction."""

    def open_roster_job(self, job_id: str, file_id: str, owner_id: str, options: dict, total: int) -> bool:
        """Note a new job, claimed by who opens it; False when it is there already."""
        return bool(self.touched(
            "INSERT INTO roster_jobs (job_id, file_id, owner_id, options, state, step, total, claimed_until, opened_at)"
            " VALUES (%s, %s, %s, %s, 'running', 'rows', %s, clock_timestamp() + make_interval(secs => %s), %s)"
            " ON CONFLICT DO NOTHING", job_id, file_id, owner_id, Jsonb(options), total, CLAIM_SECONDS, self.now))

    def roster_job(self, job_id: str, owner_id: str) -> dict | None:
        """A job of its owner with what came of its rows so far."""
        return self.one(_COUNTED, job_id, owner_id)

    def claim_roster_job(self, job_id: str) -> bool:
        """Take up a running job that nobody works on any more."""
        return bool(self.touched(
            "UPDATE roster_jobs SET claimed_until = clock_timestamp() + make_interval(secs => %s) WHERE job_id = %s"
            " AND state = 'running' AND claimed_until < clock_timestamp()", CLAIM_SECONDS, job_id))

    def note_roster_rows(self, job_id: str, rows: list[dict], done: int) -> None:
        """What came of some rows; the job stays claimed."""
        self.execute_each(
            "INSERT INTO roster_job_rows (job_id, row, person_id, registered_now, reason) VALUES (%s, %s, %s, %s, %s)"
            " ON CONFLICT (job_id, row) DO UPDATE SET person_id = excluded.person_id, reason = excluded.reason,"
            " registered_now = roster_job_rows.registered_now OR excluded.registered_now",
            [(job_id, row["row"], row.get("person_id"), row.get("registered_now", False), row.get("reason"))
             for row in rows])
        self.execute("UPDATE roster_jobs SET done = %s, claimed_until = clock_timestamp() + make_interval(secs => %s)"
                     " WHERE job_id = %s", done, CLAIM_SECONDS, job_id)

    def move_roster_job(self, job_id: str, state: str, step: str, fault: str | None = None) -> None:
        self.execute("UPDATE roster_jobs SET state = %s, step = %s, fault = %s WHERE job_id = %s",
                     state, step, fault, job_id)

    def roster_rows(self, job_id: str) -> list[dict]:
        """What came of every row so far."""
        return self.rows("SELECT row, person_id, registered_now, reason FROM roster_job_rows WHERE job_id = %s"
                         " ORDER BY row", job_id)
