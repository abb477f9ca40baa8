package catalogue

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

func (r *reading) readInstruments() {
	var leads []lead
	for _, name := range r.under("instruments", ".yaml") {
		d, ok := r.open(name, "instrument")
		var i Instrument
		if !ok || !d.decode(&i) || !r.claim(d, "instrument", i.Key) {
			continue
		}
		r.checkInstrument(d, i)
		r.compileEscalators(d, &i)
		r.compileFills(d, &i)
		i.File, i.Version = name, r.version(name, nil)
		r.set.instruments[i.Key] = i
		leads = append(leads, lead{d, i})
	}
	for _, l := range leads {
		if to := l.of.LeadsTo; to != nil && r.set.instruments[to.Form].Key == "" {
			l.in.fault(fmt.Sprintf("there is no form %q", to.Form), "leads_to", "form")
		}
	}
}

// lead is an instrument with its file, to be looked at when all are read.
type lead struct {
	in document
	of Instrument
}

func (r *reading) checkInstrument(d document, i Instrument) {
	d.dates(i.From, i.Until)
	twice(d, "questions", i.Questions, func(q Question) string { return q.Key })
	for n, q := range i.Questions {
		if (q.Part == "") != (len(i.Parts) == 0) || q.Part != "" && !slices.ContainsFunc(i.Parts, func(p ScorePart) bool { return p.Key == q.Part }) {
			d.fault("where a form has parts, every question is of one of them", "questions", n)
		}
		seen := map[string]bool{}
		for o, option := range q.Options {
			if seen[option.Key] {
				d.fault(fmt.Sprintf("the option %q stands twice", option.Key), "questions", n, "options", o)
			}
			seen[option.Key] = true
		}
		if _, fact := factFields[q.Key]; fact || q.Key == "known" {
			d.fault(fmt.Sprintf("a question can't be called %s: rules use that name", q.Key), "questions", n, "key")
		}
	}
	if i.Scale != nil && i.Scale.Max <= i.Scale.Min {
		d.fault("max must be above min", "scale", "max")
	}
	twice(d, "bands", i.Bands, func(b RiskBand) string { return b.Key })
	for n, b := range i.Bands {
		switch {
		case n == 0 && b.From > i.Min():
			d.fault(fmt.Sprintf("the lowest band starts at %d and scores at %d: someone would have no band", b.From, i.Min()), "bands", n)
		case n > 0 && b.From <= i.Bands[n-1].From:
			d.fault("bands go from the lowest score to the highest", "bands", n)
		case b.From > i.Max():
			d.fault(fmt.Sprintf("nobody can reach this band: the highest score is %d", i.Max()), "bands", n)
		}
	}
	if i.Again != nil && i.Again.Hold > i.Again.Ask {
		d.fault("who takes one can't have it longer than it is asked for", "again", "hold_days")
	}
	if i.Panel != nil && (i.Panel.From < i.Min() || i.Panel.From > i.Max()) {
		d.fault(fmt.Sprintf("scores run from %d to %d, and the panel's threshold is outside", i.Min(), i.Max()), "panel", "from")
	}
}

func (r *reading) compileEscalators(d document, i *Instrument) {
	v := vocabulary{questions: map[string][]string{}, valid: r.valid}
	for _, q := range i.Questions {
		for _, o := range q.Options {
			v.questions[q.Key] = append(v.questions[q.Key], o.Key)
		}
	}
	for n, e := range i.Escalators {
		if i.BandRank(e.AtLeast) < 0 {
			d.fault(fmt.Sprintf("there is no band %q", e.AtLeast), "escalators", n, "at_least")
		}
		i.Escalators[n].When = r.rule(d, e.When, v, "escalators", n, "when")
	}
}

// compileFills compiles what fills a judgement in, and refuses rules that go by the offence.
func (r *reading) compileFills(d document, i *Instrument) {
	for n, q := range i.Questions {
		for f, fill := range q.Fills {
			if q.rank(fill.Grade) < 0 {
				d.fault(fmt.Sprintf("%q is not a grade of this question", fill.Grade), "questions", n, "fills", f, "grade")
			}
			for _, name := range []string{"Offence", "OffenceGroups", "Violence", "ASB"} {
				if usesFact(fill.When.text, name) {
					d.fault(name+" says what kind of crime it was, and need decides: it can't fill in a grade", "questions", n, "fills", f, "when")
				}
			}
			i.Questions[n].Fills[f].When = r.rule(d, fill.When, vocabulary{valid: r.valid}, "questions", n, "fills", f, "when")
		}
	}
	for n, p := range i.Priorities {
		if p.Fills == "" {
			continue
		}
		for _, q := range i.Questions {
			if q.rank(p.Fills) < 0 {
				d.fault(fmt.Sprintf("%q is not a grade of %s", p.Fills, q.Key), "priorities", n, "fills")
			}
		}
	}
}

// usesFact tells whether a rule's text names a fact.
func usesFact(text, name string) bool {
	words := strings.FieldsFunc(text, func(c rune) bool { return c != '_' && !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	return slices.Contains(words, name)
}

// rule compiles a rule of a document and notes what is wrong with it, at its line.
func (r *reading) rule(d document, text Rule, v vocabulary, at ...any) Rule {
	if text.IsZero() {
		return text
	}
	compiled, err := compile(text.text, v)
	if err != nil {
		d.ruleFault(err, at...)
		return Rule{}
	}
	return compiled
}

// valid tells whether a value that a rule names is one the fact can have.
func (r *reading) valid(list, value string) bool {
	switch list {
	case "band":
		for _, i := range r.set.instruments {
			if i.BandRank(value) >= 0 {
				return true
			}
		}
		return false
	case "door":
		return contains(Doors(), value)
	case "basis":
		return contains(Bases(), value)
	case "area":
		_, ok := r.set.areas.districts[value]
		return ok
	case "force":
		for _, d := range r.set.areas.districts {
			if d.Force == value {
				return true
			}
		}
		return false
	case "offence":
		_, ok := r.set.offences[value]
		return ok
	}
	_, ok := r.set.lists[list].Code(value)
	return ok
}

func contains[T ~string](all []T, value string) bool {
	for _, one := range all {
		if string(one) == value {
			return true
		}
	}
	return false
}
