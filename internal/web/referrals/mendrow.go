package referrals

import (
	"context"
	"strconv"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/intake"
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

// mendRowPage is GET /referral-files/{batch}/rows/{row}: a row that could not be used, as it came, to
// be put right and sent again.
func (p pages) mendRowPage(r *web.Request, a view.Answers) (view.Page, error) {
	b, err := p.brokenRow(r)
	if err != nil {
		return view.Page{}, err
	}
	at := files + "/" + string(b.batch.ID)
	return view.Page{Title: "Mend a row", Caption: "Row " + number(b.Number) + ", line " + number(b.Line) + " of the file", Section: section,
		Back: &view.Back{Text: "Back to the file", Href: at},
		Body: view.Parts{view.InsetText{Body: view.Text(b.Reason.Words() + ".")},
			view.Form{Action: at + "/rows/" + number(b.Number), Key: r.Key(), Hidden: []view.Hidden{{Name: "version", Value: number(b.Version)}}, Body: view.Parts{
				view.Details{Summary: "The column names", Body: view.Text(text(b.Header))},
				view.Textarea{Name: "row", Label: "The row", Hint: "A cell for each column name, with commas between", Value: text(b.Raw), Rows: 6}.From(a),
			}, Submit: view.Button{Text: "Send the row again"}, Beside: view.Link{Text: "Cancel", Href: at}}}}, nil
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
	cmd := intake.MendRow{Service: service, Catalogue: p.set, Batch: b.batch.ID, Row: b.Number, Version: f.Int("version"), Header: text(b.Header), Text: f.Text("row")}
	taken, err := write(r, cmd.Run)
	if err != nil {
		return r.FormAgain(p.mendRowPage, err)
	}
	return web.SeeOther(files + "/" + string(b.batch.ID)).Saying("The row is in: " + lowerFirst(taken.State.Words()) + "."), nil
}
