-- +goose Up

-- Counts of cases that nobody has ask of each whether its folder may be seen and its referral goes on: with both in the index, a
-- case that is only counted is not read.
DROP INDEX case_file_pool;
CREATE INDEX case_file_pool ON case_file (service, state, stage, stage_due_at, id, folder_id, referral_id) WHERE state = 'open' AND worker = '';
DROP INDEX case_file_pool_due;
CREATE INDEX case_file_pool_due ON case_file (stage, service, due_at, id, folder_id) WHERE state = 'open' AND worker = '';
