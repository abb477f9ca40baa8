package cases

import (
	"context"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// allocate gives a case to one worker. A refusal offers the waiting list.
var allocate = form{path: "allocate", action: casework.ActAllocate,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		workers, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) ([]casework.Worker, error) {
			return casework.Workers(ctx, v, c.Case, c.service)
		})
		if err != nil {
			return view.Page{}, err
		}
		var items []view.Choice
		for _, w := range workers {
			items = append(items, view.Choice{Value: string(w.Role) + "|" + string(w.Account), Label: w.Name + ", " + string(w.Role), Hint: standing(w)})
		}
		if len(items) == 0 {
			return c.page(r, "Who takes the case", view.Parts{view.Para("Nobody works for this service yet."), c.waiting(r, a)}), nil
		}
		body := view.Parts{view.Radios{Name: "worker", Legend: "Who takes the case?", LegendSize: "s", Items: items}.From(a)}
		if c.service.Cap != nil && c.service.Cap.OverrideBy != "" {
			body = append(body, view.Checkboxes{Name: "above", Legend: "Above the limit", LegendSize: "s",
				Hint:  "Only a " + c.service.Cap.OverrideBy + " may. It is kept on record.",
				Items: []view.Choice{{Value: "yes", Label: "Give the case all the same"}}, Small: true}.From(a))
		}
		page := c.page(r, "Who takes the case", view.Parts{c.form(r, "allocate", "Give the case", body), c.waiting(r, a)})
		return page, nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		role, account, _ := strings.Cut(f.Text("worker"), "|")
		if account == "" {
			f.Fault("worker", "Choose who takes the case")
		}
		_, err := do(r, casework.Allocate{Case: c.Case.ID, Version: f.Int("version"), Service: c.service, Worker: id.Account(account),
			Role: access.Role(role), Above: f.Has("above")}.Run)
		return done{c.at(), "The case is given."}, err
	},
}

// standing says how many cases a worker has, and how she stands against the limit.
func standing(w casework.Worker) string {
	words := plural(w.Open, "case open", "cases open")
	if w.Limit > 0 {
		words += ", " + number(w.Taken) + " taken of " + number(w.Limit) + " in the last 12 months"
	}
	if w.Has {
		words += ". Has this case now"
	}
	return words
}

// waiting offers the waiting list: a place with somebody who answers for it.
func (c kase) waiting(r *web.Request, a view.Answers) view.Part {
	if c.Case.Worker != "" {
		return nil
	}
	return view.Parts{view.Heading{Text: "Nobody can take it now?", ID: "wait"},
		view.Para("Put " + c.they.them + " on the waiting list. You answer for the place until somebody takes the case."),
		view.Form{Action: c.at("wait"), Key: r.Key(), Body: view.Radios{Name: "reason", Legend: "Why is there a wait?", LegendSize: "s", Items: spoken(casework.WaitReasons...), Small: true}.From(a),
			Submit: view.Button{Text: "Put on the waiting list", Kind: view.Secondary}}}
}

// wait is POST /cases/{reference}/wait.
func (p pages) wait(r *web.Request) (web.Reply, error) {
	c, err := p.head(r)
	if err != nil {
		return web.Reply{}, err
	}
	cmd := casework.Wait{Case: c.Case.ID, Reason: r.Form().Text("reason")}
	if _, err := do(r, cmd.Run); err != nil {
		return r.FormAgain(func(r *web.Request, a view.Answers) (view.Page, error) { return allocate.page(r, c, a) }, err)
	}
	return web.SeeOther(c.at()).Saying("On the waiting list. You answer for the place."), nil
}
