-- +goose Up

-- What whoever rings must know before: lists of calls read it.
CREATE VIEW person_v_ease AS
	SELECT folder_id, interpreter, hearing, access_need, phone FROM contact_ease;
