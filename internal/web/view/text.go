package view

import (
	"bytes"
	"net/url"
	"strings"
)

// Paragraph is body text. Small is for side lists and remarks.
type Paragraph struct {
	Body  Part
	Small bool
	Lead  bool
}

func (p Paragraph) write(b *bytes.Buffer) error { return draw(b, "paragraph", p) }

// Para is a paragraph of plain text.
func Para(text string) Paragraph { return Paragraph{Body: Text(text)} }

// Small is a paragraph of plain text in the smaller size.
func Small(text string) Paragraph { return Paragraph{Body: Text(text), Small: true} }

// Size is a step of the type scale: "s", "m", "l" or "xl".
type Size string

// Heading is a heading below the page's own. Level is 2 unless it says otherwise, Size "m".
type Heading struct {
	Text  string
	Level int
	Size  Size
	ID    string
}

func (h Heading) write(b *bytes.Buffer) error {
	if h.Level == 0 {
		h.Level = 2
	}
	if h.Size == "" {
		h.Size = "m"
		if h.Level > 2 {
			h.Size = "s"
		}
	}
	return draw(b, "heading", h)
}

// H2 is a heading of a page's part.
func H2(text string) Heading { return Heading{Text: text} }

// H3 is a heading of something smaller.
func H3(text string) Heading { return Heading{Text: text, Level: 3} }

// Link goes somewhere and changes nothing. Unseen is added for screen readers, so that ten links
// "Change" read aloud make sense. Danger is for "In danger? Act now" alone.
type Link struct {
	Text, Href, Unseen string
	Danger             bool
	Label              string // for a figure: what the link says aloud in place of its text
}

func (l Link) write(b *bytes.Buffer) error { return draw(b, "link", l) }

// ActNow is the red link "In danger? Act now" of a row or an item. who is read aloud after it.
func ActNow(href, who string) Link {
	return Link{Text: "In danger? Act now", Href: href, Unseen: " for " + who, Danger: true}
}

// BothSides is the link to alerts that both sides of something may be clients: n of them, at most a hundred, of one service, or
// of all that a supervisor answers for where it is empty. It is for supervisors alone.
func BothSides(n int, service string) Link {
	l := Link{Text: UpTo(n) + " alerts: both sides may be clients", Href: "/both-sides"}
	if n == 1 {
		l.Text = "1 alert: both sides may be clients"
	}
	if service != "" {
		l.Href += "?" + url.Values{"service": {service}}.Encode()
	}
	return l
}

// How a call was for a worker: the words of the three answers, on every page that asks or tells.
const (
	FeelingFine = "All right"
	FeelingHard = "It was hard"
	FeelingTalk = "I would like to talk to somebody today"
)

// CheckIns is the link to the check-ins that wait for a supervisor: n of them, at most a hundred, of one service, or of all she answers
// for where it is empty. It is for those who supervise alone.
func CheckIns(n int, service string) Link {
	l := Link{Text: UpTo(n) + " check-ins after a hard call wait for an answer", Href: "/check-ins"}
	if n == 1 {
		l.Text = "1 check-in after a hard call waits for an answer"
	}
	if service != "" {
		l.Href += "?" + url.Values{"service": {service}}.Encode()
	}
	return l
}

// Back is the link above a page's heading.
type Back struct{ Text, Href string }

func (l Back) write(b *bytes.Buffer) error {
	if l.Text == "" {
		l.Text = "Back"
	}
	return draw(b, "back", l)
}

// List is a list of parts, with bullets or numbers where asked for.
type List struct {
	Items            []Part
	Bullets, Numbers bool
	Small            bool
	Empty            string // said in place of an empty list
}

func (l List) write(b *bytes.Buffer) error { return draw(b, "list", l) }

// Colour is a tag's colour. The word in the tag carries the meaning; the colour only helps.
type Colour string

// The colours of tags.
const (
	Blue   Colour = ""
	Grey   Colour = "grey"
	Green  Colour = "green"
	Yellow Colour = "yellow"
	Orange Colour = "orange"
	Red    Colour = "red"
	Purple Colour = "purple"
)

// Tag is a state in a word or two. Mark is a sign after it that only the eye sees ("↑") and
// Unseen the words for it ("and rising").
type Tag struct {
	Text         string
	Colour       Colour
	Mark, Unseen string
}

func (t Tag) write(b *bytes.Buffer) error { return draw(b, "tag", t) }

// InsetText sets something apart that should not be missed but alarms nobody.
type InsetText struct{ Body Part }

func (i InsetText) write(b *bytes.Buffer) error { return draw(b, "inset", i) }

// WarningText says what will follow from something that cannot be undone.
type WarningText struct{ Body Part }

func (w WarningText) write(b *bytes.Buffer) error { return draw(b, "warning", w) }

// Details is closed until someone opens it.
type Details struct {
	Summary string
	Body    Part
	Open    bool
}

func (d Details) write(b *bytes.Buffer) error { return draw(b, "details", d) }

// Panel says that something is done, at the top of a page of its own. It holds the page's heading.
type Panel struct {
	Title string
	Body  Part
}

func (p Panel) write(b *bytes.Buffer) error { return draw(b, "panel", p) }

// ExitThisPage leaves at once for a page that tells nothing, for people who may be watched.
// Emergency is read aloud before its text.
type ExitThisPage struct{ Emergency, Text string }

func (e ExitThisPage) write(b *bytes.Buffer) error { return draw(b, "exit-this-page", e) }

// Quiet is a box of paper for what stands beside the work. Heading may be empty.
type Quiet struct {
	Heading string
	Body    Part
	Small   bool
}

func (q Quiet) write(b *bytes.Buffer) error { return draw(b, "quiet", q) }

// AlertKind is how loud an alert is.
type AlertKind string

// The kinds of alert.
const (
	AlertDanger      AlertKind = "error" // somebody may be in danger: act now
	AlertWarning     AlertKind = "warning"
	AlertSuccess     AlertKind = "success"
	AlertInformation AlertKind = "information"
)

// Alert is a box that asks to be read first.
type Alert struct {
	Kind    AlertKind
	Heading string
	About   string // tells it from another with the same heading on a page; on the page it is not seen
	Body    Part
}

func (a Alert) write(b *bytes.Buffer) error { return draw(b, "alert", a) }

// ID makes the heading's id from its words, and from what tells it from another.
func (a Alert) ID() string { return "alert-" + cssID(strings.TrimSpace(a.Heading+" "+a.About)) }

// Icon is the path that draws the kind's sign.
func (a Alert) Icon() string { return alertIcons[a.Kind] }

var alertIcons = map[AlertKind]string{
	AlertDanger:      "M20.18 2.5H9.82L2.5 9.82v10.36l7.32 7.32h10.36l7.32-7.32V9.82L20.18 2.5ZM10.92 8.88 15 12.96l4.08-4.08 2.04 2.04L17.04 15l4.08 4.08-2.04 2.04L15 17.04l-4.08 4.08-2.04-2.04L12.96 15l-4.08-4.08 2.04-2.04Z",
	AlertWarning:     "M15 2.5 28.75 26.25H1.25L15 2.5ZM13.75 11v8h2.5v-8h-2.5Zm0 10v2.5h2.5V21h-2.5Z",
	AlertSuccess:     "M11.2 24.5 2.5 15.8l2.3-2.3 6.4 6.4L25.2 5.9l2.3 2.3-16.3 16.3Z",
	AlertInformation: "M15 2.5A12.5 12.5 0 1 0 15 27.5 12.5 12.5 0 0 0 15 2.5ZM13.75 13.75h2.5v7.5h-2.5v-7.5Zm0-5h2.5v2.5h-2.5v-2.5Z",
}

// Pair sets two parts beside each other on a desk and under each other on a phone: a chart and
// the table of the same figures.
type Pair struct {
	Heading     string
	Left, Right Part
	Below       Part // a table too wide to stand beside a chart
}

func (p Pair) write(b *bytes.Buffer) error { return draw(b, "pair", p) }

// ID makes the heading's id from its words.
func (p Pair) ID() string { return "pair-" + cssID(p.Heading) }

// Corrected is the strip that says a figure in print is wrong: what was printed, what it is, why.
type Corrected struct {
	Printed, Is string
	Why         Part
}

func (c Corrected) write(b *bytes.Buffer) error { return draw(b, "corrected", c) }
