-- A lecturer shows each step with its day: asked, registered, verified, appraised (jiaxing-2013 三（二）3).
ALTER TABLE lecturers ADD COLUMN requested_on date;
ALTER TABLE appraisals ADD COLUMN appraised_on date;
