"""Accepting invitations; invitations and kept places that run out; who is invited when there is room."""

from casework.working_days import working_day_after, working_days_of
from chassis.declare import command
from chassis.store import derived_id
from contracts.incubators import FastTrackState, InvitationState
from contracts.incubators.commands import AcceptInvitation, LapseFastTrack, LapseInvitation
from contracts.problems import Conflict, NotFound
from policies.areas import city_of
from services.incubators.model import Places
from services.incubators.rules import (
    decide_acceptance,
    decide_fast_track,
    decide_fast_track_lapse,
    decide_invitation,
    decide_lapse,
    decide_questioned_invitation,
)
from services.incubators.rules.invitations import best_room
from services.incubators.service.bases import require_recognised
from services.incubators.service.tenancies import require_no_place_elsewhere, the_business


class InvitationHandlers:
    """Handlers about invitations and kept places."""

    @command(AcceptInvitation)
    def accept_invitation(self, command):
        with self.store.transaction(command) as tx:
            if tx.person_of_invitation(command.invitation_id) != command.actor.person_id:
                raise NotFound("没有这份邀请")
            tx.lock_person(command.actor.person_id)
            invitation = tx.invitation_of(command.invitation_id)
            if invitation.state is not InvitationState.SENT or tx.today > invitation.due_on:
                raise Conflict("邀请已接受、已过期或已失效", state=invitation.state.value)
            base = tx.base_of(invitation.base_id)
            require_recognised(base)
            require_no_place_elsewhere(tx, command.actor.person_id, base)
            business = the_business(tx, command, command.actor.person_id)
            return tx.record(decide_acceptance(command, derived_id("tenancy", command.id), invitation, base, business,
                                               tx.today))

    @command(LapseInvitation)
    def lapse_invitation(self, command):
        with self.store.transaction(command) as tx:
            invitation = tx.invitation_of(command.invitation_id)
            if invitation.state is not InvitationState.SENT:
                return {}
            base = tx.base_of(invitation.base_id)
            policy = tx.policy(invitation.area, on=tx.today)
            return tx.record(decide_lapse(invitation, base, tx.places(base.base_id), policy))

    @command(LapseFastTrack)
    def lapse_fast_track(self, command):
        with self.store.transaction(command) as tx:
            track = tx.fast_track_of(command.fast_track_id)
            if track.state is not FastTrackState.RESERVED:
                return {}
            base = tx.base_of(track.base_id)
            return tx.record(decide_fast_track_lapse(track, base, tx.places(base.base_id)))


def due_on(tx, area: str, days: int):
    """The last of so many working days from today, by the area's calendar."""
    return working_day_after(working_days_of(tx, area), tx.today, days)


def invite(tx, completion) -> None:
    """Decide on an invitation for a course that was completed, waiting for others who look for the same room."""
    area = tx.residence(completion.person_id) or completion.area
    tx.lock_city(city_of(area))
    tx.lock_person(completion.person_id)
    founder = tx.founder(completion.person_id, besides=completion.enrolment_id)
    policy = tx.policy(area, on=completion.completed_on)
    due = due_on(tx, area, policy.value("invitation_stands_for")) if policy.has("invitation_stands_for") else None
    tx.record(decide_invitation(completion, founder, tx.rooms(city_of(area)), policy,
                                derived_id("invitation", completion.enrolment_id), due))


def send_deferred(tx, city: str) -> None:
    """Invite those who wait longest, as many as there are places that nobody is invited to."""
    room = sum(max(0, room.open) for room in tx.rooms(city))
    for invitation in tx.deferred_invitations(city, room):
        invite(tx, tx.completion(invitation.enrolment_id))


def keep_place(tx, track) -> None:
    """Keep a place for a prize winner, or let them wait; the city is locked by the caller."""
    tx.lock_person(track.person_id)
    policy = tx.policy(track.area, on=tx.today)
    if not policy.has("place_kept_for_prize_winner"):
        return
    rooms, places = free_rooms(tx, track.area)
    if track.state is FastTrackState.WAITING and not rooms and tx.knows_track(track.fast_track_id):
        return
    due = due_on(tx, track.area, policy.value("place_kept_for_prize_winner"))
    tx.record(decide_fast_track(track, tx.founder(track.person_id), rooms, places, policy, due))


def free_rooms(tx, area: str) -> tuple[tuple, Places]:
    """The city's bases with free places, best first, and the first one's places, locked."""
    rooms = [room for room in tx.rooms(city_of(area)) if room.free > 0]
    while rooms:
        best = best_room(tuple(rooms), area)
        places = tx.places(best.base.base_id)
        if places.free > 0:
            return (best, *(room for room in rooms if room is not best)), places
        rooms.remove(best)
    return (), Places()


def question_invitation(tx, completion_id: str, person_id: str) -> str | None:
    """Look again at what rests on a course whose certificate was revoked; the invitation's id, if there is one."""
    invitation = tx.invitation_on(completion_id)
    if invitation is None:
        return None
    if invitation.state in (InvitationState.SENT, InvitationState.DEFERRED):
        base = tx.base(invitation.base_id) if invitation.base_id else None
        places = tx.places(base.base_id) if base else Places()
        tx.record(decide_questioned_invitation(invitation, base, places, tx.founder(person_id, besides=completion_id),
                                               tx.policy(invitation.area, on=tx.today)))
    return invitation.invitation_id
