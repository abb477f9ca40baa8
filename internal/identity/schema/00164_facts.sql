-- +goose Up

-- Who wrote beside a return: initials of staff, for those who read returns.
CREATE VIEW identity_v_fact_account AS
	SELECT id AS account_id, initials FROM account;
