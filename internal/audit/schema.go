package audit

import (
	"embed"

	"goldenthread/internal/store"
)

//go:embed schema/*.sql
var files embed.FS

// Schema makes the tables of the audit log.
var Schema = store.Schema{Owner: "audit", Files: files}
