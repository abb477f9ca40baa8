-- +goose Up

-- Who waits, why, and who answers for it meanwhile.
CREATE VIEW casework_v_place AS
	SELECT folder_id, service, owner, reason, since_at, left_at FROM waiting_place;
