-- +goose Up

-- The supervisor's list of stopped contact asks of a service which of its closed cases are still to be asked after.
CREATE INDEX case_file_after ON case_file (service, state, check_on) WHERE check_on <> '';
