package view

import "bytes"

// ReadAloud is a button that reads the first entries of the page's timeline aloud, while somebody dials. It is there only
// where scripts run and the browser has a voice of its own: nothing is sent anywhere. It never speaks by itself, and is
// silent again on a second press.
type ReadAloud struct{ Most int }

func (r ReadAloud) write(b *bytes.Buffer) error { return draw(b, "read-aloud", r) }
