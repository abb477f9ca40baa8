package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"strconv"

	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/intake/police"
	"goldenthread/internal/intake/reason"
	"goldenthread/internal/referral"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// Police takes in a file of victims from a police force. Police liaison, the service's administrators
// and supervisors, and the operator's command line may.
//
// The file is read twice: once to know what it is, and a second time to take its rows in, a few at a
// time and giving way to people at work. Stopped at any point, it is completed by importing it again.
//
// Requirements R037, R171 to R176; practice part 3.1. Records Began, Took and Ended, and
// referral.Came for every row.
type Police struct {
	Service   catalogue.Service
	Catalogue *catalogue.Set
	Mapping   string    // key of the column mapping; empty: police-standard
	Sender    id.Agency // the force, when it is a member of the partnership: it may see its receipts
	File      io.ReadSeeker
	Progress  func(done, rows int) // told after each few rows; nil: nobody is
}

// Result is what became of a file, in the form the command line answers with.
type Result struct {
	Sums
	AlreadyKnown int                 `json:"already_known"` // rows whose person may be known from elsewhere
	Reasons      map[reason.Code]int `json:"reasons"`       // of the rows that were not accepted
	// Rows with something that could not be read and was kept as typed, whatever they ended as: not a
	// sixth heading. Doubts says how often which cell.
	Doubted int                     `json:"doubted"`
	Doubts  map[catalogue.Field]int `json:"doubts"`
	Problem string                  `json:"problem,omitempty"`

	Batch       Batch `json:"-"`
	AlreadyHere int   `json:"-"` // rows that had been taken in before this run
}

// Refused is a file that can't be taken in as a whole: nothing was changed.
type Refused struct{ police.Problem }

// Error says what is wrong with the file and how to mend it.
func (r Refused) Error() string { return r.Words }

// chunk is how many rows are taken in in one unit of work: at most 25 ms of the one writer.
const chunk = 25

const standardMapping = "police-standard"

// Import takes the file in. It fails with a [Refused] inside an errs.Invalid when the file is no
// table of this kind; with errs.Forbidden; and with errs.Unavailable or the context's error when it
// was interrupted: what was taken in until then stands, and importing the file again goes on from there.
func (p Police) Import(ctx context.Context, g *gate.Gate) (Result, error) {
	return p.bring(ctx, g, way{act: ActImport, door: catalogue.DoorPoliceFile, receive: reader.receive,
		scan: func(ctx context.Context, m catalogue.Mapping, today clock.Date, fn func(police.Line) error) (police.Summary, error) {
			return p.scan(ctx, m, today, fn)
		}})
}

// way is what differs between the files whose rows come in in bulk.
type way struct {
	act     access.Action  // what bringing it is
	door    catalogue.Door // as the batch is kept under; of a list: none that a service opens
	receive func(reader, police.Row, bool) referral.Receive
	scan    func(context.Context, catalogue.Mapping, clock.Date, func(police.Line) error) (police.Summary, error)
	list    id.List // of a list that was handed in on a page: which
	version int     // and its version, as it was tried out
	most    int     // rows that are taken in at once; 0: all
	cases   bool    // a row that is accepted is a case that is taken over
}

// bring takes the rows of a file in, by the way it comes.
func (p Police) bring(ctx context.Context, g *gate.Gate, w way) (Result, error) {
	ctx = gate.InBulk(ctx)
	t, b, err := p.ready(ctx, g, w)
	if err != nil {
		return Result{}, err
	}
	if t.batch, err = gate.Write(ctx, g, "", b.run); err != nil {
		return Result{}, err
	}
	if t.batch.State == open {
		if err := t.all(ctx); err != nil {
			return Result{}, err
		}
	}
	return t.result(ctx, t.batch, b.sum)
}

// ready reads the file through and makes ready to take it in: it is refused, or there are rows.
func (p Police) ready(ctx context.Context, g *gate.Gate, w way) (taking, begin, error) {
	if p.Mapping == "" {
		p.Mapping = standardMapping
	}
	m, ok := p.Catalogue.Mapping(p.Mapping)
	if !ok {
		return taking{}, begin{}, errs.New(errs.Internal, "the catalogue has no mapping "+p.Mapping)
	}
	today := g.Clock().Now().Date()
	sum, digest, err := w.look(ctx, m, today)
	if err != nil {
		return taking{}, begin{}, err
	}
	if sum.Rows == 0 {
		return taking{}, begin{}, refuse(sum)
	}
	t := taking{Police: p, way: w, g: g, mapping: m, today: today, rows: sum.Rows}
	if sum.CutOff {
		t.cutAt = sum.Rows
	}
	return t, begin{p, w, sum, digest}, nil
}

// refuse says why a file without rows can't be taken in.
func refuse(sum police.Summary) error {
	problem := sum.Problem
	if problem == nil {
		problem = &police.Problem{Fault: police.Empty, Words: "The file has column names and no rows"}
	}
	return errs.Wrap(errs.Invalid, problem.Words, Refused{*problem})
}

// look reads the file through and tells what it is, and a digest of what its rows say.
func (w way) look(ctx context.Context, m catalogue.Mapping, today clock.Date) (police.Summary, string, error) {
	digest := sha256.New()
	sum, err := w.scan(ctx, m, today, func(l police.Line) error {
		digestRow(digest, l)
		return nil
	})
	return sum, hex.EncodeToString(digest.Sum(nil)), err
}

// digestRow adds a row to the digest that tells one file from another. It goes by what is read, and
// so also covers a file that can't be read to its end.
func digestRow(h hash.Hash, l police.Line) {
	for _, part := range []string{strconv.Itoa(l.Number), string(l.Reason), strconv.Itoa(len(l.Raw)), l.Raw} {
		h.Write([]byte(part + "\x00"))
	}
}

// scan reads the file from its beginning.
func (p Police) scan(ctx context.Context, m catalogue.Mapping, today clock.Date, fn func(police.Line) error) (police.Summary, error) {
	if _, err := p.File.Seek(0, io.SeekStart); err != nil {
		return police.Summary{}, errs.Wrap(errs.Unavailable, "reading the file", err)
	}
	return police.Scan(p.File, m, today, func(l police.Line) error {
		if err := ctx.Err(); err != nil {
			return errs.Wrap(errs.Unavailable, "the import was interrupted: import the file again and it goes on from there", err)
		}
		return fn(l)
	})
}

// headerColumn keeps the column names of a file, by which a row of it is mended.
var headerColumn = seal.Register("intake_batch", "header", access.Identity, seal.Retain(seal.Short))

// begin makes the batch of a file, or finds it when the file came before.
type begin struct {
	p      Police
	way    way
	sum    police.Summary
	digest string
}

// begun is a batch as an import finds it.
type begun struct {
	Batch
	team  id.Team
	owner id.Account // of a list: who answers for its cases that wait
}

// Began says that a file is being taken in.
type Began struct {
	Batch   id.Batch  `json:"batch"`
	Folder  id.Folder `json:"folder"`
	Service string    `json:"service"`
	Rows    int       `json:"rows"`
	LetIn   id.Team   `json:"let_in"`
}

// EventKind names the event.
func (Began) EventKind() string { return "intake.began" }

// CameAgain says that a file was imported that had come before, to its end or not.
type CameAgain struct {
	Batch   id.Batch `json:"batch"`
	Service string   `json:"service"`
}

// EventKind names the event.
func (CameAgain) EventKind() string { return "intake.came again" }

func (b begin) run(ctx context.Context, tx *gate.Tx) (begun, error) {
	if err := tx.Authorize(ctx, b.way.act, gate.On{Service: b.p.Service.Key}); err != nil {
		return begun{}, err
	}
	key := tx.Blind("intake file", b.digest)
	team, err := agency.TeamOf(ctx, tx, b.p.Service.Key)
	if err != nil {
		return begun{}, err
	}
	var owner id.Account
	if b.way.cases {
		if owner, err = casework.OwnerOf(ctx, tx, b.p.Service.Key); err != nil {
			return begun{}, err
		}
	}
	there, found, err := findBatch(ctx, tx, batchByFileSQL, b.p.Service.Key, key)
	if err != nil {
		return begun{}, err
	}
	if found {
		tx.Record(CameAgain{Batch: there.ID, Service: there.Service})
		return begun{there, team.ID, owner}, nil
	}
	batch := Batch{ID: id.Batch(tx.NewID()), Service: b.p.Service.Key, Kind: b.way.door, RowsAll: b.sum.Rows, State: open,
		ReceivedAt: tx.Now(), ReceivedOn: tx.Now().Date(), version: 1}
	if batch.Folder, err = tx.NewFolder(ctx, "intake", batch.Service); err != nil {
		return begun{}, err
	}
	if err := tx.Grant(ctx, gate.Grant{Folder: batch.Folder, Grantee: string(team.ID), Sections: access.All, Basis: gate.BasisService}); err != nil {
		return begun{}, err
	}
	if err := batch.add(ctx, tx, key, b.sum.Header); err != nil {
		return begun{}, err
	}
	if b.way.list != "" {
		if n, err := store.Exec(ctx, tx, beganListSQL, b.way.list, batch.ID, tx.Entry(), b.way.version); err != nil || n == 0 {
			return begun{}, orStale(err)
		}
	}
	tx.Record(Began{Batch: batch.ID, Folder: batch.Folder, Service: batch.Service, Rows: batch.RowsAll, LetIn: team.ID})
	return begun{batch, team.ID, owner}, nil
}
