package cases

import (
	"context"
	"fmt"

	"goldenthread/internal/errs"
	"goldenthread/internal/evidence"
	"goldenthread/internal/gate"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// evidence is GET /cases/{reference}/evidence: the log of what shows what happened, without its pictures.
func (p pages) evidence(r *web.Request) (web.Reply, error) {
	c, err := p.whole(r)
	if err != nil {
		return web.Reply{}, err
	}
	items, err := c.exhibits(r)
	if err != nil {
		return web.Reply{}, err
	}
	rows := view.Rows{Empty: "Nothing is logged yet."}
	for _, it := range items {
		rows.Items = append(rows.Items, c.exhibitRow(it))
	}
	var add view.Part
	if r.Could(evidence.ActLog) {
		add = view.LinkButton{Text: "Log something", Href: c.at("evidence", "log")}
	}
	aside := view.Parts{view.H2("What this is"), view.Small("Photographs, recordings, messages, diary sheets: what shows what happened, who made it, and whose hands " +
		"it went through. What is logged is never changed. Who looked at a picture is kept."), c.record(r)}
	return web.Page(c.tabPage(r, "Evidence", "evidence", nil, view.Parts{view.H2("What shows what happened"), rows, add}, aside)), nil
}

// exhibits reads the log.
func (c kase) exhibits(r *web.Request) ([]evidence.Item, error) {
	return gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) ([]evidence.Item, error) {
		return evidence.List(ctx, v, c.Case.Folder)
	})
}

func (c kase) exhibitTitle(it evidence.Item) string {
	return fmt.Sprintf("%d. %s", it.Number, c.list("evidence").Label(it.Kind))
}

func (c kase) exhibitRow(it evidence.Item) view.Row {
	row := view.Row{When: full(it.GotOn), Title: c.exhibitTitle(it), Note: view.Text(it.Shows.Text())}
	if it.ByMistake() {
		row.Tag = &view.Tag{Text: "Logged by mistake", Colour: view.Grey}
	}
	open := view.Link{Text: "Open", Href: c.at("evidence", it.ID), Unseen: " number " + number(it.Number)}
	if it.HasPicture() {
		open.Text = "Look at the picture"
	}
	row.Body = view.Paragraph{Small: true, Body: open}
	return row
}

// logEvidence puts something into the log.
var logEvidence = form{path: "evidence/log", from: "evidence", action: evidence.ActLog, most: evidence.MostBytes + 1<<20,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		f := c.form(r, "evidence/log", "Log it", view.Parts{
			view.Select{Name: "kind", Label: "What is it?", LabelSize: "s", Items: choices(c.list("evidence"))}.From(a),
			view.Textarea{Name: "shows", Label: "What does it show?", LabelSize: "s", Hint: "In a few words, like “front door kicked in”", Rows: 3}.From(a),
			view.Select{Name: "maker", Label: "Who made it?", LabelSize: "s", Items: choices(c.list("evidence-makers"))}.From(a),
			view.DateInput{Name: "made_on", Legend: "When was it made?", Hint: "Leave it empty when nobody knows", LegendSize: "s"}.From(a),
			view.DateInput{Name: "got_on", Legend: "Since when have you had it?", LegendSize: "s"}.On(c.Now.Date()).From(a),
			view.TextInput{Name: "got_from", Label: "From whom?", LabelSize: "s", Hint: "If it is not from whoever made it"}.From(a),
			view.FileInput{Name: "picture", Label: "The picture, if there is one", LabelSize: "s", Hint: "JPEG or PNG, up to 12 MB. It is kept as it came", Accept: ".jpg,.jpeg,.png,image/jpeg,image/png"}.From(a),
			view.TextInput{Name: "kept_at", Label: "Where is the thing itself kept?", LabelSize: "s", Hint: "Like “on their phone” or “locked cabinet, envelope 12”"}.From(a),
		})
		f.Upload = true
		return c.page(r, "Log something that shows what happened", f), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		l := evidence.Log{Folder: c.Case.Folder, Kinds: c.list("evidence"), Makers: c.list("evidence-makers"), Kind: f.Text("kind"), Shows: f.Text("shows"),
			Maker: f.Text("maker"), MadeOn: f.Date("made_on"), GotOn: f.Date("got_on"), GotFrom: f.Text("got_from"), KeptAt: f.Text("kept_at")}
		if file, chosen := f.File("picture"); chosen && len(file.Content) > 0 {
			var err error
			if l.Picture, err = evidence.ReadPicture(file.Content); err != nil {
				f.Fault("picture", errs.MessageOf(err))
			}
		}
		_, err := do(r, l.Run)
		if !l.Picture.IsZero() {
			err = chooseAgain(err)
		}
		return done{c.at("evidence"), "It is logged."}, err
	},
}

// chooseAgain adds to what was wrong that the picture must be chosen again: a browser can't fill it in, and without a word it would
// be missing from the log for good.
func chooseAgain(err error) error {
	wrong := errs.FieldsOf(err)
	if len(wrong) == 0 {
		return err
	}
	var bad errs.Fields
	for _, f := range wrong {
		bad.Add(f.Name, f.Message)
	}
	bad.Add("picture", "Choose the picture again: it is not kept until everything is right")
	return bad.Err()
}
