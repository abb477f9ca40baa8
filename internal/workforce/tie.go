package workforce

import (
	"goldenthread/internal/audit"
	"goldenthread/internal/store"
)

// The rows of this package say in last_entry which audit entry wrote them last; verification asks for
// one that names an entry there is not: table, row, entry.
var _ = audit.Tie(store.SQL("workforce.untied", `
	SELECT 'workforce_activity', id, last_entry FROM workforce_activity t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'workforce_day', id, last_entry FROM workforce_day t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'workforce_person', id, last_entry FROM workforce_person t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'workforce_check', id, last_entry FROM workforce_check t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'workforce_expense', id, last_entry FROM workforce_expense t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'workforce_placement', id, last_entry FROM workforce_placement t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'workforce_post', id, last_entry FROM workforce_post t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'workforce_absence', id, last_entry FROM workforce_absence t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'workforce_checkin', id, last_entry FROM workforce_checkin t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'workforce_thanks', id, last_entry FROM workforce_thanks t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	LIMIT 1`))
