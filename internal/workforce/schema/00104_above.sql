-- +goose Up

-- Why somebody took a case above the limit: a code of the list above-cap.
ALTER TABLE workforce_taken ADD COLUMN reason text NOT NULL DEFAULT '';

DROP VIEW workforce_v_taken;
CREATE VIEW workforce_v_taken AS
	SELECT case_id, account_id, service, role, taken_on, over_cap, allowed_by, reason FROM workforce_taken;
