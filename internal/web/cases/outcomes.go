package cases

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"goldenthread/internal/assessment"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/measure"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// asking is one asking of statements with its answers.
type asking struct {
	kept    assessment.Kept
	answers assessment.Answers
}

// measured is one instrument with its latest asking in each phase.
type measured struct {
	in catalogue.Instrument
	of map[assessment.Phase]asking
}

// outcomes is GET /cases/{reference}/outcomes: the statements before and after, beside each other.
func (p pages) outcomes(r *web.Request) (web.Reply, error) {
	c, err := p.whole(r)
	if err != nil {
		return web.Reply{}, err
	}
	all, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) ([]measured, error) { return readMeasured(ctx, v, c) })
	if err != nil {
		return web.Reply{}, err
	}
	var body view.Parts
	for _, m := range all {
		body = append(body, m.part())
	}
	if len(all) == 0 {
		body = view.Parts{view.Para("This service asks no statements before and after.")}
	}
	return web.Page(c.tabPage(r, "Outcomes", "outcomes", nil, body, c.askStatements(r, all))), nil
}

// askStatements leads to the form of each phase.
func (c kase) askStatements(r *web.Request, all []measured) view.Part {
	if len(all) == 0 || !c.works(r) || !r.Could(assessment.ActAssess) {
		return nil
	}
	var links []view.Part
	for _, m := range all {
		for _, phase := range assessment.Phases {
			if m.in.AskedIn(string(phase)) {
				links = append(links, view.Link{Text: m.in.Name + ", " + phaseWords[phase], Href: c.at("statements", string(phase)) + "?form=" + m.in.Key, Unseen: ": record the answers"})
			}
		}
	}
	return view.Parts{view.H2("Record the statements"), view.List{Items: links, Small: true}}
}

// readMeasured reads the latest asking of each of the service's instruments in each phase.
func readMeasured(ctx context.Context, v *gate.View, c kase) ([]measured, error) {
	history, err := assessment.History(ctx, v, c.Case.Folder)
	if err != nil {
		return nil, err
	}
	var all []measured
	for _, in := range c.measures() {
		m := measured{in, map[assessment.Phase]asking{}}
		for _, k := range history {
			if _, later := m.of[k.Phase]; later || k.Instrument != in.Key {
				continue
			}
			answers, err := assessment.AnswersOf(ctx, v, c.Case.Folder, k.ID)
			if err != nil {
				return nil, err
			}
			m.of[k.Phase] = asking{k, answers}
		}
		all = append(all, m)
	}
	return all, nil
}

// measures are the statements a service asks: those its file names, then others that are offered in it.
func (c kase) measures() []catalogue.Instrument {
	var named, offered []catalogue.Instrument
	for _, in := range c.set.Instruments() {
		switch {
		case in.Scale == nil || !in.OfferedIn(c.service):
		case slices.Contains(c.service.Outcomes, in.Key):
			named = append(named, in)
		default:
			offered = append(offered, in)
		}
	}
	return append(named, offered...)
}

// after is what the beginning is compared with: the end, and until then the last review.
func (m measured) after() (asking, assessment.Phase, bool) {
	for _, phase := range []assessment.Phase{assessment.Exit, assessment.Review} {
		if a, asked := m.of[phase]; asked && a.kept.NotDoneWhy == "" {
			return a, phase, true
		}
	}
	return asking{}, assessment.Exit, false
}

// part is the table of before and after, and what stands behind its numbers in words.
func (m measured) part() view.Part {
	before, asked := m.of[assessment.Before]
	after, phase, again := m.after()
	t := view.Table{Caption: m.in.Name, Pattern: view.Stack, Empty: m.nothing(),
		Columns: []view.Column{{Head: "Statement"}, {Head: "Before"}, {Head: phaseHeads[phase]}, {Head: "Change"}}}
	if len(m.of) == 0 {
		return t
	}
	if !m.in.AskedIn(string(assessment.Before)) {
		return m.once()
	}
	var moved []measure.Pair
	var left []view.Part
	for _, q := range m.in.Questions {
		from, had := scored(before.answers[q.Key])
		to, has := scored(after.answers[q.Key])
		if !had && !has {
			left = append(left, view.Text(q.Text))
			continue
		}
		change := view.Part(view.Text("not known"))
		if had && has {
			moved = append(moved, measure.Pair{Before: from, After: to})
			change = view.Strong(signed(to - from))
		}
		t.Rows = append(t.Rows, []view.Part{view.Text(q.Text), view.Text(saidScore(before, asked, q.Key)), view.Text(saidScore(after, again, q.Key)), change})
	}
	parts := view.Parts{t, view.Small("From " + scaleHint(*m.in.Scale) + ".")}
	if again {
		parts = append(parts, view.Para(m.summary(moved)))
	}
	for _, words := range m.gaps() {
		parts = append(parts, view.Small(words))
	}
	if len(left) > 0 {
		parts = append(parts, view.Details{Summary: "Not answered at any time: " + plural(len(left), "statement", "statements"), Body: view.List{Bullets: true, Items: left}})
	}
	return parts
}

// nothing is said in place of a table without answers.
func (m measured) nothing() string {
	if len(m.of) == 0 {
		return "They have not been asked yet."
	}
	return "There are no answers."
}

// phaseHeads are the words over a column.
var phaseHeads = map[assessment.Phase]string{assessment.Exit: "After", assessment.Review: "At review"}

// scored reads an answer on the scale.
func scored(answer string) (int, bool) {
	n, err := strconv.Atoi(answer)
	return n, err == nil
}

func saidScore(a asking, asked bool, question string) string {
	if n, ok := scored(a.answers[question]); ok {
		return number(n)
	}
	if !asked || a.kept.NotDoneWhy != "" {
		return "not asked"
	}
	return "not answered"
}

// signed writes a change on the scale as people read it.
func signed(n int) string {
	switch {
	case n > 0:
		return "up " + number(n)
	case n < 0:
		return "down " + number(-n)
	}
	return "same"
}

// once is the table of statements that are asked at one time only.
func (m measured) once() view.Part {
	phase := assessment.Phase(m.in.Phases[len(m.in.Phases)-1])
	a, asked := m.of[phase]
	t := view.Table{Caption: m.in.Name, Pattern: view.Tight, Columns: []view.Column{{Head: "Statement"}, {Head: capital(phaseWords[phase])}}}
	for _, q := range m.in.Questions {
		t.Rows = append(t.Rows, view.Cells(q.Text, saidScore(a, asked, q.Key)))
	}
	return view.Parts{t, view.Small("From " + scaleHint(*m.in.Scale) + ".")}
}

// summary says how many statements were answered both times, how many are missing, and what became of those.
// A change smaller than the scale's small step is not called better.
func (m measured) summary(moved []measure.Pair) string {
	words := fmt.Sprintf("%d of %s answered both times.", len(moved), plural(len(m.in.Questions), "statement was", "statements were"))
	if len(moved) == 0 {
		return words + " Nothing can be said of change."
	}
	c := measure.Paired(moved, m.in.Scale.SmallStep, m.in.Scale.BetterIs == "lower")
	return words + fmt.Sprintf(" Of these, better: %d; the same: %d; worse: %d. On average %+.1f.", c.Better, c.Same, c.Worse, c.Mean)
}

// gaps says when each asking was, and what is missing and why.
func (m measured) gaps() []string {
	var words []string
	for _, phase := range assessment.Phases {
		a, asked := m.of[phase]
		name := capital(phaseWords[phase])
		switch {
		case asked && a.kept.NotDoneWhy != "":
			words = append(words, name+": not asked, "+a.kept.NotDoneWhy+" ("+dayMonth(a.kept.On)+").")
		case asked:
			answered := len(slices.DeleteFunc(slices.Clone(m.in.Questions), func(q catalogue.Question) bool { _, ok := scored(a.answers[q.Key]); return !ok }))
			words = append(words, fmt.Sprintf("%s: asked on %s, %d of %d answered.", name, dayMonth(a.kept.On), answered, len(m.in.Questions)))
		case phase != assessment.Review: // a review is not always due
			words = append(words, name+": not asked yet.")
		}
	}
	return words
}
