package evidence

import "goldenthread/internal/id"

// What this package records: ids and codes, and the digest of a picture, by which it is shown later to be the same.
type (
	// Logged: a thing was put into the log.
	Logged struct {
		Folder   id.Folder
		Evidence string
		Number   int
		Kind     string
		Size     int
		SHA256   string
	}
	// Handed: it, or a copy, went into somebody's hands, or is marked as logged by mistake.
	Handed struct {
		Folder   id.Folder
		Evidence string
		Hand     string
		Copied   bool
	}
)

// EventKind names the event.
func (Logged) EventKind() string { return "evidence.logged" }

// EventKind names the event.
func (Handed) EventKind() string { return "evidence.handed on" }
