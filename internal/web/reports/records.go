package reports

import (
	"context"
	"net/url"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/learning"
	"goldenthread/internal/referral"
	"goldenthread/internal/report"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
	"goldenthread/internal/workforce"
)

// The names in the address of a page of records: where the page before ended.
const (
	askOn  = "on"
	askKey = "key"
)

// records is GET /reports/{report}/records: the records one figure counts, a page at a time, or the figures it is
// worked out from. That
// they were opened is recorded, so the page is a write; it is asked for with a link because nothing
// changes for anybody, and the shell refuses a browser that fetches ahead.
func (p pages) records(r *web.Request) (web.Reply, error) {
	if report.Column(r.Query("column")) == report.Value {
		return p.workedOut(r)
	}
	cmd, err := p.asked(r)
	if err != nil {
		return web.Reply{}, err
	}
	var bad errs.Fields
	open := report.Open{Make: cmd, Table: r.Query("table"), Row: r.Query("row"), Column: report.Column(r.Query("column")),
		After: report.Place{On: day(r, askOn, &bad), Key: r.Query(askKey)}}
	if err := bad.Err(); err != nil {
		return web.Reply{}, err
	}
	opened, err := gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), open.Run)
	if err != nil {
		return web.Reply{}, err
	}
	named, err := p.name(r, opened)
	if err != nil {
		return web.Reply{}, err
	}
	return web.Page(p.recordsPage(r, open, opened, named)), nil
}

// name finds what to call the records the reader may see: their references, and initials as far as
// the reader's role shows them.
func (p pages) name(r *web.Request, opened report.Opened) (map[id.Folder]referral.Named, error) {
	var folders []id.Folder
	for _, one := range opened.Records {
		if one.Visible {
			folders = append(folders, one.Folder)
		}
	}
	if len(folders) == 0 {
		return nil, nil
	}
	d, err := p.book.Definition(r.Path("report"))
	if err != nil {
		return nil, err
	}
	return gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (map[id.Folder]referral.Named, error) {
		if err := v.Authorize(ctx, report.ActOpen, gate.On{Service: d.Service}); err != nil {
			return nil, err
		}
		return referral.NameFolders(ctx, v, folders)
	})
}

func (p pages) recordsPage(r *web.Request, open report.Open, opened report.Opened, named map[id.Folder]referral.Named) view.Page {
	list := view.Table{Caption: "The records", CaptionSize: "s", Pattern: view.Tight, Empty: "It counts no records.",
		Columns: []view.Column{{Head: "Day"}, {Head: "Reference"}, {Head: "Who"}}}
	if opened.Kept != "" {
		list = view.Table{Caption: "The records", CaptionSize: "s", Pattern: view.Tight, Empty: "It counts no records.", Columns: []view.Column{{Head: "Day"}, {Head: "Where it stands"}}}
	}
	hidden := 0
	for _, one := range opened.Records {
		if opened.Kept != "" {
			list.Rows = append(list.Rows, []view.Part{view.Text(one.On.Plain()), elsewhere(r, opened, one)})
			continue
		}
		reference, who := view.Part(view.Text("Can’t see")), view.Part(view.Text("Can’t see"))
		if n, ok := named[one.Folder]; one.Visible && ok {
			reference, who = link(r, one, n), initials(n)
		} else {
			hidden++
		}
		list.Rows = append(list.Rows, []view.Part{view.Text(one.On.Plain()), reference, who})
	}
	title := records(opened.Figure.Int())
	page := view.Page{
		Title: title, Caption: opened.Title, Section: section, Heading: title + " behind a figure",
		Back: &view.Back{Text: "Back to the return", Href: back(open)},
		Lead: opened.Label + ", " + opened.Column.Text + ": " + opened.Figure.String() + ".",
		Body: view.Parts{list, paging(open, opened)},
		Aside: view.Parts{view.H2("About this page"),
			view.Small(opened.Sentence),
			view.Small("These are the records this figure counts, and no others. It is recorded that you opened them."),
			view.Small("As at " + asAt(open, r.Now().Date()).Plain() + ".")},
	}
	if hidden > 0 {
		page.Intro = view.InsetText{Body: view.Text("Your role shows the day of these records and not whose they are. Ask the service’s supervisor about one of them.")}
	}
	return page
}

// elsewhere leads to where a record stands that is in nobody's folder, for those who may see it there: the day in the
// work log, the training or awareness event, the posts.
func elsewhere(r *web.Request, opened report.Opened, one report.Record) view.Part {
	switch {
	case opened.Kept == report.InLog && r.Could(workforce.ActSeeLog):
		return view.Link{Text: "Work log", Unseen: ", " + one.On.Plain(), Href: "/work-log?" + url.Values{"service": {opened.Service}, "day": {string(one.On)}}.Encode()}
	case opened.Kept == report.InLog:
		return view.Text("In the service’s work log")
	case opened.Kept == report.InPosts && r.Could(workforce.ActPosts):
		return view.Link{Text: "Posts", Unseen: " of the service", Href: "/posts?" + url.Values{"service": {opened.Service}}.Encode()}
	case opened.Kept == report.InPosts:
		return view.Text("In the service’s list of posts")
	case opened.Kept == report.InCounts:
		return view.Text("Counted when it was asked; nobody was named")
	case r.Could(learning.ActSee):
		return view.Link{Text: "Training and awareness", Unseen: ", " + one.On.Plain(), Href: "/learning/events/" + url.PathEscape(one.Of)}
	}
	return view.Text("In the service’s list of training and awareness")
}

// link goes to the referral or the case, which go by one reference, for those whose role opens it.
func link(r *web.Request, one report.Record, n referral.Named) view.Part {
	switch {
	case !r.Could(referral.ActSee):
		return view.Text(string(n.Reference))
	case one.Case != "":
		return view.Link{Text: string(n.Reference), Href: "/cases/" + url.PathEscape(string(n.Reference))}
	}
	return view.Link{Text: string(n.Reference), Href: "/referrals/" + url.PathEscape(string(n.Reference))}
}

func initials(n referral.Named) view.Part {
	if !n.Initials.IsOpen() {
		return view.Text("Can’t see")
	}
	return view.Text(n.Initials.Text())
}

func asAt(open report.Open, today clock.Date) clock.Date {
	if open.AsAt.IsZero() {
		return today
	}
	return open.AsAt
}

// back is the address of the return the figure stands in.
func back(open report.Open) string {
	return address(report.Report{Key: open.Report, Period: report.Period{From: open.From, To: open.To}, AsAt: open.AsAt}, "")
}

// paging goes on to the next page of records.
func paging(open report.Open, opened report.Opened) view.Part {
	if opened.Next == nil {
		return nil
	}
	made := report.Report{Key: open.Report, Period: report.Period{From: open.From, To: open.To}, AsAt: open.AsAt}
	return view.Pagination{Of: "records", Next: address(made, "/records", [2]string{"table", open.Table}, [2]string{"row", open.Row},
		[2]string{"column", string(open.Column)}, [2]string{askOn, string(opened.Next.On)}, [2]string{askKey, opened.Next.Key})}
}
