-- +goose Up

-- Who asked at the door that was shut: a code of the list of sources. Nobody is named.
ALTER TABLE referral_demand ADD COLUMN source text NOT NULL DEFAULT '';
UPDATE referral_demand SET source = 'self' WHERE door = 'self';

DROP VIEW referral_v_fact_demand;
CREATE VIEW referral_v_fact_demand AS
	SELECT id AS demand_id, service, door, source, district, on_date, at AS recorded_at
	FROM referral_demand;
