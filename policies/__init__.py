"""What governments decided: figures, deadlines, conditions, calendars, by region and date, with the clause.

A number that a government set is found by one search in `regions/`; no rule holds one itself.
"""
