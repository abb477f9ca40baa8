package cases

import (
	"slices"
	"strings"

	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
	"goldenthread/internal/web/view/chart"
)

// heading is the answer in one line: "High: at least 30 of 41".
func (s result) heading() string {
	k, of := s.kept, number(s.in.Max())
	score := number(k.Low) + " of " + of
	if k.Low != k.High {
		score = "at least " + score
	}
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

// chart holds history, bands and the panel's threshold, which is not a band.
func (s result) chart() view.Part {
	g := chart.Range{ID: "score", Title: "Score at each assessment, from 0 to " + number(s.in.Max()), Most: float64(s.in.Max())}
	for i, b := range s.in.Bands {
		until := float64(s.in.Max())
		if i+1 < len(s.in.Bands) {
			until = float64(s.in.Bands[i+1].From) - 0.5
		}
		g.Bands = append(g.Bands, chart.Band{Label: b.Name, Until: until})
	}
	if s.in.Panel != nil {
		g.Limit, g.LimitLabel = float64(s.in.Panel.From), "panel threshold"
	}
	shown := slices.Clone(s.history[:min(len(s.history), 5)])
	slices.Reverse(shown)
	for i, k := range shown {
		g.Scores = append(g.Scores, chart.Score{Label: shortDay(k), Low: float64(k.Low), High: float64(k.High), Band: s.name(k.BandLow), Last: i == len(shown)-1})
	}
	return g.Part()
}

func shortDay(k assessment.Kept) string {
	short := k.On.Short()
	return short[strings.Index(short, " ")+1:]
}

// scale says where the bands lie, and that the threshold stands apart.
func (s result) scale() string {
	var words []string
	for i, b := range s.in.Bands {
		until := s.in.Max()
		if i+1 < len(s.in.Bands) {
			until = s.in.Bands[i+1].From - 1
		}
		words = append(words, b.Name+" is "+number(b.From)+" to "+number(until)+".")
	}
	if s.in.Panel != nil {
		words = append(words, "The panel looks at "+number(s.in.Panel.From)+" or more: that is apart from the bands.")
	}
	return strings.Join(words, " ")
}

// figures are those of the chart.
func (s result) figures(c kase) view.Part {
	t := view.Table{Caption: "The same figures", CaptionSize: "s", Pattern: view.Tight, Columns: []view.Column{{Head: "When"}, {Head: "Risk"},
		{Head: "Score, of " + number(s.in.Max()), Numeric: true}}}
	shown := slices.Clone(s.history[:min(len(s.history), 5)])
	slices.Reverse(shown)
	for i, k := range shown {
		row := []string{k.On.Plain() + c.askedBy(k), s.name(k.Band()), rangeWords(k)}
		if i == len(shown)-1 {
			t.Rows = append(t.Rows, []view.Part{view.Strong(row[0]), view.Strong(row[1]), view.Strong(row[2])})
			continue
		}
		t.Rows = append(t.Rows, view.Cells(row...))
	}
	return t
}

// askedBy says who asked, after the day.
func (c kase) askedBy(k assessment.Kept) string {
	if k.By == c.Me {
		return ", by you"
	}
	for _, it := range c.Of(casework.ItemAssessment) {
		if it.ID == string(k.ID) && it.Initials != "" {
			return ", by " + it.Initials
		}
	}
	return ""
}

func (s result) most() view.Part {
	list := view.List{Bullets: true, Empty: "No answer adds a point."}
	for _, p := range s.score.CountsMost(4) {
		list.Items = append(list.Items, view.Joined{view.Text(capital(p.Explains) + ": "), view.Strong(number(p.Points)), view.Textf(" of %d points", p.Most)})
	}
	return list
}

// moved says which answers changed since the time before, and by how much.
func (s result) moved() view.Part {
	if s.was == nil {
		return nil
	}
	before := assessment.Work(s.in, s.was, s.was.Facts())
	list := view.List{Bullets: true}
	for i, p := range s.score.Parts {
		if old := before.Parts[i]; p.Answered && old.Answered && p.Points != old.Points {
			list.Items = append(list.Items, view.Joined{view.Text(p.Question.Short + ": "), view.Strong(text.Within(p.Answer)),
				view.Text(" (before: " + text.Within(old.Answer) + "), " + moreOrLess(p.Points-old.Points))})
		}
	}
	if len(list.Items) == 0 {
		return view.Parts{view.H2("Since " + dayMonth(s.before.On)), view.Para("No answer changed.")}
	}
	return view.Parts{view.H2("What changed since " + dayMonth(s.before.On)), list}
}

func moreOrLess(n int) string {
	if n < 0 {
		return number(-n) + " less"
	}
	return number(n) + " more"
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
		if clock := st.ClockFor(s.kept.Band()); !clock.IsZero() {
			add("Look at the risk again", "By "+c.service.Hours.Deadline(s.kept.At, clock).Date().Heading(), s.name(s.kept.Band())+" is looked at every "+clock.String()+".")
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

// judge is a person's own judgement: another band, with the reason. Both are kept. What a second person wrote while a colleague's was
// saved does not take its place: it stands below, to be kept as a note.
func (s result) judge(r *web.Request, c kase, a view.Answers) view.Part {
	if why := s.kept.OverrideReason.Text(); why != "" {
		stands := view.InsetText{Body: view.Parts{view.Strong("Seen as " + s.name(s.kept.OverrideBand) + "."), view.Text(why)}}
		typed := a.Get("reason")
		if typed == "" {
			return stands
		}
		if band, ok := s.in.BandNamed(a.Get("band")); ok {
			typed = "Seen as " + band.Name + ": " + typed
		}
		keep := c.form(r, "note", "Keep it as a note", view.Textarea{Name: "text", Label: "What you wrote", LabelSize: "s", Rows: 3, Value: typed,
			Hint: "The judgement above was saved first. Yours can stand beside it as a note; or ask the questions again."})
		return view.Parts{stands, keep}
	}
	if !c.works(r) || !r.Could(assessment.ActAssess) {
		return nil
	}
	var items []view.Choice
	for _, b := range s.in.Bands {
		items = append(items, view.Choice{Value: b.Key, Label: b.Name})
	}
	return view.Details{Summary: "Do you see it differently? Say so, with your reason", Open: len(a.Problems) > 0, Body: view.Form{Action: c.at("override"), Key: r.Key(),
		Hidden: []view.Hidden{{Name: "assessment", Value: string(s.kept.ID)}, {Name: "seen", Value: number(s.kept.Row)}, {Name: "instrument", Value: s.in.Key}},
		Body: view.Parts{view.Radios{Name: "band", Legend: "How do you see it?", LegendSize: "s", Items: items, Small: true, Inline: true}.From(a),
			view.Textarea{Name: "reason", Label: "Why?", Rows: 3}.From(a)},
		Submit: view.Button{Text: "Keep my judgement beside the score", Kind: view.Secondary}}}
}

// answers are all of them, with their points and what changed.
func (s result) answers() view.Part {
	t := view.Table{Caption: "All " + number(len(s.score.Parts)) + " answers", Pattern: view.Tight,
		Columns: []view.Column{{Head: "Question and answer"}, {Head: "Points", Numeric: true}}}
	var before assessment.Score
	if s.was != nil {
		t.Columns = append(t.Columns, view.Column{Head: "Since " + shortDay(s.before), Numeric: true})
		before = assessment.Work(s.in, s.was, s.was.Facts())
	}
	for i, p := range s.score.Parts {
		answer, points := p.Answer, number(p.Points)+" of "+number(p.Most)
		if !p.Answered {
			answer, points = "Not answered", number(p.Question.Min())+" to "+number(p.Most)
		}
		row := []view.Part{view.Lines{view.Text(number(i+1) + ". " + p.Question.Text), view.Strong(answer)}, view.Text(points)}
		if s.was != nil {
			row = append(row, since(p, before.Parts[i]))
		}
		t.Rows = append(t.Rows, row)
	}
	t.Foot = view.Cells("Total", rangeWords(s.kept))
	if s.was != nil {
		t.Foot = append(t.Foot, view.Text(sinceTotal(s.kept, s.before)))
	}
	return t
}

// sinceTotal says how the total moved, as far as the answers that are missing let it be told.
func sinceTotal(now, before assessment.Kept) string {
	least, most := now.Low-before.High, now.High-before.Low
	switch {
	case least == 0 && most == 0:
		return "same"
	case least == most:
		return moreOrLess(least)
	case least > 0:
		return number(least) + " or more"
	case most < 0:
		return number(-most) + " or more less"
	}
	return "not known"
}

func since(now, before assessment.Part) view.Part {
	switch {
	case !now.Answered || !before.Answered:
		return view.Text("not known")
	case now.Points == before.Points:
		return view.Text("same")
	}
	return view.Strong(moreOrLess(now.Points - before.Points))
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
