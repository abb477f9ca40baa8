package learning

import (
	"goldenthread/internal/audit"
	"goldenthread/internal/store"
)

// The rows of this package say in last_entry which audit entry wrote them last; verification asks for
// one that names an entry there is not: table, row, entry.
var _ = audit.Tie(store.SQL("learning.untied", `
	SELECT 'learning_event', id, last_entry FROM learning_event t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'learning_turnout', event_id, last_entry FROM learning_turnout t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'learning_came', id, last_entry FROM learning_came t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	LIMIT 1`))
