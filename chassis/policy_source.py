"""The policies a process reads: the repository's YAML, and above it what was put into force at run time."""

import threading
from collections.abc import Callable, Iterable
from datetime import date


class PolicySource:
    """Caches one layered reader per schema and version of its published parameters."""

    def __init__(self, policies):
        self.policies = policies
        self._lock = threading.Lock()
        self._layers: dict[str, tuple] = {}
        self._kept: set[tuple[str, str]] = set()

    def published(self, schema: str, version: int, load: Callable[[], list[dict]]) -> tuple:
        """The layered reader for `version` of a schema's published parameters, as (version, reader)."""
        layer = self._layers.get(schema)
        if layer is None or layer[0] != version:
            layer = (version, self.policies.with_published(load()))
            with self._lock:
                self._layers[schema] = layer
        return layer

    def has_kept(self, schema: str, hash_: str) -> bool:
        """Whether the schema's snapshots are known to hold the policy with this hash; they never lose one."""
        return (schema, hash_) in self._kept

    def note_kept(self, schema: str, hashes: Iterable[str]) -> None:
        """The snapshots of these policies are committed."""
        self._kept.update((schema, each) for each in hashes)

    def reader(self, layer: tuple = ()):
        """The policies of a layer as `published` gave it, else those of the repository."""
        return layer[1] if layer else self.policies

    def view(self, pillar: str, area: str, on: date, layer: tuple = ()):
        """The pillar's policy for `area` as of `on`."""
        return self.reader(layer).view(pillar, area=area, on=on)

    def next_change(self, pillar: str, area: str, after: date, layer: tuple = ()) -> date | None:
        """The first day after `after` on which something stated for `area` begins or ends."""
        return self.reader(layer).next_change(pillar, area=area, after=after)
