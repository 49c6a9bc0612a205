"""The zone's read model: what people and desks see, projected from every pillar's events.

It may be dropped and rebuilt from the logs at any time; it decides nothing.
"""
