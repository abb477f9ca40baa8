package report

import (
	"embed"

	"goldenthread/internal/audit"
	"goldenthread/internal/store"
)

//go:embed schema/*.sql
var files embed.FS

// Schema is the tables of this package.
var Schema = store.Schema{Owner: "report", Files: files}

// The rows of this package say in last_entry which audit entry wrote them last; verification asks for
// one that names an entry there is not: table, row, entry.
var _ = audit.Tie(store.SQL("report.untied", `
	SELECT 'report_version', id, last_entry FROM report_version t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'report_publication', id, last_entry FROM report_publication t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	UNION ALL
	SELECT 'report_remark', id, last_entry FROM report_remark t
	WHERE NOT EXISTS (SELECT 1 FROM audit_v_entry e WHERE e.id = t.last_entry)
	LIMIT 1`))
