package staff

import (
	"context"
	"fmt"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
	"goldenthread/internal/workforce"
)

// showRecord is GET /staff/{account}: what is kept about somebody, for her supervisor and herself.
func (p pages) showRecord(r *web.Request) (web.Reply, error) {
	w, err := p.whom(r)
	if err != nil {
		return web.Reply{}, err
	}
	rec, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (workforce.Record, error) {
		return workforce.LoadRecord(ctx, v, w.service.Key, w.account)
	})
	if errs.KindOf(err) == errs.NotFound && r.Path("account") == me {
		return web.Page(view.Page{Title: "Your record", Section: workLog, Caption: w.service.Name, Back: &view.Back{Text: "Work log", Href: at(workLog, w.service.Key)},
			Body: view.Para("You are not in the register of this service yet. Ask your supervisor to put you in: then your checks, supervision and expenses stand here.")}), nil
	}
	if err != nil {
		return web.Reply{}, err
	}
	return web.Page(p.recordPage(r, w, rec)), nil
}

func (p pages) recordPage(r *web.Request, w whom, rec workforce.Record) view.Page {
	page := view.Page{Title: "Staff record", Heading: rec.Name, Section: register, Caption: w.service.Name, Back: &view.Back{Text: "Staff", Href: at(register, w.service.Key)}}
	if rec.Mine {
		page.Title, page.Section, page.Back = "Your record", workLog, &view.Back{Text: "Work log", Href: at(workLog, w.service.Key)}
	}
	page.Body = view.Parts{view.InsetText{Body: view.Text("Only the person this is about and their supervisor can open this page. Each opening is kept on record.")},
		p.supervisionPart(rec), p.checksPart(rec), checkInsPart(rec, unsays{}), thanksPart(rec, unsays{}), p.expensesPart(r, w, rec), placementsPart(r, w, rec)}
	page.Aside = view.Parts{view.Quiet{Heading: engagedWords[rec.Engaged] + ", since " + rec.Since.Plain(), Small: true, Body: p.can(rec.Person)}, p.links(r, w, rec)}
	return page
}

// links lead to what the reader may record here.
func (p pages) links(r *web.Request, w whom, rec workforce.Record) view.Part {
	list := view.List{Small: true}
	add := func(text, below string) { list.Items = append(list.Items, view.Link{Text: text, Href: w.at(below)}) }
	if rec.Mine {
		list.Items = append(list.Items, view.Link{Text: "How a call was", Href: at(checkIn, w.service.Key)}, view.Link{Text: "Somebody thanked you", Href: at(thanks, w.service.Key)})
		add("Claim an expense", "/expense")
		add("Say when you are away", "/away")
	} else {
		add("Record supervision", "/supervision")
		add("Record a check", "/check")
		add("Say that they are away", "/away")
		if rec.Engaged == workforce.Student {
			add("Record a placement", "/placement")
		}
		add("Change what they can do", "/describe")
		add("Give them another supervisor", "/supervisor")
	}
	parts := view.Parts{view.H2("Record"), list}
	if !rec.AwayUntil.IsZero() {
		parts = append(parts, view.Small("Away until "+rec.AwayUntil.Plain()+"."), back(r, w, rec.Name))
	}
	return parts
}

func (p pages) supervisionPart(rec workforce.Record) view.Part {
	facts := []view.Fact{{Name: "Last held", Value: view.Text(day(rec.HeldOn.Plain, "not yet"))}, {Name: "Planned", Value: view.Text(day(rec.PlannedOn.Plain, "not planned"))},
		{Name: "Due by", Value: view.Text(day(rec.DueOn.Plain, "no rule"))}}
	rows := view.Rows{Empty: "No supervision is written down yet."}
	for _, s := range rec.Sessions {
		rows.Items = append(rows.Items, view.Row{When: s.On.Plain(), Body: view.Text(s.Note.Text())})
	}
	return view.Parts{view.H2("Supervision"), view.Facts{Items: facts}, rows}
}

// day writes a date, or what to say where there is none.
func day(date func() string, otherwise string) string {
	if words := date(); words != "" {
		return words
	}
	return otherwise
}

func (p pages) checksPart(rec workforce.Record) view.Part {
	rows := make([][]view.Part, 0, len(rec.Checks))
	for _, c := range rec.Checks {
		until := day(c.Until.Plain, "for good")
		if !c.Current {
			until = "replaced"
		}
		rows = append(rows, view.Cells(p.label("staff-checks", c.Kind), c.On.Plain(), until, c.Detail.Text()))
	}
	return view.Parts{view.H2("Checks"), view.Table{Caption: "Checks and training", CaptionSize: "s", Pattern: view.Stack, Rows: rows, Empty: "No check is recorded.",
		Columns: []view.Column{{Head: "What"}, {Head: "Made", NoWrap: true}, {Head: "Holds until", NoWrap: true}, {Head: "Detail"}}}}
}

// pounds writes a sum: "£12.40".
func pounds(pence int) string { return fmt.Sprintf("£%d.%02d", pence/100, pence%100) }

var expenseTags = map[string]view.Tag{"claimed": {Text: "Waiting", Colour: view.Yellow}, "approved": {Text: "Approved", Colour: view.Green}, "refused": {Text: "Refused", Colour: view.Grey}}

func (p pages) expensesPart(r *web.Request, w whom, rec workforce.Record) view.Part {
	rows := view.Rows{Empty: "No expense is claimed."}
	for _, e := range rec.Expenses {
		tag := expenseTags[e.State]
		row := view.Row{When: e.On.Short(), Tag: &tag, Title: pounds(e.Pence) + ", " + p.label("expense-kinds", e.Kind), Body: view.Text(e.What.Text())}
		if e.State == "claimed" && !rec.Mine {
			decide := func(word, value string) view.ButtonForm {
				return view.ButtonForm{Action: register + "/" + string(w.account) + "/expense/decide", Key: r.Key(),
					Hidden: []view.Hidden{{Name: "service", Value: w.service.Key}, {Name: "expense", Value: e.ID}, {Name: "decision", Value: value}},
					Button: view.Button{Text: word, Unseen: " " + pounds(e.Pence) + " of " + e.On.Short(), Kind: view.Secondary, Flush: true}}
			}
			row.Do = view.Parts{decide("Approve", "approve"), decide("Refuse", "refuse")}
		}
		rows.Items = append(rows.Items, row)
	}
	return view.Parts{view.H2("Expenses"), rows}
}

func placementsPart(r *web.Request, w whom, rec workforce.Record) view.Part {
	if rec.Engaged != workforce.Student {
		return nil
	}
	rows := view.Rows{Empty: "No placement is recorded yet."}
	for _, pl := range rec.Placements {
		row := view.Row{Title: pl.Institution, Body: view.Text(pl.Study),
			Note: view.Text(pl.From.Plain() + " to " + pl.Until.Plain() + ". Looked after by " + pl.Supervisor + ".")}
		if !rec.Mine {
			row.Do = view.ButtonForm{Action: register + "/" + string(w.account) + "/placement/back", Key: r.Key(),
				Hidden: []view.Hidden{{Name: "service", Value: w.service.Key}, {Name: "placement", Value: pl.ID}},
				Button: view.Button{Text: "Recorded by mistake: take it away", Unseen: ", " + pl.Institution, Kind: view.AsLink}}
		}
		rows.Items = append(rows.Items, row)
	}
	return view.Parts{view.H2("Placement"), rows}
}

// dropPlacement is POST /staff/{account}/placement/back.
func (p pages) dropPlacement(r *web.Request) (web.Reply, error) {
	w, err := p.whom(r)
	if err != nil {
		return web.Reply{}, err
	}
	if err := do(r, workforce.DropPlacement{Service: w.service.Key, Account: w.account, Placement: r.Form().Text("placement")}.Run); err != nil {
		return web.Reply{}, err
	}
	return web.SeeOther(w.at("")).Saying("The placement is taken away."), nil
}

// decideExpense is POST /staff/{account}/expense/decide.
func (p pages) decideExpense(r *web.Request) (web.Reply, error) {
	w, err := p.whom(r)
	if err != nil {
		return web.Reply{}, err
	}
	f := r.Form()
	cmd := workforce.DecideExpense{Service: w.service.Key, Account: w.account, Expense: f.Text("expense"), Approve: f.Text("decision") == "approve"}
	if err := do(r, cmd.Run); err != nil {
		return web.Reply{}, err
	}
	said := "The expense is refused."
	if cmd.Approve {
		said = "The expense is approved."
	}
	return web.SeeOther(w.at("")).Saying(said), nil
}

// comeBack is POST /staff/{account}/back.
func (p pages) comeBack(r *web.Request) (web.Reply, error) {
	w, err := p.whom(r)
	if err != nil {
		return web.Reply{}, err
	}
	if err := do(r, workforce.ComeBack{Service: w.service.Key, Account: w.account}.Run); err != nil {
		return web.Reply{}, err
	}
	return web.SeeOther(w.after(r)).Saying("The days away are ended."), nil
}
