package intake

import (
	"goldenthread/internal/audit"
	"goldenthread/internal/store"
)

// The rows of this package say in last_entry which audit entry wrote them last; verification asks for
// one that names an entry there is not: table, row, entry.
var _ = audit.Tie(store.SQL("intake.untied", `
	SELECT 'intake_batch', id, last_entry FROM intake_batch t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'intake_row', batch_id, last_entry FROM intake_row t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'intake_weekly_address', agency_id, last_entry FROM intake_weekly_address t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'intake_weekly', agency_id, last_entry FROM intake_weekly t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'intake_list', id, last_entry FROM intake_list t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	LIMIT 1`))
