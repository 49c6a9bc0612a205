"""`@rule` marks a pure `decide_*` function: its name, its version, and the inputs it was given."""

import functools
import inspect
from dataclasses import dataclass

from contracts.decisions import Decision

RULES: dict[tuple[str, int], "Rule"] = {}


@dataclass(frozen=True, kw_only=True)
class Ruled(Decision):
    """A decision that knows which rule made it, from what."""

    rule: str
    rule_version: int
    inputs: dict


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A decision function with its name and version; `types` are its parameters' annotations."""

    name: str
    version: int
    decide: object
    types: dict


def rule(version: int = 1):
    """Declare version `version` of a decision function.

    A rule whose meaning changes gets a new version; the old function stays under its version so that old
    decisions can be replayed.
    """

    def declare(decide):
        name = f"{decide.__module__}.{decide.__name__}"
        parameters = inspect.signature(decide).parameters.values()
        names = [each.name for each in parameters]
        defaults = {each.name: each.default for each in parameters if each.default is not each.empty}

        @functools.wraps(decide)
        def decided(*args, **kwargs) -> Ruled:
            decision = decide(*args, **kwargs)
            given = defaults | dict(zip(names, args, strict=False)) | kwargs
            return Ruled(**vars(decision), rule=name, rule_version=version,
                         inputs={each: given[each] for each in names})

        RULES[name, version] = Rule(name=name, version=version, decide=decide, types=inspect.get_annotations(decide))
        return decided

    return declare
