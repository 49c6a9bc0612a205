"""Contests, judges, entries and prizes; the scores themselves stay sealed in casework's tables."""

from casework.scoring import Candidate, Scorer
from contracts.events import ContestLevel, ContestState
from contracts.events.domain_events import (
    ContestEntered,
    ContestOpened,
    ContestPublic,
    ContestRanked,
    ContestTied,
    EntryScored,
    JudgeAppointed,
    PrizeAwarded,
    PrizesClosed,
    ScoreRefused,
    ScoringOpened,
)
from contracts.problems import NotFound
from services.events.model import Contest, Entry, Judge

_CONTEST = ("contest_id", "name", "area", "level", "tracks", "enter_until", "winners", "state")
_ENTRY = ("entry_id", "contest_id", "person_id", "area", "title", "track")


class Contests:
    """Statements about contests."""

    def contest_of(self, contest_id: str, *, lock: bool = True) -> Contest:
        """The contest, locked until commit unless told; raises NotFound."""
        row = self.one("SELECT * FROM contests WHERE contest_id = %s" + (" FOR UPDATE" if lock else ""), contest_id)
        if row is None:
            raise NotFound("没有这项赛事")
        return Contest(**{name: row[name] for name in _CONTEST} | {
            "level": ContestLevel(row["level"]), "state": ContestState(row["state"]), "tracks": tuple(row["tracks"])})

    def entry_of(self, entry_id: str) -> Entry:
        """The entry; raises NotFound."""
        row = self.one("SELECT * FROM entries WHERE entry_id = %s", entry_id)
        if row is None:
            raise NotFound("没有这个参赛项目")
        return _entry(row)

    def has_entered(self, contest_id: str, person_id: str) -> bool:
        return self.one("SELECT 1 FROM entries WHERE contest_id = %s AND person_id = %s",
                        contest_id, person_id) is not None

    def entries(self, contest_id: str) -> tuple[Entry, ...]:
        """The entries of a contest, by rank where they have one."""
        return tuple(_entry(row) for row in self.rows(
            "SELECT * FROM entries WHERE contest_id = %s ORDER BY rank NULLS LAST, entry_id", contest_id))

    def judges(self, contest_id: str) -> tuple[Judge, ...]:
        return tuple(Judge(**row) for row in self.rows(
            "SELECT judge_id, person_id, area FROM judges WHERE contest_id = %s ORDER BY judge_id", contest_id))

    def candidates_and_scorers(self, contest_id: str) -> tuple[list[Candidate], list[Scorer]]:
        """The contest's entries and judges as scoring knows them."""
        return ([Candidate(candidate_id=entry.entry_id, area=entry.area) for entry in self.entries(contest_id)],
                [Scorer(scorer_id=judge.judge_id, area=judge.area) for judge in self.judges(contest_id)])

    def is_wanted(self, contest_id: str, entry_id: str, judge_id: str) -> bool:
        """Whether a score of this judge for this entry is wanted."""
        return self.one("SELECT 1 FROM scoring_wanted WHERE round_id = %s AND candidate_id = %s AND scorer_id = %s",
                        contest_id, entry_id, judge_id) is not None

    def apply_contest_opened(self, event: ContestOpened) -> None:
        self.execute(f"INSERT INTO contests ({', '.join(_CONTEST)}, version) VALUES ({'%s, ' * len(_CONTEST)}%s)",
                     *({name: getattr(event, name) for name in _CONTEST} | {"tracks": list(event.tracks)}).values(),
                     event.envelope.entity_version)

    def apply_contest_entered(self, event: ContestEntered) -> None:
        self.execute(f"INSERT INTO entries ({', '.join(_ENTRY)}, state, version) VALUES ({'%s, ' * len(_ENTRY)}%s, %s)",
                     *(getattr(event, name) for name in _ENTRY), event.state, event.envelope.entity_version)

    def apply_judge_appointed(self, event: JudgeAppointed) -> None:
        self.execute("INSERT INTO judges (judge_id, contest_id, person_id, area) VALUES (%s, %s, %s, %s)",
                     event.judge_id, event.contest_id, event.person_id, event.area)

    def apply_scoring_opened(self, event: ScoringOpened) -> None:
        self._move_contest(event)

    def apply_entry_scored(self, event: EntryScored) -> None:
        """The score stands sealed in casework's tables; the event says only that it is in."""

    def apply_score_refused(self, event: ScoreRefused) -> None:
        """What may not be scored is not kept; the event tells the judge why."""

    def apply_contest_tied(self, event: ContestTied) -> None:
        self._move_contest(event)

    def apply_contest_ranked(self, event: ContestRanked) -> None:
        self._move_contest(event)
        for entry_id, place in event.ranking.items():
            self.execute("UPDATE entries SET rank = %s, state = 'ranked' WHERE entry_id = %s", place["rank"], entry_id)

    def apply_prizes_closed(self, event: PrizesClosed) -> None:
        self._move_contest(event)

    def apply_prize_awarded(self, event: PrizeAwarded) -> None:
        self.execute("INSERT INTO prizes (prize_id, entry_id, rank) VALUES (%s, %s, %s)",
                     event.prize_id, event.entry_id, event.rank)

    def _move_contest(self, event: ContestPublic) -> None:
        self.execute("UPDATE contests SET state = %s, version = %s WHERE contest_id = %s",
                     event.state, event.envelope.entity_version, event.contest_id)


def _entry(row: dict) -> Entry:
    return Entry(**{name: row[name] for name in _ENTRY}, rank=row["rank"])
