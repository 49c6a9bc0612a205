"""The trail is sealed each night; a row that was changed, removed or slipped in is found, and so is a new chain."""

import psycopg
import pytest

from casework import trail
from chassis.clock import start_of
from contracts.actors import Role
from contracts.problems import Forbidden
from contracts.subsidies.commands import SealTrail
from contracts.subsidies.domain_events import TrailSealed
from contracts.subsidies.questions import ExportCase, Verify
from ops.verify import heads_that_differ
from tests.building import an_actor, an_event, on
from tests.integration.pillars.claimants import Town

SUPERVISOR = an_actor(Role.SUPERVISOR, area="433100", person_id="supervisor-1")
OPERATOR = an_actor(Role.OPERATOR, area="000000", person_id="operator-1")


class Sealed(Town):
    """A town whose trail is sealed, and the hand of somebody with the administrator's password."""

    def seal(self) -> dict:
        return self.act(SealTrail, SUPERVISOR)

    def faults(self) -> list[str]:
        return [fault for fault in self.act(Verify, OPERATOR)["faults"] if "封存" in fault]

    def tampered(self, statement: str):
        """Faults after `statement` went round the triggers; then everything is as it was."""
        with psycopg.connect(self.url) as connection:
            connection.execute("SET search_path = subsidies, clock")
            connection.execute("SET session_replication_role = replica")
            assert connection.execute(statement).rowcount > 0
            found = trail.faults(Reader(connection))
            connection.rollback()
        return found


class Reader:
    """What `casework.trail` needs of a transaction, over a connection of our own."""

    def __init__(self, connection):
        self.cursor = connection.cursor(row_factory=psycopg.rows.dict_row)

    def rows(self, statement, *parameters):
        return self.cursor.execute(statement, parameters).fetchall()


@pytest.fixture(scope="module")
def town(desk, migrated):
    town = Sealed(desk("subsidies"), migrated)
    town.give_budget(100_000)
    town.claim_id = town.paid("auditee")
    town.seal()
    return town


def test_an_untouched_trail_has_no_faults_and_covers_every_row(town):
    town.seal()
    rows, sealed = (town.desk.sql(f"SELECT count(*) FROM {name}")[0][0] for name in ("trail_rows", "sealed_rows"))
    assert town.faults() == []
    assert rows - sealed <= 2, "only what announced the last seal is not sealed itself"


@pytest.mark.parametrize(("statement", "words"), [
    ("UPDATE events SET data = jsonb_set(data, '{amount}', '\"1.00\"') WHERE type = 'subsidies.paid.v1'", "已被改动"),
    ("DELETE FROM decisions WHERE id = (SELECT min(id) FROM decisions)", "已不存在"),
    ("UPDATE ledger_transfers SET amount = amount + 1 WHERE id = (SELECT min(id) FROM ledger_transfers)", "已被改动"),
    ("UPDATE events SET headers = jsonb_set(headers, '{cloudEvents:actor}', '\"{}\"') WHERE type ="
     " 'subsidies.approved.v1'", "已被改动"),
    ("UPDATE seals SET hash = repeat('a', 64) WHERE number = 1", "不相接"),
    ("DELETE FROM seals WHERE number = 1", "不相接"),
    ("INSERT INTO sealed_rows SELECT 'events', 'slipped-in', 1, 1000000, repeat('b', 64)", "已不存在"),
])
def test_whoever_goes_round_the_triggers_is_found(town, statement, words):
    assert any(words in fault for fault in town.tampered(statement))


def test_sealed_rows_and_seals_cannot_be_changed_by_the_pillars_own_role(town):
    for statement in ("UPDATE seals SET rows = 1", "DELETE FROM sealed_rows", "UPDATE witnessed_heads SET hash = ''"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            town.desk.sql(statement)


def test_a_chain_that_was_made_anew_no_longer_agrees_with_the_head_that_loans_keeps(town, desk):
    sealed = town.events("trail_sealed")[-1]
    loans = desk("loans")
    receiver = f"loans.{loans.methods[TrailSealed]}"
    for telling in ("told-once", "told-twice"):
        loans.give(an_event(TrailSealed, receiver, id=telling, **sealed))
    with psycopg.connect(town.url) as connection:
        assert heads_that_differ(connection) == []
        connection.execute("SET session_replication_role = replica")
        connection.execute("UPDATE subsidies.seals SET hash = repeat('c', 64) WHERE number = %s", [sealed["number"]])
        assert "不同" in heads_that_differ(connection)[0]
        connection.execute("DELETE FROM subsidies.seals WHERE number = %s", [sealed["number"]])
        assert "不见了" in heads_that_differ(connection)[0]
        connection.rollback()


def test_a_night_seals_what_the_day_recorded(town):
    before = len(town.events("trail_sealed"))
    town.claim("of-the-day")
    town.move_to(start_of(on("2024-07-01")))
    town.run_calendar()
    assert len(town.events("trail_sealed")) > before
    assert town.faults() == []


def test_more_than_fits_one_seal_is_sealed_at_once_and_not_a_night_later(town, monkeypatch):
    town.claim("many-rows")
    monkeypatch.setattr(trail, "AT_A_TIME", 5)
    before = trail_length(town)
    town.seal()
    assert trail_length(town) == before + 1
    town.run_calendar()
    unsealed = town.desk.sql("SELECT count(*) FROM trail_rows")[0][0] - town.desk.sql(
        "SELECT count(*) FROM sealed_rows")[0][0]
    assert unsealed < 5
    assert town.faults() == []


def trail_length(town) -> int:
    return town.desk.sql("SELECT count(*) FROM seals")[0][0]


def test_an_auditor_takes_along_everything_about_a_claim_with_hashes_and_nobodys_name(town):
    export = town.act(ExportCase, SUPERVISOR, claim_id=town.claim_id, purpose="专项审计抽查")
    kinds = {row["source"] for row in export["rows"]}
    assert kinds == {"events", "decisions", "ledger_transfers"}
    assert {"subsidies.claim_submitted.v1", "subsidies.approved.v1", "subsidies.paid.v1"} <= \
        {row["what"] for row in export["rows"]}
    assert all(len(row["hash"]) == 64 for row in export["rows"])
    assert (export["faults"], export["head_number"] > 0) == ([], True)
    assert any("reviewer-1" in row["actor"] for row in export["rows"])
    signed = {row["what"]: row for row in export["rows"] if row["what"].startswith("subsidies.batch_")}
    assert [person in signed[f"subsidies.batch_{act}.v1"]["actor"] for act, person in (
        ("made", "maker-1"), ("checked", "checker-1"), ("approved", "approver-1"))] == [True] * 3
    assert "payments" not in signed["subsidies.batch_made.v1"]["content"], "nothing of the other claims in it"
    assert "subsidies.notice_opened.v1" in {row["what"] for row in export["rows"]}


def test_a_supervisor_of_another_place_takes_nothing_along(town):
    stranger = an_actor(Role.SUPERVISOR, area="433122", person_id="supervisor-2")
    with pytest.raises(Forbidden):
        town.act(ExportCase, stranger, claim_id=town.claim_id, purpose="越权查看")
