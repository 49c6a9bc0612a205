"""Contests: entries, judges, sealed scores, ranking, ties for a person, prizes (hunan-2024 二（四）1)."""

from datetime import date

from casework.decisions import rule
from casework.scoring import Placed, tied_among
from contracts.answers import as_answers
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, status_of
from contracts.events import ContestState, EntryState
from contracts.events.commands import AppointJudge, AwardPrizes, BreakTie, EnterContest, OpenContest
from contracts.events.domain_events import (
    ContestEntered,
    ContestOpened,
    ContestRanked,
    ContestTied,
    EntryScored,
    JudgeAppointed,
    PrizeAwarded,
    PrizesClosed,
    ScoreRefused,
    ScoringOpened,
)
from policies.reader import PolicyView
from services.events.model import Contest, Entry

_TIES = Citation(unsourced="来源没有并列时的办法；由人工决定先后并记录理由")


@rule(version=1)
def decide_contest(command: OpenContest, contest_id: str, policy: PolicyView) -> Decision:
    """A contest takes entries; a county's is encouraged and never owed."""
    contest = Contest(contest_id=contest_id, name=command.name, area=command.area, level=command.level,
                      tracks=command.tracks, enter_until=command.enter_until, winners=command.winners,
                      state=ContestState.OPEN)
    reasons = ()
    if policy.has("county_contests"):
        encouraged = policy.parameter("county_contests")
        reasons = (Reason(code="county_contest", status=status_of(command.level == "county"), force=Force.ENCOURAGED,
                          citation=encouraged.citation, text="鼓励有条件的地方开展县市区级选拔赛"),)
    return Decision(outcome=Outcome.GRANTED, subject=contest_id, reasons=reasons,
                    events=(ContestOpened(**contest_public(contest, ContestState.OPEN)),))


@rule(version=1)
def decide_entry(command: EnterContest, entry_id: str, contest: Contest) -> Decision:
    """A project takes part, once a person and contest."""
    event = ContestEntered(entry_id=entry_id, contest_id=contest.contest_id, person_id=command.actor.person_id,
                           area=command.area, title=command.project, track=command.track, state=EntryState.ENTERED)
    return Decision(outcome=Outcome.GRANTED, subject=entry_id, events=(event,))


@rule(version=1)
def decide_judge(command: AppointJudge, judge_id: str, contest: Contest) -> Decision:
    """A person's act."""
    event = JudgeAppointed(judge_id=judge_id, contest_id=contest.contest_id, person_id=command.person_id,
                           area=command.area, title=contest.name)
    return Decision(outcome=Outcome.GRANTED, subject=judge_id, events=(event,))


@rule(version=1)
def decide_scoring(contest: Contest, entries: int, judges: int, short: tuple[str, ...],
                   policy: PolicyView) -> Decision:
    """Scoring begins once every entry has judges enough from elsewhere; else it is told which has not."""
    wanted = policy.parameter("contest_scorers_at_least")
    reason = Reason(code="judges_enough", status=status_of(not short), force=Force.IN_PRINCIPLE,
                    citation=wanted.citation, text=f"每个项目至少有 {wanted.value} 名回避后的评委",
                    given={"short": list(short)})
    if short:
        return Decision(outcome=Outcome.RETURNED, subject=contest.contest_id, reasons=(reason,))
    event = ScoringOpened(**contest_public(contest, ContestState.SCORING), entries=entries, judges=judges)
    return Decision(outcome=Outcome.GRANTED, subject=contest.contest_id, reasons=(reason,), events=(event,))


@rule(version=1)
def decide_score(score_id: str, entry: Entry, contest: Contest, judge_appointed: bool, wanted: bool,
                 policy: PolicyView) -> Decision:
    """Whether this judge may score this entry. The points are no input: what is kept here can be read."""
    recusal = policy.parameter("judges_recused_from")
    reasons = (
        Reason(code="judge_appointed", status=status_of(judge_appointed), citation=recusal.citation,
               text="是本赛事聘请的评委"),
        Reason(code="not_own_area", status=status_of(wanted or not judge_appointed), citation=recusal.citation,
               text="不评本地区的项目"),
    )
    public = {"score_id": score_id, "entry_id": entry.entry_id, "contest_id": contest.contest_id, "area": contest.area}
    if not (judge_appointed and wanted):
        event = ScoreRefused(**public, reasons=as_answers(reasons))
        return Decision(outcome=Outcome.REFUSED, subject=score_id, reasons=reasons, events=(event,))
    return Decision(outcome=Outcome.GRANTED, subject=score_id, reasons=reasons, events=(EntryScored(**public),))


@rule(version=1)
def decide_ranking(contest: Contest, places: tuple[Placed, ...]) -> Decision:
    """The ranking by exact average; a tie on which a prize depends is referred to a person."""
    ranking = {place.candidate_id: {"rank": place.rank, "average": place.hundredths} for place in places}
    tied = tied_among(places, contest.winners)
    reason = Reason(code="no_tie_among_prizes", status=status_of(not tied), force=Force.IN_PRINCIPLE, citation=_TIES,
                    text="获奖名次没有并列", given={"tied": list(tied)})
    if tied:
        event = ContestTied(**contest_public(contest, ContestState.TIED), ranking=ranking, tied=tied,
                            reasons=as_answers((reason,)))
        return Decision(outcome=Outcome.REFERRED, subject=contest.contest_id, reasons=(reason,), events=(event,))
    event = ContestRanked(**contest_public(contest, ContestState.RANKED), ranking=ranking)
    return Decision(outcome=Outcome.GRANTED, subject=contest.contest_id, reasons=(reason,), events=(event,))


@rule(version=1)
def decide_tie(command: BreakTie, contest: Contest, places: tuple[Placed, ...]) -> Decision:
    """A person's order of the tied entries, with its ground; `places` are those after it."""
    ranking = {place.candidate_id: {"rank": place.rank, "average": place.hundredths} for place in places}
    reason = Reason(code="no_tie_among_prizes", status=Status.MET, force=Force.IN_PRINCIPLE, citation=_TIES,
                    text=f"人工决定并列项目的先后，理由：{command.ground}")
    event = ContestRanked(**contest_public(contest, ContestState.RANKED), ranking=ranking)
    return Decision(outcome=Outcome.GRANTED, subject=contest.contest_id, reasons=(reason,), events=(event,))


@rule(version=1)
def decide_prizes(command: AwardPrizes, contest: Contest, ranked: tuple[Entry, ...], prize_ids: dict[str, str],
                  today: date) -> Decision:
    """A person's act: the first `winners` of the ranking have a prize."""
    prizes = tuple(PrizeAwarded(prize_id=prize_ids[entry.entry_id], contest_id=contest.contest_id,
                                entry_id=entry.entry_id, person_id=entry.person_id, area=entry.area,
                                level=contest.level, rank=entry.rank, awarded_on=today,
                                title=f"{contest.name}第{entry.rank}名：{entry.title}"[:200])
                   for entry in ranked if entry.rank <= contest.winners)
    closed = PrizesClosed(**contest_public(contest, ContestState.AWARDED))
    return Decision(outcome=Outcome.GRANTED, subject=contest.contest_id, events=(*prizes, closed))


def contest_public(contest: Contest, state: ContestState) -> dict:
    """The public state of a contest after it moved to `state`."""
    names = ("contest_id", "name", "area", "level", "tracks", "enter_until", "winners")
    return {name: getattr(contest, name) for name in names} | {"state": state}
