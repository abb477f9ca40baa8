package cases

import (
	"context"
	"net/http"
	"strings"

	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// letterRoutes are the page on which a letter is made. It is shown as the answer to the form, once, and stands under no
// address that another could open.
func (p pages) letterRoutes() web.Routes {
	return web.Routes{
		{Method: http.MethodGet, Pattern: one + "/letter", Action: casework.ActWork, Handler: web.Show(p.letterPage)},
		{Method: http.MethodPost, Pattern: one + "/letter", Action: casework.ActWork, Handler: p.letter},
	}
}

// letters are the letters there are, in words of the catalogue: letter.<key>.title, .first and .second.
var letters = []string{"try", "end"}

// writable gives the addresses to which the person said a letter is safe.
func (c kase) writable() []person.Contact {
	var list []person.Contact
	for _, k := range c.About.Contacts {
		if k.Kind == person.Address && k.Letter == person.Yes && !k.Wrong {
			list = append(list, k)
		}
	}
	return list
}

// letterPage asks which letter, and what stands in it. Without a yes to letters there is none.
func (p pages) letterPage(r *web.Request, a view.Answers) (view.Page, error) {
	c, err := p.head(r)
	if err != nil {
		return view.Page{}, err
	}
	page := c.page(r, "Write a letter", nil)
	if c.Stop != "" || len(c.writable()) == 0 {
		page.Body = view.Parts{view.SafeContact{Rule: c.rule()}, view.Para("No letter is made: " + c.they.they + " " + c.they.verb("has", "have") +
			" not said that a letter is safe. Ask first, in a call."), c.stopNext()}
		return page, nil
	}
	var kinds []view.Choice
	for _, key := range letters {
		kinds = append(kinds, view.Choice{Value: key, Label: c.set.Word("letter." + key + ".title"), Hint: c.set.Word("letter." + key + ".first")})
	}
	body := view.Parts{view.SafeContact{Rule: c.rule()}, view.Para("Others may open it: it says nothing of who we are or what it is about. It counts as a try to reach " + c.they.them + "."),
		view.Radios{Name: "letter", Legend: "Which letter?", LegendSize: "s", Items: kinds}.From(a)}
	page.Body = c.form(r, "letter", "Make the letter", append(append(body, c.signature(a)...), anywayField(a)...))
	return page, nil
}

// signature asks who signs, and on which number they can be rung back: both are printed, and not kept.
func (c kase) signature(a view.Answers) view.Parts {
	return view.Parts{
		view.TextInput{Name: "sign", Label: "Signed as", LabelSize: "s", Hint: "The name that is safe to give", Value: c.About.Safe.Say.Text(), Width: 20}.From(a),
		view.TextInput{Name: "ring", Label: "The number to ring you back on", LabelSize: "s", Type: "tel", Width: 20}.From(a)}
}

// whoSigns reads it.
func whoSigns(f *web.Form) (name, ring string) {
	if name, ring = f.Text("sign"), f.Text("ring"); name == "" {
		f.Fault("sign", "Enter the name that is safe to give")
	}
	if ring == "" {
		f.Fault("ring", "Enter the number to ring you back on")
	}
	return name, ring
}

// letter is POST /cases/{reference}/letter: it records the try, and shows the letter to be printed.
func (p pages) letter(r *web.Request) (web.Reply, error) {
	c, err := p.head(r)
	if err != nil {
		return web.Reply{}, err
	}
	f := r.Form()
	kind := f.Text("letter")
	if !c.set.HasWord("letter." + kind + ".first") {
		f.Fault("letter", "Choose which letter")
	}
	name, ring := whoSigns(f)
	to := c.writable()
	if len(to) == 0 {
		return web.Reply{}, gate.NoSuchRecord()
	}
	if _, err := do(r, casework.RecordAttempt{Case: c.Case.ID, Service: c.service, Contact: to[0].ID, Method: catalogue.MethodLetter, Outcome: casework.Sent,
		Note: "Letter: " + text.Within(c.set.Word("letter."+kind+".title")), Anyway: f.Has("anyway")}.Run); err != nil {
		return r.FormAgain(p.letterPage, err)
	}
	lines, err := c.addressed(r, to[0].ID)
	if err != nil {
		return web.Reply{}, err
	}
	word := func(key string, pairs ...string) view.Part { return view.Para(c.set.Word("letter."+key, pairs...)) }
	return c.paper(r, "Letter", "It is recorded as a try to reach "+c.they.them+".", view.Paper{To: lines, Body: view.Parts{
		view.Para(r.Now().Date().Plain()), word("dear", "name", lines[0]), word(kind + ".first"), word(kind+".second", "ring", ring), word("quiet"), word("sign"), view.Para(name)}}), nil
}

// addressed opens name and address for one letter: her own rule passes again, and the reading is recorded.
func (c kase) addressed(r *web.Request, at id.Contact) ([]string, error) {
	return gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) ([]string, error) {
		home, err := referral.ShowNumber(ctx, v, c.set, c.Case.Referral, at)
		if err != nil {
			return nil, err
		}
		who := c.About.Identity.Name
		if err := v.Open(ctx, who); err != nil {
			return nil, err
		}
		return append([]string{who.Text()}, strings.Split(home.Text(), ", ")...), nil
	})
}

// paper is the page that holds what goes out on paper.
func (c kase) paper(r *web.Request, title, said string, paper view.Paper) web.Reply {
	page := c.page(r, title, view.Parts{view.Quiet{Heading: "Print it now", Small: true,
		Body: view.Text(strings.TrimSpace(said + " Print this page: only what is in the frame comes out. It is not kept, and is not here when you come back."))}, paper})
	page.Bar = nil
	return web.Page(page)
}
