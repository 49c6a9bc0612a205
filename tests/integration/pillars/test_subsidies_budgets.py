"""Budget lines on a real database: moved by two people, never overdrawn, shown to the cent."""

import threading
from collections import Counter

import psycopg
import pytest

from benchmarks.crowd import Crowd, gather
from contracts.actors import Role
from contracts.problems import Conflict, Forbidden, Invalid, NotFound
from contracts.subsidies.commands import ApproveClaim, ConfirmTransfer, DeclineTransfer, ProposeTransfer
from contracts.subsidies.questions import ShowBudget, ShowBudgets, Verify
from tests.building import JISHOU, XIANGXI, a_command, an_actor, the_city
from tests.integration.pillars.claimants import PROGRAMME, REVIEWER, Town

LUXI, PLACE = "433122", "433124"
SECOND = an_actor(Role.CITY_STAFF, area=XIANGXI, person_id="staff-2")


@pytest.fixture(scope="module")
def town(desk, migrated):
    return Town(desk("subsidies"), migrated)


def figures(town, area: str) -> dict[str, str]:
    shown = town.act(ShowBudget, the_city(), area=area, year=2024, programme=PROGRAMME)
    return {name: shown[name] for name in ("given", "free", "committed", "paid", "recovered")}


def propose(town, amount: int, **change) -> dict:
    asked = {"year": 2024, "from_area": JISHOU, "from_programme": PROGRAMME, "to_area": LUXI,
             "to_programme": PROGRAMME, "amount": amount, "ground": "州财社〔2024〕9号（演示）"}
    return town.act(ProposeTransfer, the_city(), **asked | change)


def test_two_hundred_approvals_at_once_on_money_for_ten_give_exactly_ten(town):
    town.give_budget(50_000, area=JISHOU)
    crowd = Crowd(name="rush-", number=200, state="in_review")
    gather(town.url, crowd, "none")
    outcomes = approve_all_at_once(town, crowd.claims)
    assert Counter(outcomes) == {"granted": 10, "referred": 190}
    assert figures(town, JISHOU) == {"given": "50000.00", "free": "0.00", "committed": "50000.00", "paid": "0.00",
                                     "recovered": "0.00"}
    assert town.act(Verify, the_city())["faults"] == []


def approve_all_at_once(town, claims: list[str]) -> list[str]:
    outcomes, lock = [], threading.Lock()

    def approve(part):
        for claim_id in part:
            outcome = town.desk.give(a_command(ApproveClaim, REVIEWER, claim_id=claim_id))["outcome"]
            with lock:
                outcomes.append(outcome)

    threads = [threading.Thread(target=approve, args=(claims[n::20],)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_money_moves_between_lines_once_a_second_person_confirms(town):
    town.give_budget(30_000, area=JISHOU)
    before = figures(town, JISHOU)
    transfer = propose(town, 1_000_000)["subject"]
    assert figures(town, JISHOU) == before
    with pytest.raises(Forbidden, match="另一人"):
        town.act(ConfirmTransfer, the_city(), transfer_id=transfer)
    assert town.act(ConfirmTransfer, SECOND, transfer_id=transfer)["outcome"] == "granted"
    after = figures(town, JISHOU)
    assert float(before["free"]) - float(after["free"]) == float(before["given"]) - float(after["given"]) == 10_000
    assert figures(town, LUXI)["free"] == figures(town, LUXI)["given"] == "10000.00"
    with pytest.raises(Conflict):
        town.act(ConfirmTransfer, SECOND, transfer_id=transfer)
    assert town.act(Verify, the_city())["faults"] == []


def test_what_a_line_was_given_is_told_without_what_moved_away_and_with_what_two_people_gave_at_once(town):
    before = figures(town, JISHOU)["given"]
    town.give_budget(2_000, area=JISHOU)
    told = town.events("budget_opened")[-1]
    assert (float(told["total"]), told["total"]) == (float(before) + 2_000, figures(town, JISHOU)["given"])
    givers = [threading.Thread(target=town.give_budget, args=(number,), kwargs={"area": PLACE}) for number in (1, 2, 4)]
    for giver in givers:
        giver.start()
    for giver in givers:
        giver.join()
    told = {event["total"] for event in town.events("budget_opened") if event["area"] == PLACE}
    assert (max(told, key=float), len(told)) == (figures(town, PLACE)["given"], 3) == ("7.00", 3)


def test_money_that_is_committed_never_moves_and_what_was_free_is_looked_at_again(town):
    free = round(float(figures(town, JISHOU)["free"]) * 100)
    assert propose(town, free + 1)["outcome"] == "returned"
    first, second = (propose(town, free)["subject"] for _ in range(2))
    assert town.act(ConfirmTransfer, SECOND, transfer_id=first)["outcome"] == "granted"
    assert town.act(ConfirmTransfer, SECOND, transfer_id=second)["outcome"] == "returned"
    town.act(DeclineTransfer, SECOND, transfer_id=second, ground="余额已用完")
    assert figures(town, JISHOU)["free"] == "0.00"


def test_who_answers_for_one_of_the_places_only_moves_nothing(town):
    county = an_actor(Role.CITY_STAFF, area=LUXI)
    with pytest.raises(Forbidden):
        town.act(ProposeTransfer, county, year=2024, from_area=JISHOU, from_programme=PROGRAMME, to_area=LUXI,
                 to_programme=PROGRAMME, amount=1, ground="州财社〔2024〕9号（演示）")


@pytest.mark.parametrize(("change", "problem"), [
    ({"from_area": "433123"}, NotFound), ({"to_programme": "no_such_help"}, Invalid), ({"to_area": JISHOU}, Invalid)])
def test_a_transfer_from_nowhere_to_nothing_or_to_itself_is_told(town, change, problem):
    with pytest.raises(problem):
        propose(town, 100, **change)


def test_one_person_can_not_book_a_transfer_by_direct_sql_either(town):
    town.give_budget(1_000, area=JISHOU)
    transfer = propose(town, 100)["subject"]
    with pytest.raises(psycopg.errors.CheckViolation), psycopg.connect(
            town.url, options="-c search_path=subsidies") as connection:
        connection.execute("UPDATE budget_transfers SET state = 'booked', settled_by = proposed_by"
                           " WHERE transfer_id = %s", [transfer])


def test_money_that_is_committed_to_no_claim_is_found(town):
    place = "433125"
    town.give_budget(1_000, area=place)
    free, committed = (f"budget:2024:{place}:{PROGRAMME}:{part}" for part in ("free", "committed"))
    move = "UPDATE ledger_accounts SET balance = balance + %s WHERE key = %s"
    with psycopg.connect(town.url, options="-c search_path=subsidies") as by_hand:
        by_hand.execute("INSERT INTO ledger_transfers (event_id, from_account, to_account, amount, memo, booked_at)"
                        " VALUES (gen_random_uuid(), %s, %s, 100, '', now())", [free, committed])
        by_hand.execute(move, [-100, free])
        by_hand.execute(move, [100, committed])
    assert town.act(Verify, the_city())["faults"] == [f"预算承诺与申领不符：budget:2024:{place}:{PROGRAMME}"]


def test_the_lines_of_an_area_are_listed_with_what_is_left(town):
    shown = town.act(ShowBudgets, the_city(), area=XIANGXI, year=2024)["items"]
    assert [line["area"] for line in shown] == [JISHOU, LUXI, PLACE, "433125"]
    for line in shown:
        parts = sum(float(line[name]) for name in ("free", "committed", "paid", "recovered"))
        assert float(line["given"]) == parts
