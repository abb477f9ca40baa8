package upkeep

import (
	"context"
	"net/http"
	"strconv"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/job"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// Path is the address of what was given up.
const Path = "/given-up"

// most is how many are listed; the next come when these are seen to.
const most = 50

type pages struct{ set *catalogue.Set }

// Routes gives the pages, by the lists of a catalogue.
func Routes(set *catalogue.Set) web.Routes {
	p := pages{set}
	return web.Routes{
		{Method: http.MethodGet, Pattern: Path, Action: job.ActGivenUp, Handler: web.Show(p.list)},
		{Method: http.MethodPost, Pattern: Path + "/{effect}/again", Action: job.ActGivenUp, Handler: p.again},
		{Method: http.MethodGet, Pattern: Path + "/{effect}/leave", Action: job.ActGivenUp, Handler: web.Show(p.leavePage)},
		{Method: http.MethodPost, Pattern: Path + "/{effect}/leave", Action: job.ActGivenUp, Handler: p.leave},
	}
}

// list is GET /given-up.
func (p pages) list(r *web.Request, _ view.Answers) (view.Page, error) {
	given, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) ([]job.GivenUp, error) { return job.Given(ctx, v, most) })
	if err != nil {
		return view.Page{}, err
	}
	table := view.Table{Caption: "Waits for somebody to see to it", CaptionSize: "m", Pattern: view.Stack, Empty: "Nothing was given up.",
		Columns: []view.Column{{Head: "What"}, {Head: "Given up"}, {Head: "Tried"}, {Head: "Why it failed"}, {Head: "What now"}}}
	for _, g := range given {
		at := Path + "/" + g.ID
		unseen := words(g.Kind) + ", " + when(g.At)
		table.Rows = append(table.Rows, []view.Part{
			view.Text(words(g.Kind)), view.Text(when(g.At)), view.Text(times(g.Tries)), view.Text(faultWords(g.Fault)),
			view.RowLinks{Items: []view.Part{
				view.ButtonForm{Action: at + "/again", Key: r.Key(), Button: view.Button{Text: "Try again", Unseen: unseen, Kind: view.Secondary, Flush: true}},
				view.Link{Text: "Leave it", Href: at + "/leave", Unseen: ": " + unseen}}}})
	}
	page := view.Page{Title: "What the program gave up", Section: Path, Lead: "Some things are done after a page is saved: a letter to a colleague leaves, a case goes on. One that fails is tried eight times, later each time, and then waits here.",
		Body: table,
		Aside: view.Parts{view.H2("Good to know"), view.Rows{Small: true, Items: []view.Row{
			{Body: view.Text("Nothing here names a person: what it was about stays in the records.")},
			{Body: view.Text("What can't wait is told anew in another letter for a day, and the day's summary until the day is over. Such a letter can be left.")},
			{Body: view.Text("To try again does nothing twice.")}}}}}
	if len(given) == most {
		page.Intro = view.Para("These are the latest " + strconv.Itoa(most) + ". The others come when these are seen to.")
	}
	return page, nil
}

// again is POST /given-up/{effect}/again.
func (p pages) again(r *web.Request) (web.Reply, error) {
	kind, err := gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), job.TryAgain{Effect: r.Path("effect")}.Run)
	if errs.KindOf(err) == errs.NotFound {
		return web.SeeOther(Path).Saying("Somebody has seen to it already."), nil
	}
	if err != nil {
		return web.Reply{}, err
	}
	return web.SeeOther(Path).Saying(words(kind) + ": it is tried again now."), nil
}

// leavePage is GET /given-up/{effect}/leave.
func (p pages) leavePage(r *web.Request, a view.Answers) (view.Page, error) {
	list, _ := p.set.List(job.LeftWhy)
	var items []view.Choice
	for _, c := range list.Codes {
		items = append(items, view.Choice{Value: c.Key, Label: c.Label})
	}
	return view.Page{Title: "Leave what was given up", Section: Path, Back: &view.Back{Text: "Back to what was given up", Href: Path},
		Body: view.Form{Action: Path + "/" + r.Path("effect") + "/leave", Key: r.Key(),
			Body:   view.Parts{view.Radios{Name: "why", Legend: "Why is it left?", Hint: "It is not done, and nobody is asked about it any more. The log keeps who left it, and why", Items: items}.From(a)},
			Submit: view.Button{Text: "Leave it"}, Beside: view.Link{Text: "Cancel", Href: Path}}}, nil
}

// leave is POST /given-up/{effect}/leave.
func (p pages) leave(r *web.Request) (web.Reply, error) {
	f := r.Form()
	list, _ := p.set.List(job.LeftWhy)
	_, err := gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), job.Leave{Effect: r.Path("effect"), Why: f.Text("why"), Reasons: list}.Run)
	switch {
	case errs.KindOf(err) == errs.NotFound:
		return web.SeeOther(Path).Saying("Somebody has seen to it already."), nil
	case err != nil:
		return r.FormAgain(p.leavePage, err)
	}
	return web.SeeOther(Path).Saying("It is left."), nil
}

var kinds = map[string]string{
	"notify.mail": "A letter to a colleague", "intake.list goes on": "A list of cases that was being taken in", "account.left": "Cases of a colleague who left go to somebody else",
	"assessment.banded": "A case follows a new band", "referral.goes on": "A case follows that contact was stopped or goes on",
}

func words(kind string) string {
	if said, ok := kinds[kind]; ok {
		return said
	}
	return kind
}

var faults = map[string]string{
	errs.Unavailable.String(): "Something it needs was not there: a mail server, the disk or the database", errs.Internal.String(): "A fault of the program. Tell whoever looks after it",
	errs.Conflict.String(): "Something else was done meanwhile", errs.NotFound.String(): "What it was about is gone", errs.Forbidden.String(): "Whoever began it may not any more",
	errs.Stale.String(): "It was changed meanwhile", errs.Invalid.String(): "What it was to do can't be", "never settled": "The program ended each time it was begun. Tell whoever looks after it",
}

func faultWords(fault string) string {
	if said, ok := faults[fault]; ok {
		return said
	}
	return fault
}

func when(at clock.Instant) string {
	if at == 0 {
		return "Before this was counted"
	}
	return at.Date().Short() + ", " + at.Clock()
}

func times(n int) string {
	if n == 1 {
		return "Once"
	}
	return strconv.Itoa(n) + " times"
}
