-- The answer of a command that came of one decision stands in that decision's row: here is what finds it there, and of
-- the answer only what it does not have. Rows without it have their whole answer, as all had before.
ALTER TABLE inbox ADD COLUMN decided text[];
