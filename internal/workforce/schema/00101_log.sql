-- +goose Up

-- What is done beside the cases, which no count of cases shows: what kind, and what came of it. The words
-- are about work and name nobody; they stand in returns.
CREATE TABLE workforce_activity (
	id            text PRIMARY KEY,
	service       text NOT NULL,
	kind          text NOT NULL,
	outcome       text NOT NULL,
	held_on       text NOT NULL,
	minutes       integer NOT NULL,
	people        integer NOT NULL,
	body          text NOT NULL,
	by_account    text NOT NULL,
	recorded_at   bigint NOT NULL,
	taken_back_at bigint NOT NULL,
	last_entry    text NOT NULL
);
CREATE INDEX workforce_activity_service ON workforce_activity (service, held_on, id) WHERE taken_back_at = 0;

-- A day somebody worked for a service, and where. One a day; a day that was noted wrongly is taken back.
CREATE TABLE workforce_day (
	id            text PRIMARY KEY,
	account_id    text NOT NULL,
	service       text NOT NULL,
	worked_on     text NOT NULL,
	place         text NOT NULL,
	co_located    boolean NOT NULL,
	recorded_at   bigint NOT NULL,
	taken_back_at bigint NOT NULL,
	last_entry    text NOT NULL
);
CREATE UNIQUE INDEX workforce_day_once ON workforce_day (account_id, service, worked_on) WHERE taken_back_at = 0;
CREATE INDEX workforce_day_service ON workforce_day (service, worked_on, account_id);

CREATE VIEW workforce_v_fact_activity AS
	SELECT id AS activity_id, service, kind, outcome, held_on AS on_date, minutes, people, body, by_account AS account_id, recorded_at, taken_back_at
	FROM workforce_activity;

CREATE VIEW workforce_v_fact_day AS
	SELECT id AS day_id, account_id, service, worked_on AS on_date, place, co_located, recorded_at, taken_back_at
	FROM workforce_day;
