-- +goose Up

-- For those who watch over the others: what came in as one file, and so may go as one. It names nobody.
CREATE VIEW intake_v_batch AS SELECT id, service, kind, rows_done, received_at, received_on FROM intake_batch;

-- The latest of every service, for them.
CREATE INDEX intake_batch_of_kind ON intake_batch (kind, received_at, id);
