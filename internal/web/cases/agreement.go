package cases

import (
	"context"
	"slices"
	"strconv"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// agreed is what the page of agreement shows.
type agreed struct {
	services []string
	service  string
	list     []assessment.Agreement
	differ   []casework.ScoredTwice
	waiting  int
}

// agreement is GET /again/agreement: how far two people who scored the same case agree, and where they differ.
func (p pages) agreement(r *web.Request) (web.Reply, error) {
	got, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (g agreed, err error) {
		keys, _ := v.Actor().Services(access.Supervisor)
		g.services = slices.DeleteFunc(keys, func(key string) bool { return !p.scoresAgain(key) })
		g.service = r.Query("service")
		if g.service == "" && len(g.services) > 0 {
			g.service = g.services[0]
		}
		if _, ok := p.set.Service(g.service); !ok {
			return g, errs.New(errs.NotFound, "there is no such service")
		}
		since := assessment.QuarterOf(v.Now().Date().AddMonths(-12))
		if g.list, err = assessment.Agreements(ctx, v, g.service, p.set.Instruments(), since); err != nil {
			return g, err
		}
		g.differ, g.waiting, err = casework.Differences(ctx, v, g.service, since)
		return g, err
	})
	if err != nil {
		return web.Reply{}, err
	}
	s, _ := p.set.Service(got.service)
	body := view.Parts{p.agreementTable(got.list), view.Small(waitingAgain(got.waiting)), p.differTable(got.differ)}
	return web.Page(view.Page{Title: "How far people agree", Caption: s.Name, Section: "/team", Wide: true, Intro: againServices(p, got), Body: body,
		Lead: "The program draws some first scores, to be given again by a colleague who sees neither the score nor who gave it."}), nil
}

// scoresAgain tells whether a service's file asks for an assessment of which some are given twice.
func (p pages) scoresAgain(key string) bool {
	s, _ := p.set.Service(key)
	return slices.ContainsFunc(p.set.Instruments(), func(in catalogue.Instrument) bool {
		return in.Again != nil && slices.ContainsFunc(s.Stages, func(st catalogue.Stage) bool { return st.Needs(in.Key) })
	})
}

// waitingAgain says how much is still to be scored again.
func waitingAgain(n int) string {
	words := "100 or more cases are"
	if n < 100 {
		words = plural(n, "case is", "cases are")
	}
	return words + " still to be scored again. They wait on the lists of colleagues who have not seen them, and hold up nobody’s case."
}

// againServices are links for those who answer for more than one.
func againServices(p pages, g agreed) view.Part {
	if len(g.services) < 2 {
		return nil
	}
	var links []view.Part
	for _, key := range g.services {
		s, _ := p.set.Service(key)
		if key == g.service {
			links = append(links, view.Strong(s.Name))
		} else {
			links = append(links, view.Link{Text: s.Name, Href: again + "/agreement?service=" + key})
		}
	}
	return view.RowLinks{Items: links}
}

// agreementTable has a line for each quarter and agency.
func (p pages) agreementTable(list []assessment.Agreement) view.Part {
	t := view.Table{Caption: "Agreement by quarter, in the last year", Pattern: view.Stack, BoldHeads: true, Empty: "Nothing was scored twice yet.",
		Columns: []view.Column{{Head: "Quarter"}, {Head: "Agency that scored first"}, {Head: "Scored twice", Numeric: true}, {Head: "Same band", Numeric: true}, {Head: "Weighted kappa", Numeric: true}}}
	for _, a := range list {
		in, _ := p.set.Instrument(a.Instrument)
		kappa := strconv.FormatFloat(a.Kappa, 'f', 2, 64)
		if !a.Known {
			kappa = tooFew(a, in)
		}
		t.Rows = append(t.Rows, view.Cells(quarterWords(a.From), a.Agency, number(a.N), number(a.Same), kappa))
	}
	return view.Parts{t, view.Small("1 is always the same band, 0 no more than chance would give. Two bands apart weigh twice as much as one. Cohen’s kappa with linear weights.")}
}

// tooFew says why there is no figure.
func tooFew(a assessment.Agreement, in catalogue.Instrument) string {
	if in.Again != nil && a.N < in.Again.TooFew {
		return "Too few: it needs " + number(in.Again.TooFew)
	}
	return "None: everybody gave one band"
}

func quarterWords(from clock.Date) string {
	return from.Month().String() + " to " + from.AddMonths(2).Month().String() + " " + strconv.Itoa(from.Year())
}

// differTable has the cases that two people put into different bands.
func (p pages) differTable(list []casework.ScoredTwice) view.Part {
	t := view.Table{Caption: "Scored into different bands", Pattern: view.Stack, BoldHeads: true, Empty: "None in the last year.",
		Columns: []view.Column{{Head: "Case"}, {Head: "Second score"}, {Head: "First"}, {Head: "Second"}, {Head: "Apart"}}}
	for _, d := range list {
		in, _ := p.set.Instrument(d.Instrument)
		who := d.Initials.Text()
		if who == "" {
			who = string(d.Reference)
		}
		apart := "One band"
		if n := in.BandRank(d.First.Band) - in.BandRank(d.Again.Band); n > 1 || n < -1 {
			apart = number(max(n, -n)) + " bands"
		}
		t.Rows = append(t.Rows, []view.Part{view.Link{Text: who, Href: section + "/" + string(d.Reference) + "/risk"}, view.Text(d.On.Plain()), view.Text(scoredBy(in, d.First)),
			view.Text(scoredBy(in, d.Again)), view.Text(apart)})
	}
	return t
}

// scoredBy writes a score with who gave it: "High, 30 to 36 of 41, by N. C.".
func scoredBy(in catalogue.Instrument, s casework.ScoredBy) string {
	b, _ := in.BandNamed(s.Band)
	words := b.Name + ", " + number(s.Low)
	if s.High != s.Low {
		words += " to " + number(s.High)
	}
	words += " of " + number(in.Max())
	if s.Who != "" {
		words += ", by " + s.Who
	}
	return words
}
