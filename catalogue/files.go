// Package files holds the catalogue that is shipped: the services, and everything they refer to, as
// plain files. What they mean is in internal/catalogue and in doc/add-a-service.md.
package files

import "embed"

// FS is the shipped catalogue, as it was when the program was built.
//
//go:embed areas calendars codes entitlements instruments mappings reports schema services words
var FS embed.FS
