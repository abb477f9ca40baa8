-- +goose Up

-- Whether the people in this database are real. One row, written with the first thing that is.
CREATE TABLE setup_partnership (
	one        integer PRIMARY KEY CHECK (one = 1),
	kind       text NOT NULL CHECK (kind IN ('real', 'demonstration')),
	since_at   bigint NOT NULL,
	last_entry text NOT NULL
);
