-- +goose Up

-- For the returns: referrals that came in a list of cases kept before. When anybody was really reached, or how long they waited, no
-- list tells.
CREATE VIEW intake_v_fact_listed AS
	SELECT r.referral_id FROM intake_row r JOIN intake_batch b ON b.id = r.batch_id WHERE b.kind = 'caseload' AND r.referral_id <> '';
