package referrals

import (
	"context"
	"strings"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/intake"
	caselist "goldenthread/internal/intake/sheet"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// handedIn is a list that was handed in, opened, with what is said of it.
type handedIn struct {
	intake.List
	said    intake.ListSaid
	service catalogue.Service
}

func (p pages) handedIn(r *web.Request) (handedIn, error) {
	return gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (h handedIn, err error) {
		if h.List, h.said, err = intake.OpenList(ctx, v, id.List(r.Path("list"))); err != nil {
			return h, err
		}
		var ok bool
		if h.service, ok = p.set.Service(h.Service); !ok {
			return h, gate.NoSuchRecord()
		}
		return h, nil
	})
}

func (p pages) look(r *web.Request, h handedIn) (intake.Looked, error) {
	return intake.Caseload{Service: h.service, Catalogue: p.set, ListSaid: h.said, File: []byte(h.Content.Text()), List: h.ID}.Look(r.Context(), r.Now().Date())
}

func (h handedIn) at() string { return lists + "/" + string(h.ID) }

// notTaken is what a column is that holds nothing that is taken in.
const notTaken = "none"

// notSaid is what a fact is of which nothing is said for the whole list.
const notSaid = "none"

func factInput(l intake.Lack) string { return "fact-" + l.Fact }

// lacking says, before anything is tried out, which facts the list does not say, how many rows would be held for it, and
// what says them.
func (h handedIn) lacking(sum intake.Looked) view.Part {
	if len(sum.Lacks) == 0 {
		return nil
	}
	var items []view.Part
	for _, l := range sum.Lacks {
		words := "In " + number(l.Rows) + " of " + plural(sum.Rows, "row") + ": " + catalogue.FactWords(l.Fact) + "."
		var columns []string
		for _, f := range l.Columns() {
			columns = append(columns, strings.ToLower(fieldLabel(f)))
		}
		switch {
		case len(columns) > 0 && len(l.Is) > 0:
			words += " Say below which column is the " + strings.Join(columns, " or the ") + ", or what it is in the whole list."
		case len(columns) > 0:
			words += " Say below which column is the " + strings.Join(columns, " or the ") + "."
		case len(l.Is) > 0:
			words += " Say below what it is in the whole list."
		default:
			words += " It has to be asked for each person, once the list is in."
		}
		items = append(items, view.Text(words))
	}
	return view.InsetText{Body: view.Parts{
		view.Strong("What the list does not say"),
		view.Para(h.service.Name + " decides by it for whom the service is. A row that does not say so is held until somebody has asked."),
		view.List{Items: items, Bullets: true}}}
}

// wholeFields asks what is so in the whole list, where the list itself does not say.
func (h handedIn) wholeFields(sum intake.Looked, a view.Answers) view.Parts {
	var fields view.Parts
	for _, l := range sum.Lacks {
		if len(l.Is) == 0 {
			continue
		}
		items := []view.Choice{{Value: notSaid, Label: "Not the same in every row, or not known"}}
		for _, c := range l.Is {
			items = append(items, view.Choice{Value: c.Key, Label: c.Label})
		}
		s := view.Select{Name: factInput(l), Label: "In the whole list: " + catalogue.FactWords(l.Fact), Items: items, Value: h.said.Whole[l.Fact],
			Hint: "Counts for rows that do not say so themselves"}
		if s.Value == "" {
			s.Value = notSaid
		}
		fields = append(fields, s.From(a))
	}
	return fields
}

// listPage is GET /caseloads/{list}: what each column is taken for, with a sample of what it holds, and what the service's
// file has to know and the list does not say, to be corrected and tried out. While the program works on it, it says how far
// it is.
func (p pages) listPage(r *web.Request, a view.Answers) (view.Page, error) {
	page := view.Page{Title: "What the columns are", Section: section, Back: &view.Back{Text: "Back to lists of cases", Href: lists}}
	going, err := p.going(r)
	if err != nil {
		return view.Page{}, err
	}
	if going.rows > 0 {
		page.Caption = p.serviceName(going.Service)
		return going.progress(r, page), nil
	}
	h, err := p.handedIn(r)
	if err != nil {
		return view.Page{}, err
	}
	sum, err := p.look(r, h)
	if err != nil {
		return view.Page{}, err
	}
	page.Caption = h.service.Name
	page.Intro = view.Quiet{Heading: "The list, as it was read", Body: view.Figures{Items: []view.Figure{
		{Value: number(sum.Seen), Counts: noun(sum.Seen, "row seen", "rows seen")}, {Value: number(sum.Rows), Counts: "to be judged", Sign: "="},
		{Value: number(sum.Headings), Counts: "column names", Sign: "+"}, {Value: number(sum.Above), Counts: "above them", Sign: "+"}, {Value: number(sum.Blank), Counts: "blank", Sign: "+"}}}}
	items := []view.Choice{{Value: notTaken, Label: "Not taken in"}}
	for _, f := range intake.ListFields(p.set) {
		items = append(items, view.Choice{Value: string(f), Label: fieldLabel(f)})
	}
	var fields view.Parts
	for i, c := range sum.Columns {
		s := view.Select{Name: "column-" + number(i), Label: c.Header, Items: items, Value: string(c.Field), Hint: holds(c, sum.Rows)}
		if c.Field == "" {
			s.Value = notTaken
		}
		fields = append(fields, s.From(a))
	}
	if wrong := a.Error("columns"); wrong != "" {
		fields = append(view.Parts{view.WarningText{Body: view.Text(wrong)}}, fields...)
	}
	page.Body = view.Parts{
		h.lacking(sum),
		view.Para("Each column is shown with what it is taken for. Correct what is wrong: what is not taken in is left out of the records."),
		view.Form{Action: h.at(), Key: r.Key(), Hidden: []view.Hidden{{Name: "version", Value: number(h.Version)}}, Body: append(h.wholeFields(sum, a), fields...),
			Submit: view.Button{Text: "Try it out"}},
		view.ButtonForm{Action: h.at() + "/drop", Key: r.Key(), Button: view.Button{Text: "Give the list up", Kind: view.Secondary}}}
	page.Aside = view.Parts{view.H2("Good to know"), view.Rows{Small: true, Items: []view.Row{
		{Body: view.Text("A column with the sign-in name of a colleague gives her the case. Her cap counts it.")},
		{Body: view.Text("Where nobody is named, the case waits and you answer for it.")},
		{Body: view.Text("A reference of the list's own tells its rows apart, also when it is brought again.")},
		hiddenSheets(sum.Summary)}}}
	return page, nil
}

func hiddenSheets(sum caselist.Summary) view.Row {
	if sum.Hidden == 0 {
		return view.Row{Body: view.Text("All sheets of the file are read.")}
	}
	return view.Row{Body: view.Text(plural(sum.Hidden, "sheet") + " of the workbook " + noun(sum.Hidden, "is", "are") + " hidden and not read.")}
}

// fieldLabel says what a column can be.
func fieldLabel(f catalogue.Field) string {
	words := f.Words()
	switch f {
	case catalogue.FieldCrimeReference:
		words = "case reference"
	case catalogue.FieldFullName:
		words = "whole name"
	case catalogue.FieldWorker:
		words = "worker, by sign-in name"
	case catalogue.FieldSummary:
		words = "notes"
	}
	return strings.ToUpper(words[:1]) + words[1:]
}

// holds says what stands in a column.
func holds(c caselist.Column, rows int) string {
	if c.Filled == 0 {
		return "Empty in every row"
	}
	samples := make([]string, len(c.Samples))
	for i, s := range c.Samples {
		if cut := []rune(s); len(cut) > 60 {
			s = string(cut[:60]) + " …"
		}
		samples[i] = s
	}
	said := "In " + number(c.Filled) + " of " + plural(rows, "row") + ", like: " + strings.Join(samples, "; ")
	if c.Left > 0 {
		said += ". Not taken in from " + plural(c.Left, "row") + ": another column for the same said something else first"
	}
	return said
}

// tryList is POST /caseloads/{list}: keeps what is said of the list and tries it out, the first rows at once.
func (p pages) tryList(r *web.Request) (web.Reply, error) {
	h, err := p.handedIn(r)
	if err != nil {
		return web.Reply{}, err
	}
	found, err := p.look(r, h)
	if err != nil {
		return web.Reply{}, err
	}
	f := r.Form()
	said := intake.ListSaid{Columns: caselist.Corrections{}, Whole: map[string]string{}}
	for i, c := range found.Columns {
		name := "column-" + number(i)
		if !f.Has(name) {
			f.Fault(name, "Choose what the column is, or that it is not taken in")
		}
		if said.Columns[c.Header] = catalogue.Field(f.Text(name)); f.Text(name) == notTaken {
			said.Columns[c.Header] = ""
		}
	}
	for _, l := range found.Lacks {
		if value := f.Text(factInput(l)); value != "" && value != notSaid {
			said.Whole[l.Fact] = value
		}
	}
	if _, err := write(r, intake.ListColumns{Catalogue: p.set, List: h.ID, Version: f.Int("version"), ListSaid: said}.Run); err != nil {
		return r.FormAgain(p.listPage, err)
	}
	worked, err := intake.WorkList{Catalogue: p.set, List: h.ID, Try: true}.Next(r.Context(), r.Gate())
	if err != nil {
		return r.FormAgain(p.listPage, err)
	}
	return goesOn(h.at(), worked), nil
}
