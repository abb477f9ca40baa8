package intake

import (
	"context"
	"slices"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/intake/police"
	"goldenthread/internal/intake/sheet"
	"goldenthread/internal/referral"
	"goldenthread/internal/workforce"
)

// ActCaseload takes in the list of cases that a service kept before.
var ActCaseload = access.Declare("intake.caseload", access.Policy{
	Roles: []access.Role{access.Administrator, access.Supervisor}, Systems: []string{"cli"},
})

// Caseload takes in the list of cases that a service kept before, as a workbook or CSV. Each row is judged
// like any other referral; of what is accepted the case is put on record where it stood. The service's
// administrators and supervisors, and the operator's command line, may.
//
// A list that was handed in on a page is tried out first; otherwise, or when it was changed since, it fails with errs.Stale.
// Stopped at any point it is completed by bringing the same list again; the same list twice adds nothing.
// Requirement R037. Records Began, Took and Ended, and referral.Came and casework.TookOver for the rows.
type Caseload struct {
	Service   catalogue.Service
	Catalogue *catalogue.Set
	ListSaid
	File     []byte
	Progress func(done, rows int)

	List    id.List // of which this is the file; empty: it was not handed in on a page
	Version int     // of the list, as it was tried out
	Most    int     // rows taken in, or tried out, at once, for a page to say how far it is; 0: all of them
	Before  Tryout  // what came of the rows that were tried out before
}

// ListKind is what a batch is kept under that is a list of cases.
const ListKind catalogue.Door = "caseload"

const caseloadMapping = "caseload"

// Brought is what became of a list.
type Brought struct {
	Result
	List     id.Batch        `json:"list,omitempty"` // by which it is undone; empty: it was tried out
	Blank    int             `json:"blank"`
	Headings int             `json:"headings"`
	Above    int             `json:"above"` // with something in them, above the column names or in sheets without any
	Hidden   int             `json:"hidden_sheets"`
	Columns  []ColumnOfSheet `json:"columns"`
	DryRun   bool            `json:"dry_run"`
}

// ColumnOfSheet is a column of a list and what it was taken for; blank: it is not taken in.
type ColumnOfSheet struct {
	Header string          `json:"header"`
	Field  catalogue.Field `json:"field"`
	Left   int             `json:"left"` // cells not taken in: another column for the same said something else first
}

// Import takes the list in, or as much of it as it may at once. It fails like [Police.Import].
func (c Caseload) Import(ctx context.Context, g *gate.Gate) (Brought, error) {
	var sum sheet.Summary
	result, err := c.bringer().bring(ctx, g, c.way(&sum))
	return brought(result, sum, false), err
}

// Try tells what would become of the list, and changes nothing. It fails like [Caseload.Import]. Each few rows are
// taken in and given up again, so that what is said is what would be done. Records Tried.
func (c Caseload) Try(ctx context.Context, g *gate.Gate) (Tryout, error) {
	var sum sheet.Summary
	t, err := c.bringer().tryOut(ctx, g, c.way(&sum), c.Before)
	t.Brought = brought(t.Result, sum, true)
	return t, err
}

func (c Caseload) bringer() Police {
	return Police{Service: c.Service, Catalogue: c.Catalogue, Mapping: caseloadMapping, Progress: c.Progress}
}

func brought(r Result, sum sheet.Summary, dry bool) Brought {
	b := Brought{Result: r, List: r.Batch.ID, Blank: sum.Blank, Headings: sum.Headings, Above: sum.Above, Hidden: sum.Hidden, DryRun: dry, Columns: []ColumnOfSheet{}}
	for _, col := range sum.Columns {
		b.Columns = append(b.Columns, ColumnOfSheet{col.Header, col.Field, col.Left})
	}
	return b
}

// way says how a list comes in; sum is what was found of it when it was last read.
func (c Caseload) way(sum *sheet.Summary) way {
	return way{act: ActCaseload, door: ListKind, receive: c.receive, cases: true, list: c.List, version: c.Version, most: c.Most,
		scan: func(ctx context.Context, m catalogue.Mapping, today clock.Date, fn func(police.Line) error) (police.Summary, error) {
			found, err := sheet.Scan(ctx, c.File, m, c.Columns, today, func(l police.Line) error {
				if err := ctx.Err(); err != nil {
					return errs.Wrap(errs.Unavailable, "it was interrupted: bring the list again and it goes on from there", err)
				}
				if l.Row != nil {
					c.doubt(m, l.Row)
				}
				return fn(l)
			})
			*sum = found
			return found.Summary, err
		}}
}

// receive gives the referral that a row of the list is. It came by the way its source uses; what neither the list nor
// whoever brings it tells (that a crime was recorded, an offence) stays not known.
func (c Caseload) receive(r reader, row police.Row, _ bool) referral.Receive {
	in := r.receive(row, false)
	in.CrimeRef, in.IncidentRef, in.Matter = "", row.Crime, ""
	if row.Crime != "" {
		in.Matter = sheet.Force + "|" + row.Crime
	}
	source, door, open := c.source(row.Before.Source)
	in.Source, in.Door, in.FromList = source, door, true
	in.Facts.Reported, in.Facts.Force = catalogue.Fact[bool]{}, catalogue.Fact[string]{}
	if row.Before.PoliceForce != "" {
		in.Facts.Force = catalogue.Known(row.Before.PoliceForce)
	}
	in.Facts.Recorded = answer(row.Before.Recorded)
	if list, ok := r.catalogue.List("panel-decisions"); ok {
		if decided, found := list.Find(row.Before.Panel); found {
			in.Facts.PanelDecision = catalogue.Known(decided.Key)
		}
	}
	in.ReceivedOn = row.Before.Opened
	for _, name := range in.Lacks(r.today) {
		in.Facts = in.Facts.With(name, c.Whole[name])
	}
	in.Unsure = ""
	switch {
	case slices.ContainsFunc(careful, func(f catalogue.Field) bool { return doubted(row, f) }):
		in.Unsure = referral.DoubtfulFlag
	case row.Victim.Surname == "":
		in.Unsure = referral.NameIncomplete
	case !open:
		in.Unsure = referral.FactsMissing
	}
	in.Supported.Told.Words = strings.TrimSpace(in.Supported.Told.Words + "\n" + stood(row.Before))
	if in.Supported.Told.Words != "" && in.Supported.Told.ToldTo == "" {
		in.Supported.Told.ToldTo = "worker"
	}
	return in
}

// stood says where the case stood, in the list's own words: who has it now, or closes it, reads it.
func stood(b police.Before) string {
	var said []string
	for _, s := range []struct{ what, words string }{{"opened", string(b.Opened)}, {"closed", string(b.Closed)}, {"stage", b.Stage}, {"worker", b.Worker},
		{"why it was closed", b.CloseReason}, {"came from", b.Source}} {
		if s.words != "" {
			said = append(said, s.what+": "+s.words)
		}
	}
	if len(said) == 0 {
		return ""
	}
	return "In the list kept before: " + strings.Join(said, "; ")
}

// doubt notes of a row that it names somebody who referred and is none of the service's own sources, and what it says of who somebody is that no list knows.
func (c Caseload) doubt(m catalogue.Mapping, row *police.Row) {
	_, unread := aboutOf(c.Catalogue, m, row.Victim)
	row.Doubts = append(row.Doubts, unread...)
	if _, ok := c.named(row.Before.Source); !ok && !m.Unknown(row.Before.Source) {
		row.Doubts = append(row.Doubts, police.Doubt{Field: catalogue.FieldSource, Words: "The source is none of the service's", Typed: row.Before.Source})
	}
}

// named gives the service's own source that a list names, by its key, as the service calls it or by another of its names.
func (c Caseload) named(typed string) (catalogue.Source, bool) {
	list, _ := c.Catalogue.List("sources")
	code, _ := list.Find(typed)
	for _, s := range c.Service.Sources {
		if typed != "" && len(s.Doors) > 0 && (s.Key == code.Key || strings.EqualFold(s.Name, typed)) {
			return s, true
		}
	}
	return catalogue.Source{}, false
}

// source gives who referred, by the service's own list, and the way by which they do. Whom the list does not name, or whom the
// service does not know, is not known, and nobody stands in their place: her record says what the list said. Somebody wrote it down,
// so it came like a call; where the service takes none, like a form or a panel's decision. It never came from the police or from her
// without the list's saying so: where no other way is open, it is false, and a person asks.
func (c Caseload) source(typed string) (string, catalogue.Door, bool) {
	if s, ok := c.named(typed); ok {
		return s.Key, s.Doors[0], true
	}
	for _, d := range []catalogue.Door{catalogue.DoorPhone, catalogue.DoorAgencyForm, catalogue.DoorPanel} {
		if c.Service.Opens(d) {
			return catalogue.SourceNotKnown, d, true
		}
	}
	return catalogue.SourceNotKnown, catalogue.DoorPhone, false
}

// workersOf gives the accounts that some rows name by their sign-in names.
func workersOf(ctx context.Context, q gate.Reader, lines []police.Line) (map[string]id.Account, error) {
	var logins []string
	for _, l := range lines {
		if l.Usable() && l.Row.Before.Worker != "" && !slices.Contains(logins, l.Row.Before.Worker) {
			logins = append(logins, l.Row.Before.Worker)
		}
	}
	return identity.ByLogin(ctx, q, logins)
}

// takeOver puts the case on record where it stood, with the worker it names or somebody who answers for it.
func takeOver(ctx context.Context, tx *gate.Tx, s catalogue.Service, b police.Before, r id.Referral, worker, owner id.Account, tried map[id.Account]workforce.Tried) error {
	_, err := (casework.TakeOver{Referral: r, Service: s, Stage: b.Stage, OpenedOn: b.Opened, ClosedOn: b.Closed, Reason: b.CloseReason,
		Named: b.Worker != "", Worker: worker, Owner: owner, Tried: tried[worker]}).Run(ctx, tx)
	return err
}
