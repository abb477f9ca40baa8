package referrals

import (
	"context"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/intake"
	"goldenthread/internal/intake/reason"
	"goldenthread/internal/referral"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// rowsOnPage is how many rows of a file a page shows.
const rowsOnPage = 50

// filed is one page of the rows of a file.
type filed struct {
	batch   intake.Batch
	heading reason.Heading // only rows under it; empty: all
	groups  []intake.Group
	rows    []intake.Row
	named   map[id.Referral]referral.Named // of the rows the reader may know of
	cases   map[int]intake.RowCase         // of a list of cases: what its rows came to; nil: of no list
	tried   bool                           // the list is only tried out: no row is a referral
	at      string                         // address of the rows
	more    bool
	doubted int // rows with something that was kept as typed, and how often which cell
	doubts  map[catalogue.Field]int
}

// file is GET /referral-files/{batch}: how a file adds up, and each row with its reason.
func (p pages) file(r *web.Request) (web.Reply, error) {
	b := id.Batch(r.Path("batch"))
	after, err := strconv.Atoi(r.Query("after"))
	if err != nil {
		after = 0
	}
	d, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (filed, error) {
		d := filed{heading: reason.Heading(r.Query("ended")), at: files + "/" + string(b)}
		var err error
		if d.batch, err = intake.One(ctx, v, b); err != nil {
			return d, err
		}
		if d.groups, err = intake.Standing(ctx, v, b); err != nil {
			return d, err
		}
		if d.doubted, d.doubts, err = intake.Doubts(ctx, v, b); err != nil {
			return d, err
		}
		d.rows, err = intake.Rows(ctx, v, b, d.heading, after, rowsOnPage+1)
		if d.more = len(d.rows) > rowsOnPage; d.more {
			d.rows = d.rows[:rowsOnPage]
		}
		if err != nil {
			return d, err
		}
		if d.batch.Kind == intake.ListKind {
			if d.cases, err = intake.Cases(ctx, v, b, after, rowsOnPage); err != nil {
				return d, err
			}
		}
		var opened []id.Referral
		for _, row := range d.rows {
			if row.Referral != "" {
				opened = append(opened, row.Referral)
			}
		}
		d.named, err = referral.NameReferrals(ctx, v, opened)
		return d, err
	})
	if err != nil {
		return web.Reply{}, err
	}
	return web.Page(p.fileRowsPage(r, d, after)), nil
}

func (p pages) fileRowsPage(r *web.Request, d filed, after int) view.Page {
	title := "Police file"
	aside := d.why()
	if d.batch.Kind == intake.ListKind {
		title = "List of cases"
		if r.Could(intake.ActUndoCaseload) {
			aside = view.Parts{aside, view.H2("Was it a mistake?"), view.Link{Text: "Undo this list", Href: d.at + "/undo"}}
		}
	}
	return view.Page{Title: title, Heading: title + ", " + d.batch.ReceivedOn.Heading(), Caption: p.serviceName(d.batch.Service), Section: section,
		Back:  &view.Back{Text: "Back to referrals", Href: section + "?service=" + url.QueryEscape(d.batch.Service)},
		Intro: view.Parts{view.Quiet{Heading: "How it adds up", Body: view.Parts{sum(d.batch), adds(d.batch)}}, d.tabs()},
		Body:  view.Parts{d.table(r), d.paging(after)}, Aside: aside,
	}
}

// table shows the rows with what became of each.
func (d filed) table(r *web.Request) view.Table {
	table := view.Table{Caption: headingWords(d.heading), CaptionSize: "m", Pattern: view.Stack, Empty: "No row ended so.",
		Columns: []view.Column{{Head: "Row"}, {Head: "Ended"}, {Head: "Why"}}}
	if !d.tried {
		table.Columns = slices.Insert(table.Columns, 1, view.Column{Head: "Referral"})
	}
	if d.cases != nil {
		table.Columns = append(table.Columns, view.Column{Head: "Case"})
	}
	for _, row := range d.rows {
		cells := []view.Part{view.Text("Row " + number(row.Number) + ", line " + number(row.Line)), view.Text(headingWords(row.Heading)), because(r, d.batch, row)}
		if !d.tried {
			cells = slices.Insert(cells, 1, whose(r, d.named[row.Referral]))
		}
		if d.cases != nil {
			cells = append(cells, caseWords(d.cases[row.Number]))
		}
		table.Rows = append(table.Rows, cells)
	}
	return table
}

// whose goes to the referral a row became, for those who may open it.
func whose(r *web.Request, n referral.Named) view.Part {
	switch {
	case n.Reference == "":
		return view.Text("None")
	case !r.Could(referral.ActSee):
		return view.Text(string(n.Reference))
	}
	return view.Link{Text: string(n.Reference), Href: section + "/" + string(n.Reference)}
}

// sum is the arithmetic of a file, read like one.
func sum(b intake.Batch) view.Part {
	return view.Figures{Items: []view.Figure{
		{Value: number(b.Rows), Counts: noun(b.Rows, "row in the file", "rows in the file")},
		{Value: number(b.Accepted), Counts: "to contact", Sign: "="}, {Value: number(b.Held), Counts: "held for checking", Sign: "+"},
		{Value: number(b.Signposted), Counts: "signposted", Sign: "+"}, {Value: number(b.OptedOut), Counts: "asked not to be contacted", Sign: "+"},
		{Value: number(b.NotUsable), Counts: "not usable", Sign: "+"},
	}}
}

// adds says whether it adds up, and whether all of the file is in.
func adds(b intake.Batch) view.Part {
	words := view.Parts{view.Strong("It adds up.")}
	if !b.AddsUp() {
		words = view.Parts{view.Strong("It does not add up."), view.Text("Tell whoever looks after the system.")}
	}
	if b.Known > 0 {
		words = append(words, view.Text(number(b.Known)+" "+noun(b.Known, "person", "people")+" may be known already."))
	}
	if b.Rows < b.RowsAll {
		words = append(words, view.Strong(number(b.RowsAll-b.Rows)+" of "+number(b.RowsAll)+" rows are not in yet: take the file in again, and it goes on from there."))
	}
	return view.Paragraph{Body: words}
}

func noun(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

var headings = map[reason.Heading]string{"": "All rows", reason.Accepted: "To contact", reason.Held: "Held for checking", reason.Signposted: "Signposted",
	reason.OptedOut: "Asked not to be contacted", reason.NotUsable: "Not usable"}

func headingWords(h reason.Heading) string { return headings[h] }

// because is why a row ended as it did.
func because(r *web.Request, b intake.Batch, row intake.Row) view.Part {
	var parts view.Parts
	if row.Heading == reason.Accepted && row.Reason.Heading() == "" {
		parts = append(parts, view.Text("Ready for first contact."))
	} else {
		parts = append(parts, view.Text(row.Reason.Words()+"."))
	}
	if row.Field != "" {
		parts = append(parts, view.Text("In the cell: "+catalogue.Field(row.Field).Words()+"."))
	}
	if len(row.Doubts) > 0 {
		parts = append(parts, view.Text("Could not be read: "+strings.ReplaceAll(strings.Join(row.Doubts, ", "), "_", " ")+"."))
	}
	if row.SameAs > 0 {
		parts = append(parts, view.Text("It repeats row "+number(row.SameAs)+"."))
	}
	if row.Known {
		parts = append(parts, view.Text("May be known already."))
	}
	if row.Mended {
		parts = append(parts, view.Text("Mended."))
	}
	may := r.Could(intake.ActMend) && (b.Kind != intake.ListKind || r.Could(intake.ActCaseload)) // a mended row of a list is a case
	if b.ID != "" && row.Heading == reason.NotUsable && row.Reason != reason.Duplicate && !row.Mended && may {
		parts = append(parts, view.Link{Text: "Mend this row", Href: files + "/" + string(b.ID) + "/rows/" + number(row.Number), Unseen: ", row " + number(row.Number)})
	}
	return parts
}

// address is that of a list of rows.
func (d filed) address(h reason.Heading, after int) string {
	q := url.Values{}
	if h != "" {
		q.Set("ended", string(h))
	}
	if after > 0 {
		q.Set("after", number(after))
	}
	if len(q) == 0 {
		return d.at
	}
	return d.at + "?" + q.Encode()
}

func (d filed) tabs() view.Part {
	t := view.Tabs{Label: "Rows by what they ended as", Items: []view.Tab{{Text: headingWords(""), Href: d.address("", 0), Current: d.heading == "", Counted: true, Count: d.batch.Rows}}}
	for _, h := range reason.Headings() {
		t.Items = append(t.Items, view.Tab{Text: headingWords(h), Href: d.address(h, 0), Current: d.heading == h, Counted: true, Count: d.batch.Of(h)})
	}
	return t
}

func (d filed) paging(after int) view.Part {
	p := view.Pagination{Of: "rows"}
	if d.more {
		p.Next = d.address(d.heading, d.rows[len(d.rows)-1].Number)
	}
	if after > 0 {
		p.Previous = d.address(d.heading, 0)
	}
	if p.Next == "" && p.Previous == "" {
		return nil
	}
	return p
}

// why counts the reasons of the rows that were not accepted.
func (d filed) why() view.Part {
	var list view.Rows
	list.Small, list.Empty = true, "Every row is to be contacted."
	for _, g := range d.groups {
		if g.Heading != reason.Accepted {
			list.Items = append(list.Items, view.Row{Body: view.Parts{view.Strong(number(g.Rows) + ":"), view.Text(text.Within(g.Reason.Words()) + ".")}})
		}
	}
	parts := view.Parts{view.H2("Why rows are not to contact"), list}
	if d.doubted == 0 {
		return parts
	}
	typed := view.Rows{Small: true}
	for _, f := range slices.Sorted(maps.Keys(d.doubts)) {
		typed.Items = append(typed.Items, view.Row{Body: view.Parts{view.Strong(number(d.doubts[f]) + ":"), view.Text(f.Words() + ".")}})
	}
	return append(parts, view.H2("Could not be read"),
		view.Small(plural(d.doubted, "row")+noun(d.doubted, " holds", " hold")+" a cell that could not be read. No row was dropped: each is counted above by what it ended as, and says which cell it was."), typed)
}
