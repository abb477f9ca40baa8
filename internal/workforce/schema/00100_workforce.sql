-- +goose Up

-- A case taken by somebody. A case that passes to another worker is taken once more, by her.
CREATE TABLE workforce_taken (
	case_id     text NOT NULL,
	account_id  text NOT NULL,
	service     text NOT NULL,
	role        text NOT NULL,
	taken_on    text NOT NULL,
	over_cap    boolean NOT NULL,
	allowed_by  text NOT NULL,
	PRIMARY KEY (case_id, account_id)
);
CREATE INDEX workforce_taken_account ON workforce_taken (account_id, service, taken_on);

CREATE VIEW workforce_v_taken AS
	SELECT case_id, account_id, service, role, taken_on, over_cap FROM workforce_taken;
