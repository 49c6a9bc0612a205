-- What a batch comes to was told without its stopped lines, and stays so when the bank paid one of them after all.
ALTER TABLE payment_lines ADD COLUMN was_stopped boolean NOT NULL DEFAULT false;
UPDATE payment_lines l SET was_stopped = true WHERE l.result = 'stopped' OR EXISTS (
    SELECT 1 FROM events e WHERE e.entity = 'payment' AND e.entity_id = l.payment_id
    AND e.type = 'subsidies.payment_stopped.v1' AND e.data ->> 'batch_id' = l.batch_id);
