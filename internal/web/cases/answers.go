package cases

import (
	"goldenthread/internal/assessment"
	"goldenthread/internal/text"
	"goldenthread/internal/web/view"
)

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
