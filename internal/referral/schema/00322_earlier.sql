-- +goose Up

-- What a referral was at the door before it became what it is, up to the day on which that changed: so a return as at an earlier
-- day says afterwards what it said then. The row of the referral has the last of it; after the first acceptance nothing is added.
-- What it is now is not repeated here, so a referral that came in and stayed as it was has no row.
CREATE TABLE referral_earlier (
	referral_id text NOT NULL REFERENCES referral (id),
	version     integer NOT NULL, -- which the referral had; 0: from before this was kept
	outcome     text NOT NULL,
	until_on    text NOT NULL, -- from this day on it was something else
	until_at    bigint NOT NULL,
	last_entry  text NOT NULL,
	PRIMARY KEY (referral_id, version)
);

-- Of those that were decided on a later day than they came it is not known what they were until then: they count as held.
INSERT INTO referral_earlier (referral_id, version, outcome, until_on, until_at, last_entry)
	SELECT id, 0, 'held', CASE WHEN accepted_on = '' THEN decided_on ELSE accepted_on END, decided_at, last_entry
	FROM referral
	WHERE accepted_on > received_on OR accepted_on = '' AND decided_on > received_on AND state <> 'held';

CREATE VIEW referral_v_fact_earlier AS
	SELECT referral_id, version, outcome, until_on, until_at
	FROM referral_earlier;
