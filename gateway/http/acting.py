"""A proxy acts for a person: only with an authorisation that holds, only in its matters, and never unnoticed."""

from contracts.actors import Actor, Role
from contracts.problems import Forbidden
from gateway.http.request import Request


def act_for(request: Request) -> None:
    """Let a proxy ask as the person whom they act for; raises not_allowed without an authorisation for it.

    The person acts as a citizen; who really did it stays in the actor and with the authorisation.
    """
    if request.acts_for is None:
        return
    route, proxy = request.route, request.actor
    if route.by_proxy is None or Role.CITIZEN not in route.by:
        raise Forbidden("此事须由本人办理，不能代办")
    matter = route.by_proxy.format(**request.path)
    request.context.accounts.act_for(request.acts_for, proxy, matter, f"{route.summary}（{route.method} {route.path}）",
                                     getattr(request.body, "business_id", None))
    request.actor = Actor(role=Role.CITIZEN, person_id=request.acts_for, proxy_id=proxy.person_id)

