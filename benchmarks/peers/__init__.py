"""Peers written for the measurements: the same work as stock nameko does it, without any of the platform's promises."""
