-- Where an organisation is paid, sealed as a person's account is. Clear reads of it stand in clear_reads under the
-- organisation's id.
ALTER TABLE organisations
    ADD COLUMN bank_account_sealed text,
    ADD COLUMN account_token text,
    ADD CONSTRAINT organisations_account_has_its_token
        CHECK ((bank_account_sealed IS NULL) = (account_token IS NULL));
COMMENT ON COLUMN clear_reads.person_id IS 'whose data: a person, or an organisation whose account was read';
