-- +goose Up

-- The type of crime, and which crime it is, so that a return can tell whether two services beside each other had the same one.
-- A matter is a blind key: it says that two are the same and not what they are.
DROP VIEW referral_v_fact_referral;
CREATE VIEW referral_v_fact_referral AS
	SELECT id AS referral_id, folder_id, service, person_id, received_on, received_at AS recorded_at, source, source_agency_id, door,
		state AS outcome, reason, accepted_on, district, age_at_referral, wants_mediation, offence_code, matter
	FROM referral;
CREATE INDEX referral_matter ON referral (matter, service);
