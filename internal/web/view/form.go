package view

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
)

// Key is drawn when a form is shown and comes back with it, so that a form that is sent twice
// has one effect. A page draws one for each form, with Request.Key. On a form that is given back as
// it was left, it also knows what its writer had seen.
type Key struct {
	Drawn string
	Left  *Left // nil: a form nobody has touched
}

// String gives the key as it stands in its form.
func (k Key) String() string { return k.Drawn }

// Left is a form as its writer left it: where it is posted, and what stood in it.
type Left struct {
	Action string
	Stood  []Hidden
}

// LeftAt gives a form as its writer left it, from what came of it.
func LeftAt(action string, values url.Values) *Left {
	left := &Left{Action: action}
	for name := range values {
		left.Stood = append(left.Stood, Hidden{name, values.Get(name)})
	}
	return left
}

func (l Left) stood(name string) string {
	if i := slices.IndexFunc(l.Stood, func(h Hidden) bool { return h.Name == name }); i >= 0 {
		return l.Stood[i].Value
	}
	return ""
}

// seenNames are the hidden inputs that say how far whoever fills a form in has seen: a version, or how many there were.
var seenNames = []string{"seen", "version", "referral", "open"}

// IsSeen tells whether an input says how far the writer has seen, and is nothing they typed.
func IsSeen(name string) bool { return slices.Contains(seenNames, name) }

// since gives a form's hidden inputs as its writer had them: what is given back says what had been seen when it was typed, or
// a save would overwrite in silence what a colleague wrote since. A form about another thing stays as it is.
func (k Key) since(action string, now []Hidden) []Hidden {
	if k.Left == nil || k.Left.Action != action {
		return now
	}
	then := slices.Clone(now)
	for i, h := range now {
		switch had := k.Left.stood(h.Name); {
		case IsSeen(h.Name) && had != "":
			then[i].Value = had
		case !IsSeen(h.Name) && had != h.Value:
			return now
		}
	}
	return then
}

// KeyField is the name of the hidden input that carries a form's key.
const KeyField = "_key"

// PressField is the name of the hidden input by which a form says that it is only a button: nothing in it was typed.
const PressField = "_press"

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
	if f.Key.Drawn == "" && !f.Search {
		return fmt.Errorf("the form to %s has no key: draw one with Request.Key", f.Action)
	}
	f.Hidden = f.Key.since(f.Action, f.Hidden)
	return draw(b, "form", f)
}

// ButtonForm is a form that is only a button: "Show number", "Done, next Tue 24 Nov".
type ButtonForm struct {
	Action string
	Key    Key
	Hidden []Hidden
	Typed  []Hidden // what was typed on the page before and is taken along; with it, it is no mere press (PressField)
	Button Button
	Beside Part // links beside the button
}

func (f ButtonForm) write(b *bytes.Buffer) error {
	if f.Key.Drawn == "" {
		return fmt.Errorf("the form to %s has no key: draw one with Request.Key", f.Action)
	}
	f.Hidden = f.Key.since(f.Action, f.Hidden)
	return draw(b, "button-form", f)
}
