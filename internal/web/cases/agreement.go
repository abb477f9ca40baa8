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
	since    clock.Date // the first day of the four quarters shown
	scored   []clock.Date
	quarters []assessment.Agreement
	year     []assessment.Agreement
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
		g.since = latestYear(v.Now().Date())
		if from := r.Query("from"); from != "" {
			if g.since, err = clock.ParseDate(from); err != nil || assessment.QuarterOf(g.since) != g.since {
				return g, errs.New(errs.NotFound, "no quarter begins on that day")
			}
		}
		if g.scored, err = assessment.Scored(ctx, v, g.service); err != nil {
			return g, err
		}
		if g.quarters, g.year, err = assessment.Agreements(ctx, v, g.service, p.set.Instruments(), g.since); err != nil {
			return g, err
		}
		g.differ, g.waiting, err = casework.Differences(ctx, v, g.service, g.since)
		return g, err
	})
	if err != nil {
		return web.Reply{}, err
	}
	s, _ := p.set.Service(got.service)
	body := view.Parts{got.years(r.Now().Date()), p.agreementTable(got), view.Small(waitingAgain(got.waiting)), p.differTable(got.differ)}
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

// latestYear gives the first day of the four quarters of which the last has a day in it.
func latestYear(day clock.Date) clock.Date {
	return assessment.QuarterOf(day).AddMonths(-3 * (assessment.QuartersAYear - 1))
}

// years are links to the last four quarters, and to those before that end with one in which cases were scored again.
func (g agreed) years(today clock.Date) view.Part {
	since := latestYear(today)
	stretches := []clock.Date{since}
	for _, quarter := range g.scored {
		if quarter < since {
			since = latestYear(quarter)
			stretches = append(stretches, since)
		}
	}
	if len(stretches) < 2 {
		return nil
	}
	var links []view.Part
	for _, since := range stretches {
		if since == g.since {
			links = append(links, view.Strong(yearWords(since)))
		} else {
			links = append(links, view.Link{Text: yearWords(since), Href: again + "/agreement?service=" + g.service + "&from=" + string(since)})
		}
	}
	return view.RowLinks{Items: links}
}

// yearWords names the four quarters from a day: "October 2021 to September 2022".
func yearWords(since clock.Date) string {
	last := assessment.YearAfter(since).AddDays(-1)
	return since.Month().String() + " " + strconv.Itoa(since.Year()) + " to " + last.Month().String() + " " + strconv.Itoa(last.Year())
}

// agreementTable has a line for each quarter and agency, and one for the four quarters of each agency together.
func (p pages) agreementTable(g agreed) view.Part {
	t := view.Table{Caption: "Agreement by quarter, " + yearWords(g.since), Pattern: view.Stack, BoldHeads: true, Empty: "Nothing was scored twice in these four quarters.",
		Columns: []view.Column{{Head: "Quarter"}, {Head: "Agency that scored first"}, {Head: "Scored twice", Numeric: true}, {Head: "Same band", Numeric: true}, {Head: "Weighted kappa", Numeric: true}}}
	line := func(when string, a assessment.Agreement) {
		in, _ := p.set.Instrument(a.Instrument)
		kappa := strconv.FormatFloat(a.Kappa, 'f', 2, 64)
		if !a.Known {
			kappa = tooFew(a, in)
		}
		t.Rows = append(t.Rows, view.Cells(when, a.Agency, number(a.N), number(a.Same), kappa))
	}
	for _, a := range g.quarters {
		line(quarterWords(a.From), a)
	}
	for _, a := range g.year {
		line("All four quarters together", a)
	}
	return view.Parts{t, view.Small("1 is always the same band, 0 no more than chance would give. Two bands apart weigh twice as much as one. Cohen’s kappa with linear weights. " +
		"Where a quarter has too few, look at the four together.")}
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
	t := view.Table{Caption: "Scored into different bands", Pattern: view.Stack, BoldHeads: true, Empty: "None in these four quarters.",
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
