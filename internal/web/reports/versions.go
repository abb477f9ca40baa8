package reports

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/report"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

var (
	errNoTable   = errs.New(errs.NotFound, "there is no such table in the return")
	errNoVersion = errs.New(errs.NotFound, "there is no such version of the return")
)

// mostChanges is how many changed figures the page names; more are counted.
const mostChanges = 100

// versions is GET /reports/{report}/versions: what was kept of a return, what has changed since, and a
// button to keep it as it stands.
func (p pages) versions(r *web.Request) (web.Reply, error) {
	page, err := p.versionsPage(r, view.Answers{})
	return web.Page(page), err
}

// keep is POST /reports/{report}/versions.
func (p pages) keep(r *web.Request) (web.Reply, error) {
	cmd, err := p.asked(r)
	if err == nil {
		keep := report.Keep{Make: cmd, Reason: r.Form().Text("reason"), CheckCode: looked(r)}
		_, err = gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), keep.Run)
	}
	if err != nil {
		return r.FormAgain(p.versionsPage, err)
	}
	return web.SeeOther(address(asAsked(cmd), "/versions")).Saying("The return is kept as it stands."), nil
}

// move is POST to submit or to accept a version.
func (p pages) move(to report.State, said string) web.Handler {
	return func(r *web.Request) (web.Reply, error) {
		cmd, err := p.asked(r)
		if err == nil {
			_, err = gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), report.MoveVersion{Make: cmd, Version: r.Form().Text("version"), To: to}.Run)
		}
		if err != nil {
			return r.FormAgain(p.versionsPage, err)
		}
		return web.SeeOther(address(asAsked(cmd), "/versions")).Saying(said), nil
	}
}

// askSince names the version that the return is compared with; without it, the last that was kept.
const askSince = "since"

// kept is the versions of a return, and the one it is compared with.
type kept struct {
	all    []report.Version
	chosen report.Version
	was    report.Report
}

// versionsOf reads them. A version that is none of this return's is not found.
func versionsOf(ctx context.Context, v gate.Reader, made report.Report, chosen string) (k kept, err error) {
	if k.all, err = report.Versions(ctx, v, made); err != nil || len(k.all) == 0 {
		return k, err
	}
	at := 0
	if chosen != "" {
		if at = slices.IndexFunc(k.all, func(x report.Version) bool { return x.ID == chosen }); at < 0 {
			return k, errNoVersion
		}
	}
	k.chosen, k.was, err = report.LoadVersion(ctx, v, made, k.all[at].ID)
	return k, err
}

func (p pages) versionsPage(r *web.Request, a view.Answers) (view.Page, error) {
	made, err := p.made(r)
	if err != nil {
		return view.Page{}, err
	}
	k, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (kept, error) {
		return versionsOf(ctx, v, made, r.Query(askSince))
	})
	if err != nil {
		return view.Page{}, err
	}
	page := view.Page{Title: "Versions", Caption: made.Title, Heading: "Versions of this return", Section: section, Form: a,
		Back: &view.Back{Text: "Back to the return", Href: address(made, "")}}
	list := view.Table{Caption: "What was kept, latest first", CaptionSize: "s", Pattern: view.Stack, Empty: "Nothing was kept yet.",
		Columns: []view.Column{{Head: "Version"}, {Head: "As at"}, {Head: "Kept"}, {Head: "State"}, {Head: "Why it differs"}, {Head: "Check code"}, {Head: "Changes since"}}}
	for i, v := range k.all {
		then, number := made, strconv.Itoa(v.Number)
		then.Version, then.AsAt = 0, v.AsAt
		changes := view.Part(view.Link{Text: "Compare", Unseen: " with version " + number, Href: address(made, "/versions", [2]string{askSince, v.ID})})
		as := made
		as.Version, as.AsAt = v.Number, v.AsAt
		if earlier := k.all[i+1:]; len(earlier) > 0 {
			before := strconv.Itoa(earlier[0].Number)
			changes = view.Parts{changes, view.Link{Text: "From " + before + " to " + number, Unseen: ": what changed between these versions",
				Href: address(as, "/versions", [2]string{askSince, earlier[0].ID})}}
		}
		list.Rows = append(list.Rows, []view.Part{view.Link{Text: "Version " + number, Unseen: " as it was kept", Href: address(as, "")}, view.Link{Text: v.AsAt.Plain(), Unseen: ": the return as at that day", Href: address(then, "")},
			view.Text(v.At.Date().Plain() + ", " + v.By), view.Text(string(v.State)), view.Text(v.Reason), view.Text(report.CheckCode(v.Digest)), changes})
	}
	body := view.Parts{list}
	if len(k.all) > 0 {
		body = append(body, view.Small("Made again as at its day, the return can have another check code: where more was recorded on that very day after it was kept, where a referral changed its state or two people were said to be one or not, which are always those of today, or where the return’s file has other tables now. What was kept is never changed."),
			since(made, k.was, k.chosen.Number))
	}
	if made.Version > 0 { // two that were kept are set beside each other: nothing is done with either
		page.Body = body
		return page, nil
	}
	if len(k.all) > 0 {
		body = append(body, p.moves(r, made, k.all[0]))
	}
	if r.Could(report.ActKeep) {
		reason := view.Part(nil)
		if len(k.all) > 0 {
			reason = view.Textarea{Name: "reason", Label: "Why the figures differ from the last version", Rows: 3, Hint: "Name nobody."}.From(a)
		}
		body = append(body, view.H2("Keep the return as it stands"),
			view.Para("As at "+made.AsAt.Plain()+", check code "+made.CheckCode+". What is kept is never changed."),
			view.Form{Action: address(made, "/versions"), Key: r.Key(), Hidden: lookedAt(made), Body: reason, Submit: view.Button{Text: "Keep this version"}})
	}
	page.Body = body
	return page, nil
}

// since says what has changed since a version.
func since(made, was report.Report, number int) view.Part {
	changed := made.Since(was)
	heading := fmt.Sprintf("What has changed since version %d", number)
	if made.Version > 0 {
		heading = fmt.Sprintf("What changed from version %d to version %d", number, made.Version)
	}
	if len(changed) == 0 {
		return view.InsetText{Body: view.Text(fmt.Sprintf("Nothing has changed since version %d: every figure is the same.", number))}
	}
	var items []view.Part
	for _, c := range changed[:min(len(changed), mostChanges)] {
		items = append(items, view.Text(c.Text))
	}
	if more := len(changed) - mostChanges; more > 0 {
		items = append(items, view.Text(fmt.Sprintf("and %d more.", more)))
	}
	return view.Parts{view.H2(heading), view.List{Bullets: true, Items: items}}
}

// moves is the button that takes the last version on, for those who may.
func (p pages) moves(r *web.Request, made report.Report, last report.Version) view.Part {
	button, where := "", ""
	switch {
	case last.State == report.Draft && r.Could(report.ActKeep):
		button, where = fmt.Sprintf("Submit version %d", last.Number), "/submit"
	case last.State == report.Submitted && r.Could(report.ActAccept):
		button, where = fmt.Sprintf("Accept version %d", last.Number), "/accept"
	default:
		return nil
	}
	return view.Form{Action: address(made, where), Key: r.Key(), Hidden: []view.Hidden{{Name: "version", Value: last.ID}},
		Submit: view.Button{Text: button, Kind: view.Secondary}}
}
