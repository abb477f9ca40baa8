package person

import (
	"goldenthread/internal/audit"
	"goldenthread/internal/store"
)

// The rows of this package say in last_entry which audit entry wrote them last; verification asks for
// one that names an entry there is not: table, row, entry.
var _ = audit.Tie(store.SQL("person.untied", `
	SELECT 'person', id, last_entry FROM person t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'person_name', id, last_entry FROM person_name t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'contact_point', id, last_entry FROM contact_point t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'safe_rule', folder_id, last_entry FROM safe_rule t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'story', folder_id, last_entry FROM story t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'person_other', id, last_entry FROM person_other t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'do_not_contact', scope, last_entry FROM do_not_contact t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'person_quiet', folder_id, last_entry FROM person_quiet t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'link_proposal', id, last_entry FROM link_proposal t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'look_up_left', folder_id, last_entry FROM look_up_left t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'both_sides', id, last_entry FROM both_sides t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'demographic', folder_id, last_entry FROM demographic t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'contact_ease', folder_id, last_entry FROM contact_ease t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	LIMIT 1`))
