package evidence

import (
	"embed"

	"goldenthread/internal/store"
)

//go:embed schema/*.sql
var files embed.FS

// Schema is the tables of this package.
var Schema = store.Schema{Owner: "evidence", Files: files}
