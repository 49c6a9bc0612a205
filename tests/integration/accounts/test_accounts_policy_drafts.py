"""A figure changes at run time when two people want it."""

import threading
from datetime import date

import pytest

from chassis.policy_source import PolicySource
from contracts.actors import Actor, Role
from contracts.problems import Conflict, Forbidden, Invalid, Problem
from policies.reader import Policies

FIRST, SECOND = (Actor(role=Role.POLICY_ADMINISTRATOR, person_id=f"policy-{n}", area="430000") for n in (1, 2))
CLAUSE = {"document": "hunan-2024", "clause": "二（二）2"}


def a_draft(**changes) -> dict:
    return {"pillar": "loans", "area": "433100", "key": "counter_guarantee_free_up_to", "from": "2024-07-01",
            "value": 120_000, "cite": CLAUSE} | changes


def draft(accounts, **changes) -> dict:
    return accounts.give("zone.draft_policy", FIRST, **a_draft(**changes))


def test_two_people_put_a_figure_into_force_and_the_reader_takes_it(accounts):
    drafted = draft(accounts)
    approved = accounts.give("zone.approve_policy_draft", SECOND, draft_id=drafted["subject"], hash=drafted["hash"])
    assert approved["outcome"] == "granted"
    event = accounts.events("zone.policy_published.v1")[-1]
    assert (event["drafted_by"], event["approved_by"]) == ("policy-1", "policy-2")
    day = date(2024, 7, 1)
    view = Policies.load().with_published([event]).view("loans", area="433101", on=day)
    assert view.value("counter_guarantee_free_up_to") == 120_000
    shown = accounts.service.current_policies().loans("433101", on=day)  # what directories and cockpit read
    assert shown.value("counter_guarantee_free_up_to") == 120_000
    published = [row[0] for row in accounts.rows("SELECT parameter FROM published_policies ORDER BY id")]
    source = PolicySource(Policies.load())
    layer = source.published("accounts", 1, lambda: published)
    assert source.view("loans", "433101", day, layer).value("counter_guarantee_free_up_to") == 120_000


def test_nobody_approves_their_own_draft_and_the_attempt_is_noted(accounts):
    drafted = draft(accounts, value=130_000)
    with pytest.raises(Forbidden) as told:
        accounts.give("zone.approve_policy_draft", FIRST, draft_id=drafted["subject"], hash=drafted["hash"])
    assert "另一位政策管理员" in told.value.detail
    assert accounts.value("SELECT what FROM audit ORDER BY id DESC LIMIT 1") == "zone.approve_policy_draft"


def test_what_was_not_read_is_not_approved(accounts):
    drafted = draft(accounts, value=140_000)
    with pytest.raises(Problem) as told:
        accounts.give("zone.approve_policy_draft", SECOND, draft_id=drafted["subject"], hash="0" * 64)
    assert told.value.code == "version_changed"


def test_two_approvals_at_a_time_publish_once(accounts):
    drafted = draft(accounts, value=150_000)
    results = []

    def approve(number):
        by = Actor(role=Role.POLICY_ADMINISTRATOR, person_id=f"policy-{number}", area="430000")
        try:
            results.append(accounts.give("zone.approve_policy_draft", by, draft_id=drafted["subject"],
                                         hash=drafted["hash"])["outcome"])
        except Conflict:
            results.append("settled")

    threads = [threading.Thread(target=approve, args=(number,)) for number in (2, 3, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["granted", "settled", "settled"]


@pytest.mark.parametrize("changes", [
    {"cite": {}}, {"cite": {"document": "hunan-2024"}}, {"pillar": "weather"}, {"area": "999999"},
    {"key": "Not A Key"}, {"from": "someday"}, {"area": "433021"}, {"value": "十五万"}, {"value": {"433101": 30}},
])
def test_a_draft_that_could_not_be_used_is_refused_with_words(accounts, changes):
    with pytest.raises(Invalid) as told:
        draft(accounts, **changes)
    assert told.value.fields


def test_an_unsourced_figure_says_so(accounts):
    drafted = draft(accounts, value=160_000, cite={"unsourced": "州里口头通知，待文件确认"})
    assert drafted["outcome"] == "granted"


def test_an_administrator_of_another_place_drafts_nothing_here(accounts):
    elsewhere = Actor(role=Role.POLICY_ADMINISTRATOR, person_id="policy-9", area="210000")
    with pytest.raises(Forbidden):
        accounts.give("zone.draft_policy", elsewhere, **a_draft())


def test_waiting_drafts_are_shown_until_they_are_put_aside(accounts):
    drafted = draft(accounts, value=170_000)["subject"]

    def waiting():
        shown = accounts.give("zone.show_policy_drafts", SECOND, area="430000")["drafts"]
        return {each["draft_id"] for each in shown}

    assert drafted in waiting()
    accounts.give("zone.reject_policy_draft", SECOND, draft_id=drafted, ground="与省定标准不符")
    assert drafted not in waiting()


def test_a_table_may_be_a_value_and_null_ends_a_policy(accounts):
    for value in ({"433101": 30, "433123": [1, 2]}, None):
        drafted = draft(accounts, key="seats_by_county", label="各县名额", value=value, **{"from": "2024-09-01"})
        accounts.give("zone.approve_policy_draft", SECOND, draft_id=drafted["subject"], hash=drafted["hash"])
        assert accounts.events("zone.policy_published.v1")[-1]["value"] == value
