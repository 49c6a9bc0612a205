"""A prize opens a way into a base: a place is kept for a while."""

from datetime import date

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Decision, Outcome, Reason, status_of
from contracts.events.domain_events import PrizeAwarded
from contracts.incubators import FastTrackState
from contracts.incubators.domain_events import FastTrackLapsed, FastTrackReserved, FastTrackWaiting
from policies.reader import PolicyView
from services.incubators.model import Base, FastTrack, Founder, Places, Room
from services.incubators.rules.bases import places_changed


def track_of(event: PrizeAwarded, fast_track_id: str) -> FastTrack:
    """The wait for a place that a prize begins."""
    return FastTrack(fast_track_id=fast_track_id, person_id=event.person_id, area=event.area, title=event.title[:180],
                     state=FastTrackState.WAITING)


@rule(version=1)
def decide_fast_track(track: FastTrack, founder: Founder, rooms: tuple[Room, ...], places: Places, policy: PolicyView,
                      due_on: date) -> Decision:
    """A free place is kept for a prize winner, before anybody is invited to it; without one the winner waits.

    `rooms` are the bases with free places, best first; `places` are those of the first.
    """
    kept = policy.parameter("place_kept_for_prize_winner")
    reasons = (
        Reason(code="not_in_a_base", status=status_of(not founder.in_a_base), citation=kept.citation,
               text="目前没有入驻创业孵化基地"),
        Reason(code="base_with_free_space_in_area", status=status_of(bool(rooms)), citation=kept.citation,
               text="所在市州有仍有空位的基地", given={"free": sum(room.free for room in rooms)}),
    )
    if founder.in_a_base:
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=track.fast_track_id, reasons=reasons)
    if not rooms:
        public = fast_track_public(track, None, FastTrackState.WAITING, reasons=as_answers(reasons),
                                   todo="基地有空位时将优先为您留位，无需办理")
        return Decision(outcome=Outcome.REFERRED, subject=track.fast_track_id, reasons=reasons,
                        events=(FastTrackWaiting(**public),))
    base = rooms[0].base
    public = fast_track_public(track, base, FastTrackState.RESERVED, reasons=as_answers(reasons), due_on=due_on,
                               todo="请在保留期内申请入驻该基地")
    return Decision(outcome=Outcome.GRANTED, subject=track.fast_track_id, reasons=reasons,
                    events=(FastTrackReserved(**public), places_changed(base, places, free=-1, kept=1)))


@rule(version=1)
def decide_fast_track_lapse(track: FastTrack, base: Base, places: Places) -> Decision:
    """The kept place was not taken in time and is free again; the person may still apply."""
    public = fast_track_public(track, base, FastTrackState.LAPSED, due_on=track.due_on,
                               todo="留位已到期，仍可自行申请入驻")
    return Decision(outcome=Outcome.NOT_APPLICABLE, subject=track.fast_track_id,
                    events=(FastTrackLapsed(**public), places_changed(base, places, free=1, kept=-1)))


def fast_track_public(track: FastTrack, base: Base | None, state: FastTrackState, **more) -> dict:
    """The public state of a kept place after it moved to `state`."""
    named = {"base_id": base.base_id, "base_name": base.name, "operator_id": base.operator_id} if base else {}
    return {"fast_track_id": track.fast_track_id, "person_id": track.person_id, "area": track.area,
            "title": track.title, "state": state, **named, **more}
