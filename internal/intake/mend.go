package intake

import (
	"context"
	"slices"
	"strings"

	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/intake/police"
	"goldenthread/internal/intake/reason"
	"goldenthread/internal/intake/sheet"
	"goldenthread/internal/referral"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// Broken is a row that could not be used, as it came, for whoever mends it.
type Broken struct {
	Row
	kind   catalogue.Door
	Header *seal.Value // the column names of its file
	Raw    *seal.Value // the row, with U+FFFD where it could not be read; empty when it was too long
}

// Cells takes the row apart by column, each with what is wrong with it. False: it has another number of
// cells than there are column names, and is mended as one line.
func (b Broken) Cells(set *catalogue.Set, today clock.Date) ([]police.Cell, bool) {
	m, ok := set.Mapping(mappingOf(b.kind))
	if !ok {
		return nil, false
	}
	cells, ok := police.Cells(b.Header.Text(), b.Raw.Text(), m, today)
	if b.kind == ListKind {
		cells = slices.DeleteFunc(cells, func(c police.Cell) bool { return sheet.Fills(c.Field) })
	}
	return cells, ok
}

// mappingOf gives the mapping by which the rows of a kind of file are read.
func mappingOf(kind catalogue.Door) string {
	if kind == ListKind {
		return caseloadMapping
	}
	return standardMapping
}

// BrokenRow opens a row that could not be used. Those who decide about referrals of the service may;
// of a list of cases, which opens a case, those alone who take one in. Fails with errs.NotFound, also when the row was mended.
func BrokenRow(ctx context.Context, v gate.Reader, b id.Batch, no int) (Broken, error) {
	k, found, err := findKept(ctx, v, b, no)
	if err != nil {
		return Broken{}, err
	}
	if err := k.authorize(ctx, v); err != nil {
		return Broken{}, err
	}
	if !found || !k.mendable() {
		return Broken{}, notFound(nil)
	}
	row := Broken{Row: k.Row, kind: k.kind, Header: headerColumn.Value(k.folder, string(b), k.header), Raw: rawColumn.Value(k.folder, rawRow(b, no), k.raw)}
	return row, v.Open(ctx, row.Header, row.Raw)
}

// kept is a row with what is kept of it, closed.
type kept struct {
	Row
	raw, header []byte
	folder      id.Folder
	service     string
	kind        catalogue.Door
}

// authorize takes the decision to see and mend the row.
func (k kept) authorize(ctx context.Context, v gate.Reader) error {
	err := v.Authorize(ctx, ActMend, gate.On{Folder: k.folder})
	if err == nil && k.kind == ListKind {
		err = v.Authorize(ctx, ActCaseload, gate.On{Service: k.service})
	}
	return err
}

// mendable tells whether the row waits to be mended. A duplicate is not broken.
func (k kept) mendable() bool {
	return k.Heading == reason.NotUsable && k.Reason != reason.Duplicate && !k.Mended
}

func findKept(ctx context.Context, q store.Reader, b id.Batch, no int) (kept, bool, error) {
	return store.Find(ctx, q, rowSQL, func(scan store.Scan) (kept, error) {
		var k kept
		var err error
		k.Row, err = scanRow(scan, &k.raw, &k.header, &k.folder, &k.service, &k.kind)
		return k, err
	}, b, no)
}

// MendRow takes in a row that could not be used, as somebody has mended it: by column, or as one line
// under the column names of its file. It is read and judged as if it had come so; the file's sums follow.
// Those who decide about referrals of the service may; of a list of cases those alone who take one in. What the row said
// before is let go.
//
// Fails with errs.Invalid when the row still can't be used, and says why beside each field; errs.Conflict when it is
// there already; errs.Stale; errs.NotFound. Records Mended and referral.Came.
type MendRow struct {
	Service   catalogue.Service
	Catalogue *catalogue.Set
	Batch     id.Batch
	Row       int
	Version   int
	Cells     []police.Cell // the row by column
	Header    string        // with no cells: the column names of the file, as [BrokenRow] opened them
	Text      string        // with no cells: the row
}

// Mended says that a row that could not be used was mended, and what it came to.
type Mended struct {
	Batch    id.Batch       `json:"batch"`
	Row      int            `json:"row"`
	Referral id.Referral    `json:"referral"`
	Outcome  reason.Heading `json:"outcome"`
	Reason   reason.Code    `json:"reason"`
}

// EventKind names the event.
func (Mended) EventKind() string { return "intake.mended" }

// Run takes the mended row in.
func (c MendRow) Run(ctx context.Context, tx *gate.Tx) (referral.Taken, error) {
	k, found, err := findKept(ctx, tx, c.Batch, c.Row)
	if err != nil {
		return referral.Taken{}, err
	}
	if err := k.authorize(ctx, tx); err != nil {
		return referral.Taken{}, err
	}
	switch {
	case !found || k.service != c.Service.Key:
		return referral.Taken{}, notFound(nil)
	case !k.mendable() || k.Version != c.Version:
		return referral.Taken{}, stale()
	}
	row, mapping, err := c.read(tx, k.kind)
	if err != nil {
		return referral.Taken{}, err
	}
	key := keyOf(tx, row)
	r := rowsIn{t: taking{Police: Police{Service: c.Service}}}
	there, _, err := r.before(ctx, tx, []police.Line{{Row: &row}})
	if err != nil {
		return referral.Taken{}, err
	}
	if _, taken := there[key]; taken {
		return referral.Taken{}, errs.New(errs.Conflict, "this row came before: same force, crime reference and victim number")
	}
	receive := reader.receive
	if k.kind == ListKind {
		list := Caseload{Service: c.Service, Catalogue: c.Catalogue}
		list.doubt(mapping, &row)
		receive = list.receive
	}
	read := reader{service: c.Service, catalogue: c.Catalogue, mapping: mapping, today: tx.Now().Date()}
	in := receive(read, row, false)
	taken, err := in.Run(ctx, tx)
	if err == nil {
		err = keepFirst(ctx, tx, taken, in.SourceAgency, read.first(row))
	}
	if err == nil && k.kind == ListKind {
		err = keepAbout(ctx, tx, c.Catalogue, mapping, row, taken)
	}
	if err == nil && k.kind == ListKind && taken.State == referral.Accepted {
		err = c.takeOver(ctx, tx, row, taken.Referral)
	}
	if err != nil {
		return referral.Taken{}, c.beside(err)
	}
	return taken, c.store(ctx, tx, row, key, taken)
}

// takeOver puts the case of a mended row of a list on record.
func (c MendRow) takeOver(ctx context.Context, tx *gate.Tx, row police.Row, r id.Referral) error {
	owner, err := casework.OwnerOf(ctx, tx, c.Service.Key)
	if err != nil {
		return err
	}
	workers, err := workersOf(ctx, tx, []police.Line{{Row: &row}})
	if err != nil {
		return err
	}
	return takeOver(ctx, tx, c.Service, row.Before, r, workers[row.Before.Worker], owner, nil)
}

// read reads the mended row as a file of one.
func (c MendRow) read(tx *gate.Tx, kind catalogue.Door) (police.Row, catalogue.Mapping, error) {
	m, ok := c.Catalogue.Mapping(mappingOf(kind))
	if !ok {
		return police.Row{}, m, errs.New(errs.Internal, "the catalogue has no mapping "+mappingOf(kind))
	}
	if kind == ListKind {
		c.Cells = sheet.Mended(c.Cells)
	}
	if len(c.Cells) > 0 {
		var err error
		if c.Header, c.Text, err = police.Join(c.Cells); err != nil {
			return police.Row{}, m, err
		}
	}
	f, err := police.Read(strings.NewReader(c.Header+"\n"+strings.TrimSpace(c.Text)+"\n"), m, tx.Now().Date())
	if err != nil {
		return police.Row{}, m, err
	}
	var bad errs.Fields
	switch {
	case f.Problem != nil:
		bad.Add("row", f.Problem.Words)
	case len(f.Lines) != 1:
		bad.Add("row", "Enter one row, with a cell for each column name")
	case len(c.Cells) > 0 && len(f.Lines[0].Wrong) > 0:
		for _, w := range f.Lines[0].Wrong {
			bad.Add(string(w.Field), w.Words)
		}
	case !f.Lines[0].Usable():
		bad.Add("row", f.Lines[0].Detail)
	default:
		return *f.Lines[0].Row, m, nil
	}
	return police.Row{}, m, bad.Err()
}

// fieldsOf are the fields of a file that the parts of a person are read from.
var fieldsOf = map[string]catalogue.Field{"born": catalogue.FieldBirth, "phone": catalogue.FieldPhoneHome, "mobile": catalogue.FieldPhoneMobile,
	"address": catalogue.FieldAddress1}

// beside moves what is wrong with the person to the cells she was read from. What has no cell in this
// file, and all of a row that is mended as one line, is said of the row.
func (c MendRow) beside(err error) error {
	if errs.KindOf(err) != errs.Invalid {
		return err
	}
	var bad errs.Fields
	for _, f := range errs.FieldsOf(err) {
		name := catalogue.Field(f.Name)
		if field, ok := fieldsOf[f.Name]; ok {
			name = field
		}
		if !slices.ContainsFunc(c.Cells, func(cell police.Cell) bool { return cell.Field == name }) {
			name = "row"
		}
		bad.Add(string(name), f.Message)
	}
	return bad.Err()
}

// store notes what the row came to and moves it from one sum of its file to another.
func (c MendRow) store(ctx context.Context, tx *gate.Tx, row police.Row, key int64, taken referral.Taken) error {
	ended, err := rowIn{}.ended(taken)
	if err != nil {
		return err
	}
	n, err := store.Exec(ctx, tx, mendRowSQL, c.Batch, c.Row, c.Version, key, ended.heading, ended.reason, doubts(&row), ended.referral,
		ended.known, tx.Now(), tx.Entry())
	if err != nil {
		return err
	}
	if n == 0 {
		return stale()
	}
	batch, found, err := findBatch(ctx, tx, batchForRowsSQL, c.Batch)
	if err != nil || !found {
		return notFound(err)
	}
	batch.NotUsable--
	*batch.at(ended.heading)++
	batch.Known += one(ended.known)
	if _, err := batch.save(ctx, tx); err != nil {
		return err
	}
	tx.Record(Mended{Batch: c.Batch, Row: c.Row, Referral: ended.referral, Outcome: ended.heading, Reason: ended.reason})
	return nil
}

// notFound is one answer for what is not there and what may not be seen; err goes before it.
func notFound(err error) error {
	if err != nil {
		return err
	}
	return gate.NoSuchRecord()
}
