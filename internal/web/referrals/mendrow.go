package referrals

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/intake"
	"goldenthread/internal/intake/police"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// broken is a row that could not be used and the file it stands in.
type broken struct {
	intake.Broken
	batch intake.Batch
}

func (p pages) brokenRow(r *web.Request) (broken, error) {
	no, err := strconv.Atoi(r.Path("row"))
	if err != nil {
		return broken{}, gate.NoSuchRecord()
	}
	return gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (broken, error) {
		b := broken{}
		var err error
		if b.batch, err = intake.One(ctx, v, id.Batch(r.Path("batch"))); err != nil {
			return b, err
		}
		b.Broken, err = intake.BrokenRow(ctx, v, b.batch.ID, no)
		return b, err
	})
}

// mendRowPage is GET /referral-files/{batch}/rows/{row}: a row that could not be used, by column with
// what is wrong beside each, to be put right and sent again. A row that can't be told apart is one line.
func (p pages) mendRowPage(r *web.Request, a view.Answers) (view.Page, error) {
	b, err := p.brokenRow(r)
	if err != nil {
		return view.Page{}, err
	}
	at := files + "/" + string(b.batch.ID)
	form := view.Form{Action: at + "/rows/" + number(b.Number), Key: r.Key(), Hidden: []view.Hidden{{Name: "version", Value: number(b.Version)}},
		Submit: view.Button{Text: "Send the row again"}, Beside: view.Link{Text: "Cancel", Href: at}}
	if cells, ok := b.Cells(p.set, r.Now().Date()); ok {
		form.Body = p.cellsOf(b, cells, a)
	} else {
		form.Body = view.Parts{
			view.Details{Summary: "The column names", Body: view.Text(plainly(b.Header))},
			view.Textarea{Name: "row", Label: "The row", Hint: "A cell for each column name, with commas between", Value: plainly(b.Raw), Rows: 6}.From(a)}
	}
	return view.Page{Title: "Mend a row", Caption: "Row " + number(b.Number) + ", line " + number(b.Line) + " of the file", Section: section,
		Back: &view.Back{Text: "Back to the file", Href: at},
		Body: view.Parts{view.InsetText{Body: view.Text(b.Reason.Words() + ".")}, form}}, nil
}

// cellsOf shows the cells of a row. Of a list, which can have any column, those that hold something come first.
func (p pages) cellsOf(b broken, cells []police.Cell, a view.Answers) view.Parts {
	if b.batch.Kind != intake.ListKind {
		return cellFields(cells, a)
	}
	asked := []catalogue.Field{catalogue.FieldSurname, catalogue.FieldForename, catalogue.FieldBirth, catalogue.FieldOpened}
	var first, rest []police.Cell
	for _, c := range cells {
		if c.Typed != "" || c.Wrong != "" || slices.Contains(asked, c.Field) {
			first = append(first, c)
		} else {
			rest = append(rest, c)
		}
	}
	return append(cellFields(first, a), view.Details{Summary: "What is empty in this row", Body: cellFields(rest, a), Open: a.Typed()})
}

// cellFields shows each cell as a field. Before anything was sent, what is wrong stands beside the cell it
// is wrong with.
func cellFields(cells []police.Cell, a view.Answers) view.Parts {
	var parts view.Parts
	for _, c := range cells {
		label := strings.ToUpper(c.Field.Words()[:1]) + c.Field.Words()[1:]
		if !c.Needed {
			label += " (may be empty)"
		}
		if len(c.Typed) > 80 || strings.Contains(c.Typed, "\n") || c.Field == catalogue.FieldSummary {
			area := view.Textarea{Name: string(c.Field), Label: label, Value: c.Typed, Rows: 4}.From(a)
			if !a.Typed() {
				area.Error = c.Wrong
			}
			parts = append(parts, area)
			continue
		}
		input := view.TextInput{Name: string(c.Field), Label: label, Value: c.Typed}.From(a)
		if !a.Typed() {
			input.Error = c.Wrong
		}
		parts = append(parts, input)
	}
	return parts
}

// mendRow is POST /referral-files/{batch}/rows/{row}.
func (p pages) mendRow(r *web.Request) (web.Reply, error) {
	b, err := p.brokenRow(r)
	if err != nil {
		return web.Reply{}, err
	}
	service, ok := p.set.Service(b.batch.Service)
	if !ok {
		return web.Reply{}, gate.NoSuchRecord()
	}
	f := r.Form()
	cmd := intake.MendRow{Service: service, Catalogue: p.set, Batch: b.batch.ID, Row: b.Number, Version: f.Int("version"), Header: plainly(b.Header), Text: f.Text("row")}
	if cells, ok := b.Cells(p.set, r.Now().Date()); ok {
		for i := range cells {
			cells[i].Typed = f.Text(string(cells[i].Field))
		}
		cmd.Cells = cells
	}
	taken, err := write(r, cmd.Run)
	if err != nil {
		return r.FormAgain(p.mendRowPage, err)
	}
	return web.SeeOther(files + "/" + string(b.batch.ID)).Saying("The row is in: " + text.Within(taken.State.Words()) + "."), nil
}
