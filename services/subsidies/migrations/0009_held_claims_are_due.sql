-- A claim that is held after it was approved has a clock of its own: since when, and how many working days.
ALTER TABLE claims
    ADD COLUMN held_on  date,
    ADD COLUMN held_for integer CHECK (held_for > 0),
    ADD CHECK ((held_on IS NULL) = (held_for IS NULL));
