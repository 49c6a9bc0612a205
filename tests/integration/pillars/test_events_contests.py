"""Contests on a real database: sealed scores, recusal, ties for a person, prizes."""

import itertools

import psycopg
import pytest

from contracts.actors import Role
from contracts.events.commands import (
    AppointJudge,
    AwardPrizes,
    BreakTie,
    CloseEntries,
    EnterContest,
    OpenContest,
    RankContest,
    ScoreEntry,
)
from contracts.events.questions import ReplayDecisions, ShowScores
from contracts.problems import Conflict, Invalid
from tests.building import XIANGXI, a_citizen, a_command, an_actor, sent, the_city

JISHOU, LUXI, FENGHUANG = "433101", "433122", "433123"


class Contest:
    """A city's contest with projects and judges of three counties."""

    def __init__(self, desk, name: str, winners=1):
        self.desk, self.name = desk, name
        self.id = self.give(OpenContest, name="“中国创翼”湘西州选拔赛", area=XIANGXI, level="city",
                            enter_until="2024-05-31", winners=winners, tracks=["制造", "服务"])["subject"]
        self.entries, self.judges = {}, {}

    def give(self, command_class, by=None, **data):
        return self.desk.give(sent(command_class, by or the_city(), **data))

    def enter(self, who: str, area: str, **more):
        fields = {"contest_id": self.id, "project": f"项目{who}", "track": "服务", "area": area} | more
        self.entries[who] = self.give(EnterContest, a_citizen(f"{self.name}-{who}"), **fields)["subject"]

    def appoint(self, judge: str, area: str):
        self.judges[judge] = an_actor(Role.MENTOR, area=area, person_id=f"{self.name}-{judge}")
        self.give(AppointJudge, contest_id=self.id, person_id=f"{self.name}-{judge}", area=area)

    def score(self, judge: str, entry: str, points: int):
        return self.give(ScoreEntry, self.judges[judge], entry_id=self.entries[entry], points=points)

    def events(self, type_: str) -> list[dict]:
        return [event for event in self.desk.events(type_) if event["contest_id"] == self.id]


_numbers = itertools.count(1)


@pytest.fixture
def contest(desk):
    one = Contest(desk("events"), f"c{next(_numbers)}")
    one.enter("a", JISHOU)
    one.enter("b", LUXI)
    for judge, area in (("j1", JISHOU), ("j2", LUXI), ("j3", FENGHUANG)):
        one.appoint(judge, area)
    return one


def scored(contest, a=(90, 80), b=(70, 70)):
    """`a` is scored by the judges of 泸溪 and 凤凰, `b` by those of 吉首 and 凤凰."""
    contest.give(CloseEntries, contest_id=contest.id)
    contest.score("j2", "a", a[0])
    contest.score("j3", "a", a[1])
    contest.score("j1", "b", b[0])
    contest.score("j3", "b", b[1])
    return contest


def test_scores_are_ranked_when_all_are_in_and_the_winner_gets_the_prize(contest):
    scored(contest)
    contest.give(RankContest, contest_id=contest.id)
    contest.give(AwardPrizes, contest_id=contest.id)
    [prize] = contest.events("events.prize_awarded.v1")
    assert (prize["entry_id"], prize["rank"], prize["level"]) == (contest.entries["a"], 1, "city")


def test_nobody_scores_a_project_of_their_own_county_and_is_told_why(contest):
    contest.give(CloseEntries, contest_id=contest.id)
    answer = contest.score("j1", "a", 100)
    assert answer["outcome"] == "refused"
    assert {r["code"]: r["status"] for r in answer["reasons"]} == {"judge_appointed": "met", "not_own_area": "unmet"}
    assert contest.events("events.score_refused.v1")


def test_who_was_not_appointed_scores_nothing(contest):
    contest.give(CloseEntries, contest_id=contest.id)
    stranger = an_actor(Role.MENTOR, area=FENGHUANG, person_id="stranger")
    assert contest.give(ScoreEntry, stranger, entry_id=contest.entries["a"], points=1)["outcome"] == "refused"


def test_until_all_scores_are_in_none_can_be_seen_by_command_question_sql_event_or_decision(contest):
    contest.give(CloseEntries, contest_id=contest.id)
    contest.score("j2", "a", 73)
    with pytest.raises(Conflict):
        contest.give(RankContest, contest_id=contest.id)
    shown = contest.desk.give(a_command(ShowScores, the_city(), contest_id=contest.id))
    assert (shown["wanted"], shown["given"], shown["sealed"], shown["scores"]) == (4, 1, True, [])
    assert contest.desk.sql("SELECT points FROM scores WHERE round_id = %s", contest.id) == []
    with pytest.raises(psycopg.errors.CheckViolation):
        contest.desk.sql("UPDATE scoring_rounds SET unsealed_at = now() WHERE round_id = %s RETURNING 1", contest.id)
    [score] = contest.events("events.entry_scored.v1")
    assert "points" not in score
    [(inputs,)] = contest.desk.sql("SELECT inputs FROM decisions WHERE subject = %s", score["score_id"])
    assert set(inputs) == {"score_id", "entry", "contest", "judge_appointed", "wanted", "policy"}


def test_a_sealed_score_stays_as_it_is(contest):
    contest.give(CloseEntries, contest_id=contest.id)
    contest.score("j2", "a", 90)
    with pytest.raises(Conflict):
        contest.score("j2", "a", 95)


def test_a_tie_for_the_prize_is_referred_to_a_person_whose_order_and_ground_decide(contest):
    scored(contest, a=(90, 80), b=(85, 85))
    answer = contest.give(RankContest, contest_id=contest.id)
    assert answer["outcome"] == "referred"
    assert set(contest.events("events.contest_tied.v1")[-1]["tied"]) == set(contest.entries.values())
    with pytest.raises(Conflict):
        contest.give(AwardPrizes, contest_id=contest.id)
    with pytest.raises(Invalid):
        contest.give(BreakTie, contest_id=contest.id, order=[contest.entries["b"]], ground="现场答辩更优")
    contest.give(BreakTie, contest_id=contest.id, order=[contest.entries["b"], contest.entries["a"]],
                 ground="现场答辩更优")
    contest.give(AwardPrizes, contest_id=contest.id)
    assert contest.events("events.prize_awarded.v1")[0]["entry_id"] == contest.entries["b"]


def test_scoring_does_not_begin_while_a_project_has_too_few_judges_from_elsewhere(desk):
    contest = Contest(desk("events"), "few")
    contest.enter("a", JISHOU)
    contest.appoint("j1", JISHOU)
    contest.appoint("j2", LUXI)
    answer = contest.give(CloseEntries, contest_id=contest.id)
    assert answer["outcome"] == "returned"
    assert answer["reasons"][0]["given"] == {"short": [contest.entries["a"]]}


def test_an_entry_is_in_time_from_the_area_in_a_track_and_once_a_person(contest):
    for area, track in (("430102", "服务"), (JISHOU, "火箭")):
        with pytest.raises(Invalid):
            contest.enter("c", area, track=track)
    with pytest.raises(Conflict):
        contest.enter("a", JISHOU)
    with pytest.raises(Conflict):
        contest.appoint("a", JISHOU)
    scored(contest)
    with pytest.raises(Conflict):
        contest.enter("late", JISHOU)


def test_decisions_on_a_contest_replay_to_the_same_bytes(contest):
    scored(contest)
    contest.give(RankContest, contest_id=contest.id)
    contest.give(AwardPrizes, contest_id=contest.id)
    replayed = contest.desk.give(a_command(ReplayDecisions, the_city(), subject=contest.id))["decisions"]
    assert len(replayed) == 4 and all(decision["same"] for decision in replayed)
