-- +goose Up

-- The agency that referred, so that a return can say whose proposals a panel's referrals were.
DROP VIEW referral_v_fact_referral;
CREATE VIEW referral_v_fact_referral AS
	SELECT id AS referral_id, folder_id, service, person_id, received_on, received_at AS recorded_at, source, source_agency_id, door,
		state AS outcome, reason, accepted_on, district, age_at_referral, wants_mediation
	FROM referral;
