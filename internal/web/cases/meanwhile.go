package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// meanwhile is what somebody else wrote while a form was being filled in.
type meanwhile struct {
	who     string        // with the day, where only that is known
	at      clock.Instant // 0: not known
	changes []change
}

// change is one field as it stood, where that is still known, and as it stands now.
type change struct{ name, was, is string }

// again draws a form once more after it could not be done. When somebody else was faster, what they
// wrote stands above what was typed, with who and when; the form goes on from there, so that nobody's
// words are lost and the second save is a choice.
func (p pages) again(f form, page web.PageFunc, fault error) web.PageFunc {
	if f.meanwhile == nil || errs.KindOf(fault) != errs.Stale {
		return page
	}
	return func(r *web.Request, a view.Answers) (view.Page, error) {
		c, err := p.whole(r)
		if err != nil {
			return view.Page{}, err
		}
		drawn, err := f.draw(r, c, a)
		if err != nil {
			return view.Page{}, err
		}
		m, err := f.meanwhile(r, c)
		drawn.Body = view.Parts{m.part(c), drawn.Body}
		return drawn, err
	}
}

func (m meanwhile) part(c kase) view.Part {
	list := view.SummaryList{}
	switch {
	case m.at != 0:
		list.Rows = append(list.Rows, view.SummaryRow{Key: "Changed by", Value: view.Text(capital(m.who) + ", " + when(m.at, c.Now))})
	case m.who != "":
		list.Rows = append(list.Rows, view.SummaryRow{Key: "Changed by", Value: view.Text(capital(m.who))})
	}
	for _, ch := range m.changes {
		if ch.was == ch.is {
			continue
		}
		if ch.was != "" {
			list.Rows = append(list.Rows, view.SummaryRow{Key: ch.name + ", before", Value: view.Text(ch.was)})
		}
		list.Rows = append(list.Rows, view.SummaryRow{Key: ch.name + ", now", Value: view.Text(orNothing(ch.is))})
	}
	return view.Quiet{Heading: "What changed while you were writing", Body: view.Parts{list,
		view.Para("What you typed stands below as you typed it. Put the two together, then save.")}}
}

// lineMeanwhile is what became of a goal or a step of the plan.
func lineMeanwhile(kind casework.ItemKind) func(*web.Request, kase) (meanwhile, error) {
	return func(r *web.Request, c kase) (meanwhile, error) {
		now, _ := c.Line(kind, r.Path("line"))
		before := c.Changes(now.ID)
		if len(before) == 0 {
			return meanwhile{}, nil
		}
		last := before[0]
		return meanwhile{c.name(last), last.At, []change{{"Words", last.Text.Text(), now.Text.Text()}, {"How far", last.State, now.State},
			{"Day", full(last.On), full(now.On)}, {"Agency", last.More.Text(), now.More.Text()}}}, nil
	}
}
