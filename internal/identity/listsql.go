package identity

import "goldenthread/internal/store"

// The three statements of accounts differ in which they list. $1 is the instant that stands for
// "not used yet".
var (
	accountsSQL = store.SQL("identity.accounts", `
	SELECT a.id, a.login, a.name, a.initials, a.status, a.must_change, a.totp_box IS NOT NULL,
		(SELECT COUNT(*) FROM account_code c WHERE c.account_id = a.id AND c.used_at = $1),
		COALESCE((SELECT MAX(s.seen_at) FROM session s WHERE s.account_id = a.id AND s.stage = 'in'), 0), a.version
	FROM account a
	ORDER BY a.name, a.id`)

	accountsOfSQL = store.SQL("identity.accountsOf", `
	SELECT a.id, a.login, a.name, a.initials, a.status, a.must_change, a.totp_box IS NOT NULL,
		(SELECT COUNT(*) FROM account_code c WHERE c.account_id = a.id AND c.used_at = $1),
		COALESCE((SELECT MAX(s.seen_at) FROM session s WHERE s.account_id = a.id AND s.stage = 'in'), 0), a.version
	FROM account a
	WHERE EXISTS (SELECT 1 FROM gate_v_membership m
		WHERE m.account_id = a.id AND m.since_at <= $2 AND m.until_at > $2 AND m.agency_id IN ({{list}}))
	ORDER BY a.name, a.id`)

	accountSQL = store.SQL("identity.account", `
	SELECT a.id, a.login, a.name, a.initials, a.status, a.must_change, a.totp_box IS NOT NULL,
		(SELECT COUNT(*) FROM account_code c WHERE c.account_id = a.id AND c.used_at = $1),
		COALESCE((SELECT MAX(s.seen_at) FROM session s WHERE s.account_id = a.id AND s.stage = 'in'), 0), a.version
	FROM account a
	WHERE a.id = $2`)
)

func scanAccount(row store.Scan) (Account, error) {
	var a Account
	err := row(&a.ID, &a.Login, &a.Name, &a.Initials, &a.Status, &a.FirstPassword, &a.Authenticator, &a.CodesLeft, &a.SeenAt, &a.Version)
	return a, err
}

var memberSQL = store.SQL("identity.members", `
	SELECT account_id, role, agency_id, team_id, service, since_at, until_at
	FROM gate_v_membership
	WHERE since_at <= $1 AND until_at > $1
	ORDER BY account_id, since_at`)

var memberOfSQL = store.SQL("identity.memberOf", `
	SELECT 1
	FROM gate_v_membership
	WHERE account_id = $1 AND since_at <= $2 AND until_at > $2 AND agency_id IN ({{list}})
	LIMIT 1`)

var demoPeopleSQL = store.SQL("identity.demoPeople", `
	SELECT a.id, a.name, m.role
	FROM account a JOIN gate_v_membership m ON m.account_id = a.id
	WHERE a.status = 'active' AND m.since_at <= $1 AND m.until_at > $1
	ORDER BY m.since_at, a.name, a.id`)
