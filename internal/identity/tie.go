package identity

import (
	"goldenthread/internal/audit"
	"goldenthread/internal/store"
)

// The rows of this package say in last_entry which audit entry wrote them last; verification asks for
// one that names an entry there is not: table, row, entry.
var _ = audit.Tie(store.SQL("identity.untied", `
	SELECT 'account', id, last_entry FROM account t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'account_code', account_id, last_entry FROM account_code t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'session', id, last_entry FROM session t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'draft', account_id, last_entry FROM draft t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'account_service', account_id, last_entry FROM account_service t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	LIMIT 1`))
