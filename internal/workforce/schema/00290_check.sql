-- +goose Up

-- Checks of the service's file that were not in date when the case was given all the same: keys, in commas.
ALTER TABLE workforce_taken ADD COLUMN unchecked text NOT NULL DEFAULT '';

DROP VIEW workforce_v_taken;
CREATE VIEW workforce_v_taken AS
	SELECT case_id, account_id, service, role, taken_on, over_cap, allowed_by, reason, unchecked FROM workforce_taken;

-- What was given all the same: few of many.
DROP INDEX workforce_taken_above;
CREATE INDEX workforce_taken_above ON workforce_taken (service, taken_on) WHERE over_cap = true OR unchecked <> '';

-- Which checks somebody has now and until when; an empty day is for good.
CREATE VIEW workforce_v_check AS
	SELECT p.account_id, c.service, c.kind, c.expires_on FROM workforce_check c JOIN workforce_person p ON p.id = c.person_id WHERE c.replaced_at = 0;
