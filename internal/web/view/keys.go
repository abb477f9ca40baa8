package view

import "bytes"

// Keys lets a list be gone through by single letters where scripts run. On a page for one of them j goes to the next, k
// back, and a presses the page's one green button. On the list itself (Rows) j and k go from row to row, and a presses the
// first button of the row one stands on. A button beside it turns them off, and on again (WCAG 2.1.4). Without scripts
// nothing of it is shown, and nothing is lost: every key stands for a link or a button of the page.
type Keys struct {
	Next, Previous string
	Rows           bool   // on the list itself
	Does           string // of a list: what a does, in words: "accept"
}

func (k Keys) write(b *bytes.Buffer) error { return draw(b, "keys", k) }
