package view

import (
	"bytes"
	"fmt"
	"html/template"
)

// Page is what a handler answers with: a title and what stands under it. The frame around it
// (name, navigation, who is signed in, demonstration, footer) is the shell's.
//
// Title is the page's heading and the first words of the browser's title: never a name or a
// number of a person. What is drawn, top to bottom: Bar, Back, errors, Top, heading, Lead, then
// Body and Aside beside each other on a desk.
type Page struct {
	Title    string
	Heading  string // when it is to differ from Title
	Caption  string // above the heading, smaller
	Lead     string // under the heading, larger
	Section  string // address of the navigation's current item; empty: found from the page's own
	Bar      *IdentityBar
	Back     *Back
	Top      Part // over the whole width, above the heading: facts and tabs of a case
	Intro    Part // over the whole width, under the heading
	Body     Part
	Aside    Part    // the narrow column: what to know, after what to do
	Wide     bool    // Body takes the whole width
	Headless bool    // the body holds the page's heading itself, as Panel does
	Form     Answers // whose problems go into the error summary
	Notice   *Alert  // what went wrong with the whole form: someone else changed it meanwhile
	Refresh  int     // seconds after which the page loads itself again; 0: never
}

// NavItem is an item of the main navigation.
type NavItem struct {
	Text, Href string
	Current    bool
}

// Frame is what the shell puts around every page.
type Frame struct {
	Nav        []NavItem
	Who        string // "A. N., case worker"; empty: nobody is signed in
	SignOut    Key    // for the sign-out button
	SignIn     string // address for somebody not signed in; empty on the page itself
	Home       string
	Demo       string // the banner of a demonstration; empty: this is none
	Skip       string // the link past the navigation
	SignInText string
	Flash      string // said once, after something was done
	Warns      bool   // Flash says that it was not done
	Stylesheet []string
	Script     string
	Icon       string
	Footer     []NavItem
}

// H1 is the page's heading.
func (p Page) H1() string { return first(p.Heading, p.Title) }

// FullTitle is the browser's title.
func (p Page) FullTitle() string {
	title := p.Title + " - Golden Thread"
	if len(p.Form.Problems) > 0 || p.Notice != nil {
		return "Error: " + title
	}
	return title
}

// Problems are the lines of the error summary.
func (p Page) Problems() []Problem { return p.Form.problems() }

// drawnPage is what the frame's template is filled with: everything drawn before, so that an
// error in a part shows itself before the first byte of the frame.
type drawnPage struct {
	Page
	Frame
	BarHTML, BackHTML, SummaryHTML, NoticeHTML, TopHTML, IntroHTML, BodyHTML, AsideHTML template.HTML
}

// Render draws a page in its frame. Either the whole page comes back or an error.
func Render(f Frame, p Page) ([]byte, error) {
	if p.Title == "" {
		return nil, fmt.Errorf("a page without a title")
	}
	d := drawnPage{Page: p, Frame: f}
	var notice, summary Part
	if p.Notice != nil {
		notice = *p.Notice
	}
	if list := p.Problems(); len(list) > 0 {
		summary = errorSummary(list)
	}
	var bar, back Part
	if p.Bar != nil {
		bar = *p.Bar
	}
	if p.Back != nil {
		back = *p.Back
	}
	for _, one := range []struct {
		to   *template.HTML
		part Part
	}{{&d.BarHTML, bar}, {&d.BackHTML, back}, {&d.SummaryHTML, summary}, {&d.NoticeHTML, notice},
		{&d.TopHTML, p.Top}, {&d.IntroHTML, p.Intro}, {&d.BodyHTML, p.Body}, {&d.AsideHTML, p.Aside}} {
		drawn, err := show(one.part)
		if err != nil {
			return nil, err
		}
		*one.to = drawn
	}
	var b bytes.Buffer
	if err := draw(&b, "frame", d); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// errorSummary lists what is wrong, above the heading, each line a link to its input.
type errorSummary []Problem

func (e errorSummary) write(b *bytes.Buffer) error { return draw(b, "error-summary", []Problem(e)) }
