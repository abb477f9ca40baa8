package cases

import (
	"strings"

	"goldenthread/internal/assessment"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// heading is the answer in one line: "High: at least 30 of 41".
func (s result) heading() string {
	k := s.kept
	score := atLeast(k.Low, k.High) + " of " + number(s.in.Max())
	low, high := s.name(k.BandLow), s.name(k.BandHigh)
	switch {
	case len(s.in.Bands) == 0:
		return s.in.Name + ": " + score
	case k.OverrideBand != "":
		return s.name(k.OverrideBand) + ", by your own judgement"
	case low != high:
		return low + " or " + high + ": " + score
	}
	return low + ": " + score
}

// atLeast says a score: as it is where every question was answered, otherwise as the least that it can be.
func atLeast(low, high int) string {
	if low == high {
		return number(low)
	}
	return "at least " + number(low)
}

func (s result) name(band string) string {
	b, _ := s.in.BandNamed(band)
	return b.Name
}

// lead says whether what was not answered changes anything.
func (s result) lead() string {
	k := s.kept
	var words []string
	if k.OverrideBand != "" {
		words = append(words, "The score says "+s.name(k.BandLow)+": "+rangeWords(k)+" of "+number(s.in.Max())+". Both are kept.")
	}
	if s.same && len(s.score.Missing) > 0 {
		words = append(words, missingWords(len(s.score.Missing))+" not answered, so the score is between "+
			number(k.Low)+" and "+number(k.High)+".")
	}
	if k.BandLow == k.BandHigh && k.Low != k.High {
		words = append(words, "It is "+s.name(k.BandLow)+" either way.")
	}
	if k.BandLow != k.BandHigh {
		words = append(words, "What is not known decides between "+s.name(k.BandLow)+" and "+s.name(k.BandHigh)+": ask again.")
	}
	return strings.Join(words, " ")
}

// missingWords begins a sentence with how many questions are missing: a small number as a word.
func missingWords(n int) string {
	few := []string{"", "One question is", "Two questions are", "Three questions are", "Four questions are", "Five questions are"}
	if n < len(few) {
		return few[n]
	}
	return plural(n, "question is", "questions are")
}

func rangeWords(k assessment.Kept) string {
	if k.Low == k.High {
		return number(k.Low)
	}
	return number(k.Low) + " to " + number(k.High)
}

func (s result) body(r *web.Request, c kase, a view.Answers) view.Part {
	if len(s.in.Bands) == 0 {
		return s.plain()
	}
	parts := view.Parts{s.chart(), view.Small(s.scale()), s.figures(c), s.beside()}
	if !s.same {
		return append(parts, view.InsetText{Body: view.Text("This was asked under an earlier edition of the questions. It is shown as it was, and never counted again under new rules.")}, s.judge(r, c, a))
	}
	return append(parts,
		view.H2("What counts most"), s.most(), s.moved(), s.down(),
		view.H2("What happens next"), s.next(c), s.judge(r, c, a), s.answers())
}

// plain is the result of a form without bands: what it leads to, and the answers.
func (s result) plain() view.Part {
	if !s.same {
		return view.Para("This was asked under an earlier edition of the questions.")
	}
	parts := view.Parts{}
	if to := s.in.LeadsTo; to != nil {
		words := to.Say + ". It came to less."
		if s.score.Leads(s.in) {
			words = to.Say + "."
		}
		parts = append(parts, view.Para(words))
	}
	return append(parts, view.H2("What counts most"), s.most(), s.answers())
}

// beside puts the scores of an instrument's parts next to each other: harm and vulnerability.
func (s result) beside() view.Part {
	if !s.same || len(s.score.Beside) == 0 {
		return nil
	}
	t := view.Table{Caption: "Side by side", CaptionSize: "s", Pattern: view.Tight, Columns: []view.Column{{Head: "What"}, {Head: "Score", Numeric: true}, {Head: "Of", Numeric: true}}}
	for _, b := range s.score.Beside {
		score := number(b.Low)
		if b.High != b.Low {
			score += " to " + number(b.High)
		}
		t.Rows = append(t.Rows, view.Cells(b.Part.Name, score, number(b.Of)))
	}
	return t
}

func (s result) most() view.Part {
	list := view.List{Bullets: true, Empty: "No answer adds a point."}
	for _, p := range s.score.CountsMost(4) {
		list.Items = append(list.Items, view.Joined{view.Text(capital(p.Explains) + ": "), view.Strong(number(p.Points)), view.Textf(" of %d points", p.Most)})
	}
	return list
}

// next is what a result leads to. The panel is proposed, with her agreement, or why there is none.
func (s result) next(c kase) view.Part {
	list := view.SummaryList{}
	add := func(key, value, note string, do ...view.Link) {
		list.Rows = append(list.Rows, view.SummaryRow{Key: key, Value: view.Text(value), Note: note, Actions: do})
	}
	propose := view.Link{Text: "Propose", Href: c.at("panel"), Unseen: " the case to the panel"}
	waits, proposed := c.Proposal()
	switch {
	case s.in.Panel == nil:
	case proposed:
		add("The panel", "Proposed on "+dayMonth(waits.On)+", no answer yet", "", view.Link{Text: "Record the answer", Href: c.at("panel", "answer")})
	case s.score.Panel == assessment.PanelYes:
		add("The panel", "Propose the case to it", number(s.in.Panel.From)+" or more goes to the panel. Ask "+c.they.them+" first, and write down what "+c.they.they+" "+c.they.verb("says", "say")+".", propose)
	case s.score.Panel == assessment.PanelMaybe:
		add("The panel", "It depends on what is not answered yet", number(s.in.Panel.From)+" or more goes to the panel.")
	default:
		add("The panel", "Not by the score", "You can propose it all the same.", propose)
	}
	for _, st := range c.service.StagesOf(catalogue.StepReview) {
		if clock := st.ClockFor(s.kept.Pace()); !clock.IsZero() {
			every := s.name(s.kept.Pace()) + " is looked at every " + clock.String() + "."
			if s.kept.Pace() != s.kept.Band() {
				every = "It may be " + s.name(s.kept.Pace()) + ". " + every
			}
			add("Look at the risk again", "By "+c.service.Hours.Deadline(s.kept.At, clock).Date().Heading(), every)
		}
	}
	if n := len(s.score.Missing); n > 0 {
		var asked []string
		for _, q := range s.score.Missing {
			asked = append(asked, q.Short)
		}
		add("Ask what is missing", strings.Join(asked, ", "), "")
	}
	return list
}

// aside says what a result is and is not, and what it was worked out from.
func (s result) aside() view.Part {
	return view.Parts{
		view.Quiet{Heading: "What this is, and is not", Small: true,
			Body: view.Text("It sorts and explains. It has not been tested as a way to tell the future. Your judgement comes first. " + s.in.Caveat)},
		view.Facts{Long: true, Items: []view.Fact{
			{Name: "Rules that can lift the result", Value: s.rules()},
			{Name: "Form", Value: view.Text(s.in.Name + ", in use since " + s.in.From.Plain())},
		}},
	}
}
