"""What the pages of the desk are built from: what somebody in this role may do, and what it asks for."""

import re
from collections.abc import Iterator
from functools import cache

from contracts.actors import Role
from contracts.language import learn
from contracts.messages import EVENTS
from contracts.zone.desk import DeskActs
from gateway.http.request import Request
from gateway.http.route import JSON, Route
from gateway.routes import routes_of
from gateway.web.forms import form_of
from gateway.zone.case_kinds import KIND_LABELS
from gateway.zone.desk_acts import ABOUT, OFFERED, Offered
from gateway.zone.dictionary import dictionary
from gateway.zone.queries import AREA_ROLES, OVER

ANY_MEDIA = "*/*"  # a person's own file, of whatever kind
_CASE_IN_PATH = re.compile(r"{(\w+)_id}")


def show_desk_acts(request: Request) -> dict:
    """What may be done in the asker's role; each pillar still judges every command itself."""
    role, mode = request.actor.role, request.context.settings.mode
    return {"acts": [act for by, act in _acts(mode) if role in by], "labels": _labels(), "kinds": KIND_LABELS,
            "views": [view for by, view in _views(mode) if role in by],
            "papers": [paper for by, paper in _papers(mode) if role in by]}


def case_commands(mode: str) -> tuple[tuple[str, str, tuple[Role, ...]], ...]:
    """(command, kind of case, who may) of every command that is about one case."""
    return tuple((act["command"], act["entity"], by) for by, act in _acts(mode) if act["entity"])


@cache
def _acts(mode: str) -> tuple[tuple[tuple[Role, ...], dict], ...]:
    return tuple((route.by, act) for route in routes_of(mode) if route.command for act in (_act(route),) if act)


def _act(route: Route) -> dict | None:
    """The act that a command's route offers; None where its address names something that is no case."""
    name, pillar = route.command.name, route.command.name.split(".")[0]
    entity, taken = ABOUT.get(name, (None, ()))
    if found := _CASE_IN_PATH.findall(route.path):
        entity = found[0]
    if len(route.path_names) != len(found) or (entity and f"{pillar}.state.{entity}" not in dictionary()):
        return None
    offered = OFFERED.get(name) or Offered(also=_not_over(pillar, entity))
    return {"command": name, "label": route.summary, "method": route.method, "path": route.path, "pillar": pillar,
            "entity": entity, "turn": list(offered.turn), "states": [*offered.turn, *offered.also],
            "from_case": list(taken), "undoable": offered.undoable,
            "fields": form_of(route.body, without=route.path_names)}


def _not_over(pillar: str, entity: str | None) -> tuple[str, ...]:
    """The states in which a case of this kind goes on; none where there is no case."""
    return tuple(state for state in dictionary().get(f"{pillar}.state.{entity}", ()) if state not in OVER)


@cache
def _views(mode: str) -> tuple[tuple[tuple[Role, ...], dict], ...]:
    """Every question that shows one case in depth, with who may ask it."""
    return tuple((route.by, place | {"fields": form_of(route.answer)})
                 for route, place in _of_cases(mode) if route.question and route.answer and route.path.endswith("_id}"))


@cache
def _papers(mode: str) -> tuple[tuple[tuple[Role, ...], dict], ...]:
    """Every file that can be had of one case, with who may have it."""
    return tuple((route.by, place) for route, place in _of_cases(mode) if route.answer_media not in (JSON, ANY_MEDIA))


def _of_cases(mode: str) -> Iterator[tuple[Route, dict]]:
    """The routes that read something of one case, and of which kind it is."""
    for route in routes_of(mode):
        pillar, found = route.path.split("/")[1], _CASE_IN_PATH.findall(route.path)
        if route.method == "GET" and route.by and len(found) == len(route.path_names) == 1 \
                and f"{pillar}.state.{found[0]}" in dictionary():
            yield route, {"label": route.summary, "path": route.path, "pillar": pillar, "entity": found[0]}


@cache
def _labels() -> dict[str, dict[str, dict]]:
    """What a case's public contents are called, from the events that carry them: `pillar.entity` → name → field."""
    learn()
    found: dict[str, dict[str, dict]] = {}
    for event in EVENTS.values():
        kept = found.setdefault(f"{event.type.split('.')[0]}.{event.entity}", {})
        for field in form_of(event):
            told = {name: field[name] for name in ("label", "kind", "options") if name in field}
            kept.setdefault(field["name"], told)
    return found


ROUTES = (
    Route("GET", "/desk/acts", show_desk_acts, "工作台：本人身份可以办理的事和要填写的内容", "zone",
          by=tuple(sorted(AREA_ROLES)), answer=DeskActs),
)
