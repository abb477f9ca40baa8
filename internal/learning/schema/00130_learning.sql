-- +goose Up

-- Training or awareness: planned, held or cancelled.
CREATE TABLE learning_event (
	id         text PRIMARY KEY,
	service    text NOT NULL,
	kind       text NOT NULL,
	part       text NOT NULL, -- training or awareness
	audience   text NOT NULL,
	district   text NOT NULL, -- empty: more than one
	source     text NOT NULL, -- who refers and was taught: a source of the service; empty: nobody in particular
	on_date    text NOT NULL,
	since_on   text NOT NULL, -- referrals are compared from this day to the day before,
	until_on   text NOT NULL, -- and from the day after to this one
	given_by   text NOT NULL,
	state      text NOT NULL,
	version    integer NOT NULL,
	last_entry text NOT NULL
);
CREATE INDEX learning_event_service ON learning_event (service, on_date, id);

-- How many came, as it was known from recorded_at until it was put right at replaced_at.
CREATE TABLE learning_turnout (
	event_id    text NOT NULL REFERENCES learning_event (id),
	number      integer NOT NULL,
	people      integer NOT NULL,
	recorded_at bigint NOT NULL,
	replaced_at bigint NOT NULL,
	last_entry  text NOT NULL,
	PRIMARY KEY (event_id, number)
);

-- Who came, as far as somebody may be due again: a colleague with an account, or so many people of an agency.
CREATE TABLE learning_came (
	id          text PRIMARY KEY,
	event_id    text NOT NULL REFERENCES learning_event (id),
	service     text NOT NULL,
	kind        text NOT NULL,
	agency_id   text NOT NULL,
	account_id  text NOT NULL, -- empty: people of the agency, counted
	people      integer NOT NULL,
	on_date     text NOT NULL,
	due_on      text NOT NULL, -- empty: never due again
	recorded_at bigint NOT NULL,
	replaced_at bigint NOT NULL,
	last_entry  text NOT NULL
);
CREATE INDEX learning_came_event ON learning_came (event_id, replaced_at);
CREATE INDEX learning_came_due ON learning_came (service, due_on, id);
CREATE INDEX learning_came_who ON learning_came (agency_id, account_id, kind, on_date);

-- Events that were held. A number counts as at a date from recorded_at until replaced_at.
CREATE VIEW learning_v_fact_event AS
	SELECT e.id AS event_id, e.service, e.kind, e.part, e.audience, e.district, e.source, e.on_date, e.since_on, e.until_on, t.people, t.recorded_at, t.replaced_at
	FROM learning_event e JOIN learning_turnout t ON t.event_id = e.id;

-- Who was trained and is due again when, in numbers.
CREATE VIEW learning_v_fact_trained AS
	SELECT event_id, service, kind, agency_id, people, on_date, due_on, recorded_at, replaced_at
	FROM learning_came;
