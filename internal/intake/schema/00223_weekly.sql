-- +goose Up

-- Where an agency wants its week of referrals to be sent; empty: nowhere any more.
CREATE TABLE intake_weekly_address (
	agency_id  text PRIMARY KEY,
	address    text NOT NULL,
	by_account text NOT NULL,
	set_at     bigint NOT NULL,
	version    integer NOT NULL,
	last_entry text NOT NULL
);

-- The weeks that were sent, each once an agency. Until a letter has left it may be queued again.
CREATE TABLE intake_weekly (
	agency_id  text NOT NULL,
	week_from  text NOT NULL,
	mail       text NOT NULL,
	address    text NOT NULL,
	queued_at  bigint NOT NULL,
	left_at    bigint NOT NULL,
	last_entry text NOT NULL,
	PRIMARY KEY (agency_id, week_from)
);
CREATE INDEX intake_weekly_week ON intake_weekly (week_from, agency_id);
