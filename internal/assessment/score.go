package assessment

import (
	"slices"
	"strconv"

	"goldenthread/internal/catalogue"
)

// Answers are the options chosen, by question; a question that is not there, or is empty, was not
// answered.
type Answers map[string]string

// Part is one question's share of a score.
type Part struct {
	Question catalogue.Question
	Answer   string // label of the option; empty: not answered
	Explains string // the option in an explanation: "being harassed now"
	Points   int
	Most     int
	Answered bool
}

// Fired is a rule of the instrument that lifts the band, or might.
type Fired struct {
	Reason  string
	AtLeast catalogue.RiskBand
	Maybe   []string // the facts it would need, in words, when it can't be told; empty: it applies
}

// Score is what answers come to. With answers missing it is a range.
type Score struct {
	Low, High         int
	Of                int // the most the instrument can give
	Parts             []Part
	Missing           []catalogue.Question
	BandLow, BandHigh catalogue.RiskBand
	Fired             []Fired
	Panel             PanelAnswer
	Beside            []Beside // where the instrument has parts
}

// Beside is the score of one part of an instrument: harm, and beside it vulnerability.
type Beside struct {
	Part          catalogue.ScorePart
	Low, High, Of int
}

// beside adds up each part of an instrument; together they are the whole score.
func beside(in catalogue.Instrument, parts []Part) []Beside {
	list := make([]Beside, 0, len(in.Parts))
	for _, sp := range in.Parts {
		b := Beside{Part: sp}
		for _, p := range parts {
			switch {
			case p.Question.Part != sp.Key:
				continue
			case p.Answered:
				b.Low, b.High = b.Low+p.Points, b.High+p.Points
			default:
				b.Low, b.High = b.Low+least(in, p.Question), b.High+most(in, p.Question)
			}
			b.Of += p.Most
		}
		list = append(list, b)
	}
	return list
}

// Leads tells whether a triage score leads on to another form; with answers missing, whether it might.
func (s Score) Leads(in catalogue.Instrument) bool {
	return in.LeadsTo != nil && s.High >= in.LeadsTo.From
}

// LeadsSurely tells whether a triage score leads on to another form, whatever the answers that are missing.
func (s Score) LeadsSurely(in catalogue.Instrument) bool {
	return in.LeadsTo != nil && s.Low >= in.LeadsTo.From
}

// Diverts tells whether an answer says that it is domestic abuse (practice D5).
func Diverts(in catalogue.Instrument, answers Answers) bool {
	return slices.ContainsFunc(in.Questions, func(q catalogue.Question) bool {
		o, ok := q.Option(answers[q.Key])
		return ok && o.Divert != ""
	})
}

// Unsafe gives the question whose answer says that the person is in danger now, with what was answered (practice D3).
func Unsafe(in catalogue.Instrument, answers Answers) (catalogue.Question, catalogue.Option, bool) {
	for _, q := range in.Questions {
		if o, ok := q.Option(answers[q.Key]); ok && o.Raises != "" {
			return q, o, true
		}
	}
	return catalogue.Question{}, catalogue.Option{}, false
}

// PanelAnswer says whether a score is one for which the panel is proposed: apart from the band.
type PanelAnswer string

// The answers.
const (
	PanelYes   PanelAnswer = "yes"
	PanelNo    PanelAnswer = "no"
	PanelMaybe PanelAnswer = "maybe"
)

// Work scores answers by an instrument. It is pure: the same answers and facts give the same score.
// Options the instrument does not have count as not answered; [Record] refuses them first.
func Work(in catalogue.Instrument, answers Answers, facts catalogue.Facts) Score {
	s := Score{Of: in.Max()}
	for _, q := range in.Questions {
		p := part(in, q, answers[q.Key])
		s.Parts = append(s.Parts, p)
		if p.Answered {
			s.Low += p.Points
			s.High += p.Points
			continue
		}
		s.Missing = append(s.Missing, q)
		s.Low += least(in, q)
		s.High += most(in, q)
	}
	s.Beside = beside(in, s.Parts)
	if len(in.Bands) == 0 {
		return s
	}
	s.BandLow, _ = in.Band(s.Low)
	s.BandHigh, _ = in.Band(s.High)
	for _, e := range in.Escalators {
		s.lift(in, e, e.When.AskWith(facts, answers.given()))
	}
	s.Panel = PanelNo
	switch {
	case in.MeetsPanel(s.Low):
		s.Panel = PanelYes
	case in.MeetsPanel(s.High):
		s.Panel = PanelMaybe
	}
	return s
}

// lift raises the band to at least what a rule says. A rule that can't be told raises only what the
// band may be.
func (s *Score) lift(in catalogue.Instrument, e catalogue.Escalator, a catalogue.Answer) {
	to, ok := in.BandNamed(e.AtLeast)
	if !ok || a.Verdict == catalogue.No {
		return
	}
	raise := func(b catalogue.RiskBand) catalogue.RiskBand {
		if in.BandRank(b.Key) < in.BandRank(to.Key) {
			return to
		}
		return b
	}
	f := Fired{Reason: e.Reason, AtLeast: to}
	if a.Verdict == catalogue.Yes {
		s.BandLow = raise(s.BandLow)
	} else {
		for _, name := range a.Missing {
			f.Maybe = append(f.Maybe, catalogue.FactWords(name))
		}
	}
	s.BandHigh = raise(s.BandHigh)
	s.Fired = append(s.Fired, f)
}

func part(in catalogue.Instrument, q catalogue.Question, answer string) Part {
	p := Part{Question: q, Most: most(in, q)}
	if in.Scale != nil {
		n, err := strconv.Atoi(answer)
		p.Answered = err == nil && n >= in.Scale.Min && n <= in.Scale.Max
		if p.Answered {
			p.Points, p.Answer, p.Explains = n, answer, answer
		}
		return p
	}
	o, ok := q.Option(answer)
	if ok {
		p.Points, p.Answer, p.Explains, p.Answered = o.Points, o.Label, o.Explains(), true
	}
	return p
}

func least(in catalogue.Instrument, q catalogue.Question) int {
	if in.Scale != nil {
		return in.Scale.Min
	}
	return q.Min()
}

func most(in catalogue.Instrument, q catalogue.Question) int {
	if in.Scale != nil {
		return in.Scale.Max
	}
	return q.Max()
}

// CountsMost gives the answers that weigh most, heaviest first: what "What counts most" prints.
func (s Score) CountsMost(n int) []Part {
	parts := slices.DeleteFunc(slices.Clone(s.Parts), func(p Part) bool { return !p.Answered || p.Points == 0 })
	slices.SortStableFunc(parts, func(a, b Part) int { return b.Points - a.Points })
	return parts[:min(n, len(parts))]
}
