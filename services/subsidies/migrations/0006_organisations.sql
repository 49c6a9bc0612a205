-- Which claims are an organisation's, and what follows from them. So far only claims about a base were.
ALTER TABLE claims ADD COLUMN organisation_id text CHECK (organisation_id = person_id);
ALTER TABLE payments ADD COLUMN organisation_id text;
ALTER TABLE appeals ADD COLUMN organisation_id text;
ALTER TABLE claw_backs ADD COLUMN organisation_id text;
ALTER TABLE warnings ADD COLUMN organisation_id text;
UPDATE claims SET organisation_id = person_id WHERE period LIKE 'base:%';
UPDATE payments t SET organisation_id = c.organisation_id FROM claims c WHERE c.claim_id = t.claim_id;
UPDATE appeals t SET organisation_id = c.organisation_id FROM claims c WHERE c.claim_id = t.claim_id;
UPDATE claw_backs t SET organisation_id = c.organisation_id FROM claims c WHERE c.claim_id = t.claim_id;
UPDATE warnings t SET organisation_id = c.organisation_id FROM claims c WHERE c.claim_id = t.claim_id;
