package cases

import (
	"net/http"

	"goldenthread/internal/casework"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// cardRoutes are the page on which an appointment card is made. Nothing on the card tells what it is for.
func (p pages) cardRoutes() web.Routes {
	return web.Routes{
		{Method: http.MethodGet, Pattern: one + "/card", Action: casework.ActWork, Handler: web.Show(p.cardPage)},
		{Method: http.MethodPost, Pattern: one + "/card", Action: casework.ActWork, Handler: p.card},
	}
}

// cardPage asks when, where and with whom.
func (p pages) cardPage(r *web.Request, a view.Answers) (view.Page, error) {
	c, err := p.head(r)
	if err != nil {
		return view.Page{}, err
	}
	page := c.page(r, "Appointment card", nil)
	if c.Stop != "" {
		page.Body = view.Parts{view.SafeContact{Rule: c.rule()}, c.stopNext()}
		return page, nil
	}
	body := view.Parts{view.Para("To be handed over. It names nobody but whoever signs, and says nothing of what it is for. Ask whether it is safe to take home."),
		view.DateInput{Name: "day", Legend: "Which day?", LegendSize: "s"}.From(a),
		view.TextInput{Name: "time", Label: "At what time?", LabelSize: "s", Hint: "For example, 10:30", Width: 5}.From(a),
		view.TextInput{Name: "place", Label: "Where?", LabelSize: "s", Hint: "You may leave it out: a place can tell", Width: 20}.From(a)}
	page.Body = c.form(r, "card", "Make the card", append(body, c.signature(a)...))
	return page, nil
}

// card is POST /cases/{reference}/card: it shows the card to be printed. Nothing of it is kept.
func (p pages) card(r *web.Request) (web.Reply, error) {
	c, err := p.head(r)
	if err != nil {
		return web.Reply{}, err
	}
	f := r.Form()
	day := f.Date("day")
	if day.IsZero() {
		f.Fault("day", "Enter the day")
	} else if day < r.Now().Date() {
		f.Fault("day", "The day has gone by: enter the next one")
	}
	if _, _, given := f.TimeOfDay("time"); !given {
		f.Fault("time", "Enter the time, like 10:30")
	}
	name, ring := whoSigns(f)
	if err := f.Err(); err != nil {
		return r.FormAgain(p.cardPage, err)
	}
	word := func(key string, pairs ...string) view.Part { return view.Para(c.set.Word("card."+key, pairs...)) }
	body := view.Parts{view.Paragraph{Body: view.Strong(day.Heading() + ", " + f.Text("time"))}}
	if place := f.Text("place"); place != "" {
		body = append(body, word("where", "place", place))
	}
	return c.paper(r, "Appointment card", "", view.Paper{Card: true, Head: c.set.Word("card.title"), Body: append(body, word("with", "name", name), word("change", "ring", ring))}), nil
}
