"""The shell that every route stands in: tables of routes, who asks, what was sent, and how failures are told."""
