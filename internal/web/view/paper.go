package view

import "bytes"

// Paper is what goes out of the house on paper: a letter, a card. On the screen it stands in a frame among the page; printed,
// it stands alone, with nothing on it that says where it comes from.
type Paper struct {
	To   []string // lines of the address; none: a card to be handed over
	Head string   // of a card
	Body Part
	Card bool // the size of a card
}

func (p Paper) write(b *bytes.Buffer) error { return draw(b, "paper", p) }
