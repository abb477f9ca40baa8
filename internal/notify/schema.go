package notify

import (
	"embed"

	"goldenthread/internal/store"
)

//go:embed schema/*.sql
var files embed.FS

// Schema is the tables and views of this package.
var Schema = store.Schema{Owner: "notify", Files: files}
