"""Casework on a real database: the ledger balances whatever happens, decisions are rehearsed under another policy."""

import threading
import uuid
from contextlib import contextmanager

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from casework.decisions import rehearse
from casework.decisions.records import canonical, decision_rows
from casework.ledger import AccountShort, Transfer, balances, book, check_balanced, history, open_account
from chassis.inbox import Repeated
from chassis.policy_source import PolicySource
from chassis.store import Store
from contracts.actors import Role
from contracts.training.commands import CancelClass, CorrectClass, FileClass
from contracts.training.questions import ReplayDecisions, Verify
from policies.publishing import content_hash
from services.training.store import TrainingTransaction
from tests.building import a_command, an_actor, on, the_city, the_institution
from tests.integration.pillars.test_training import a_class, complete, enrolled_class, training

__all__ = ["training"]

GUARDED = ("free", "reserved", "used")


@contextmanager
def a_transaction(pillar):
    """A transaction of training's, for the ledger alone; committed on leaving."""
    with pillar.database.connection() as connection:
        tx = TrainingTransaction(connection, a_command(ReplayDecisions, the_city(), subject="any"))
        tx.look_only()
        yield tx


def new_book(pillar) -> str:
    """A fresh set of accounts: an outside one that may go below zero, and three that never do."""
    prefix = f"test:{uuid.uuid4()}"
    with a_transaction(pillar) as tx:
        open_account(tx, f"{prefix}:outside", "seats", never_negative=False)
        for name in GUARDED:
            open_account(tx, f"{prefix}:{name}", "seats", never_negative=True)
    return prefix


transfers = st.lists(st.tuples(st.sampled_from(("outside", *GUARDED)), st.sampled_from(("outside", *GUARDED)),
                               st.integers(min_value=1, max_value=50)).filter(lambda t: t[0] != t[1]), max_size=25)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=transfers)
def test_whatever_is_booked_the_ledger_balances_and_no_guarded_account_is_below_zero(training, wanted):
    prefix = new_book(training)
    expected = dict.fromkeys(("outside", *GUARDED), 0)
    for source, target, amount in wanted:
        short = source in GUARDED and expected[source] < amount
        transfer = Transfer(source=f"{prefix}:{source}", target=f"{prefix}:{target}", amount=amount, memo="随机")
        if short:
            with pytest.raises(AccountShort), a_transaction(training) as tx:
                book(tx, str(uuid.uuid4()), [transfer])
            continue
        with a_transaction(training) as tx:
            book(tx, str(uuid.uuid4()), [transfer])
        expected[source] -= amount
        expected[target] += amount
    with a_transaction(training) as tx:
        found = balances(tx, [f"{prefix}:{name}" for name in expected])
        assert found == {f"{prefix}:{name}": amount for name, amount in expected.items()}
        assert all(found[f"{prefix}:{name}"] >= 0 for name in GUARDED)
        assert sum(entry["amount"] for entry in history(tx, f"{prefix}:free")) == expected["free"]
        assert check_balanced(tx) == []


def test_two_hundred_reservations_at_once_on_ten_free_give_ten_and_a_hundred_and_ninety_clear_answers(training):
    prefix = new_book(training)
    with a_transaction(training) as tx:
        plan = Transfer(source=f"{prefix}:outside", target=f"{prefix}:free", amount=10, memo="计划")
        book(tx, str(uuid.uuid4()), [plan])
    answers, lock = [], threading.Lock()

    def reserve(times: int) -> None:
        for _ in range(times):
            try:
                with a_transaction(training) as tx:
                    book(tx, str(uuid.uuid4()), [Transfer(source=f"{prefix}:free", target=f"{prefix}:reserved",
                                                          amount=1, memo="占用")])
                answer = "reserved"
            except AccountShort:
                answer = "short"
            with lock:
                answers.append(answer)

    threads = [threading.Thread(target=reserve, args=(20,)) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (answers.count("reserved"), answers.count("short")) == (10, 190)
    with a_transaction(training) as tx:
        assert balances(tx, [f"{prefix}:free", f"{prefix}:reserved"]) == {f"{prefix}:free": 0, f"{prefix}:reserved": 10}


def test_a_ledger_that_was_tampered_with_is_found(training, migrated):
    prefix = new_book(training)
    with psycopg.connect(migrated) as admin:
        admin.execute("UPDATE training.ledger_accounts SET balance = 5 WHERE key = %s", [f"{prefix}:free"])
    with a_transaction(training) as tx:
        faults = check_balanced(tx)
    assert any(f"{prefix}:free" in fault for fault in faults)
    with psycopg.connect(migrated) as admin:
        admin.execute("UPDATE training.ledger_accounts SET balance = 0 WHERE key = %s", [f"{prefix}:free"])


def test_last_years_decisions_are_rehearsed_under_a_draft_and_nothing_is_recorded(training, pillar_policies):
    class_id = enrolled_class(training, "rehearsed-1")
    subject = complete(training, class_id, "rehearsed-1", mark=75)["subject"]
    draft = {"pillar": "training", "area": "430000", "key": "pass_mark", "from": "2024-05-01", "value": 80,
             "label": "结业考核合格分数", "unit": "分", "cite": {"unsourced": "草案"}}
    draft["hash"] = content_hash(draft)
    with a_transaction(training) as tx:
        row = decision_rows(tx, subject)[-1]
        before = tx.value("SELECT count(*) FROM decisions")
    view = pillar_policies.policies.with_published([draft]).view("training", area="433101", on=row["decided_at"].date())
    rehearsed = rehearse(row, view)
    assert (row["outcome"], rehearsed["outcome"]) == ("granted", "returned")
    with a_transaction(training) as tx:
        assert tx.value("SELECT count(*) FROM decisions") == before


def test_a_command_keeps_who_acted_in_its_decision(training):
    command = a_class(title="留痕班")
    subject = training.give(command)["subject"]
    with a_transaction(training) as tx:
        kept = decision_rows(tx, subject)[0]["inputs"]["command"]
    assert kept["envelope"]["actor"]["role"] == the_institution().role.value
    assert kept["$message"]["title"] == "留痕班"
    assert FileClass.from_data(kept["$message"]) == command.with_envelope(None)


def repeated(pillar, command) -> str:
    with pytest.raises(Repeated) as again:
        pillar.give(command)
    return canonical(again.value.answer)


def kept_in_inbox(pillar, command) -> dict:
    [(answer,)] = pillar.sql("SELECT answer FROM inbox WHERE receiver = %s AND message_id = %s",
                             command.envelope.receiver, command.id)
    return answer


def test_an_answer_is_kept_once_with_its_decision_and_told_again_to_the_byte(training):
    command = a_class(title="一次留存班")
    answer = training.give(command)
    assert kept_in_inbox(training, command) == {"events": answer["events"]}
    assert repeated(training, command) == canonical(answer)
    cancel = a_command(CancelClass, the_institution(), id=command.id, class_id=answer["subject"], ground="招生不足")
    cancelled = training.give(cancel)
    assert cancelled["subject"] == answer["subject"]
    assert [repeated(training, each) for each in (command, cancel)] == [canonical(answer), canonical(cancelled)]


def test_an_answer_that_was_kept_whole_before_is_told_again_to_the_byte(training):
    command = a_class(title="早先留存班")
    answer = training.give(command)
    with training.database.connection() as connection:
        connection.execute("UPDATE inbox SET answer = %s, decided = NULL WHERE message_id = %s",
                           [Jsonb(answer), command.id])
    assert repeated(training, command) == canonical(answer)


def test_the_answer_of_several_decisions_is_kept_whole(training):
    filed = a_class(title="更正留存班", seats=10)
    class_id = training.give(filed)["subject"]
    names = ("title", "seats", "starts_on", "ends_on", "sessions")
    correct = a_command(CorrectClass, the_institution(), class_id=class_id, ground="报名踊跃",
                        **{name: getattr(filed, name) for name in names} | {"seats": 12})
    answer = training.give(correct)
    assert canonical(kept_in_inbox(training, correct)) == repeated(training, correct) == canonical(answer)


def test_a_policy_that_is_kept_late_with_a_lower_number_is_read_as_well(training, migrated):
    def drafted(key: str, value: int) -> tuple[str, Jsonb]:
        change = {"pillar": "training", "area": "433100", "key": key, "from": "2024-05-01", "value": value,
                  "label": "迟到的参数", "unit": "分", "cite": {"unsourced": "演示"}}
        return str(uuid.uuid4()), Jsonb(change | {"hash": content_hash(change)})

    def read() -> list[int]:
        with training.service.store.reading(a_command(Verify, an_actor(Role.OPERATOR))) as tx:
            view = tx.policy("433101", on=on("2024-05-06"))
        return [view.value(key) for key in ("pass_mark", "success_window_months")]

    insert = "INSERT INTO training.published_policies (event_id, parameter) VALUES (%s, %s)"
    with psycopg.connect(migrated) as slow, psycopg.connect(migrated) as quick:
        mark, _ = read()
        slow.execute(insert, drafted("pass_mark", mark + 1))
        quick.execute(insert, drafted("success_window_months", 7))
        quick.commit()
        assert read() == [mark, 7]
        slow.commit()
    assert read() == [mark + 1, 7]


def test_what_a_later_transfer_gives_back_does_not_hide_that_an_account_was_short(training):
    prefix = new_book(training)
    borrowed = Transfer(source=f"{prefix}:free", target=f"{prefix}:reserved", amount=10, memo="先占用")
    returned = Transfer(source=f"{prefix}:outside", target=f"{prefix}:free", amount=10, memo="后补足")
    with pytest.raises(AccountShort), a_transaction(training) as tx:
        book(tx, str(uuid.uuid4()), [borrowed, returned])
    with a_transaction(training) as tx:
        book(tx, str(uuid.uuid4()), [returned, borrowed])
        assert balances(tx, [f"{prefix}:free", f"{prefix}:reserved"]) == {f"{prefix}:free": 0, f"{prefix}:reserved": 10}


def test_in_a_pipeline_a_short_account_keeps_nothing_of_its_command(training):
    prefix, store = new_book(training), training.service.store
    short = Transfer(source=f"{prefix}:free", target=f"{prefix}:reserved", amount=1, memo="占用")
    command = a_class(title="超支班")
    with pytest.raises(psycopg.errors.CheckViolation), store.transaction(command) as tx:
        book(tx, str(uuid.uuid4()), [short])
    assert training.sql("SELECT count(*) FROM inbox WHERE message_id = %s", command.id) == [(0,)]


def test_a_policy_is_taken_for_kept_once_that_is_committed_and_not_before(training, pillar_policies):
    source = PolicySource(pillar_policies.policies)
    store = Store(TrainingTransaction, training.database, source)
    with pytest.raises(ZeroDivisionError), store.transaction(a_class()) as tx:
        assert not tx.has_kept_policy("a hash")
        raise ZeroDivisionError
    assert not source.has_kept("training", "a hash")
    with store.transaction(a_class()) as tx:
        assert [tx.has_kept_policy("a hash") for _ in range(2)] == [False, True]
    assert source.has_kept("training", "a hash")
