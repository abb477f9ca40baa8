package view

import "bytes"

// OneAtATime is one step of a long form: on a phone it fills the screen, with a link to the next; on a desk all
// stand on one page. It needs no script, and what is typed stays in one form.
type OneAtATime struct {
	ID, Next string // Next: ID of the step after it; empty: the last
	Body     Part
}

func (o OneAtATime) write(b *bytes.Buffer) error { return draw(b, "one-at-a-time", o) }
