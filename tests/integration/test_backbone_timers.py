"""The calendar: what falls due in business time is done once and in order; the clock never goes back."""

from datetime import UTC, datetime, timedelta

import pytest

from chassis import timers as timers_module
from tests.integration.toy.surroundings import prepare_database, received


def business_now(toy) -> datetime:
    return toy.one("SELECT clock.business_now()")


def remind(toy, bell: str, at: datetime, times: int = 1) -> None:
    """Set a timer as a command does, in this process."""
    data = {"bell_id": bell, "at": at.isoformat(), "times": times}
    toy.new_host().instance().remind(received("toy.remind", data))


def jump(toy, **distance) -> None:
    toy.one("SELECT clock.move_to(clock.business_now() + %s)", timedelta(**distance))


def rings(toy) -> list[str]:
    return [row[0] for row in toy.sql("SELECT bell_id FROM rings ORDER BY no")]


def test_a_timer_set_before_a_restart_rings_once_after_it(toy):
    host = toy.host()
    remind(toy, "bell", business_now(toy) + timedelta(hours=1))
    host.stop(), host.join()
    jump(toy, hours=2)
    toy.host()
    toy.wait(lambda: rings(toy), "the bell")
    toy.wait(lambda: toy.one("SELECT count(*) FROM timers") == 0, "the timer to be gone")
    assert rings(toy) == ["bell"]


def test_a_timer_does_not_ring_before_it_is_due(toy):
    toy.host()
    now = business_now(toy)
    remind(toy, "later", now + timedelta(days=1)), remind(toy, "now", now)
    toy.wait(lambda: rings(toy) == ["now"], "the bell that is due")
    assert toy.sql("SELECT key FROM timers") == [("later",)]


def test_when_the_clock_jumps_timers_ring_in_the_order_in_which_they_were_due(toy):
    now = business_now(toy)
    for bell, days in (("third", 4), ("first", 1), ("second", 2.5)):
        remind(toy, bell, now + timedelta(days=days))
    remind(toy, "daily", now + timedelta(days=1, hours=1), times=3)
    jump(toy, days=30)
    toy.host()
    toy.wait(lambda: len(rings(toy)) == 6, "all bells")
    assert rings(toy) == ["first", "daily", "daily", "second", "daily", "third"]


def test_a_timer_whose_process_died_before_its_row_was_gone_has_one_effect(toy):
    remind(toy, "bell", business_now(toy))
    host = toy.new_host()
    row = toy.sql("SELECT key, id, command, data, correlation_id, due_at FROM timers")[0]
    host.timers._deliver(*row)
    assert rings(toy) == ["bell"]
    toy.host()
    toy.wait(lambda: toy.one("SELECT count(*) FROM timers") == 0, "the timer to be gone")
    assert rings(toy) == ["bell"]


def test_two_processes_of_a_service_ring_each_bell_once(toy):
    now = business_now(toy)
    for number in range(20):
        remind(toy, f"bell-{number:02}", now - timedelta(seconds=30 - number))
    toy.host(call_loops=1), toy.host(call_loops=1)
    toy.wait(lambda: toy.one("SELECT count(*) FROM timers") == 0, "all timers to be gone")
    assert rings(toy) == [f"bell-{number:02}" for number in range(20)]


def test_a_timer_that_kills_the_process_is_quarantined_and_the_next_one_rings(toy):
    now = business_now(toy)
    remind(toy, "kills", now - timedelta(seconds=2)), remind(toy, "next", now - timedelta(seconds=1))
    running = {"process": toy.spawn("host")}

    def rang() -> bool:
        if running["process"].poll() is not None:
            running["process"] = toy.spawn("host")
        return rings(toy) == ["next"]

    toy.wait(rang, "the next bell", seconds=120)
    assert toy.failed() == [("quarantined", "killed_the_process", 1)]


def test_a_timer_nobody_answers_to_is_kept_and_the_next_one_rings(toy):
    toy.sql("INSERT INTO timers VALUES ('old', gen_random_uuid(), now() - interval '1 day', 'toy.gone', '{}', 'c')")
    remind(toy, "next", business_now(toy))
    toy.host()
    toy.wait(lambda: rings(toy) == ["next"], "the next bell")
    assert toy.failed() == [("quarantined", "unknown_type", 1)]


def test_the_business_clock_never_goes_back(toy):
    jump(toy, days=1)
    refusal = toy.refusal(toy.admin_url, "SELECT clock.move_to(clock.business_now() - interval '1 second')")
    assert "never goes back" in refusal


def test_a_demonstration_may_begin_in_an_earlier_year_once(toy):
    year = datetime(2024, 3, 1, tzinfo=UTC)
    toy.one("SELECT clock.move_to(%s)", year)
    assert year < business_now(toy) < year + timedelta(minutes=1)
    assert "never goes back" in toy.refusal(toy.admin_url, "SELECT clock.move_to('2024-02-01')")


def test_only_the_gateway_moves_the_clock_and_nobody_does_in_production(toy, postgres):
    moving = "SELECT clock.move_to(clock.business_now() + interval '1 day')"
    assert toy.refusal(toy.database_url("accounts"), moving) == ""
    assert "permission denied" in toy.refusal(toy.database_url("toy"), moving)
    prepare_database(toy.admin_url, mode="production")
    assert "permission denied" in toy.refusal(toy.database_url("accounts"), moving)
    assert "permission denied" in toy.refusal(toy.database_url("accounts"), "UPDATE clock.business SET ahead = '1 d'")


@pytest.mark.parametrize("step", ["second", "day"])
def test_what_a_handler_calls_now_is_business_time(toy, step):
    jump(toy, **{f"{step}s": 400})
    toy.record_task("t")
    occurred, recorded = toy.sql("SELECT occurred_at, recorded_at FROM events")[0]
    assert abs(occurred - recorded - timedelta(**{f"{step}s": 400})) < timedelta(seconds=60)


def test_the_next_timer_is_found_at_once_however_many_wait_or_fall_due_together(toy):
    """Every person has a timer: neither those of later days nor those of the same moment may be walked through."""
    toy.sql("INSERT INTO timers (key, id, due_at, command, data, correlation_id) SELECT 'bell ' || n,"
            " gen_random_uuid(), clock.business_now() + CASE WHEN n %% 2 = 0 THEN interval '1 day' ELSE interval"
            " '-1 day' END, 'toy.remind', '{}', 'c' FROM generate_series(1, 4000) n")
    toy.sql("UPDATE timers SET due_at = (SELECT min(due_at) FROM timers) WHERE due_at < (SELECT clock.business_now())")
    toy.sql("VACUUM ANALYZE timers")
    [plan] = toy.one("EXPLAIN (ANALYZE, FORMAT JSON) " + timers_module.NEXT_DUE)
    assert max(part["Actual Rows"] for part in parts(plan["Plan"])) == 1
    assert [part["Index Name"] for part in parts(plan["Plan"]) if "Index Name" in part] == ["timers_next"]
    assert sum(part.get("Rows Removed by Filter", 0) for part in parts(plan["Plan"])) == 0


def parts(plan: dict) -> list[dict]:
    """A plan's node and all below it."""
    return [plan, *(part for below in plan.get("Plans", ()) for part in parts(below))]
