package view

import (
	"bytes"
	"fmt"
)

// Key is drawn when a form is shown and comes back with it, so that a form that is sent twice
// has one effect. A page draws one for each form, with Request.Key.
type Key string

// KeyField is the name of the hidden input that carries a form's key.
const KeyField = "_key"

// Hidden is a value that goes with a form.
type Hidden struct{ Name, Value string }

// ButtonKind says what a button is for.
type ButtonKind string

// The kinds of button. One primary button on a page: the thing most worth doing now.
const (
	Primary   ButtonKind = ""
	Secondary ButtonKind = "secondary"
	Danger    ButtonKind = "warning" // act now, and what cannot be undone
	AsLink    ButtonKind = "link"    // a button that looks like a link, inside a sentence
)

// Button sends the form it stands in. Name and Value are for forms with two buttons.
type Button struct {
	Text, Unseen string
	Kind         ButtonKind
	Name, Value  string
	Flush        bool // no room below it
}

func (b Button) write(w *bytes.Buffer) error { return draw(w, "button", b) }

// LinkButton is a link that looks like a button. It goes somewhere and changes nothing.
type LinkButton struct {
	Text, Href, Unseen string
	Kind               ButtonKind
}

func (l LinkButton) write(b *bytes.Buffer) error { return draw(b, "link-button", l) }

// Form sends what is typed to an address. A form that changes something is posted and has a Key;
// one that only looks something up without saying who (a filter) may be a Search, which goes into
// the address: so never a name or anything else about a person.
type Form struct {
	Action string
	Key    Key
	Hidden []Hidden
	Body   Part
	Submit Button
	Beside Part // links beside the button
	Upload bool // there is a FileInput in it
	Search bool
}

func (f Form) write(b *bytes.Buffer) error {
	if f.Key == "" && !f.Search {
		return fmt.Errorf("the form to %s has no key: draw one with Request.Key", f.Action)
	}
	return draw(b, "form", f)
}

// ButtonForm is a form that is only a button: "Show number", "Done, next Tue 24 Nov".
type ButtonForm struct {
	Action string
	Key    Key
	Hidden []Hidden
	Button Button
	Beside Part // links beside the button
}

func (f ButtonForm) write(b *bytes.Buffer) error {
	if f.Key == "" {
		return fmt.Errorf("the form to %s has no key: draw one with Request.Key", f.Action)
	}
	return draw(b, "button-form", f)
}
