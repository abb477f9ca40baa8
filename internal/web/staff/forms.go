package staff

import (
	"context"
	"strconv"
	"strings"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
	"goldenthread/internal/workforce"
)

// check records a check and until when it holds.
var check = form{path: "check", title: "Record a check", submit: "Save", said: "The check is recorded.", action: workforce.ActSupervise,
	body: func(p pages, r *web.Request, w whom, a view.Answers) (view.Part, int, error) {
		if err := p.supervises(r, w); err != nil {
			return nil, 0, err
		}
		var items []view.Choice
		for _, c := range w.service.Staff.Checks {
			choice := view.Choice{Value: c.Key, Label: p.label("staff-checks", c.Key), Hint: "Holds for good"}
			if c.Months > 0 {
				choice.Hint = "Holds for " + count(c.Months, "month", "months") + " unless you say otherwise"
			}
			items = append(items, choice)
		}
		return view.Parts{
			view.Radios{Name: "kind", Legend: "Which check?", LegendSize: "s", Items: items}.From(a),
			view.DateInput{Name: "on", Legend: "When was it made?", LegendSize: "s"}.From(a),
			view.DateInput{Name: "until", Legend: "Until when does it hold? (optional)", LegendSize: "s"}.From(a),
			view.TextInput{Name: "detail", Label: "Detail (optional)", Hint: "A certificate's number, who gave a reference. Colleagues never see it."}.From(a),
		}, 0, nil
	},
	send: func(_ pages, r *web.Request, w whom) error {
		f := r.Form()
		return do(r, workforce.RecordCheck{Service: w.service, Account: w.account, Kind: f.Text("kind"), On: f.Date("on"), Until: f.Date("until"), Detail: f.Text("detail")}.Run)
	},
}

// supervises tells whether the reader may record something on somebody's record.
func (p pages) supervises(r *web.Request, w whom) error {
	_, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (int, error) {
		return 0, workforce.MayRecord(ctx, v, w.service.Key, w.account)
	})
	return err
}

// supervision records what was held and plans the next.
var supervision = form{path: "supervision", title: "Supervision", submit: "Save", said: "Supervision is recorded.", action: workforce.ActSupervise,
	body: func(p pages, r *web.Request, w whom, a view.Answers) (view.Part, int, error) {
		if err := p.supervises(r, w); err != nil {
			return nil, 0, err
		}
		return view.Parts{
			view.DateInput{Name: "held", Legend: "When was it held?", LegendSize: "s", Hint: "Leave empty if you only plan the next."}.From(a),
			view.Textarea{Name: "note", Label: "What was agreed?", LabelSize: "s", Rows: 4, Hint: "They can read this too; colleagues can't."}.From(a),
			view.DateInput{Name: "next", Legend: "When is the next? (optional)", LegendSize: "s"}.From(a),
		}, 0, nil
	},
	send: func(_ pages, r *web.Request, w whom) error {
		f := r.Form()
		return do(r, workforce.Supervise{Service: w.service, Account: w.account, Held: f.Date("held"), Note: f.Text("note"), Next: f.Date("next")}.Run)
	},
}

// expense claims what one spent.
var expense = form{path: "expense", title: "Claim an expense", submit: "Claim", said: "The expense is claimed. Your supervisor decides.", action: workforce.ActClaim,
	body: func(p pages, r *web.Request, w whom, a view.Answers) (view.Part, int, error) {
		return view.Parts{
			view.Radios{Name: "kind", Legend: "What was it for?", LegendSize: "s", Items: p.codes("expense-kinds")}.From(a),
			view.TextInput{Name: "amount", Label: "How much?", LabelSize: "s", Hint: "Like 12.40", Prefix: "£", Width: 5, InputMode: "decimal"}.From(a),
			view.DateInput{Name: "on", Legend: "When did you pay?", LegendSize: "s"}.On(r.Now().Date()).From(a),
			view.TextInput{Name: "what", Label: "In a few words (optional)", Hint: "Where from and where to. Name nobody."}.From(a),
		}, 0, nil
	},
	send: func(p pages, r *web.Request, w whom) error {
		f := r.Form()
		kinds, _ := p.set.List("expense-kinds")
		return do(r, workforce.ClaimExpense{Service: w.service.Key, Kinds: kinds, Kind: f.Text("kind"), On: f.Date("on"), Pence: pence(f.Text("amount")), What: f.Text("what")}.Run)
	},
}

// pence reads a sum like 12.40, 12.4, £12 or 1,012.40; 0 when it is none.
func pence(typed string) int {
	whole, part, found := strings.Cut(strings.NewReplacer("£", "", ",", "", " ", "").Replace(typed), ".")
	switch {
	case !found:
		part = "00"
	case len(part) == 1:
		part += "0"
	case len(part) != 2:
		return 0
	}
	n, err := strconv.Atoi(whole + part)
	if err != nil || strings.ContainsAny(whole+part, "+-") {
		return 0
	}
	return n
}

// placement records a student's time with the service.
var placement = form{path: "placement", title: "A student’s placement", submit: "Save", said: "The placement is recorded.", action: workforce.ActRegister,
	body: func(p pages, r *web.Request, w whom, a view.Answers) (view.Part, int, error) {
		one, supervisors, err := p.among(r, w)
		if err != nil {
			return nil, 0, err
		}
		return view.Parts{
			view.Para(one.Name),
			view.TextInput{Name: "institution", Label: "University or college"}.From(a),
			view.TextInput{Name: "study", Label: "Studies, and which year", Hint: "Like: Criminology, year 3"}.From(a),
			view.DateInput{Name: "from", Legend: "First day", LegendSize: "s"}.From(a),
			view.DateInput{Name: "until", Legend: "Last day", LegendSize: "s"}.From(a),
			view.Select{Name: "supervisor", Label: "Who looks after them?", Items: supervisors}.From(a),
		}, 0, nil
	},
	send: func(_ pages, r *web.Request, w whom) error {
		f := r.Form()
		return do(r, workforce.StartPlacement{Service: w.service.Key, Account: w.account, Institution: f.Text("institution"), Study: f.Text("study"),
			From: f.Date("from"), Until: f.Date("until"), Supervisor: id.Account(f.Text("supervisor"))}.Run)
	},
}

// away says that somebody is not there. Why is not asked.
var away = form{path: "away", title: "Away", submit: "Save", said: "The days away are noted: nobody gives them a case meanwhile.", action: workforce.ActAway,
	body: func(_ pages, r *web.Request, w whom, a view.Answers) (view.Part, int, error) {
		return view.Parts{
			view.Para("We do not ask why."),
			view.DateInput{Name: "from", Legend: "First day away", LegendSize: "s"}.On(r.Now().Date()).From(a),
			view.DateInput{Name: "until", Legend: "Last day away", LegendSize: "s"}.From(a),
		}, 0, nil
	},
	send: func(_ pages, r *web.Request, w whom) error {
		f := r.Form()
		return do(r, workforce.GoAway{Service: w.service.Key, Account: w.account, From: f.Date("from"), Until: f.Date("until")}.Run)
	},
}
