-- +goose Up

-- Days on which somebody is not there. Why is nobody's business here: it may be an illness.
CREATE TABLE workforce_absence (
	id          text PRIMARY KEY,
	account_id  text NOT NULL,
	service     text NOT NULL,
	from_on     text NOT NULL,
	until_on    text NOT NULL,
	by_account  text NOT NULL,
	recorded_at bigint NOT NULL,
	ended_at    bigint NOT NULL,
	last_entry  text NOT NULL,
	CONSTRAINT workforce_absence_ends CHECK (until_on >= from_on)
);
CREATE INDEX workforce_absence_account ON workforce_absence (account_id, service, until_on) WHERE ended_at = 0;

CREATE VIEW workforce_v_absence AS
	SELECT account_id, service, from_on, until_on FROM workforce_absence WHERE ended_at = 0;
