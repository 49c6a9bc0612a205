-- The next timer is read from the index alone, however many wait or fall due in the same moment.
CREATE INDEX timers_next ON timers (due_at, key);
DROP INDEX timers_due;
