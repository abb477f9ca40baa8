-- +goose Up

-- Days that nothing read: the instants beside them say the same.
ALTER TABLE case_stage DROP COLUMN since_on;
ALTER TABLE promise DROP COLUMN made_on;
ALTER TABLE promise DROP COLUMN due_on;
