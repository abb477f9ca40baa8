package assessment

import (
	"goldenthread/internal/audit"
	"goldenthread/internal/store"
)

// The rows of this package say in last_entry which audit entry wrote them last; verification asks for
// one that names an entry there is not: table, row, entry.
var _ = audit.Tie(store.SQL("assessment.untied", `
	SELECT 'assessment', id, last_entry FROM assessment t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	LIMIT 1`))

var _ = audit.Tie(store.SQL("assessment.untiedJoint", `
	SELECT 'joint_priority', assessment_id, last_entry FROM joint_priority t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	LIMIT 1`))

var _ = audit.Tie(store.SQL("assessment.untiedSecond", `
	SELECT 'second_score', first_id, last_entry FROM second_score t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	LIMIT 1`))

var _ = audit.Tie(store.SQL("assessment.untiedReceived", `
	SELECT 'received_assessment', id, last_entry FROM received_assessment t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	LIMIT 1`))
