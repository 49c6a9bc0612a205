"""The whole language: importing it declares every command, question and event of every pillar."""

import importlib
import pkgutil

import contracts


def learn() -> None:
    """Import every module of the published language, so that the registries in `contracts.messages` are full.

    Whoever meets all messages (the projection, a rebuild, the descriptions) calls this first; a pillar knows the
    messages that it imports.
    """
    for module in pkgutil.walk_packages(contracts.__path__, "contracts."):
        importlib.import_module(module.name)
