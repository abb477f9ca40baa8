package cases

import (
	"context"

	"goldenthread/internal/casework"
	"goldenthread/internal/gate"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// coachReferral is the one page a coach is given, and where it is written.
var coachReferral = form{path: "coach-referral", action: casework.ActWork, whole: true,
	meanwhile: func(_ *web.Request, c kase) (meanwhile, error) {
		pages := c.Of(casework.ItemCoachReferral)
		if len(pages) == 0 {
			return meanwhile{}, nil
		}
		return meanwhile{who: c.name(pages[0]), at: pages[0].At}, nil
	},
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		now, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (casework.CoachReferral, error) {
			return casework.ReadCoachReferral(ctx, v, c.Case)
		})
		if err != nil {
			return view.Page{}, err
		}
		return c.page(r, "Written coach referral", view.Parts{c.coachPage(now), c.coachForm(r, now, a)}), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		_, err := do(r, casework.WriteCoachReferral{Case: c.Case.ID, Version: f.Int("seen"), Why: f.Text("why"), Wants: f.Text("wants"), Risks: f.Text("risks"),
			Contact: f.Text("contact")}.Run)
		return done{c.at("coach-referral"), "The page for the coach is written."}, err
	},
}

// coachPage is the page as the coach reads it.
func (c kase) coachPage(now casework.CoachReferral) view.Part {
	if now.Version == 0 {
		return nil
	}
	return view.Parts{view.SummaryList{Rows: []view.SummaryRow{
		{Key: "Why coaching", Value: view.Text(now.Why.Text())}, {Key: "What " + c.they.they + " " + c.they.verb("wants", "want"), Value: view.Text(now.Wants.Text())},
		{Key: "Working alone", Value: view.Text(now.Risks.Text())}, {Key: "Safe contact", Value: view.Text(now.Contact.Text())},
	}}, view.Small("Written " + when(now.At, c.Now) + ".")}
}

func (c kase) coachForm(r *web.Request, now casework.CoachReferral, a view.Answers) view.Part {
	if !c.works(r) {
		return nil
	}
	wants, contact := now.Wants.Text(), now.Contact.Text()
	if now.Version == 0 {
		wants, contact = c.About.Story.Wants.Text(), c.About.Safe.Sentence()
	}
	form := c.form(r, "coach-referral", "Save the page for the coach", view.Parts{
		view.Textarea{Name: "why", Label: "Why coaching?", LabelSize: "s", Rows: 3, Value: now.Why.Text()}.From(a),
		view.Textarea{Name: "wants", Label: "What " + c.they.they + " " + c.they.verb("wants", "want"), LabelSize: "s", Hint: "In " + c.they.their + " own words", Rows: 3, Value: wants}.From(a),
		view.Textarea{Name: "risks", Label: "What must a coach who works alone know?", LabelSize: "s", Hint: "Who else may be there, dogs, the way home, where to meet. “None known” is an answer", Rows: 3, Value: now.Risks.Text()}.From(a),
		view.Textarea{Name: "contact", Label: "How is contact safe?", LabelSize: "s", Rows: 2, Value: contact}.From(a),
	}, view.Hidden{Name: "seen", Value: number(now.Version)})
	if now.Version == 0 || a.Typed() {
		return form
	}
	form.Submit.Kind = view.Secondary
	return view.Details{Summary: "Write it anew", Body: form}
}
