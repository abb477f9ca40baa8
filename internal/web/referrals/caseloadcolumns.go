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

// handedIn is a list that was handed in, opened, as its columns are taken now.
type handedIn struct {
	intake.List
	service catalogue.Service
	columns caselist.Corrections
	batch   intake.Batch // what is in of it; none: the zero value
}

func (p pages) handedIn(r *web.Request) (handedIn, error) {
	return gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (h handedIn, err error) {
		if h.List, h.columns, err = intake.OpenList(ctx, v, id.List(r.Path("list"))); err != nil {
			return h, err
		}
		var ok bool
		if h.service, ok = p.set.Service(h.Service); !ok {
			return h, gate.NoSuchRecord()
		}
		if h.Batch != "" {
			h.batch, err = intake.One(ctx, v, h.Batch)
		}
		return h, err
	})
}

func (p pages) caseload(h handedIn) intake.Caseload {
	return intake.Caseload{Service: h.service, Catalogue: p.set, Columns: h.columns, File: []byte(h.Content.Text()), List: h.ID}
}

func (h handedIn) at() string { return lists + "/" + string(h.ID) }

// notTaken is what a column is that holds nothing that is taken in.
const notTaken = "none"

// listPage is GET /caseloads/{list}: what each column is taken for, with a sample of what it holds, to be corrected
// and tried out. Once rows of it are in it says how far it is.
func (p pages) listPage(r *web.Request, a view.Answers) (view.Page, error) {
	h, err := p.handedIn(r)
	if err != nil {
		return view.Page{}, err
	}
	page := view.Page{Title: "What the columns are", Caption: h.service.Name, Section: section, Back: &view.Back{Text: "Back to lists of cases", Href: lists}}
	if h.batch.RowsAll > 0 {
		return h.progress(r, page), nil
	}
	sum, err := p.caseload(h).Look(r.Now().Date())
	if err != nil {
		return view.Page{}, err
	}
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
		view.Para("Each column is shown with what it is taken for. Correct what is wrong: what is not taken in is left out of the records."),
		view.Form{Action: h.at(), Key: r.Key(), Hidden: []view.Hidden{{Name: "version", Value: number(h.Version)}}, Body: fields,
			Submit: view.Button{Text: "Try it out"}},
		view.ButtonForm{Action: h.at() + "/drop", Key: r.Key(), Button: view.Button{Text: "Give the list up", Kind: view.Secondary}}}
	page.Aside = view.Parts{view.H2("Good to know"), view.Rows{Small: true, Items: []view.Row{
		{Body: view.Text("A column with the sign-in name of a colleague gives her the case. Her cap counts it.")},
		{Body: view.Text("Where nobody is named, the case waits and you answer for it.")},
		{Body: view.Text("A reference of the list's own tells its rows apart, also when it is brought again.")},
		hiddenSheets(sum)}}}
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
	return "In " + number(c.Filled) + " of " + plural(rows, "row") + ", like: " + strings.Join(samples, "; ")
}

// progress says how far a list is that is being taken in, or was interrupted.
func (h handedIn) progress(r *web.Request, page view.Page) view.Page {
	page.Title = "Taking in a list of cases"
	page.Intro = view.Quiet{Heading: number(h.batch.Rows) + " of " + plural(h.batch.RowsAll, "row") + " are in", Body: view.Parts{sum(h.batch), adds(h.batch)}}
	page.Body = view.Parts{
		view.Para("What is in stays in. The next rows go on from there, also after an interruption."),
		view.ButtonForm{Action: h.at() + "/take", Key: r.Key(), Button: view.Button{Text: "Go on with the next rows"},
			Beside: view.Link{Text: "See the rows that are in", Href: files + "/" + string(h.Batch)}}}
	return page
}

// tryList is POST /caseloads/{list}: keeps what the columns are and tries the list out.
func (p pages) tryList(r *web.Request) (web.Reply, error) {
	h, err := p.handedIn(r)
	if err != nil {
		return web.Reply{}, err
	}
	found, err := p.caseload(h).Look(r.Now().Date())
	if err != nil {
		return web.Reply{}, err
	}
	f, columns := r.Form(), caselist.Corrections{}
	for i, c := range found.Columns {
		name := "column-" + number(i)
		if !f.Has(name) {
			f.Fault(name, "Choose what the column is, or that it is not taken in")
		}
		if columns[c.Header] = catalogue.Field(f.Text(name)); f.Text(name) == notTaken {
			columns[c.Header] = ""
		}
	}
	version := f.Int("version")
	if _, err := write(r, intake.ListColumns{Catalogue: p.set, List: h.ID, Version: version, Columns: columns}.Run); err != nil {
		return r.FormAgain(p.listPage, err)
	}
	h.columns = columns
	tried, err := p.caseload(h).Try(r.Context(), r.Gate())
	if err != nil {
		return r.FormAgain(p.listPage, err)
	}
	if _, err := gate.Write(r.Context(), r.Gate(), "", intake.KeepTried{List: h.ID, Version: version + 1, Tried: tried}.Run); err != nil {
		return r.FormAgain(p.listPage, err)
	}
	return web.SeeOther(h.at() + "/tried"), nil
}
