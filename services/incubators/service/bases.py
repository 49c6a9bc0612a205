"""Recognising, raising, recommending and withdrawing bases; opening space."""

from chassis.calls import require_area
from chassis.declare import command
from chassis.store import derived_id
from contracts.incubators import LEVEL_LABELS, BaseLevel, BaseState
from contracts.incubators.commands import OpenSpace, RecogniseBase, RecommendBase, WithdrawBase
from contracts.problems import Conflict, Forbidden, Invalid
from policies.areas import city_of
from services.incubators.model import is_higher
from services.incubators.rules import (
    decide_recognition,
    decide_recommendation,
    decide_space,
    decide_withdrawal,
)
from services.incubators.rules.bases import HIGHEST_RECOGNISED


class BaseHandlers:
    """Handlers about bases."""

    @command(RecogniseBase)
    def recognise_base(self, command):
        require_area(command, command.area)
        require_level(command, command.level)
        with self.store.transaction(command) as tx:
            base_id = command.base_id or derived_id("base", command.id)
            tx.lock_city(city_of(command.area))
            present = tx.lock_base(base_id)
            require_rise(command, present)
            policy = tx.policy(command.area, on=tx.today)
            return tx.record(decide_recognition(command, base_id, derived_id("space", command.id), present,
                                                tx.places(base_id), policy, tx.today))

    @command(WithdrawBase)
    def withdraw_base(self, command):
        with self.store.transaction(command) as tx:
            tx.base_of(command.base_id)
            base = tx.lock_base(command.base_id)
            require_area(command, base.area)
            require_level(command, base.level)
            require_recognised(base)
            return tx.record(decide_withdrawal(command, base))

    @command(OpenSpace)
    def open_space(self, command):
        with self.store.transaction(command) as tx:
            base = tx.base_of(command.base_id)
            require_own_base(command, base)
            require_recognised(base)
            return tx.record(decide_space(command, derived_id("space", command.id), base, tx.places(base.base_id)))

    @command(RecommendBase)
    def recommend_base(self, command):
        if command.level not in (BaseLevel.PROVINCE, BaseLevel.NATION):
            raise Invalid(fields={"level": ["只推荐省级或国家级基地"]})
        with self.store.transaction(command) as tx:
            base = tx.base_of(command.base_id)
            require_area(command, base.area)
            require_recognised(base)
            if not is_higher(command.level, base.level):
                raise Conflict("基地已是该级别或更高级别", level=base.level.value)
            policy = tx.policy(base.area, on=tx.today)
            recommendation_id = derived_id("recommendation", base.base_id, command.level, tx.today.year)
            if tx.was_recommended(recommendation_id):
                raise Conflict("今年已推荐过该基地", level=command.level.value)
            return tx.record(decide_recommendation(command, recommendation_id, base, city_of(base.area), policy,
                                                   tx.today))


def require_own_base(command, base) -> None:
    """The base's own operator and nobody else."""
    if command.actor.organisation_id != base.operator_id:
        raise Forbidden("只能办理本单位运营的基地", needed_organisation=base.operator_id)


def require_level(command, level: BaseLevel) -> None:
    """An office decides on bases up to its own level."""
    highest = HIGHEST_RECOGNISED[command.actor.role]
    if is_higher(level, highest):
        raise Forbidden(f"{LEVEL_LABELS[level]}基地由上级认定", needed_level=level.value)


def require_rise(command, present) -> None:
    """A base that is recognised already can only rise."""
    if present is None or present.state is BaseState.WITHDRAWN:
        return
    require_area(command, present.area)
    if not is_higher(command.level, present.level):
        raise Conflict("基地已是该级别或更高级别", level=present.level.value)


def require_recognised(base) -> None:
    if base.state is not BaseState.RECOGNISED:
        raise Conflict("基地的认定已被撤销", state=base.state.value)
