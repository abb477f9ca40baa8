package cases

import (
	"context"
	"slices"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
	"goldenthread/internal/workforce"
)

// allocate gives a case to one worker. A refusal says who else can take it, and offers the waiting list.
var allocate = form{path: "allocate", action: casework.ActAllocate,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		offer, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (casework.Offer, error) {
			return casework.Workers(ctx, v, c.Case, c.service)
		})
		if err != nil {
			return view.Page{}, err
		}
		asks := view.Parts{view.Paragraph{Body: view.Joined{view.Text(c.wishedFor(offer.Wishes) + " "), view.Link{Text: "Change", Href: c.at("wishes"), Unseen: " what is asked for"}}}}
		mayGo := c.service.Staff.OverrideBy != "" && len(offer.Barred) > 0
		if len(offer.Fit)+len(offer.Others) == 0 && !mayGo {
			return c.page(r, "Who takes the case", append(asks, view.Para("Nobody who works for this service can take it now. "+awayWords(offer.Away)), c.barred(offer, a), c.waiting(r, offer.Place, a))), nil
		}
		body := view.Parts{c.workers(offer, a), c.barred(offer, a)}
		if c.service.Cap != nil && c.service.Cap.OverrideBy != "" {
			body = append(body, view.Checkboxes{Name: "above", Legend: "All the same", LegendSize: "s", Items: []view.Choice{{Value: "yes", Label: "Give the case above the limit"}}, Small: true}.From(a))
		}
		if past := c.mayGoPast(mayGo); past != "" {
			body = append(body, view.Radios{Name: "why", Legend: "Why, where it is given all the same?", LegendSize: "s", Hint: past + " It is kept on record, with why.",
				Items: choices(c.list("above-cap")), Small: true}.From(a))
		}
		return c.page(r, "Who takes the case", append(asks, c.form(r, "allocate", "Give the case", body), c.waiting(r, offer.Place, a))), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		role, account, _ := strings.Cut(f.Text("worker"), "|")
		if account == "" {
			f.Fault("worker", "Choose who takes the case")
		}
		given, err := do(r, casework.Give{Allocate: casework.Allocate{Case: c.Case.ID, Version: f.Int("version"), Service: c.service, Worker: id.Account(account),
			Role: access.Role(role), Above: f.Has("above"), Unchecked: ticked(f.All("unchecked"), account), Why: f.Text("why"), Reasons: c.list("above-cap")}}.Run)
		if err == nil && given.Refused != "" {
			err = errs.New(errs.Conflict, given.Refused+". Meanwhile "+c.they.they+" "+c.they.verb("is", "are")+" on the waiting list, and you answer for the place")
		}
		return done{c.at(), "The case is given."}, err
	},
}

// mayGoPast says who may give the case past what stands against it: a limit of the cap, or a check that is not in date. Empty:
// nobody may.
func (c kase) mayGoPast(checks bool) string {
	limits, who := "", ""
	if limit := c.service.Cap; limit != nil {
		limits = limit.OverrideBy
	}
	if checks {
		who = c.service.Staff.OverrideBy
	}
	switch {
	case limits != "" && who == limits:
		return "Only a " + who + " may go above the limit, or past a check that is not in date."
	case limits != "" && who != "":
		return "Only a " + limits + " may go above the limit, and a " + who + " past a check that is not in date."
	case limits != "":
		return "Only a " + limits + " may go above the limit."
	case who != "":
		return "Only a " + who + " may go past a check that is not in date."
	}
	return ""
}

// barred lists who is given no case because a check is not in date, with which and since when. Where the service's file lets nobody go past
// it they can't be chosen.
func (c kase) barred(o casework.Offer, a view.Answers) view.Part {
	if len(o.Barred) == 0 {
		return nil
	}
	said := view.Details{Summary: plural(len(o.Barred), "colleague is not available: a check is not in date", "colleagues are not available: a check is not in date"),
		Open: a.Typed() || containsHolder(o.Barred) || len(o.Fit)+len(o.Others) == 0}
	mend := view.Para("Record the new check in the register of staff, and they can be chosen.")
	if c.service.Staff.OverrideBy == "" {
		list := view.List{Bullets: true}
		for _, w := range o.Barred {
			list.Items = append(list.Items, view.Text(w.Name+", "+string(w.Role)+". "+workforce.LapseWords(w.Lapsed)))
		}
		said.Body = view.Parts{list, mend}
		return said
	}
	chosen := view.Radios{Name: "worker", ID: "worker-barred", Legend: "Not available", LegendSize: "s", Value: a.Get("worker"), Items: c.offered(o.Barred)}
	if len(o.Fit)+len(o.Others) == 0 {
		chosen.ID = "" // it is the only list: what is wrong with the choice stands, and leads, here
		chosen = chosen.From(a)
	}
	for i, w := range o.Barred {
		chosen.Items[i].Reveal = view.Checkboxes{Name: "unchecked", ID: "unchecked-" + number(i+1), Legend: "All the same", LegendSize: "s", Small: true,
			Items: []view.Choice{{Value: without(w), Label: "Give the case without it in date: " + workforce.LapseWords(w.Lapsed)}}}.From(a)
	}
	said.Body = view.Parts{chosen, mend}
	return said
}

// without is the tick that goes past the checks of one worker that were shown: whose, and which.
func without(w casework.Worker) string {
	var keys []string
	for _, l := range w.Lapsed {
		keys = append(keys, l.Check.Key)
	}
	return string(w.Account) + "|" + strings.Join(keys, ",")
}

// ticked gives the checks that were shown as not in date of the worker who was chosen, where that was ticked; what was ticked of
// somebody else says nothing of this one.
func ticked(boxes []string, account string) []string {
	for _, box := range boxes {
		if keys, is := strings.CutPrefix(box, account+"|"); is {
			return strings.Split(keys, ",")
		}
	}
	return nil
}

// above says, to those who give cases, who allowed this one all the same, when and why.
func (c kase) above(r *web.Request) view.Part {
	if c.Above == nil || !r.Could(casework.ActAllocate) {
		return nil
	}
	var past []string
	if c.Above.OverCap {
		past = append(past, "above the limit")
	}
	if c.Above.Unchecked != "" {
		past = append(past, "without a check in date ("+c.checks(c.Above.Unchecked)+")")
	}
	return view.Small("Given " + strings.Join(past, " and ") + " on " + c.Above.On.Plain() + ". " + c.Above.By + " allowed it: " + text.Within(c.list("above-cap").Label(c.Above.Why)) + ".")
}

// checks names checks of staff by their keys, in commas.
func (c kase) checks(keys string) string {
	var words []string
	for _, key := range strings.Split(keys, ",") {
		words = append(words, c.list("staff-checks").Label(key))
	}
	return strings.Join(words, ", ")
}

// wishedFor says in a sentence what the person asks of whoever works with her.
func (c kase) wishedFor(w casework.Wishes) string {
	var words []string
	for _, t := range []struct{ list, code string }{{"languages", w.Language}, {"staff-skills", w.Skill}, {"staff-times", w.Time}} {
		if t.code != "" {
			words = append(words, text.Within(c.list(t.list).Label(t.code)))
		}
	}
	if w.Gender != workforce.Unsaid {
		words = append(words, "a "+string(w.Gender))
	}
	if len(words) == 0 {
		return c.they.They() + " " + c.they.verb("asks", "ask") + " for nobody in particular."
	}
	return "Asked for: " + strings.Join(words, ", ") + "."
}

// workers offers those who fit first; who does not is behind a line that says so. After a refusal the
// same list answers who else can take it.
func (c kase) workers(o casework.Offer, a view.Answers) view.Part {
	legend := "Who takes the case?"
	if a.Typed() {
		legend = "Who else can take this?"
	}
	first, others := o.Fit, o.Others
	if len(first) == 0 {
		first, others = others, nil
	}
	if len(first) == 0 {
		return view.Para("Nobody else who works for this service can take it now. " + awayWords(o.Away))
	}
	parts := view.Parts{view.Radios{Name: "worker", Legend: legend, LegendSize: "s", Hint: awayWords(o.Away), Items: c.offered(first)}.From(a)}
	if len(others) > 0 {
		parts = append(parts, view.Details{Summary: plural(len(others), "colleague does not fit, or has no room", "colleagues do not fit, or have no room"),
			Open: a.Typed() || containsHolder(others), Body: view.Radios{Name: "worker", ID: "worker-others", Legend: "Somebody else", LegendSize: "s", Value: a.Get("worker"), Items: c.offered(others)}})
	}
	return parts
}

func containsHolder(list []casework.Worker) bool {
	return slices.ContainsFunc(list, func(w casework.Worker) bool { return w.Has })
}

func awayWords(n int) string {
	if n == 0 {
		return ""
	}
	return plural(n, "colleague is", "colleagues are") + " away today, and not offered."
}

func (c kase) offered(list []casework.Worker) []view.Choice {
	items := make([]view.Choice, 0, len(list))
	for _, w := range list {
		items = append(items, view.Choice{Value: string(w.Role) + "|" + string(w.Account), Label: w.Name + ", " + string(w.Role), Hint: c.caseload(w)})
	}
	return items
}

// caseload says how many cases a worker has, how she stands against the limits, and what of what is asked
// for is not hers.
func (c kase) caseload(w casework.Worker) string {
	t := w.Standing
	words := plural(t.Open, "case open", "cases open")
	if t.MostOpen > 0 {
		words += " of " + number(t.MostOpen)
	}
	if t.Limit > 0 {
		words += ", " + number(t.Before) + " taken of " + number(t.Limit) + " in the last " + plural(t.Months, "month", "months")
	}
	if t.MostWeight > 0 {
		words += ", weight " + number(t.Weight) + " of " + number(t.MostWeight)
	}
	switch {
	case len(w.Full) > 0:
		words += ". At the limit"
	case t.Near():
		words += ". Warning: " + number(t.Before) + " of " + number(t.Limit) + " taken"
	}
	for _, t := range w.Lacks {
		words += ". " + c.lack(t)
	}
	switch {
	case len(w.Lapsed) > 0:
		words += ". Not available: " + workforce.LapseWords(w.Lapsed)
	case len(w.NotAlone) > 0:
		words += ". Not to see anybody alone: " + workforce.LapseWords(w.NotAlone)
	}
	if w.Has {
		words += ". Has this case now"
	}
	return words
}

func (c kase) lack(t casework.Trait) string {
	switch t.Kind {
	case "area":
		return "Does not cover the area"
	case "gender":
		return "Not known to be a " + t.Code
	case "language":
		return "Does not speak " + c.list("languages").Label(t.Code)
	case "time":
		return "Not there: " + text.Within(c.list("staff-times").Label(t.Code))
	}
	return "Without the skill: " + text.Within(c.list("staff-skills").Label(t.Code))
}

// waiting offers the waiting list: a place with somebody who answers for it. Who has one is told of it instead, and it can be changed: the
// first day stays.
func (c kase) waiting(r *web.Request, p casework.WaitingPlace, a view.Answers) view.Part {
	if c.Case.Worker != "" {
		return nil
	}
	ask := view.Form{Action: c.at("wait"), Key: r.Key(), Body: view.Radios{Name: "reason", Legend: "Why is there a wait?", LegendSize: "s", Items: spoken(casework.WaitReasons...), Small: true}.From(a),
		Submit: view.Button{Text: "Put on the waiting list", Kind: view.Secondary}}
	if p.Reason == "" {
		return view.Parts{view.Heading{Text: "Nobody can take it now?", ID: "wait"},
			view.Para("Put " + c.they.them + " on the waiting list. You answer for the place until somebody takes the case."), ask}
	}
	ask.Submit.Text = "Save, and answer for the place"
	return view.Parts{view.Heading{Text: "On the waiting list", ID: "wait"},
		view.Para("Since " + p.Since.Date().Plain() + ": " + p.Reason + ". " + p.Owner + " answers for the place until somebody takes the case."),
		view.Details{Summary: "Change why, or answer for the place yourself", Open: a.Error("reason") != "", Body: view.Parts{view.Para("The day since when " + c.they.they + " " + c.they.verb("waits", "wait") + " stays."), ask}}}
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
