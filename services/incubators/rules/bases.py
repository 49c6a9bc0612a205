"""Which bases there are: recognised from the county up, raised, recommended, withdrawn; and their places."""

from datetime import date

from casework.decisions import rule
from contracts.actors import Role
from contracts.decisions import Decision, Force, Outcome, Reason, Status
from contracts.incubators import LEVEL_LABELS, BaseLevel, BaseState, SpaceKind
from contracts.incubators.commands import OpenSpace, RecogniseBase, RecommendBase, WithdrawBase
from contracts.incubators.domain_events import (
    BaseRecognised,
    BaseRecommended,
    BaseWithdrawn,
    PlacesChanged,
    SpaceOpened,
)
from policies.reader import PolicyView
from services.incubators.model import Base, Places

# Each office recognises up to its own level (hunan-2024 二（三）4); the nation's decision is entered by the province.
HIGHEST_RECOGNISED = {
    Role.REVIEWER: BaseLevel.COUNTY,
    Role.CITY_STAFF: BaseLevel.CITY,
    Role.PROVINCE_STAFF: BaseLevel.NATION,
}


@rule(version=1)
def decide_recognition(command: RecogniseBase, base_id: str, space_id: str, present: Base | None, places: Places,
                       policy: PolicyView, today: date) -> Decision:
    """A person's act: the base holds the level from today; its places are added to those it has."""
    levels = policy.parameter("base_levels")
    reason = Reason(code="level_known", status=Status.MET, citation=levels.citation,
                    text=f"认定为{LEVEL_LABELS[command.level]}基地")
    base = Base(base_id=base_id, name=command.name, area=command.area, level=command.level, kind=command.kind,
                operator_id=command.operator_id, government_funded=command.government_funded,
                state=BaseState.RECOGNISED)
    newly = present is None or present.state is BaseState.WITHDRAWN
    recognised = BaseRecognised(**public_of(base), recognised_on=today, newly=newly)
    events = (recognised, *_first_space(command, base, space_id), *_more_places(base, places, command.places))
    return Decision(outcome=Outcome.GRANTED, subject=base_id, reasons=(reason,), events=events)


def _first_space(command: RecogniseBase, base: Base, space_id: str) -> tuple:
    if not command.places:
        return ()
    return (SpaceOpened(space_id=space_id, base_id=base.base_id, base_name=base.name,
                        operator_id=base.operator_id, area=base.area, name="认定时登记的工位", kind=SpaceKind.DESK,
                        places=command.places),)


def _more_places(base: Base, places: Places, more: int) -> tuple:
    return (places_changed(base, places, free=more),) if more else ()


@rule(version=1)
def decide_space(command: OpenSpace, space_id: str, base: Base, places: Places) -> Decision:
    """The base's own operator adds places; they are free at once."""
    event = SpaceOpened(space_id=space_id, base_id=base.base_id, base_name=base.name, operator_id=base.operator_id,
                        area=base.area, name=command.label, kind=command.kind, places=command.places,
                        shared_equipment=command.shared_equipment)
    return Decision(outcome=Outcome.GRANTED, subject=space_id,
                    events=(event, places_changed(base, places, free=command.places)))


@rule(version=1)
def decide_withdrawal(command: WithdrawBase, base: Base) -> Decision:
    """A person's act: the base is no longer recognised; its tenants stay where they are."""
    public = public_of(base) | {"state": BaseState.WITHDRAWN}
    return Decision(outcome=Outcome.GRANTED, subject=base.base_id,
                    events=(BaseWithdrawn(**public, ground=command.ground),))


@rule(version=1)
def decide_recommendation(command: RecommendBase, recommendation_id: str, base: Base, city: str, policy: PolicyView,
                          today: date) -> Decision:
    """A person's act: to the province it is owed, to the nation it is encouraged (hunan-2024 二（三）1, 4)."""
    event = BaseRecommended(recommendation_id=recommendation_id, base_id=base.base_id, name=base.name,
                            operator_id=base.operator_id, area=base.area, city=city, level=command.level,
                            recommended_on=today)
    return Decision(outcome=Outcome.GRANTED, subject=recommendation_id, events=(event,),
                    reasons=(_recommendation_reason(command, policy),))


def _recommendation_reason(command: RecommendBase, policy: PolicyView) -> Reason:
    if command.level is BaseLevel.NATION:
        encouraged = policy.parameter("national_recommendation")
        return Reason(code="national_recommendation_encouraged", status=Status.MET, force=encouraged.force,
                      citation=encouraged.citation, text="鼓励推动符合条件的基地申报国家级认定")
    owed = policy.parameter("bases_recommended_to_province_per_city")
    return Reason(code="provincial_recommendation_owed", status=Status.MET, force=Force.AIM, citation=owed.citation,
                  text=f"市州年内至少推荐 {owed.value} 家省级基地，推荐即计数")


def places_changed(base: Base, places: Places, *, free: int = 0, kept: int = 0, taken: int = 0) -> PlacesChanged:
    """The base's places after these changes."""
    free, kept, taken = places.free + free, places.kept + kept, places.taken + taken
    return PlacesChanged(place_count_id=f"places:{base.base_id}", base_id=base.base_id, base_name=base.name,
                         area=base.area, total=free + kept + taken, free=free, kept=kept, taken=taken)


def public_of(base: Base) -> dict:
    """The public state of a base."""
    return {"base_id": base.base_id, "name": base.name, "area": base.area, "level": base.level, "kind": base.kind,
            "operator_id": base.operator_id, "government_funded": base.government_funded, "state": base.state}
