package setup

import (
	"embed"

	"goldenthread/internal/store"
)

//go:embed schema/*.sql
var files embed.FS

// Schema is the table of this package.
var Schema = store.Schema{Owner: "setup", Files: files}
