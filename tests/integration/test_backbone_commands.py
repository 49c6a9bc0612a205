"""Commands are safe to repeat, and none runs after its caller was told no."""

import threading
import uuid

import pytest

from contracts.actors import Actor, Role
from contracts.problems import OutcomeUnknown, Problem, Unavailable
from tests.integration.toy.surroundings import envelope, received


def together(*calls) -> list:
    """What each call returned or raised, all made at the same time."""
    out = [None] * len(calls)

    def run(number, call):
        try:
            out[number] = call()
        except Problem as problem:
            out[number] = problem

    threads = [threading.Thread(target=run, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return out


def problem_of(call) -> Problem:
    with pytest.raises(Problem) as caught:
        call()
    return caught.value


def test_a_repeated_command_gets_the_first_answer_and_has_one_effect(toy):
    toy.host()
    first, second = (toy.do_task("t", id_="key") for _ in range(2))
    assert first == second
    assert toy.one("SELECT count(*) FROM events") == 1


def test_concurrent_repeats_of_a_command_all_get_the_first_answer(toy):
    toy.host(call_loops=4)
    answers = together(*[lambda: toy.do_task("t", mood="at_once_slow", id_="key")] * 4)
    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["outcome"] == "granted"
    assert toy.one("SELECT count(*) FROM events") == 1


def test_the_same_key_with_another_body_is_a_conflict(toy):
    toy.host()
    toy.do_task("t", id_="key")
    assert problem_of(lambda: toy.do_task("other", id_="key")).code == "same_key_other_body"


def test_the_same_key_from_another_person_is_a_conflict_and_shows_nothing(toy):
    toy.host()
    toy.do_task("t", id_="key")
    stranger = Actor(role=Role.CITIZEN, person_id="p-2")
    assert problem_of(lambda: toy.do_task("t", id_="key", actor=stranger)).code == "same_key_other_body"


def test_a_callers_mistake_is_not_kept_and_the_same_key_works_once_it_is_mended(toy):
    toy.host()
    toy.do_task("t", id_="one")
    assert problem_of(lambda: toy.do_task("t", id_="two")).code == "conflict"
    assert toy.one("SELECT count(*) FROM inbox WHERE message_id = 'two'") == 0
    toy.sql("DELETE FROM tasks")
    assert toy.do_task("t", id_="two")["outcome"] == "granted"


def test_a_repeat_whose_first_try_runs_beyond_the_deadline_is_told_that_it_is_still_running(toy):
    toy.host()
    first = received("toy.do_task", {"task_id": "t", "points": 1}, id_="key")
    with toy.new_host().store.transaction(first) as tx:
        tx.require_new()
        assert problem_of(lambda: toy.do_task("t", id_="key", deadline=1)).code == "still_running"


def test_a_bug_in_a_handler_is_answered_without_its_words_and_kept_for_operators_only(toy):
    toy.host()
    problem = problem_of(lambda: toy.do_task("t", mood="at_once_fails"))
    assert (problem.code, problem.status, problem.detail) == ("internal_error", 500, "")
    assert toy.failed() == [("parked", "call_failed", 1)]
    failed = toy.new_host().failed
    assert not failed.retry(toy.one("SELECT id FROM failed_messages"), "its caller was told no")


def test_wrong_fields_are_named_in_chinese(toy):
    toy.host()
    problem = problem_of(lambda: toy.call("toy.do_task", {"points": "many", "colour": "red"}))
    assert problem.code == "invalid_fields"
    assert problem.fields == {"task_id": ["请填写任务"], "points": ["分数应为整数"], "colour": ["不认识的内容"]}


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"])
def test_a_text_that_no_database_holds_is_a_named_field_and_not_a_bug(toy, text):
    toy.host()
    problem = problem_of(lambda: toy.call("toy.do_task", {"task_id": "t", "points": 1, "mood": text}))
    assert problem.fields == {"mood": ["心情含有不能保存的字符"]}
    assert toy.failed() == []


def test_a_role_that_may_not_do_it_is_refused_with_what_is_needed_and_leaves_an_audit_row(toy):
    toy.host()
    clerk = Actor(role=Role.CLERK, person_id="p-9", area="433101")
    problem = problem_of(lambda: toy.do_task("t", actor=clerk))
    assert (problem.code, problem.status) == ("not_allowed", 403)
    assert problem.extra["needed"] == ["citizen", "system"]
    assert "创业者" in problem.detail
    [(what, actor)] = toy.sql("SELECT what, actor FROM audit")
    assert what == "toy.do_task"
    assert actor["person_id"] == "p-9"


def test_without_a_consumer_a_command_is_not_accepted_and_never_runs_later(toy):
    problem = problem_of(lambda: toy.do_task("t"))
    assert (problem.code, problem.status) == ("not_accepted", 503)
    toy.host()
    assert toy.do_task("after")["outcome"] == "granted"
    assert toy.sql("SELECT id FROM tasks") == [("after",)]


def test_when_the_pillar_dies_in_the_middle_the_outcome_is_unknown_and_the_command_never_runs_later(toy):
    dying = {"CRASH_AT": "command recorded, not committed", "CRASH_ONCE": str(toy.folder / "crashed")}
    process = toy.spawn("host", **dying)
    toy.wait(lambda: toy.has_consumers("rpc-toy"), "the pillar to consume")
    problem = problem_of(lambda: toy.do_task("t", deadline=3))
    assert (problem.code, problem.status) == ("outcome_unknown", 504)
    assert process.wait(30) == -9
    toy.host()
    assert toy.do_task("after")["outcome"] == "granted"
    toy.wait(lambda: toy.waiting_messages("rpc-toy") == 0, "an empty queue")
    assert toy.sql("SELECT id FROM tasks") == [("after",)]


def test_a_command_that_waited_beyond_its_deadline_behind_a_slow_one_never_runs(toy):
    toy.host(call_loops=1)
    slow, late = together(lambda: toy.call("toy.nap", {"seconds": "3"}),
                          lambda: (toy.wait(lambda: toy.is_napping(), "the nap"), toy.do_task("t", deadline=0.4)))
    assert slow == {"slept": "3"}
    assert isinstance(late, OutcomeUnknown)
    toy.do_task("after")
    assert toy.sql("SELECT id FROM tasks") == [("after",)]


def test_calls_beyond_a_pillars_share_are_refused_at_once_and_do_not_wait(toy):
    toy.host(call_loops=2)
    client = toy.client(share=2)

    def nap() -> dict:
        return client.call("toy.nap", {"seconds": "3"}, envelope("toy.nap"))

    def one_too_many() -> bool:
        toy.wait(lambda: toy.is_napping(2), "both naps")
        with pytest.raises(Unavailable):
            nap()
        return toy.is_napping(2)

    first, second, refused_meanwhile = together(nap, nap, one_too_many)
    assert first == second == {"slept": "3"}
    assert refused_meanwhile


def test_a_share_that_was_taken_is_given_back(toy):
    client = toy.client(share=1)
    for _ in range(3):
        with pytest.raises(Unavailable, match="停止服务"):
            client.call("toy.nap", {"seconds": "0"}, envelope("toy.nap"))


def test_the_answer_names_the_events_that_were_recorded(toy):
    toy.host()
    [event] = toy.do_task("t")["events"]
    assert toy.sql("SELECT id FROM events") == [(uuid.UUID(event),)]
