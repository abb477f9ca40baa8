package myday

import (
	"context"
	"strings"

	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/referral"
	"goldenthread/internal/seal"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// day is GET /my-day.
func (p pages) day(r *web.Request) (web.Reply, error) {
	type either struct {
		day      casework.Day
		oversees oversees
		coaching *casework.CoachDay
	}
	got, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (either, error) {
		if casework.OnlyCoach(v.Actor()) {
			d, err := casework.MyCoaching(ctx, v, p.set.Services())
			if err != nil {
				return either{}, err
			}
			return either{coaching: &d}, nil
		}
		d, err := casework.MyDay(ctx, v, p.set.Services())
		if err != nil {
			return either{}, err
		}
		b, err := p.beside(ctx, r, v)
		return either{day: d, oversees: b}, err
	})
	if err != nil {
		return web.Reply{}, err
	}
	if got.coaching != nil {
		return web.Page(p.coaching(r, *got.coaching)), nil
	}
	return web.Page(p.page(r, got.day, shown{}, got.oversees)), nil
}

// shown is a number that was just opened: of which case, and the number.
type shown struct {
	reference id.Reference
	contact   id.Contact
	number    *seal.Value
}

// number is POST /my-day/number: the same page, with one number in its row. It is no link: a browser
// may fetch a link ahead, and each showing is recorded.
func (p pages) number(r *web.Request) (web.Reply, error) {
	reference, err := id.ParseReference(r.Form().Text("reference"))
	if err != nil {
		return web.Reply{}, gate.NoSuchRecord()
	}
	type both struct {
		day      casework.Day
		shown    shown
		oversees oversees
	}
	got, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (both, error) {
		d, err := casework.MyDay(ctx, v, p.set.Services())
		if err != nil {
			return both{}, err
		}
		ref, err := referral.ByReference(ctx, v, reference)
		if err != nil {
			return both{}, err
		}
		s := shown{reference: reference, contact: id.Contact(r.Form().Text("contact"))}
		s.number, err = referral.ShowNumber(ctx, v, p.set, ref.ID, s.contact)
		if err != nil {
			return both{}, err
		}
		b, err := p.beside(ctx, r, v)
		return both{d, s, b}, err
	})
	if err != nil {
		return web.Reply{}, err
	}
	return web.Page(p.page(r, got.day, got.shown, got.oversees)), nil
}

// page puts the day together, with what an administrator or a supervisor is to see to first. The one green button is the alarm's, or else
// the first row's.
func (p pages) page(r *web.Request, d casework.Day, s shown, o oversees) view.Page {
	g := &green{}
	page := view.Page{Title: "My day", Heading: d.Now.Date().Heading(), Section: path}
	var intro view.Parts
	for _, a := range d.Alarms {
		intro = append(intro, p.alarm(r, a, d.Now, g))
	}
	if first := o.part(); first != nil {
		intro = append(intro, first)
	}
	if away := covers(d.Covers, d.NewCover); away != nil {
		intro = append(intro, away)
	}
	if pool := p.pool(d); pool != nil {
		intro = append(intro, pool)
	}
	if len(intro) > 0 {
		page.Intro = intro
	}
	calls, others := p.split(d)
	page.Lead = summary(d, len(calls))
	var body view.Parts
	add := func(heading string, rows []view.Row) {
		if len(rows) > 0 {
			body = append(body, view.H2(heading), view.Rows{Ordered: true, Items: rows})
		}
	}
	var rows []view.Row
	for _, c := range d.Stopped {
		rows = append(rows, p.stopped(c, g))
	}
	add("Contact is stopped: does it go on?", rows)
	if d.MoreStop {
		body = append(body, view.Small("These have been stopped longest. The others follow as these are decided."))
	}
	rows = nil
	for _, c := range calls {
		rows = append(rows, p.call(r, c, d.Now, s, g))
	}
	add("Call", rows)
	rows = nil
	for _, pr := range d.Promises {
		rows = append(rows, p.promise(r, pr, d.Now, g))
	}
	add("You promised", rows)
	add("To tell people, and steps of their plans", p.owed(r, d.Owed, d.Now, g))
	rows = p.lookAgain(d.Waits, d.Now.Date())
	for _, o := range others {
		rows = append(rows, p.other(o, d.Now))
	}
	add("Also due", rows)
	if len(body) == 0 && len(d.Alarms) == 0 {
		body = view.Parts{view.Para("Nothing is due today." + nextHearing(d))}
	}
	if d.MoreTold {
		body = append(body, view.Paragraph{Body: view.Parts{view.Text("Something new was told of more cases that nobody has. These have waited longest. "), unowned}})
	}
	if d.MorePool {
		body = append(body, morePool(d))
	}
	page.Body, page.Aside = body, p.aside(d, howWasThatCall(r, d.Register))
	return page
}

// unowned leads to the cases that nobody has.
var unowned = view.Link{Text: "See everybody nobody has taken", Href: "/cases?show=" + string(casework.Unowned)}

// morePool says where the rest of those stand whom nobody has taken: the day shows the first of them.
func morePool(d casework.Day) view.Part {
	where := unowned
	if d.Officer {
		where.Href = poolPath(casework.PoolWaiting)
	}
	return view.Paragraph{Body: view.Parts{view.Text("More people wait whom nobody has taken yet. These are the first. "), where}}
}

// green gives the page's one green button to the first that asks.
type green struct{ given bool }

func (g *green) kind() view.ButtonKind {
	if g.given {
		return view.Secondary
	}
	g.given = true
	return view.Primary
}

// split tells people to be called from what else is due: whoever was reached at this stage is not rung a second time.
func (p pages) split(d casework.Day) (calls, others []casework.Due) {
	for _, list := range [][]casework.Due{d.Due, d.Pool} {
		for _, c := range list {
			if p.reaches(c) && c.Case.State == casework.Open && c.Stop == "" && !c.Reached && p.byPhone(c.Case) {
				calls = append(calls, c)
			} else {
				others = append(others, c)
			}
		}
	}
	return calls, others
}

// reaches tells whether the stage a case is at is there to reach the person: once that was done, it goes on.
func (p pages) reaches(c casework.Due) bool {
	step := p.stage(c).Step
	return step == catalogue.StepContact || step == catalogue.StepAssessmentCall
}

// byPhone tells whether the next try to reach the person is a call.
func (p pages) byPhone(c casework.Case) bool {
	_, next, trying := c.Tries(p.service(c.Service))
	return c.Try.No == 0 || trying && (next.By == catalogue.MethodPhone || next.No == 1)
}

func (p pages) service(key string) catalogue.Service {
	s, _ := p.set.Service(key)
	return s
}

func (p pages) stage(c casework.Due) catalogue.Stage {
	st, _ := p.service(c.Case.Service).Stage(c.Case.Stage)
	return st
}

// summary counts what matters, each count a list below.
func summary(d casework.Day, calls int) string {
	today, broken := 0, 0
	for _, p := range d.Promises {
		if p.Due < d.Now {
			broken++
		} else {
			today++
		}
	}
	untaken, again, first := 0, 0, 0
	for _, w := range d.Waits {
		switch {
		case w.Kind == casework.AwaitsTaker:
			untaken++
		case w.Kind == casework.AwaitsRisk && w.First:
			first++
		case w.Kind == casework.AwaitsRisk:
			again++
		}
	}
	var words []string
	for _, c := range []struct {
		n         int
		one, many string
	}{{len(d.Alarms), "danger waits for an answer", "dangers wait for an answer"}, {len(d.Stopped), "stopped contact waits for you", "stopped contacts wait for you"},
		{untaken, "case that nobody has is to be looked at", atLeast(d.MoreTold) + "cases that nobody has are to be looked at"},
		{again, "risk is to be looked at again", "risks are to be looked at again"}, {first, "risk is to be looked at for the first time", "risks are to be looked at for the first time"}, {today, "promise is due today", "promises are due today"}, {broken, "promise is broken", "promises are broken"},
		{calls, "person is to be called", "people are to be called"}, {d.Owing(), "thing is due to a person by tonight", "things are due to people by tonight"}} {
		if c.n > 0 {
			words = append(words, plural(c.n, c.one, c.many)+".")
		}
	}
	return strings.Join(words, " ")
}

// atLeast follows a count of which there are more than are listed.
func atLeast(more bool) string {
	if more {
		return "or more "
	}
	return ""
}

func nextHearing(d casework.Day) string {
	if len(d.Hearings) == 0 {
		return ""
	}
	where := "court"
	if d.Hearings[0].Visit {
		where = "visit to the court"
	}
	return " Next: " + d.Hearings[0].On.Heading() + ", " + where + "."
}

func caseLink(initials *seal.Value, reference id.Reference) *view.Link {
	text := initials.Text()
	if text == "" {
		text = string(reference)
	}
	return &view.Link{Text: text, Href: casePath(reference)}
}

func casePath(reference id.Reference, below ...string) string {
	return strings.Join(append([]string{"/cases", string(reference)}, below...), "/")
}

// due writes a deadline beside today.
func due(at, now clock.Instant) string {
	if at.Date() == now.Date() {
		return "Today"
	}
	return at.Date().Short()
}

// late writes how late something is.
func late(at, now clock.Instant) string {
	if days := at.Date().DaysUntil(now.Date()); days > 1 {
		return plural(days, "day late", "days late")
	}
	return plural(max(int(now.Sub(at).Hours()), 1), "hour late", "hours late")
}
