-- +goose Up

-- What makes contact with a person possible at all: an interpreter, how she hears, what else she needs, whose telephone it
-- is. Codes of the catalogue's lists; empty: not known.
CREATE TABLE contact_ease (
	folder_id   text PRIMARY KEY,
	interpreter text NOT NULL,
	hearing     text NOT NULL,
	access_need text NOT NULL,
	phone       text NOT NULL,
	version     integer NOT NULL,
	last_entry  text NOT NULL
);
