"""公示 before money on a real database: by the program, by direct SQL, to the second."""

from datetime import timedelta

import psycopg
import pytest

from chassis.database import Database
from contracts.actors import CALENDAR_ACTOR, Role
from contracts.problems import Conflict
from contracts.subsidies.commands import (
    ApproveClaim,
    CloseNotice,
    OpenNotice,
    RaiseObjection,
    ResolveObjection,
    ResumeClaim,
    VerifyClaim,
    WithdrawClaim,
)
from contracts.subsidies.domain_events import NoticeOpened
from contracts.zone.domain_events import PolicyPublished
from gateway.zone.projection import project
from gateway.zone.queries import Zone
from policies.publishing import content_hash
from tests.building import JISHOU, XIANGXI, a_citizen, an_actor, heard
from tests.integration.databases import conninfo_for
from tests.integration.pillars.claimants import (
    CLERK,
    PROGRAMME,
    REVIEWER,
    Town,
    line_by_hand,
)


@pytest.fixture(scope="module")
def town(desk, migrated):
    town = Town(desk("subsidies"), migrated)
    town.give_budget(1_000_000)
    return town


def test_a_notice_names_its_lines_and_runs_its_working_days_to_midnight(town):
    notice_id, [claim_id] = town.publicised("notice-1")
    opened = town.events("notice_opened")[-1]
    assert (opened["working_days"], opened["opened_on"], opened["closes_on"]) == (5, "2024-05-06", "2024-05-11")
    assert [(line["claim_id"], line["amount"]) for line in opened["lines"]] == [(claim_id, "5000.00")]
    assert any("公示天数" in note for note in opened["notes"])
    assert town.last("publicised", "notice-1")["due_on"] == "2024-05-11"
    assert town.end_of(notice_id).isoformat() == "2024-05-11T16:00:00+00:00"
    town.pass_notice(notice_id)
    assert town.state_of(claim_id) == "cleared"


def test_without_approved_claims_there_is_no_notice(town):
    answer = town.act(OpenNotice, CLERK, area=JISHOU, programme=PROGRAMME)
    assert (answer["outcome"], answer["lines"], answer["notice_id"]) == ("not_applicable", 0, None)


def test_no_payment_line_exists_before_its_notice_not_even_by_direct_sql(town):
    claim_id = town.approved("sql-1")
    with pytest.raises(psycopg.errors.CheckViolation, match="before a notice"):
        line_by_hand(town, claim_id)
    town.act(OpenNotice, CLERK, area=JISHOU, programme=PROGRAMME)
    with pytest.raises(psycopg.errors.CheckViolation, match="has not run its days"):
        line_by_hand(town, claim_id)
    assert town.batch(claim_id)["outcome"] == "not_applicable"


def test_one_second_before_the_end_is_too_early_and_the_end_itself_is_not(town):
    notice_id, [claim_id] = town.publicised("second-1")
    end = town.end_of(notice_id)
    with pytest.raises(psycopg.errors.CheckViolation, match="has not run its days"):
        line_by_hand(town, claim_id, first=f"SELECT clock.move_to('{end - timedelta(seconds=1)}')")
    with pytest.raises(Conflict):
        town.act(CloseNotice, CALENDAR_ACTOR, notice_id=notice_id)
    line_by_hand(town, claim_id, first=f"SELECT clock.move_to('{end}')")
    with pytest.raises(psycopg.errors.CheckViolation, match="another amount"):
        line_by_hand(town, claim_id, first=f"SELECT clock.move_to('{end}')", amount=900_000)
    town.pass_notice(notice_id)
    assert town.state_of(claim_id) == "cleared"


@pytest.mark.parametrize("statement", [
    "UPDATE notices SET ends_at = opened_at + working_days * interval '1 day' WHERE notice_id = %(notice)s",
    "UPDATE notices SET closed_at = clock.business_now() WHERE notice_id = %(notice)s",
    "DELETE FROM notice_lines WHERE notice_id = %(notice)s",
    "UPDATE notice_lines SET amount = 1 WHERE notice_id = %(notice)s",
    "INSERT INTO notices VALUES ('old', '433101', 'x', 1, '2024-01-01', '2024-01-03')",
    "UPDATE notice_objections SET state = 'dismissed' WHERE notice_id = %(notice)s",
    "DELETE FROM notice_objections WHERE notice_id = %(notice)s",
])
def test_a_notice_is_not_shortened_emptied_or_dated_back_by_direct_sql(town, statement):
    if not hasattr(town, "guarded"):
        town.guarded, [claim_id] = town.publicised("guarded-1")
        town.act(RaiseObjection, a_citizen("neighbour"), notice_id=town.guarded, claim_id=claim_id, ground="未实际经营")
    with pytest.raises(psycopg.errors.CheckViolation), psycopg.connect(
            town.url, options="-c search_path=subsidies") as connection:
        connection.execute(statement, {"notice": town.guarded})


def test_an_objection_in_the_last_minute_freezes_its_line_and_no_other(town):
    notice_id, [first, second] = town.publicised("minute-1", "minute-2")
    town.move_to(town.end_of(notice_id) - timedelta(seconds=59))
    objection = town.act(RaiseObjection, a_citizen("neighbour"), notice_id=notice_id, claim_id=first,
                         ground="该店已经停业两个月", files=("file-1",))["subject"]
    assert (town.state_of(first), town.state_of(second)) == ("frozen", "publicised")
    town.pass_notice(notice_id)
    assert (town.state_of(first), town.state_of(second)) == ("frozen", "cleared")
    closed = next(event for event in town.events("notice_closed") if event["notice_id"] == notice_id)
    assert (closed["frozen"], closed["cleared"]) == ([first], [second])
    with pytest.raises(psycopg.errors.CheckViolation, match="objection"):
        line_by_hand(town, first)
    with pytest.raises(Conflict):
        town.act(RaiseObjection, a_citizen("neighbour"), notice_id=notice_id, claim_id=second, ground="迟到的异议")
    town.act(ResolveObjection, REVIEWER, objection_id=objection, upheld=False, finding="核查属实，正常经营")
    assert town.state_of(first) == "cleared"
    with pytest.raises(Conflict):
        town.act(ResolveObjection, REVIEWER, objection_id=objection, upheld=True, finding="再次处理同一异议")


def test_two_objections_to_one_line_are_both_needed_before_it_goes_on(town):
    notice_id, [claim_id] = town.publicised("two-1")
    first, second = (town.act(RaiseObjection, a_citizen(who), notice_id=notice_id, claim_id=claim_id,
                              ground="请核实经营情况")["subject"] for who in ("neighbour", "passer-by"))
    town.act(ResolveObjection, REVIEWER, objection_id=first, upheld=False, finding="核查属实，正常经营")
    assert town.state_of(claim_id) == "frozen"
    town.act(ResolveObjection, REVIEWER, objection_id=second, upheld=False, finding="核查属实，正常经营")
    assert town.state_of(claim_id) == "publicised"
    town.pass_notice(notice_id)
    assert town.state_of(claim_id) == "cleared"


def test_an_upheld_objection_holds_the_claim_and_going_on_needs_a_new_notice(town):
    notice_id, [claim_id] = town.publicised("upheld-1")
    objection = town.act(RaiseObjection, a_citizen("neighbour"), notice_id=notice_id, claim_id=claim_id,
                         ground="材料与实际不符")["subject"]
    town.act(ResolveObjection, REVIEWER, objection_id=objection, upheld=True, finding="需重新核实")
    town.pass_notice(notice_id)
    assert town.state_of(claim_id) == "held"
    with pytest.raises(psycopg.errors.CheckViolation, match="objection"):
        line_by_hand(town, claim_id)
    town.act(ResumeClaim, REVIEWER, claim_id=claim_id, ground="重新核实后符合条件")
    town.act(VerifyClaim, CLERK, claim_id=claim_id)
    town.act(ApproveClaim, REVIEWER, claim_id=claim_id)
    again = town.act(OpenNotice, CLERK, area=JISHOU, programme=PROGRAMME)["notice_id"]
    with pytest.raises(psycopg.errors.CheckViolation, match="has not run its days"):
        line_by_hand(town, claim_id)
    town.pass_notice(again)
    assert town.batch(claim_id)["outcome"] == "granted"


def test_a_claim_that_was_withdrawn_after_its_notice_gets_no_payment_line(town):
    [claim_id] = town.cleared("gone-1")
    town.act(WithdrawClaim, a_citizen("gone-1"), claim_id=claim_id)
    with pytest.raises(psycopg.errors.CheckViolation, match="not one to be paid"):
        line_by_hand(town, claim_id)


def test_a_claim_in_its_second_notice_is_not_cleared_by_the_end_of_its_first(town):
    first, [claim_id] = town.publicised("twice-1")
    town.business_closed("twice-1")
    town.business_registered("twice-1", version=3)
    town.act(ResumeClaim, REVIEWER, claim_id=claim_id, ground="核实为变更登记，经营未中断")
    assert town.last("claim_submitted", "twice-1")["due_on"] is not None
    town.act(VerifyClaim, CLERK, claim_id=claim_id)
    town.act(ApproveClaim, REVIEWER, claim_id=claim_id)
    town.move_to(town.end_of(first) - timedelta(hours=1))
    second = town.act(OpenNotice, CLERK, area=JISHOU, programme=PROGRAMME)["notice_id"]
    town.pass_notice(first)
    assert town.state_of(claim_id) == "publicised"
    town.pass_notice(second)
    assert town.state_of(claim_id) == "cleared"


def test_the_public_page_lists_a_notice_while_it_runs_and_not_a_moment_longer(town):
    notice_id, [claim_id] = town.publicised("public-1")
    opened = next(event for event in town.events("notice_opened") if event["notice_id"] == notice_id)
    event = heard(NoticeOpened, "zone", **opened)
    writer, reader = (Database(conninfo_for(town.url, role), "zone", size=1) for role in ("zone", "zone_reader"))
    with writer.connection() as connection:
        project(connection, [event])
    shown = Zone(reader).running_notices(XIANGXI)
    assert [line["claim_id"] for notice in shown for line in notice["data"]["lines"]] == [claim_id]
    assert Zone(reader).running_notices("430100") == []
    town.move_to(town.end_of(notice_id))
    assert Zone(reader).running_notices(XIANGXI) == []
    for database in (writer, reader):
        database.close()


def test_a_list_of_a_whole_city_stands_as_long_as_the_county_in_it_that_asks_for_most_days(town):
    change = {"pillar": "subsidies", "area": JISHOU, "key": "startup_subsidy_notice_days", "value": 9,
              "label": "一次性创业补贴发放前公示天数", "unit": "工作日", "cite": {"unsourced": "演示：由县人社局确认"}}
    day = town.desk.sql("SELECT (clock.business_now() AT TIME ZONE 'Asia/Shanghai')::date")[0][0]
    town.hear(PolicyPublished, **change, from_day=day, draft_id="draft-days", drafted_by="person-a",
              hash=content_hash(change | {"from": day.isoformat()}), approved_by="person-b")
    claim_id = town.approved("strict-1")
    town.act(OpenNotice, an_actor(Role.CLERK, area=XIANGXI), area=XIANGXI, programme=PROGRAMME)
    opened = town.events("notice_opened")[-1]
    assert (claim_id in [line["claim_id"] for line in opened["lines"]], opened["working_days"]) == (True, 9)
