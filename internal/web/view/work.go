package view

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// Rows are things to work on, one under the other. Say Empty: an empty list is news too.
type Rows struct {
	Items   []Row
	Ordered bool
	Small   bool
	Empty   string
}

func (r Rows) write(b *bytes.Buffer) error { return draw(b, "rows", r) }

// Row is a thing to work on: when, what, do. Without When and Do it is one column.
type Row struct {
	When, WhenNote string // "10:00 to 12:00", "opens in 36 minutes"
	Broken         bool   // a broken promise: it hangs on a red edge
	Tag            *Tag
	Flags          []Tag  // of high risk, of high need: text, each apart
	Who            *Link  // the initials, to the case
	Title          string // what is to be done
	Big            bool   // the heading of a referral
	ID             string // makes the row an article named by its heading
	Body           Part
	Note           Part // smaller
	Do             Part // the button at the right
}

// Three tells whether it has columns on a desk.
func (r Row) Three() bool { return r.When != "" || !isNil(r.Do) }

// Headed tells whether it has a heading.
func (r Row) Headed() bool { return r.Tag != nil || len(r.Flags) > 0 || r.Who != nil || r.Title != "" }

// RowLinks are a row's buttons and links beside each other.
type RowLinks struct{ Items []Part }

func (r RowLinks) write(b *bytes.Buffer) error { return draw(b, "row-links", r) }

// SafeContact is the box with a person's safe-contact rule and, after it, her number or the button
// that shows it. There is no way to draw a number without the rule. When nobody has asked her yet, Rule says so.
type SafeContact struct {
	Rule   Part
	Number string      // once it was shown: "07700 900417"
	Show   *ButtonForm // posts; each showing is recorded
}

func (s SafeContact) write(b *bytes.Buffer) error {
	if isNil(s.Rule) {
		return fmt.Errorf("safe contact drawn without its rule")
	}
	return draw(b, "safe-contact", s)
}

// RaisedFlags are the two flags of a case in words, each apart: neither follows from the other.
func RaisedFlags(risk, need bool) []Tag {
	var flags []Tag
	if risk {
		flags = append(flags, Tag{Text: "High risk", Colour: Red})
	}
	if need {
		flags = append(flags, Tag{Text: "High need", Colour: Purple})
	}
	return flags
}

// Dial is the number as a telephone wants it.
func (s SafeContact) Dial() string { return dial(s.Number) }

// dial makes a number as people say it into one that a telephone dials: +447700900417.
func dial(number string) string {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, number)
	if strings.HasPrefix(digits, "0") && len(digits) > 3 {
		return "+44" + digits[1:]
	}
	return digits
}

// IdentityBar stays in view on the pages of a case: who, risk, safe contact, act now. The order
// never changes. Name is initials, on every screen.
type IdentityBar struct {
	Name   string
	Risk   *Tag
	Was    string // "was Medium on 3 November"
	Flags  []Tag  // of high risk, of high need
	Short  string // the rule in a few words, for the line that stays on a phone
	Rule   Part
	Number string
	Show   *ButtonForm
	After  Part   // a link after the number: record the call
	Known  []Fact // what else must be known before contact, each only where it is: interpreter, hearing, the next promise
	Do     []Part
	ActNow string // address; never left out
}

func (i IdentityBar) write(b *bytes.Buffer) error {
	if isNil(i.Rule) {
		return fmt.Errorf("identity bar drawn without the safe-contact rule")
	}
	if i.ActNow == "" {
		return fmt.Errorf("identity bar drawn without Act now")
	}
	return draw(b, "identity-bar", i)
}

// Dial is the number as a telephone wants it.
func (i IdentityBar) Dial() string { return dial(i.Number) }

// Picture shows a picture of a record; whoever can't see it has what it shows in words.
type Picture struct{ Src, Shows string }

func (p Picture) write(b *bytes.Buffer) error { return draw(b, "picture", p) }

// Words are what she said, in her words, with who heard them and when. Nothing we wrote is set so.
type Words struct {
	Said  string
	Heard string // "Her words, 3 November. Asked again 17 November: the same."
	Link  *Link
}

func (w Words) write(b *bytes.Buffer) error { return draw(b, "words", w) }

// Lines splits what was said at its line breaks.
func (w Words) Lines() []string {
	var lines []string
	for l := range strings.Lines(w.Said) {
		if l = strings.TrimSpace(l); l != "" {
			lines = append(lines, l)
		}
	}
	if len(lines) == 0 {
		return lines
	}
	lines[0] = "“" + lines[0]
	lines[len(lines)-1] += "”"
	return lines
}

// TaskList is tasks with their state.
type TaskList struct{ Items []Task }

// Task is one of them. Without an address it cannot be started yet.
type Task struct {
	ID, Title, Href, Hint string
	Status                Tag
}

func (t TaskList) write(b *bytes.Buffer) error { return draw(b, "task-list", t) }

// Timeline is what happened, newest first.
type Timeline struct {
	Items []Moment
	Empty string
}

// Moment is one thing that happened.
type Moment struct {
	Title, By, When string // When in words; At for machines
	At              string
	Tag             *Tag
	Body            Part
}

func (t Timeline) write(b *bytes.Buffer) error { return draw(b, "timeline", t) }

// Tabs go to the pages of one thing, or the states of a list. Each is a page of its own.
type Tabs struct {
	Label string // "This case"
	Items []Tab
}

// Tab is one of them. A count stands in brackets when Counted; 100 or more reads "99+".
type Tab struct {
	Text, Href string
	Current    bool
	Counted    bool
	Count      int
}

// Words is the tab's text with its count.
func (t Tab) Words() string {
	if !t.Counted {
		return t.Text
	}
	return t.Text + " (" + UpTo(t.Count) + ")"
}

// UpTo writes a count that stops at a hundred: "99+" there.
func UpTo(n int) string {
	if n > 99 {
		return "99+"
	}
	return strconv.Itoa(n)
}

func (t Tabs) write(b *bytes.Buffer) error { return draw(b, "tabs", t) }

// Pagination goes to the page before and after. Lists are paged by key, so there are no numbers.
type Pagination struct {
	Previous, Next string // addresses; empty: there is none
	Of             string // what is paged, for screen readers: "referrals"
}

func (p Pagination) write(b *bytes.Buffer) error { return draw(b, "pagination", p) }
