package oversight

import (
	"context"

	"goldenthread/internal/casework"
	"goldenthread/internal/gate"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

const keptPath = Path + "/kept"

// kept is GET /oversight/kept: which records are past the day until which they may be kept.
func (p pages) kept(r *web.Request) (web.Reply, error) {
	past, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) ([]casework.PastKept, error) {
		return casework.PastKeeping(ctx, v)
	})
	if err != nil {
		return web.Reply{}, err
	}
	t := view.Table{Caption: "The longest past first", Pattern: view.Stack, BoldHeads: true, Empty: "No record is past its day.",
		Columns: []view.Column{{Head: "Record", NoWrap: true}, {Head: "Service"}, {Head: "Closed"}, {Head: "Might be kept until"}, {Head: "What stands against it"}}}
	for _, one := range past {
		s, _ := p.set.Service(one.Service)
		against := "Nothing known here"
		if one.Alarm {
			against = "An alarm waits for an answer"
		}
		t.Rows = append(t.Rows, []view.Part{view.Text(string(one.Reference)), view.Text(s.Name), view.Text(one.Closed.Plain()), view.Text(one.Until.Plain()), view.Text(against)})
	}
	body := view.Parts{
		view.Para("These people were never reached. The file of each service says for how long what was received of them is kept then."),
		view.Para("Nothing is deleted by itself, and the program can’t delete a record yet. Decide with the service what has to stay for a complaint, a court or a police review, and keep this list with the decision."), t}
	if len(past) == casework.MostPastKeeping {
		body = append(body, view.Small("These are the first hundred."))
	}
	return web.Page(view.Page{Title: "Kept too long", Section: Path, Wide: true, Back: &view.Back{Text: "Back to oversight", Href: Path}, Body: body}), nil
}
