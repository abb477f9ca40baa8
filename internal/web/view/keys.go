package view

import "bytes"

// Keys lets a list be gone through by single letters where scripts run: j for the next, k back, a for the
// page's one green button. A button beside it turns them off, and on again (WCAG 2.1.4). Without scripts
// nothing of it is shown.
type Keys struct{ Next, Previous string }

func (k Keys) write(b *bytes.Buffer) error { return draw(b, "keys", k) }
