-- +goose Up

-- The two flags of a case, by the rules of its service's file, and how much the person needs. They are worked out
-- when something they go by is recorded.
ALTER TABLE case_file ADD COLUMN high_risk boolean NOT NULL DEFAULT false;
ALTER TABLE case_file ADD COLUMN high_need boolean NOT NULL DEFAULT false;
ALTER TABLE case_file ADD COLUMN need_level text NOT NULL DEFAULT '';

-- The lists of one flag stop after a page too, however many cases have it not.
CREATE INDEX case_file_high_risk ON case_file (service, state, stage_due_at, id) WHERE state = 'open' AND high_risk = true;
CREATE INDEX case_file_high_need ON case_file (service, state, stage_due_at, id) WHERE state = 'open' AND high_need = true;
