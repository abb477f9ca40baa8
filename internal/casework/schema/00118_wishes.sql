-- +goose Up

-- What a person asks of whoever works with her: a language, a woman or a man, a skill, a time of day. Codes alone.
CREATE TABLE case_wish (
	folder_id text NOT NULL,
	kind      text NOT NULL,
	code      text NOT NULL,
	PRIMARY KEY (folder_id, kind, code),
	CONSTRAINT case_wish_kind CHECK (kind IN ('language', 'gender', 'skill', 'time'))
);
