-- +goose Up

-- Sessions without a note: few at any time.
CREATE INDEX case_session_unwritten ON case_session (by_account, on_date) WHERE note IS NULL;
