-- +goose Up

-- How a call was for the worker who made it, when she says so. What is answered "fine" asks for nothing; the others wait for her
-- supervisor, until there is a day on which they spoke. Her words are in her own folder.
CREATE TABLE workforce_checkin (
	id         text PRIMARY KEY,
	person_id  text NOT NULL REFERENCES workforce_person (id),
	folder_id  text NOT NULL,
	answer     text NOT NULL,
	words      bytea,
	said_on    text NOT NULL,
	said_at    bigint NOT NULL,
	spoken_on  text NOT NULL, -- empty: not yet, or nothing was asked for
	spoken_by  text NOT NULL,
	last_entry text NOT NULL,
	CONSTRAINT workforce_checkin_answer CHECK (answer IN ('fine', 'hard', 'talk'))
);
CREATE INDEX workforce_checkin_person ON workforce_checkin (person_id, said_at);
CREATE INDEX workforce_checkin_waiting ON workforce_checkin (person_id, said_at) WHERE answer <> 'fine' AND spoken_on = '';

-- Thanks that somebody was given, in a sentence of whoever thanked or her own.
CREATE TABLE workforce_thanks (
	id         text PRIMARY KEY,
	person_id  text NOT NULL REFERENCES workforce_person (id),
	folder_id  text NOT NULL,
	words      bytea,
	said_on    text NOT NULL,
	said_at    bigint NOT NULL,
	last_entry text NOT NULL
);
CREATE INDEX workforce_thanks_person ON workforce_thanks (person_id, said_on);

-- Whom somebody supervises, for what waits for her.
CREATE INDEX workforce_person_supervisor ON workforce_person (supervisor, service);
