-- +goose Up

-- What was given to somebody by name because a case passed to them, what of it ended, and roles that end: for what
-- interrupts a day. What has no end is in neither of the last two.
CREATE INDEX access_grant_given ON access_grant (since_at) WHERE basis = 'case';
CREATE INDEX access_grant_taken ON access_grant (until_at) WHERE basis = 'case' AND until_at < 4611686018427387903;
CREATE INDEX membership_ended ON membership (until_at) WHERE until_at < 4611686018427387903;

CREATE VIEW gate_v_given AS
	SELECT id AS grant_id, folder_id, grantee AS account_id, granted_by, since_at FROM access_grant WHERE basis = 'case';

CREATE VIEW gate_v_taken AS
	SELECT id AS grant_id, folder_id, grantee AS account_id, until_at
	FROM access_grant WHERE basis = 'case' AND until_at < 4611686018427387903;

CREATE VIEW gate_v_role_ended AS
	SELECT id AS membership_id, account_id, role, service, until_at FROM membership WHERE until_at < 4611686018427387903;
