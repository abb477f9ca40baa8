-- +goose Up

-- Why a referral was what it was at the door, beside what it was: what was left out by its type of crime is told apart, also as at a
-- day on which it still was. Of what was kept before this the reason is not known.
ALTER TABLE referral_earlier ADD COLUMN reason text NOT NULL DEFAULT '';

DROP VIEW referral_v_fact_earlier;
CREATE VIEW referral_v_fact_earlier AS
	SELECT referral_id, version, outcome, reason, until_on, until_at
	FROM referral_earlier;

-- The day of the last decision: what was accepted and turned away afterwards had not been turned away before that day.
DROP VIEW referral_v_fact_referral;
CREATE VIEW referral_v_fact_referral AS
	SELECT id AS referral_id, folder_id, service, person_id, received_on, received_at AS recorded_at, source, source_agency_id, door,
		state AS outcome, reason, accepted_on, decided_on, district, age_at_referral, wants_mediation, offence_code, matter
	FROM referral;
