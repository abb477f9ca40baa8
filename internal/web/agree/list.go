package agree

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// listed is the list as somebody sees it.
type listed struct {
	steps  []step // of the services one can choose from; none: for the police
	now    step
	rows   []casework.ToAgreeRow
	counts map[string]int // by service, with those beyond the page
	at     clock.Instant
}

// load reads the list of a service, or for the police what is put to them.
func (p pages) load(ctx context.Context, v *gate.View, service string) (listed, error) {
	l := listed{steps: p.steps(v.Actor()), at: v.Now()}
	var err error
	if len(l.steps) == 0 {
		l.rows, err = casework.PutToPolice(ctx, v)
		return l, err
	}
	l.now = l.steps[0]
	if service != "" {
		if l.now, err = p.of(service); err != nil {
			return l, err
		}
	}
	if l.rows, err = casework.ToAgree(ctx, v, l.now.service, l.now.stage); err != nil {
		return l, err
	}
	stages := map[string]catalogue.Stage{}
	for _, s := range l.steps {
		stages[s.service.Key] = s.stage
	}
	l.counts, err = casework.CountToAgree(ctx, v, stages)
	return l, err
}

// listPage is GET /agree: whose priority is still to be agreed.
func (p pages) listPage(r *web.Request, a view.Answers) (view.Page, error) {
	service := r.Query("service")
	if a.Typed() {
		service = a.Get("service")
	}
	l, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (listed, error) { return p.load(ctx, v, service) })
	if err != nil {
		return view.Page{}, err
	}
	page := view.Page{Title: "To agree with police", Heading: "To agree with police: " + view.UpTo(l.counts[l.now.service.Key]), Section: "/referrals", Caption: l.now.service.Name}
	if len(l.steps) == 0 {
		page.Title, page.Heading = "Priorities put to you", "Priorities put to you: "+number(len(l.rows))
		page.Lead = "Say whether you see it the same. Where you don't, both views are kept."
		page.Body = l.forPolice(p)
		return page, nil
	}
	page.Lead = "Open one and go on to the next, or agree together those whom the police graded " + strings.ToLower(l.now.in.LeastPriority().Label) + "."
	page.Intro = l.choose()
	page.Body = l.forUs(r, p, a)
	page.Aside = view.Parts{view.Quiet{Heading: "What this is, and is not", Small: true, Body: view.Text(l.now.in.About + " " + l.now.in.Caveat +
		" The kind of crime fills nothing in and decides nothing.")}}
	return page, nil
}

// choose lets somebody who judges for several services choose one.
func (l listed) choose() view.Part {
	if len(l.steps) < 2 {
		return nil
	}
	var items []view.Choice
	for _, s := range l.steps {
		items = append(items, view.Choice{Value: s.service.Key, Label: s.service.Name + ": " + view.UpTo(l.counts[s.service.Key])})
	}
	return view.Form{Action: path, Search: true, Body: view.Select{Name: "service", Label: "Service", Items: items, Value: l.now.service.Key},
		Submit: view.Button{Text: "Show", Kind: view.Secondary}}
}

// forUs is the list with the one button that begins, and the ticks of those who can be agreed together.
func (l listed) forUs(r *web.Request, p pages, a view.Answers) view.Part {
	if len(l.rows) == 0 {
		return view.Para("Everybody's priority is agreed.")
	}
	rows := view.Rows{Ordered: true}
	var ticks []view.Choice
	for _, row := range l.rows {
		if row.Least(l.now.in, p.lookedAt()) {
			ticks = append(ticks, view.Choice{Value: string(row.Referral), Label: initials(row.Initials, row.Reference) + " (" + string(row.Reference) + ")", Hint: why(row)})
		}
		rows.Items = append(rows.Items, l.row(row))
	}
	first := slices.IndexFunc(l.rows, func(r casework.ToAgreeRow) bool { return r.Waits == "" })
	parts := view.Parts{}
	if first >= 0 {
		parts = append(parts, view.LinkButton{Text: "Begin with " + initials(l.rows[first].Initials, l.rows[first].Reference), Href: at(l.rows[first].Reference)})
	}
	if len(ticks) > 0 {
		least := l.now.in.LeastPriority().Label
		parts = append(parts, view.Details{Summary: "Agree " + number(len(ticks)) + " together: the police graded them " + strings.ToLower(least), Open: len(a.Problems) > 0, Body: view.Form{
			Action: path, Key: r.Key(), Hidden: []view.Hidden{{Name: "service", Value: l.now.service.Key}},
			Body: view.Checkboxes{Name: "referrals", Legend: "Whom have you looked at?", LegendSize: "s", Small: true, Items: ticks,
				Hint: "Nothing that is known speaks against it. Each is recorded for itself, as agreed with the police by their file."}.From(a),
			Submit: view.Button{Text: "Agree with the police's grade", Kind: view.Secondary}}})
	}
	parts = append(parts, view.H2("Most pressing first"), rows)
	if l.counts[l.now.service.Key] > len(l.rows) {
		parts = append(parts, view.Small("These are the first "+number(len(l.rows))+"; the others follow as these are agreed."))
	}
	return parts
}

func (l listed) row(row casework.ToAgreeRow) view.Row {
	out := view.Row{When: due(row.Due, l.at), Who: &view.Link{Text: initials(row.Initials, row.Reference), Href: at(row.Reference)}, Title: why(row)}
	words := []string{"Police: " + strings.ToLower(label(l.now.in.Priorities, row.Police))}
	if row.Waits != "" {
		out.Tag = &view.Tag{Text: "Put to the police", Colour: view.Yellow}
		words = []string{"We say: " + strings.ToLower(label(l.now.in.Priorities, row.Ours))}
	}
	if row.Danger {
		words = append(words, "the alarm was raised: in danger")
	}
	if row.Flags.DomesticAbuse {
		words = append(words, "marked as domestic abuse")
	}
	if row.Flags.Hate {
		words = append(words, "marked as hate")
	}
	if row.Flags.Vulnerable {
		words = append(words, "marked as vulnerable")
	}
	if row.Before > 0 {
		words = append(words, "referred before: "+number(row.Before))
	}
	out.Note = view.Text(strings.Join(words, ". ") + ".")
	return out
}

// forPolice lists what is put to them.
func (l listed) forPolice(p pages) view.Part {
	rows := view.Rows{Ordered: true, Empty: "Nothing waits for your answer."}
	for _, row := range l.rows {
		out := view.Row{When: row.Due.Date().Short(), Who: &view.Link{Text: initials(row.Initials, row.Reference), Href: at(row.Reference)}, Title: string(row.Reference)}
		if st, err := p.of(row.Service); err == nil {
			out.Note = view.Text(st.service.Name + " says: " + strings.ToLower(label(st.in.Priorities, row.Ours)) + ".")
		}
		rows.Items = append(rows.Items, out)
	}
	return view.Parts{view.H2("Longest waiting first"), rows}
}

// why is the referrer's sentence, where the reader may see it.
func why(row casework.ToAgreeRow) string {
	return plainly(row.Why)
}

func at(reference id.Reference) string { return path + "/" + string(reference) }

// due writes by when: "today 14:00", "Thu 26 Nov".
func due(at, now clock.Instant) string {
	switch {
	case at == clock.Never:
		return ""
	case at.Date() == now.Date():
		return "today " + at.Clock()
	}
	return at.Date().Short()
}

// many is POST /agree: agree with the police's grade for those who were ticked.
func (p pages) many(r *web.Request) (web.Reply, error) {
	f := r.Form()
	st, err := p.of(f.Text("service"))
	if err != nil {
		return web.Reply{}, err
	}
	cmd := casework.AgreeMany{Service: st.service, Instrument: st.in, LookedAt: p.lookedAt()}
	for _, ref := range f.All("referrals") {
		cmd.Referrals = append(cmd.Referrals, id.Referral(ref))
	}
	n, err := gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), cmd.Run)
	if err != nil {
		return r.FormAgain(p.listPage, err)
	}
	return web.SeeOther(path + "?" + url.Values{"service": {st.service.Key}}.Encode()).Saying(number(n) + " agreed with the police's grade, each recorded."), nil
}
