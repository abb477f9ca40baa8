package cases

import (
	"context"

	"goldenthread/internal/casework"
	"goldenthread/internal/gate"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// everyone is who has looked at a case, and whether there is older still.
type everyone struct {
	days []casework.LookedOn
	more bool
}

// looked is GET /cases/{reference}/looked: everyone who has looked, day by day.
func (p pages) looked(r *web.Request) (web.Reply, error) {
	c, err := p.whole(r)
	if err != nil {
		return web.Reply{}, err
	}
	all, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (everyone, error) {
		days, more, err := casework.Looked(ctx, v, c.Case.Folder)
		return everyone{days, more}, err
	})
	if err != nil {
		return web.Reply{}, err
	}
	t := view.Table{Caption: "Everyone who has looked", Pattern: view.Stack, BoldHeads: true, Empty: "Nobody has looked before you.",
		Columns: []view.Column{{Head: "Who"}, {Head: "Day", NoWrap: true}, {Head: "What they did"}}}
	for _, d := range all.days {
		t.Rows = append(t.Rows, []view.Part{c.looker(d), view.Text(d.On.Short() + " " + number(d.On.Year())), view.Text(didWords(d))})
	}
	body := view.Parts{view.Para("Every opening and every change of this case is kept, with who and when. " + c.they.They() + " can ask to see this list."), t}
	if all.more {
		body = append(body, view.Small("There is more, from earlier. It is kept, and whoever looks after data protection can read it out."))
	}
	return web.Page(c.tabPage(r, "Who has looked", "looked", nil, body, nil)), nil
}

// looker is the name of somebody who looked, and what she does.
func (c kase) looker(d casework.LookedOn) view.Part {
	name := d.Name
	switch {
	case d.Account == "":
		return view.Lines{view.Text("The system"), view.Text("without anybody looking")}
	case d.Account == c.Me:
		name += " (you)"
	}
	if len(d.Roles) == 0 {
		return view.Lines{view.Text(name), view.Text("works here no more")}
	}
	roles := ""
	for i, role := range d.Roles {
		if i > 0 {
			roles += ", "
		}
		roles += string(role)
	}
	return view.Lines{view.Text(name), view.Text(roles)}
}

// didWords says what somebody did on a day, and when last.
func didWords(d casework.LookedOn) string {
	words := ""
	for i, how := range d.How {
		if i > 0 {
			words += ", "
		}
		words += howWords(how)
	}
	if d.Times == 1 {
		return capital(words) + ", at " + d.Last.Clock()
	}
	return capital(words) + ". " + number(d.Times) + " times, last at " + d.Last.Clock()
}
