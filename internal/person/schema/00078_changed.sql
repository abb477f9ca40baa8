-- +goose Up

-- Who wrote down last what was told, or how contact is safe, and when: whoever was slower is told.
ALTER TABLE story ADD COLUMN changed_by text NOT NULL DEFAULT '';
ALTER TABLE story ADD COLUMN changed_at bigint NOT NULL DEFAULT 0;
ALTER TABLE safe_rule ADD COLUMN changed_by text NOT NULL DEFAULT '';
ALTER TABLE safe_rule ADD COLUMN changed_at bigint NOT NULL DEFAULT 0;

-- The numbers, e-mails and addresses of people who are supported, closed: for the index of the search.
CREATE VIEW person_v_reach AS
	SELECT folder_id, id AS contact_id, kind, value FROM contact_point;
