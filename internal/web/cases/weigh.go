package cases

import (
	"slices"
	"strings"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/text"
	"goldenthread/internal/web/view"
)

// step is the next lighter answer to a question.
type step struct {
	question catalogue.Question
	to       catalogue.Option
	less     int
}

// down says what would bring the score down: the next lighter answers that weigh most.
func (s result) down() view.Part {
	var steps []step
	for _, p := range s.score.Parts {
		best := step{question: p.Question}
		for _, o := range p.Question.Options {
			if less := p.Points - o.Points; p.Answered && less > 0 && (best.less == 0 || less < best.less) {
				best.to, best.less = o, less
			}
		}
		if best.less > 0 {
			steps = append(steps, best)
		}
	}
	if len(steps) == 0 {
		return nil
	}
	slices.SortStableFunc(steps, func(a, b step) int { return b.less - a.less })
	steps = steps[:min(len(steps), 3)]
	list, together := view.List{Bullets: true}, 0
	for _, x := range steps {
		together += x.less
		list.Items = append(list.Items, view.Text(x.question.Short+": “"+text.Within(x.to.Label)+"” would be "+plural(x.less, "point", "points")+" less"))
	}
	return view.Parts{view.H2("What would bring it down"), list, view.Para(s.afterwards(together))}
}

// afterwards says where the score would be, so many points lower.
func (s result) afterwards(less int) string {
	low, high := s.kept.Low-less, s.kept.High-less
	from, _ := s.in.Band(low)
	to, _ := s.in.Band(high)
	words := "All of these together: " + number(low)
	if high != low {
		words = "All of these together: between " + number(low) + " and " + number(high)
	}
	if from.Key != to.Key {
		return words + ". The missing answers would then decide between " + from.Name + " and " + to.Name + "."
	}
	return words + ". That is " + from.Name + " by score."
}

// unknown names the facts and questions a rule would need, in words.
func (s result) unknown(names []string) string {
	words := make([]string, len(names))
	for i, name := range names {
		words[i] = name
		if q, ok := s.in.Question(name); ok {
			words[i] = text.Within(q.Short)
		}
	}
	return strings.Join(words, ", ")
}

// rules lists the rules that lift the band, and those that might and would change something, with what
// is not known, in words.
func (s result) rules() view.Part {
	byScore, _ := s.in.Band(s.kept.Low)
	list := view.List{Small: true, Empty: "None applies."}
	for _, f := range s.score.Fired {
		changes := s.in.BandRank(f.AtLeast.Key) > s.in.BandRank(byScore.Key)
		words := "“" + f.Reason + "”: at least " + f.AtLeast.Name
		switch {
		case len(f.Maybe) > 0 && !changes:
			continue
		case len(f.Maybe) > 0:
			words = "“" + f.Reason + "”: it would be at least " + f.AtLeast.Name + ". Not known: " + s.unknown(f.Maybe) + "."
		case changes:
			words += ". It applies, and lifts the result from " + byScore.Name + "."
		default:
			words += ". It applies, and changes nothing: the score is as high already."
		}
		list.Items = append(list.Items, view.Text(words))
	}
	return list
}
