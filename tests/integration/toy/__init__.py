"""A pillar in miniature that drives the backbone's tests: tasks earn points, and a task's mood says what goes wrong."""
