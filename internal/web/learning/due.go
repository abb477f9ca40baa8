package learning

import (
	"context"
	"strconv"

	"goldenthread/internal/gate"
	"goldenthread/internal/learning"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// ahead is how many months ahead the register looks.
const ahead = 3

// register is who is due.
type register struct {
	due  []learning.Due
	more bool
}

// due is GET /learning/due: who was trained and is due again, the longest overdue first (R166).
func (p pages) due(r *web.Request) (web.Reply, error) {
	today := r.Now().Date()
	reg, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (reg register, err error) {
		reg.due, reg.more, err = learning.DueUntil(ctx, v, p.mine(v.Actor()), today.AddMonths(ahead))
		return reg, err
	})
	if err != nil {
		return web.Reply{}, err
	}
	table := view.Table{Caption: "Due by " + today.AddMonths(ahead).Plain(), Pattern: view.Stack, Empty: "Nobody is due in the next three months.",
		Columns: []view.Column{{Head: "Due", NoWrap: true}, {Head: "Who"}, {Head: "People", Numeric: true}, {Head: "What"}, {Head: "Last time", NoWrap: true}}}
	for _, d := range reg.due {
		due := view.Part(view.Text(d.Due.Plain()))
		if d.Due < today {
			due = view.Joined{view.Text(d.Due.Plain() + " "), view.Tag{Text: "Overdue", Colour: view.Red}}
		}
		table.Rows = append(table.Rows, []view.Part{due, view.Text(who(d.Came)), view.Text(strconv.Itoa(d.People)), view.Text(p.kind(d.Kind)),
			view.Link{Text: d.On.Plain(), Unseen: ", the training then", Href: at(d.Event)}})
	}
	page := view.Page{Title: "Who is due to be trained again", Section: section, Wide: true, Back: &view.Back{Href: section, Text: "Training and awareness"},
		Body: view.Parts{table}}
	if reg.more {
		page.Body = view.Parts{page.Body, view.Small("The list shows the hundred that are due first.")}
	}
	return web.Page(page), nil
}
