package seal

import (
	"embed"

	"goldenthread/internal/store"
)

//go:embed schema/*.sql
var files embed.FS

// Schema makes the tables of keys.
var Schema = store.Schema{Owner: "seal", Files: files}
