"""创业活动: activities people attend, contests, mentors and their tasks, and the ratings of every service.

What people attend is an *activity*; an *event* is always a domain event.
"""
