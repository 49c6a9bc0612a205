"""Who may do and see what, what leaks, and what bad input does: asked of the running platform route by route."""
