"""For whom an actor acts: a base's operator as the agent 经办人 of the organisation, everybody else for themselves."""

from contracts.actors import Actor, Role
from services.subsidies.model import Appeal, Claim, ClawBack


def acts_for(actor: Actor) -> str | None:
    """The claimant of what the actor hands in; None for an operator without an organisation."""
    return actor.organisation_id if actor.role is Role.BASE_OPERATOR else actor.person_id


def organisation_acted_for(actor: Actor) -> str | None:
    """The organisation that the actor hands something in for; None for a person."""
    return actor.organisation_id if actor.role is Role.BASE_OPERATOR else None


def is_own(actor: Actor, subject: Claim | Appeal | ClawBack) -> bool:
    """Whether it is the actor's to go on with: an organisation's is its agent's, a person's nobody else's."""
    return (acts_for(actor), organisation_acted_for(actor)) == (subject.person_id, subject.organisation_id)
