package report

import (
	"context"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// ActOpen is opening a figure to the records it counts.
var ActOpen = access.Declare("report.open figure", access.Policy{Roles: readers, Systems: []string{"cli", "report"}})

// Open opens one figure of a return: the records it counts, a page at a time. Those who may read the
// return may; which record is whose is told only of folders the actor may see. It is a write because
// the opening is recorded, also when no record is shown.
//
// Fails like [Make], and with errs.NotFound when there is no such figure. Records FigureOpened.
type Open struct {
	Make
	Table  string
	Row    string // key of a row, or "total"
	Column Column
	After  Place // where the page before ended; zero: from the start
	Limit  int   // records a page, 1 to 200; 0: 50
}

// Place is where a page of records ends.
type Place struct {
	On  clock.Date `json:"on"`
	Key string     `json:"key"`
}

// Record is one record that a figure counts. Of a folder the actor may not see only the day is given.
type Record struct {
	On       clock.Date  `json:"on"`
	Visible  bool        `json:"visible"`
	Of       string      `json:"of,omitempty"` // where it is in nobody's folder: which line of the log, or which event
	Folder   id.Folder   `json:"folder,omitempty"`
	Referral id.Referral `json:"referral,omitempty"` // where a figure counts referrals
	Case     id.Case     `json:"case,omitempty"`     // where it counts people, support or events
}

// Opened is a page of the records behind a figure.
type Opened struct {
	Title    string   `json:"title"`             // of the table
	Label    string   `json:"label"`             // of the row
	Column   Heading  `json:"column"`            // with its words
	Sentence string   `json:"sentence"`          // the figure in plain words
	Kept     Kept     `json:"kept,omitempty"`    // where records are that are in nobody's folder
	Service  string   `json:"service,omitempty"` // whose they are, with Kept
	Figure   Figure   `json:"figure"`            // as it stands in the report: the number of records on all pages
	Records  []Record `json:"records"`
	Next     *Place   `json:"next,omitempty"` // nil: this is the last page
}

// FigureOpened says that somebody opened a figure to its records.
type FigureOpened struct {
	Report string     `json:"report"`
	From   clock.Date `json:"from"`
	AsAt   clock.Date `json:"as_at"`
	Table  string     `json:"table"`
	Row    string     `json:"row"`
	Column Column     `json:"column"`
	Shown  int        `json:"shown"` // records whose folder the actor may see
}

// EventKind names the event.
func (FigureOpened) EventKind() string { return "report.figure opened" }

var errNoFigure = errs.New(errs.NotFound, "there is no such figure in the return")

// Run lists the records.
func (o Open) Run(ctx context.Context, tx *gate.Tx) (Opened, error) {
	d, p, k, err := o.prepare(ctx, tx, ActOpen)
	if err != nil {
		return Opened{}, err
	}
	layout, ok := d.table(o.Table)
	if !ok || layout.Counts == "" || !o.Column.opens() || layout.hasBase(o.Column) {
		return Opened{}, errNoFigure
	}
	from, frame := layout.counted(), d.frame(p)
	facts := o.Book.terms(d.Service, p)
	if facts.Tallies, err = from.tally(ctx, tx, d, p, k); err != nil {
		return Opened{}, err
	}
	if frame.compared() {
		if facts.Before, err = from.tally(ctx, tx, d, frame.before, k); err != nil {
			return Opened{}, err
		}
	}
	table := layout.build(frame, facts)
	row, codes, ok := table.cell(o.Row, o.Column)
	if !ok {
		return Opened{}, errNoFigure
	}
	row.Label = Report{Period: p, AsAt: k.asAt}.fill(row.Label)
	out := Opened{Title: layout.Title, Label: row.Label, Column: layout.heading(frame, o.Column), Figure: row.Cells[o.Column],
		Sentence: table.sentence(frame, k.asAt, row, o.Column)}
	if out.Kept = sourceOf(from.measure).in; out.Kept != "" {
		out.Service = from.of(d.Service)
	}
	found, err := o.page(ctx, tx, from, d, frame, k, codes)
	if err != nil {
		return Opened{}, err
	}
	shown, err := out.show(ctx, tx, found, o.limit())
	if err != nil {
		return Opened{}, err
	}
	tx.Record(FigureOpened{Report: d.Key, From: p.From, AsAt: k.asAt, Table: o.Table, Row: o.Row, Column: o.Column, Shown: shown})
	return out, nil
}

// found is a record with its place in the list.
type found struct {
	Record
	key string
}

func (o Open) limit() int {
	if o.Limit < 1 || o.Limit > 200 {
		return 50
	}
	return o.Limit
}

// page reads one record more than the page holds, to know whether there is a next one.
func (o Open) page(ctx context.Context, q store.Reader, c counted, d Definition, f frame, k known, codes []string) ([]found, error) {
	if len(codes) == 0 {
		return nil, nil
	}
	cell, all := f.span(o.Column), f.Period
	if o.Column == YearBefore {
		all = f.before
	}
	s := sourceOf(c.measure)
	args := []any{c.of(d.Service), all.From, all.To, k.asAt, endOf(k.asAt), cell.From, cell.To, o.After.On, o.After.Key, o.limit() + 1}
	statement := s.list
	if c.by != Own {
		statement = s.chose
		args = append(args, c.by)
	}
	args = append(append(args, c.more(d, k)...), store.List(codes))
	return store.Collect(ctx, q, statement, func(scan store.Scan) (found, error) {
		var f found
		err := scan(&f.key, &f.Referral, &f.Case, &f.Folder, &f.On)
		return f, err
	}, args...)
}

// show puts the page's records into the answer, blanking those whose folder the actor may not see.
func (out *Opened) show(ctx context.Context, tx *gate.Tx, list []found, limit int) (shown int, err error) {
	out.Records = []Record{}
	if len(list) > limit {
		list = list[:limit]
		out.Next = &Place{On: list[limit-1].On, Key: list[limit-1].key}
	}
	folders := make([]id.Folder, len(list))
	for i, f := range list {
		folders[i] = f.Folder
	}
	visible, err := tx.Visible(ctx, folders, access.Existence)
	if err != nil {
		return 0, err
	}
	for _, f := range list {
		r := Record{On: f.On}
		if out.Kept != "" {
			r.Of, _, _ = strings.Cut(f.key, " ") // of those who came to one event each has a number behind it
		}
		if visible[f.Folder] {
			r = f.Record
			r.Visible = true
			shown++
		}
		out.Records = append(out.Records, r)
	}
	return shown, nil
}

// table finds a layout by its id.
func (d Definition) table(id string) (Layout, bool) {
	for _, l := range d.Tables {
		if l.ID == id {
			return l, true
		}
	}
	return Layout{}, false
}

// cell finds a row that has a column, and the codes that the row took.
func (t Table) cell(key string, col Column) (Row, []string, bool) {
	var codes []string
	for i, row := range t.Rows {
		if row.Key == key || key == total {
			codes = append(codes, t.codes[i]...)
		}
	}
	row, ok := t.Row(key)
	if !ok {
		return Row{}, nil, false
	}
	_, ok = row.Cells[col]
	return row, codes, ok
}
