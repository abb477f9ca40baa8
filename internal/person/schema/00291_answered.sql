-- +goose Up

-- Answers about a person are changed by those who work with her: by whom, and how often, so that two who change them at once do not
-- overwrite each other.
ALTER TABLE demographic ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE demographic ADD COLUMN by_account text NOT NULL DEFAULT '';
