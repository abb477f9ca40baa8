-- +goose Up

-- Where staff who may sign in are written to.
CREATE VIEW identity_v_address AS
	SELECT id AS account_id, login AS address FROM account WHERE status = 'active';
