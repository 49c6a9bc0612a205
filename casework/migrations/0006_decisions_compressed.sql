-- lz4 takes a fraction of the time; a server that is built without it goes on as before.
DO $$ BEGIN
    ALTER TABLE decisions ALTER inputs SET COMPRESSION lz4, ALTER answer SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN NULL;
END $$;
