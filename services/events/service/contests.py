"""Contests: entries, judges, sealed scores, ranking, prizes."""

from casework.scoring import (
    AlreadyScored,
    Recusal,
    StillSealed,
    enter,
    in_order,
    open_round,
    opened,
    rank,
    short_of_scorers,
    unseal,
    wanted_pairs,
)
from chassis.calls import require_area
from chassis.declare import command
from chassis.store import derived_id
from contracts.events import ContestState
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
from contracts.problems import Conflict, Invalid
from policies import areas
from policies.areas import is_within
from policies.errors import UnknownArea
from services.events.rules.contests import (
    decide_contest,
    decide_entry,
    decide_judge,
    decide_prizes,
    decide_ranking,
    decide_score,
    decide_scoring,
    decide_tie,
)


class ContestHandlers:
    """Handlers about contests."""

    @command(OpenContest)
    def open_contest(self, command):
        require_area(command, command.area)
        with self.store.transaction(command) as tx:
            if command.enter_until < tx.today:
                raise Invalid(fields={"enter_until": ["报名截止日期不能早于今天"]})
            policy = tx.policy(command.area, on=tx.today)
            return tx.record(decide_contest(command, tx.new_id("contest"), policy))

    @command(EnterContest)
    def enter_contest(self, command):
        with self.store.transaction(command) as tx:
            contest = tx.contest_of(command.contest_id)
            require_entry(tx, command, contest)
            return tx.record(decide_entry(command, tx.new_id("entry"), contest))

    @command(AppointJudge)
    def appoint_judge(self, command):
        with self.store.transaction(command) as tx:
            contest = own_contest(tx, command, ContestState.OPEN)
            require_known(command.area)
            if tx.has_entered(contest.contest_id, command.person_id):
                raise Conflict("参赛人不能担任本赛事评委")
            judge_id = derived_id("judge", contest.contest_id, command.person_id)
            if judge_id in {judge.judge_id for judge in tx.judges(contest.contest_id)}:
                raise Conflict("已是本赛事评委")
            return tx.record(decide_judge(command, judge_id, contest))

    @command(CloseEntries)
    def close_entries(self, command):
        with self.store.transaction(command) as tx:
            contest = own_contest(tx, command, ContestState.OPEN)
            policy = tx.policy(contest.area, on=tx.today)
            entries, judges = tx.candidates_and_scorers(contest.contest_id)
            if not entries:
                raise Conflict("还没有参赛项目")
            within = recusal(policy, contest)
            short = short_of_scorers(entries, judges, within, policy.value("contest_scorers_at_least"))
            if not short:
                open_round(tx, contest.contest_id, wanted_pairs(entries, judges, within))
            return tx.record(decide_scoring(contest, len(entries), len(judges), short, policy))

    @command(ScoreEntry)
    def score_entry(self, command):
        with self.store.transaction(command) as tx:
            entry = tx.entry_of(command.entry_id)
            contest = tx.contest_of(entry.contest_id)
            require_contest_state(contest, ContestState.SCORING)
            judge_id = derived_id("judge", contest.contest_id, command.actor.person_id)
            appointed = judge_id in {judge.judge_id for judge in tx.judges(contest.contest_id)}
            wanted = tx.is_wanted(contest.contest_id, entry.entry_id, judge_id)
            if wanted:
                put_in(tx, contest.contest_id, entry.entry_id, judge_id, command.points)
            score_id = derived_id("score", entry.entry_id, judge_id)
            policy = tx.policy(contest.area, on=tx.today)
            return tx.record(decide_score(score_id, entry, contest, appointed, wanted, policy))

    @command(RankContest)
    def rank_contest(self, command):
        with self.store.transaction(command) as tx:
            contest = own_contest(tx, command, ContestState.SCORING)
            try:
                scores = unseal(tx, contest.contest_id)
            except StillSealed as sealed:
                raise Conflict("评分尚未全部提交，不能启封") from sealed
            return tx.record(decide_ranking(contest, rank(scores)))

    @command(BreakTie)
    def break_tie(self, command):
        with self.store.transaction(command) as tx:
            contest = own_contest(tx, command, ContestState.TIED)
            try:
                places = in_order(rank(opened(tx, contest.contest_id)), command.order)
            except ValueError as wrong:
                raise Invalid(fields={"order": ["须恰好列出并列的项目，各一次"]}) from wrong
            return tx.record(decide_tie(command, contest, places))

    @command(AwardPrizes)
    def award_prizes(self, command):
        with self.store.transaction(command) as tx:
            contest = own_contest(tx, command, ContestState.RANKED)
            entries = tx.entries(contest.contest_id)
            ids = {entry.entry_id: derived_id("prize", entry.entry_id) for entry in entries}
            return tx.record(decide_prizes(command, contest, entries, ids, tx.today))


def own_contest(tx, command, state: ContestState):
    """A contest of the actor's area, in this state."""
    contest = tx.contest_of(command.contest_id)
    require_area(command, contest.area)
    require_contest_state(contest, state)
    return contest


def require_known(area: str) -> None:
    """A judge comes from a place that there is: nobody scores their own area."""
    try:
        areas.area(area)
    except UnknownArea as error:
        raise Invalid("请检查标出的内容", fields={"area": ["区划代码表中没有这个地区"]}) from error


def require_contest_state(contest, state: ContestState) -> None:
    if contest.state is not state:
        raise Conflict("赛事当前状态不能这样办理", state=contest.state.value)


def require_entry(tx, command, contest) -> None:
    """In time, from the contest's area, in one of its tracks, once a person."""
    require_contest_state(contest, ContestState.OPEN)
    if tx.today > contest.enter_until:
        raise Conflict("报名已截止", enter_until=contest.enter_until.isoformat())
    if tx.has_entered(contest.contest_id, command.actor.person_id):
        raise Conflict("您已报名参加本赛事")
    if not is_within(command.area, contest.area):
        raise Invalid(fields={"area": ["项目不在本赛事的举办地区内"]})
    if contest.tracks and command.track not in contest.tracks:
        raise Invalid(fields={"track": [f"请从以下赛道中选择：{'、'.join(contest.tracks)}"]})


def recusal(policy, contest) -> Recusal | None:
    """How wide a judge's own area is in a contest of this level; None where everybody is of one area."""
    within = policy.value("judges_recused_from")[contest.level.value]
    return None if within == "none" else Recusal(within)


def put_in(tx, round_id: str, entry_id: str, judge_id: str, points: int) -> None:
    """Seal the points; a judge scores an entry once."""
    try:
        enter(tx, round_id, entry_id, judge_id, points)
    except AlreadyScored as again:
        raise Conflict("您已给这个项目评过分") from again
