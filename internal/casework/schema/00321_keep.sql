-- +goose Up

-- What is past the day until which it may be kept, the longest past first.
CREATE INDEX case_file_keep ON case_file (keep_until, id) WHERE keep_until <> '';
